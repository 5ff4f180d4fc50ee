using CxDashboard.Domain.Statistics;
using CxDashboard.Tests.Support;
using Xunit;

namespace CxDashboard.Tests.Domain.Statistics;

public sealed class AutocorrelationTests
{
    [Fact]
    public void ReferenceSeries_GivesReferenceLagOne()
    {
        var vector = SharedData.Vector("autocorrelation_ljung_box");
        var x = vector["input"]!["x"].Numbers();
        Assert.Equal(vector["expected"]!["acf1_3"].Numbers()[0], Autocorrelation.LagOne(x), 1e-10);
        Assert.False(Autocorrelation.NeighboursDepend(x));
    }

    [Fact]
    public void SlowWave_Depends() =>
        Assert.True(Autocorrelation.NeighboursDepend([.. Enumerable.Range(0, 40).Select(i => Math.Sin(i / 5.0))]));
}
