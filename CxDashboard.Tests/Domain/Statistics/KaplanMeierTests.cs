using CxDashboard.Domain.Statistics;
using CxDashboard.Tests.Support;
using Xunit;

namespace CxDashboard.Tests.Domain.Statistics;

public sealed class KaplanMeierTests
{
    [Fact]
    public void TextbookExample_GivesItsCurve()
    {
        var vector = SharedData.Vector("kaplan_meier_aml_maintained");
        var (events, censored) = Split(vector["input"]!["time"].Numbers(), vector["input"]!["status"].Numbers());
        var expected = vector["expected"]!;
        var curve = KaplanMeier.Curve(events, censored);
        Assert.Equal(expected["time"].Numbers(), curve.Select(s => s.Time));
        Assert.Equal(expected["n_risk"].Numbers(), curve.Select(s => (double)s.AtRisk));
        Assert.Equal(expected["n_event"].Numbers(), curve.Select(s => (double)s.Events));
        for (var i = 0; i < curve.Count; i++)
        {
            Assert.Equal(expected["survival"].Numbers()[i], curve[i].Survival, 1e-9);
            Assert.Equal(expected["greenwood_se"].Numbers()[i], curve[i].StandardError, 1e-9);
        }
    }

    [Fact]
    public void TimeToResolution_GivesItsCurveAndQuantiles()
    {
        var vector = SharedData.Vector("kaplan_meier_time_to_resolution");
        var (events, censored) = Split(vector["input"]!["hours"].Numbers(), vector["input"]!["resolved"].Numbers());
        var expected = vector["expected"]!;
        var curve = KaplanMeier.Curve(events, censored);
        foreach (var (t, i) in vector["parameters"]!["times"].Numbers().Select((t, i) => (t, i)))
        {
            var step = curve.Last(s => s.Time <= t);
            Assert.Equal(expected["still_open_at"].Numbers()[i], step.Survival, 1e-8);
            Assert.Equal(expected["se"].Numbers()[i], step.StandardError, 1e-8);
            Assert.Equal(expected["open_lower"].Numbers()[i], step.Low, 1e-8);
            Assert.Equal(expected["open_upper"].Numbers()[i], step.High, 1e-8);
        }

        foreach (var (p, i) in new[] { 0.25, 0.5, 0.75 }.Select((p, i) => (p, i)))
            Assert.Equal(expected["quartiles"].Numbers()[i], KaplanMeier.Quantile(events, censored, p).Value!.Value, 1e-9);
        var median = KaplanMeier.Quantile(events, censored, 0.5);
        Assert.Equal((expected["median_ci"].Numbers()[0], expected["median_ci"].Numbers()[1]), (median.Low!.Value, median.High!.Value));
    }

    [Fact]
    public void AtEqualTimes_EventsComeBeforeCensorings()
    {
        Assert.Equal(0.75, KaplanMeier.Curve([5], [5, 5, 5])[0].Survival, 1e-12);
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

    private static (double[] Events, double[] Censored) Split(double[] times, double[] status) =>
        ([.. times.Where((_, i) => status[i] == 1).Order()], [.. times.Where((_, i) => status[i] == 0).Order()]);

    [Fact]
    public void Quantile_IsTheFirstStepOfTheWholeCurveThatComesThatLow()
    {
        for (var seed = 0; seed < 400; seed++)
        {
            var random = new Random(seed);
            double[] events = [.. Enumerable.Range(0, 1 + random.Next(seed % 4 == 0 ? 3_000 : 40)).Select(_ => (double)random.Next(1, 500)).Order()];
            double[] censored = [.. Enumerable.Range(0, random.Next(events.Length)).Select(_ => (double)random.Next(1, 500)).Order()];
            var curve = KaplanMeier.Curve(events, censored);
            foreach (var p in (double[])[0.01, 0.1, 0.25, 0.5, 0.9, 0.99])
            {
                var left = 1 - p + 1e-12;
                var expected = (First(s => s.Survival <= left), First(s => s.Low <= left), First(s => s.High <= left));
                Assert.Equal((seed, p, expected), (seed, p, KaplanMeier.Quantile(events, censored, p)));
            }

            double? First(Func<KaplanMeierStep, bool> test) => curve.Where(test).Select(s => (double?)s.Time).FirstOrDefault();
        }
    }
}
