using CxDashboard.Domain.Statistics;
using Xunit;

namespace CxDashboard.Tests.Domain.Statistics;

public sealed class AutocorrelationTests
{
    [Fact]
    public void LagOne_IsWhatItsFormulaSays()
    {
        // Off the mean of 2: −1, 1, −1, 0, 1; products −1, −1, 0, 0; squares 4.
        Assert.Equal(-0.5, Autocorrelation.LagOne([1, 3, 1, 2, 3]), 1e-15);
        Assert.False(Autocorrelation.NeighboursDepend([1, 3, 1, 2, 3]));
    }

    [Fact]
    public void SlowWave_Depends() =>
        Assert.True(Autocorrelation.NeighboursDepend([.. Enumerable.Range(0, 40).Select(i => Math.Sin(i / 5.0))]));

    [Fact]
    public void FirstOfTheLags_IsLagOne()
    {
        double[] x = [3, 1, 4, 1, 5, 9, 2, 6];
        Assert.Equal(Autocorrelation.LagOne(x), Autocorrelation.UpTo(x, 7)![0], 1e-14);

        // What is off the mean sums to zero, and so do all its products.
        Assert.Equal(-0.5, Autocorrelation.UpTo(x, 7)!.Sum(), 1e-14);
    }

    [Fact]
    public void TwoLags_HaveTheChanceOfAnExponential()
    {
        var (q, p) = Autocorrelation.LjungBox([3, 1, 4, 1, 5, 9, 2, 6], 2)!.Value;
        Assert.Equal(Math.Exp(-q / 2), p, 1e-14);
    }

    [Fact]
    public void ShiftAndScale_ChangeNothing()
    {
        double[] x = [3, 1, 4, 1, 5, 9, 2, 6];
        Assert.Equal(Autocorrelation.LjungBox(x, 3)!.Value.Statistic, Autocorrelation.LjungBox([.. x.Select(v => 1e6 - (7 * v))], 3)!.Value.Statistic, 1e-8);
    }

    [Fact]
    public void FewOrEqualValues_TellNothing()
    {
        Assert.Null(Autocorrelation.UpTo([1, 2, 3], 3));
        Assert.NotNull(Autocorrelation.UpTo([1, 2, 3], 2));
        Assert.Null(Autocorrelation.LjungBox([0.1, 0.1, 0.1, 0.1, 0.1, 0.1], 2));
        Assert.Null(Autocorrelation.LjungBox([], 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Autocorrelation.UpTo([1, 2, 3], 0));
    }
}
