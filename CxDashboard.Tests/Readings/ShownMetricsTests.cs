using CxDashboard.Domain.Metrics;
using CxDashboard.Readings;
using Xunit;

namespace CxDashboard.Tests.Readings;

public sealed class ShownMetricsTests
{
    [Theory]
    [InlineData(7)]
    [InlineData(30)]
    public void EveryMetric_IsShownOrNamed_AndNoneTwice(int days)
    {
        var shown = ShownMetrics.Shown(MetricCatalogue.Default, days, hasBusinessHours: true);
        var others = ShownMetrics.Others(MetricCatalogue.Default, shown, hasBusinessHours: true);
        Assert.Equal(MetricCatalogue.All.Select(m => m.Id).Order(StringComparer.Ordinal), shown.Concat(others).Select(m => m.Id).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void WithoutACalendar_NothingOfBusinessHoursIsNamed()
    {
        var shown = ShownMetrics.Shown(MetricCatalogue.Default, 7, hasBusinessHours: false);
        Assert.DoesNotContain(shown.Concat(ShownMetrics.Others(MetricCatalogue.Default, shown, hasBusinessHours: false)), m => m.Clock == MetricClock.Business);
        Assert.Contains(ShownMetrics.Shown(MetricCatalogue.Default, 7, hasBusinessHours: true), m => m.Id == "first-reply-median-business");
    }

    [Fact]
    public void ClaimsThatHoldForThirtyDays_TakeThePlaceOfThoseForSeven()
    {
        var ids = ShownMetrics.Shown(MetricCatalogue.Default, 30, hasBusinessHours: false).Select(m => m.Id).ToList();
        Assert.Contains("held-rate-30d", ids);
        Assert.DoesNotContain("held-rate-7d", ids);
    }
}
