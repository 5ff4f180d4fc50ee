using CxDashboard.Domain.Statistics;
using Xunit;

namespace CxDashboard.Tests.Domain.Statistics;

public sealed class CusumRunLengthTests
{
    [Theory]
    [InlineData(0.5, 2.5, 0, 11)]
    [InlineData(0.25, 3, -0.3, 12)]
    [InlineData(0, 2, 0.4, 13)]
    [InlineData(1, 0.2, 1.5, 14)]
    public void Simulation_TakesAsLong(double k, double h, double shift, int seed)
    {
        var random = new Random(seed);
        List<double> one = [], two = [];
        while (one.Count < 8000)
        {
            var (upper, lower, n, first) = (0.0, 0.0, 0, 0);
            while (upper <= h)
            {
                var z = ChangeCases.Normal(random) + shift;
                (upper, lower, n) = (Math.Max(0, upper + z - k), first > 0 ? 0 : Math.Min(0, lower + z + k), n + 1);
                if (first == 0 && (upper > h || lower < -h)) first = n;
            }

            one.Add(n);
            two.Add(first);
        }

        Near(one, CusumRunLength.OneSided(k, h, shift));
        Near(two, CusumRunLength.TwoSided(k, h, shift));
    }

    // Four standard errors: a seed that fails would fail always.
    private static void Near(List<double> lengths, double expected)
    {
        var mean = lengths.Average();
        Assert.InRange(expected - mean, -4 * Error(), 4 * Error());

        double Error() => Math.Sqrt(lengths.Sum(l => (l - mean) * (l - mean))) / lengths.Count;
    }

    [Fact]
    public void ChainOfNarrowSteps_ComesToTheSame()
    {
        // Brook and Evans: states of equal width, and the error of their width squared taken out of two chains.
        var (coarse, fine) = (Chain(60), Chain(120));
        Assert.Equal(fine + ((fine - coarse) / 3), CusumRunLength.OneSided(0.5, 4, 0), 0.01);

        static double Chain(int states)
        {
            var width = 2 * 4.0 / ((2 * states) - 1);
            var a = MathNet.Numerics.LinearAlgebra.Matrix<double>.Build.Dense(states, states, (i, j) =>
                (i == j ? 1 : 0) - (Below(((j - i + 0.5) * width) + 0.5) - (j == 0 ? 0 : Below(((j - i - 0.5) * width) + 0.5))));
            return a.Solve(MathNet.Numerics.LinearAlgebra.Vector<double>.Build.Dense(states, 1))[0];
        }

        static double Below(double z) => MathNet.Numerics.Distributions.Normal.CDF(0, 1, z);
    }

    // Hawkins 1993, as in Montgomery's table: intervals, rounded, that make a false alarm as rare as three sigma do.
    [Theory]
    [InlineData(0.25, 8.01)]
    [InlineData(0.5, 4.77)]
    [InlineData(0.75, 3.34)]
    [InlineData(1, 2.52)]
    [InlineData(1.25, 1.99)]
    [InlineData(1.5, 1.61)]
    public void PublishedIntervals_GiveThePublishedLength(double k, double h) => Assert.InRange(CusumRunLength.TwoSided(k, h, 0), 363, 378);

    [Fact]
    public void TinyInterval_IsASingleLimit() =>
        Assert.Equal(1 / (1 - MathNet.Numerics.Distributions.Normal.CDF(0, 1, 2)), CusumRunLength.OneSided(2, 1e-12, 0), 1e-8);

    [Fact]
    public void HugeShift_IsFoundAtOnce() => Assert.Equal(1, CusumRunLength.TwoSided(0.5, 5, 40), 1e-12);

    [Fact]
    public void RareFalseAlarms_KeepTheirDigits()
    {
        // Far out they come to Siegmund's 2·exp(h + 1.166), and one more standard deviation of h makes them rarer by exp(2k).
        var (at40, at41) = (CusumRunLength.OneSided(0.5, 40, 0), CusumRunLength.OneSided(0.5, 41, 0));
        Assert.Equal(1, at40 / (2 * Math.Exp(40 + 1.166)), 0.01);
        Assert.Equal(Math.E, at41 / at40, 1e-9);
    }

    [Fact]
    public void Sides_AreAlikeWithoutAShift() =>
        Assert.Equal(CusumRunLength.OneSided(0.5, 5, 0) / 2, CusumRunLength.TwoSided(0.5, 5, 0), 1e-9);

    [Fact]
    public void ShiftAwayFromTheSum_MayNeverBeFound() => Assert.Equal(double.PositiveInfinity, CusumRunLength.OneSided(0.5, 5, -50));

    [Theory]
    [InlineData(-0.1, 5, 0)]
    [InlineData(0.5, 0, 0)]
    [InlineData(0.5, double.PositiveInfinity, 0)]
    [InlineData(0.5, 5, double.NaN)]
    public void SchemeThatIsNone_IsRefused(double k, double h, double shift) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => CusumRunLength.TwoSided(k, h, shift));
}
