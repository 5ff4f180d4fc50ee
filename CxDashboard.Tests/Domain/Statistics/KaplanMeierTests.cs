using CxDashboard.Domain.Statistics;
using Xunit;

namespace CxDashboard.Tests.Domain.Statistics;

public sealed class KaplanMeierTests
{
    [Fact]
    public void AtEqualTimes_EventsComeBeforeCensorings()
    {
        Assert.Equal(0.75, KaplanMeierTable.Of([5], [5, 5, 5]).Rows[0].Survival, 1e-12);
        Assert.Equal(5, KaplanMeier.Quantile([5], [5], 0.5).Value);
    }

    [Fact]
    public void HalfExactly_IsTheMedian()
    {
        // 1 − 1/10 five times over is a half on paper only.
        var ten = Enumerable.Range(1, 10).Select(i => (double)i).ToArray();
        Assert.Equal(5, KaplanMeier.Quantile(ten, [], 0.5).Value);
        Assert.Equal(9, KaplanMeier.Quantile(ten, [], 0.9).Value);
    }

    [Fact]
    public void TooFewEvents_HaveNoQuantile()
    {
        Assert.Equal((null, null, null), KaplanMeier.Quantile([], [], 0.5));
        Assert.Equal((null, null, null), KaplanMeier.Quantile([], [1, 2], 0.5));
        Assert.Null(KaplanMeier.Quantile([1], [2, 3], 0.5).Value);
        Assert.Equal((4, null, null), KaplanMeier.Quantile([4], [], 0.5));
    }

    [Fact]
    public void AMillionEvents_StillFindTheMedian()
    {
        var events = Enumerable.Range(1, 500_000).Select(i => (double)i).ToArray();
        var censored = Enumerable.Range(1, 500_000).Select(_ => 600_000.0).ToArray();
        var (value, low, high) = KaplanMeier.Quantile(events, censored, 0.5);
        Assert.Equal(500_000, value);
        Assert.InRange(low!.Value, 498_000, 500_000);
        Assert.Null(high);
    }

    [Fact]
    public void Quantile_IsTheFirstStepOfTheWholeCurveThatComesThatLow()
    {
        for (var seed = 0; seed < 400; seed++)
        {
            var random = new Random(seed);
            double[] events = [.. Enumerable.Range(0, 1 + random.Next(seed % 4 == 0 ? 3_000 : 40)).Select(_ => (double)random.Next(1, 500)).Order()];
            double[] censored = [.. Enumerable.Range(0, random.Next(events.Length)).Select(_ => (double)random.Next(1, 500)).Order()];
            var curve = KaplanMeierTable.Of(events, censored).Rows;
            foreach (var p in (double[])[0.01, 0.1, 0.25, 0.5, 0.9, 0.99])
            {
                var left = 1 - p + 1e-12;
                var expected = (First(s => s.Survival <= left), First(s => s.Low <= left), First(s => s.High <= left));
                Assert.Equal((seed, p, expected), (seed, p, KaplanMeier.Quantile(events, censored, p)));
            }

            double? First(Func<KaplanMeierRow, bool> test) => curve.Where(test).Select(s => (double?)s.Time).FirstOrDefault();
        }
    }
}
