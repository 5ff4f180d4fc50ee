using CxDashboard.Domain.Statistics;
using CxDashboard.Tests.Support;
using Xunit;

namespace CxDashboard.Tests.Domain.Statistics;

public sealed class MeansTests
{
    [Fact]
    public void ReferenceRatings_GiveReferenceInterval()
    {
        var vector = SharedData.Vector("csat_mean_t_intervals");
        var n = (long)vector["input"]!["a_counts_1_to_5"].Numbers().Sum();
        var expected = vector["expected"]!;
        var (low, high) = Means.Interval(n, expected["mean_a"].Number(), expected["sd_a"].Number())!.Value;
        Assert.Equal(expected["ci_a"].Numbers()[0], low, 1e-9);
        Assert.Equal(expected["ci_a"].Numbers()[1], high, 1e-9);
    }

    [Fact]
    public void ManyValues_JoinTheNormalInterval()
    {
        foreach (var n in new[] { 100_000L, 1_000_000L, 1_000_001L })
        {
            var (low, high) = Means.Interval(n, 0, Math.Sqrt(n))!.Value;
            Assert.Equal(Proportion.Z, high, 5e-5);
            Assert.Equal(-Proportion.Z, low, 5e-5);
        }
    }

    [Fact]
    public void OneValue_HasNoInterval() => Assert.Null(Means.Interval(1, 3, 0));
}
