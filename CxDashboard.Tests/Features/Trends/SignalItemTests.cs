using Bunit;
using CxDashboard.Charts;
using CxDashboard.Domain.Time;
using CxDashboard.Features.Trends;
using CxDashboard.Readings;
using CxDashboard.Tests.Readings;
using CxDashboard.Tests.Support;
using Xunit;

namespace CxDashboard.Tests.Features.Trends;

public sealed class SignalItemTests : ComponentTest
{
    private static TrendSignal Signal(params EvidenceLine[] evidence)
    {
        var context = new MetricChart.Context(new ViewSpan(MadeReadings.First, MadeReadings.First.AddDays(7 * 24), BucketSize.Week), TimeZoneInfo.Utc, Instant.Now(TimeProvider.System), false, "");
        var chart = MetricChart.Of(MadeReadings.Of("claimed-rate", 80, 100), context, ChartKind.Spark);
        return new TrendSignal("claimed-rate", "Claimed", CxDashboard.Kit.Signal.Diverging, " rose.", "The number looks better; customers are not.", "Because.", [], chart) { Evidence = evidence };
    }

    [Fact]
    public void Evidence_IsOneClickAway_InItsOrder()
    {
        var item = Render<SignalItem>(p => p.Add(i => i.Signal, Signal(new("Mix against rate", "0.1 points", "No mix."), new("Both together", "+5 points", "They part."))));

        // A summary is reached and opened by the keyboard as it is.
        var details = item.Find("details");
        Assert.False(details.HasAttribute("open"));
        Assert.Equal("Why this is said", details.QuerySelector("summary")!.TextContent);
        Assert.Equal([["Mix against rate", "0.1 points", "No mix."], ["Both together", "+5 points", "They part."]],
            item.FindAll("details tbody tr").Select(r => r.Children.Select(c => c.TextContent).ToArray()));
        Assert.Equal(3, item.FindAll("details thead th[scope=col]").Count);
    }

    [Fact]
    public void WithoutAPattern_ThereIsNothingToOpen() => Assert.Empty(Render<SignalItem>(p => p.Add(i => i.Signal, Signal())).FindAll("details"));

    [Fact]
    public void NameOfTheMeasure_LeadsToItsPage()
    {
        var item = Render<SignalItem>(p => p.Add(i => i.Signal, Signal()).Add(i => i.Query, "?channel=Chat"));
        Assert.Equal("metric/claimed-rate?channel=Chat", item.Find("p a").GetAttribute("href"));
        Assert.Contains("Claimed rose.", item.Find("p").TextContent, StringComparison.Ordinal);
    }
}
