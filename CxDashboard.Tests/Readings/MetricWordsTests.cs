using CxDashboard.Domain.Metrics;
using CxDashboard.Readings;
using Xunit;

namespace CxDashboard.Tests.Readings;

public sealed class MetricWordsTests
{
    private static MetricWords Words(string id) => new(MetricCatalogue.Find(id)!, "EUR");

    [Theory]
    [InlineData("cost-per-held-issue", 11.541, "€ 11.54")]
    [InlineData("cost-of-failure-demand", 3199.4, "€ 3,199")]
    [InlineData("nps", 12.4, "+12")]
    [InlineData("nps", -7.6, "−8")]
    [InlineData("nps", 0.3, "0")]
    [InlineData("gestures-per-100-issues", 2.44, "2.4 in 100")]
    [InlineData("transfers-per-issue", 0.123, "0.12")]
    [InlineData("oldest-open", 90_000, "1 d 1 h")]
    public void Value_IsInItsOwnUnit(string id, double value, string words) => Assert.Equal(words, Words(id).Value(value).Replace('\u00A0', ' '));

    [Fact]
    public void IntervalOfPoints_HasNoDashBetweenSigns() => Assert.Equal("−8 to +30", Words("nps").Interval(-8.1, 30.2));

    [Fact]
    public void EveryMetric_HasWordsForItsValue() => Assert.All(MetricCatalogue.All, m => Assert.NotEmpty(new MetricWords(m, "CHF").Value(0.5)));
}
