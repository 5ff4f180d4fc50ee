using System.Text.Json.Nodes;
using CxDashboard.Domain.Statistics;
using CxDashboard.Tests.Support;
using Xunit;

namespace CxDashboard.Tests.Domain.Statistics;

public sealed class RunsTestTests
{
    [Fact]
    public void ReferenceCases_GiveReferenceRuns()
    {
        var vector = SharedData.Vector("rules_anhoej_run_chart_cases");
        foreach (var (input, expected) in vector["input"]!["cases"]!.AsArray().Zip(vector["expected"]!["cases"]!.AsArray()))
        {
            var centre = expected!["median"].Number();
            var y = input!["y"].Values();
            Assert.Equal(Quantiles.Type7([.. y.Select(v => v!.Value).Order()], 0.5), centre, 1e-9);
            Same(expected, RunsTest.Of(y, centre));
        }
    }

    [Fact]
    public void EveryLength_HasTheReferenceCriticalValues()
    {
        var vector = SharedData.Vector("rules_anhoej_critical_values");
        var longest = vector["expected"]!["longest_run_max"].Numbers();
        var crossings = vector["expected"]!["n_crossings_min"].Numbers();
        foreach (var (n, i) in vector["input"]!["n_useful"].Numbers().Select((n, i) => ((int)n, i)))
        {
            var test = RunsTest.Of([.. Enumerable.Range(0, n).Select(k => (double?)(k % 2))], 0.5);
            Assert.Equal((longest[i], crossings[i]), (test.LongestAllowed, test.FewestAllowed));
        }
    }

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

    internal static void Same(JsonNode expected, RunsTest actual)
    {
        Assert.Equal(expected["n_useful"].Number(), actual.Useful);
        Assert.Equal(expected["longest_run"].Number(), actual.LongestRun);
        Assert.Equal(expected["longest_run_max"].Number(), actual.LongestAllowed);
        Assert.Equal(expected["n_crossings"].Number(), actual.Crossings);
        Assert.Equal(expected["n_crossings_min"].Number(), actual.FewestAllowed);
        Assert.Equal(expected["runs_signal"]!.GetValue<bool>(), actual.Signal);
    }
}
