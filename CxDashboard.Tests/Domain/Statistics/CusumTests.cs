using CxDashboard.Domain.Statistics;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace CxDashboard.Tests.Domain.Statistics;

public sealed class CusumTests
{
    [Fact]
    public void AnySeries_HasTheSumsThatItsDefinitionGives() =>
        Prop.ForAll(ChangeCases.Between(0, 40).ToArbitrary(), values =>
        {
            var (centre, deviation, k, h) = (0.3, 1.7, 0.4, 2.5);
            var cusum = Cusum.Of([.. values.Select(v => (double?)v)], centre, deviation, k, h);

            // The largest sum of any stretch that ends here, which needs no recursion.
            double Sum(int end, Func<double, double> score) => Enumerable.Range(0, end + 2).Max(from => values[from..(end + 1)].Sum(score));
            var upper = values.Select((_, i) => Sum(i, v => ((v - centre) / deviation) - k)).ToArray();
            var lower = values.Select((_, i) => -Sum(i, v => -((v - centre) / deviation) - k)).ToArray();
            return upper.Zip(cusum.Upper).All(p => Math.Abs(p.First - p.Second!.Value) < 1e-12)
                && lower.Zip(cusum.Lower).All(p => Math.Abs(p.First - p.Second!.Value) < 1e-12)
                && cusum.UpperSignals.SequenceEqual(upper.Index().Where(p => p.Item > h).Select(p => p.Index))
                && cusum.LowerSignals.SequenceEqual(lower.Index().Where(p => p.Item < -h).Select(p => p.Index));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void MirroredValues_SwapTheSums()
    {
        double?[] values = [1, 2, -3, 0.5, 4, 4, -9];
        var (cusum, mirrored) = (Cusum.Of(values, 0, 1, 0.5, 4), Cusum.Of([.. values.Select(v => -v)], 0, 1, 0.5, 4));
        Assert.Equal(cusum.Upper, mirrored.Lower.Select(c => -c));
        Assert.Equal(cusum.UpperSignals, mirrored.LowerSignals);
        Assert.Equal(cusum.LowerSignals, mirrored.UpperSignals);
        Assert.Equal([5], cusum.UpperSignals);
        Assert.Equal([6], cusum.LowerSignals);
    }

    [Fact]
    public void SumAtTheLimit_IsNoSignal()
    {
        var cusum = Cusum.Of([4.5, 1], 0, 1, 0.5, 4);
        Assert.Equal([1], cusum.UpperSignals);
    }

    [Fact]
    public void UnknownValue_LeavesTheSums()
    {
        var cusum = Cusum.Of([2, null, 2], 0, 1, 0.5, 2.5);
        Assert.Equal([1.5, null, 3.0], cusum.Upper);
        Assert.Equal([0.0, null, 0.0], cusum.Lower);
        Assert.Equal([2], cusum.UpperSignals);
    }

    [Fact]
    public void NoValues_HaveNoSums() => Assert.Empty(Cusum.Of([], 0, 1, 0.5, 5).Upper);

    [Theory]
    [InlineData(double.NaN, 1, 0.5, 5)]
    [InlineData(0, 0, 0.5, 5)]
    [InlineData(0, double.PositiveInfinity, 0.5, 5)]
    [InlineData(0, 1, -0.1, 5)]
    [InlineData(0, 1, 0.5, 0)]
    [InlineData(0, 1, 0.5, double.NaN)]
    public void SchemeThatIsNone_IsRefused(double centre, double deviation, double k, double h) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Cusum.Of([1], centre, deviation, k, h));

    [Fact]
    public void ValueThatIsNoNumber_IsRefused() => Assert.Throws<ArgumentOutOfRangeException>(() => Cusum.Of([1, double.NaN], 0, 1, 0.5, 5));
}
