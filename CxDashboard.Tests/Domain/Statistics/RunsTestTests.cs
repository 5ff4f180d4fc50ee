using CxDashboard.Domain.Statistics;
using Xunit;

namespace CxDashboard.Tests.Domain.Statistics;

public sealed class RunsTestTests
{
    [Fact]
    public void LongRun_IsMarkedFromItsFirstToItsLastPoint()
    {
        double?[] values = [1, -1, 1, -1, 1, 1, 1, 0, 1, null, 1, 1, 1, 1, 1, 0, -1, 1, -1];
        var test = RunsTest.Of(values, 0);
        Assert.Equal([new Run(4, 15, 9, true)], test.LongRuns);
        Assert.True(test.Signal);
    }

    [Fact]
    public void NoPoints_SignalNothing() => Assert.False(RunsTest.Of([null, 3, 3], 3).Signal);
}
