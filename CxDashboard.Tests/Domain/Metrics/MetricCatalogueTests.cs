using CxDashboard.Domain.Metrics;
using Xunit;

namespace CxDashboard.Tests.Domain.Metrics;

public sealed class MetricCatalogueTests
{
    private static readonly DateOnly March = new(2026, 3, 1);
    private static readonly MetricDefinition First = MetricCatalogue.Find("held-rate-7d")! with { Since = March };
    private static readonly MetricDefinition Second = First with { Version = 2, Since = March.AddMonths(1) };
    private static readonly MetricDefinition Third = First with { Version = 3, Since = March.AddMonths(2) };
    private static readonly MetricDefinition Other = MetricCatalogue.Find("claimed-rate")!;

    // All that the product names, but those that come with the open loops; and whom a source asked, which the satisfied are held against.
    private const string Ids = """
        interactions interactions-reopened issues-opened issues-claimed issues-held customers-served contacts-per-issue open-now oldest-open abandoned-share identified-share failure-demand-share transfers-per-issue
        claimed-rate held-rate-7d held-rate-30d confirmed-rate refuted-rate silent-share first-contact-resolution reopen-rate-7d reopen-rate-30d repeat-contact-rate-7d repeat-contact-rate-30d claimed-held-gap
        first-reply-median first-reply-p90 first-useful-reply-median first-useful-reply-p90 resolution-time-median resolution-time-p90 resolution-time-closed-median last-resolution-time-median waiting-on-us-median
        first-reply-median-business first-reply-p90-business first-useful-reply-median-business first-useful-reply-p90-business resolution-time-median-business resolution-time-p90-business
        resolution-time-closed-median-business last-resolution-time-median-business
        delighted-share satisfied-share unhappy-share mean-rating easy-share nps would-buy-again-share response-rate asked-share with-words-share gestures-per-100-issues
        recovered-share won-back-share cost-per-held-issue cost-of-failure-demand cost-of-policy-contacts
        """;

    [Fact]
    public void Default_HasEveryMetric_InItsFirstVersion()
    {
        var ids = Ids.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(ids.Order(StringComparer.Ordinal), MetricCatalogue.All.Select(m => m.Id).Order(StringComparer.Ordinal));
        Assert.All(MetricCatalogue.Default.AllVersions, m => Assert.Equal(1, m.Version));
    }

    [Fact]
    public void EveryDefinition_SaysWhatItIsAndHowItIsMade()
    {
        Assert.All(MetricCatalogue.Default.AllVersions, m =>
        {
            Assert.All([m.Name, m.Wording, m.Rule, m.Of], text => Assert.False(string.IsNullOrWhiteSpace(text), m.Id));
            Assert.EndsWith(".", m.Wording, StringComparison.Ordinal);
            Assert.EndsWith(".", m.Rule, StringComparison.Ordinal);
            Assert.Contains("n: ", m.Rule, StringComparison.Ordinal);
            Assert.NotEqual("", m.DiffersFrom);
        });
        Assert.Equal(MetricCatalogue.All.Count, MetricCatalogue.All.Select(m => m.Name).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void EveryCounterMetric_IsAnotherMetricOfTheCatalogue() => Assert.All(
        MetricCatalogue.All.Where(m => m.CounterMetric is not null),
        m => Assert.True(MetricCatalogue.Find(m.CounterMetric!) is { } counter && counter.Id != m.Id, $"{m.Id} → {m.CounterMetric}"));

    [Fact]
    public void BusinessHours_StandBesideCalendarHours()
    {
        var business = MetricCatalogue.All.Where(m => m.Clock == MetricClock.Business).ToList();
        Assert.Equal(8, business.Count);
        Assert.All(business, m =>
        {
            var calendar = MetricCatalogue.Find(m.Id[..^"-business".Length])!;
            Assert.Equal((MetricClock.Calendar, m.Kind, m.Quantile, m.Unit, m.Population), (calendar.Clock, calendar.Kind, calendar.Quantile, calendar.Unit, calendar.Population));
            Assert.StartsWith(calendar.Rule, m.Rule, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void QuantileAndWindow_AreThereWhereTheKindOrTheIdSaysSo() => Assert.All(MetricCatalogue.All, m =>
    {
        Assert.Equal(m.Kind is ValueKind.Quantile or ValueKind.KaplanMeier, m.Quantile is not null);
        if (m.Id.EndsWith("-7d", StringComparison.Ordinal)) Assert.Equal(7, m.WindowDays);
        if (m.Id.EndsWith("-30d", StringComparison.Ordinal)) Assert.Equal(30, m.WindowDays);
    });

    [Theory]
    [InlineData("2026-02-28", 1)]
    [InlineData("2026-03-31", 1)]
    [InlineData("2026-04-01", 2)]
    [InlineData("2026-05-01", 3)]
    [InlineData("2030-01-01", 3)]
    public void DayOfAVersion_IsInForceFromItsFirstDayOn_AndTheOldestBefore(string day, int version) =>
        Assert.Equal(version, Catalogue(Third, First, Other, Second).InForce(First.Id, DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture))!.Version);

    [Fact]
    public void SeveralVersions_AreFoundByNumber_AndTheNewestIsShown()
    {
        var catalogue = Catalogue(Second, Other, First);
        Assert.Equal([First, Second], catalogue.Versions(First.Id));
        Assert.Equal([Second, Other], catalogue.Newest);
        Assert.Equal([First, Second, Other], catalogue.AllVersions);
        Assert.Equal((First, Second), (catalogue.Find(First.Id, 1), catalogue.Find(First.Id, 2)));
        Assert.All([catalogue.Find(First.Id, 3), catalogue.Find(First.Id, 0), catalogue.Find("none", 1), catalogue.InForce("none", March)], Assert.Null);
        Assert.Empty(catalogue.Versions("none"));
    }

    [Fact]
    public void VersionTwice_IsRefused() => Refused("The metric held-rate-7d has version 2 twice. Give the later one the next number.", First, Second, Second with { Since = Third.Since });

    [Fact]
    public void MissingVersion_IsRefused()
    {
        Refused("The metric held-rate-7d has no version 2, but a version 3. Number its versions 1, 2, 3 without a gap.", First, Third);
        Refused("The metric held-rate-7d has no version 1, but a version 2. Number its versions 1, 2, 3 without a gap.", Second);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void VersionThatBeginsNoLaterThanTheOneBefore_IsRefused(int days) =>
        Refused($"Version 2 of the metric held-rate-7d begins on {(days == 0 ? "2026-03-01" : "2026-02-28")}, and version 1 on 2026-03-01. Let each begin later than the one before.", First, Second with { Since = March.AddDays(days) });

    private static void Refused(string sentence, params MetricDefinition[] definitions) => Assert.Equal(sentence, Assert.Throws<ArgumentException>(() => Catalogue(definitions)).Message);

    private static MetricCatalogue Catalogue(params MetricDefinition[] definitions) => new(definitions);
}
