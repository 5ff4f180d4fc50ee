using CxDashboard.Domain.Metrics;
using CxDashboard.Domain.Time;
using CxDashboard.Features.Metric;
using CxDashboard.Features.Trends;
using CxDashboard.Kit;
using CxDashboard.Readings;
using Xunit;

namespace CxDashboard.Tests.Readings;

/// <summary>Sentences say no more than their figures do.</summary>
public sealed class SignalWordsTests
{
    // Weeks of 100, and then some of five, which are too few for a number: they look perfect.
    private static Reading ThenTooFew(int few, params double[] then)
    {
        double[] counts = [.. MadeReadings.Before(80), .. then, .. Enumerable.Repeat(5.0, few)];
        var buckets = Buckets.Cut(MadeReadings.First, MadeReadings.First.AddDays(7 * counts.Length), BucketSize.Week, TimeZoneInfo.Utc);
        var known = buckets[^1].End + TimeSpan.FromDays(40);
        return Reading.Of(
            MetricCatalogue.Find("claimed-rate")!,
            [.. counts.Select((c, i) => i < counts.Length - few
                ? MadeAnswers.Answer("claimed-rate", buckets[i], c / 100, known) with { Count = c, N = 100 }
                : MadeAnswers.Answer("claimed-rate", buckets[i], 1, known) with { Count = c, N = 5, Weak = true })],
            MadeAnswers.State(MadeReadings.First, known));
    }

    private static string Sentence(params Reading[] readings) => SignalWords.Sentence(MetricSignal.Of(readings, _ => [])[0]);

    [Fact]
    public void NewestThatIsTooWeakForANumber_IsNotSaid_NorThatItGoesOn()
    {
        var run = Sentence(ThenTooFew(3, 84, 83, 84, 83, 84, 83, 84, 83, 84, 83));
        Assert.StartsWith("Claimed was above its centre of ", run, StringComparison.Ordinal);
        Assert.Contains(" in a row until 25 August; since then there are too few for a number. Since 16 June. ", run, StringComparison.Ordinal);

        var stretch = Sentence(ThenTooFew(3, 60, 61));
        Assert.StartsWith("Claimed was below its limits of ", stretch, StringComparison.Ordinal);
        Assert.Contains(" for two weeks in a row until 30 June; since then there are too few for a number.", stretch, StringComparison.Ordinal);

        // All five of five lie above the limits of a hundred: that they are within them again is not so.
        var point = Sentence(ThenTooFew(3, 60));
        Assert.EndsWith("One point outside is unlikely to be routine. Since then there are too few for a number.", point, StringComparison.Ordinal);
        Assert.DoesNotContain("100%", run + stretch + point, StringComparison.Ordinal);
    }

    [Fact]
    public void NewestWithANumber_IsSaidAsBefore()
    {
        Assert.StartsWith("Claimed has been below its limits of ", Sentence(ThenTooFew(0, 60, 61)), StringComparison.Ordinal);
        Assert.Contains("in a row; the newest is 61.0%. Since ", Sentence(ThenTooFew(0, 60, 61)), StringComparison.Ordinal);
        Assert.EndsWith(" The newest, 80.0%, is within them again.", Sentence(ThenTooFew(0, 60, 80)), StringComparison.Ordinal);
    }

    [Fact]
    public void MeasureThatNoRecordTells_IsCountedOnceInTheOpening()
    {
        var nobody = MadeReadings.Of("confirmed-rate", 100, [.. Enumerable.Repeat(0.0, 25)]) with { NobodyTold = true };
        Assert.Equal(("Nothing stands out.", "One measure shows routine variation; one is not told by these records."), TrendsWords.Lede([MadeReadings.Of("claimed-rate", 80, 100, 80), nobody], []));
    }

    [Fact]
    public void CounterMetricWithoutLimits_IsNotCalledRoutine()
    {
        var outside = MadeReadings.Of("claimed-rate", 80, 100, 60);
        var alike = MadeReadings.Of("held-rate-7d", 100, [.. Enumerable.Repeat(100.0, 25)]);
        Assert.EndsWith(" Held within 7 days, its counter-metric, has no limits to be judged by.", Sentence(outside, alike), StringComparison.Ordinal);
        Assert.Equal("No limits: the first weeks were all alike.", MetricPageWords.Pair(outside, alike, null));

        var held = MadeReadings.Of("held-rate-7d", 70, 100, 70);
        Assert.EndsWith(" Held within 7 days, its counter-metric, is routine.", Sentence(outside, held), StringComparison.Ordinal);
        Assert.Equal(Signal.Outside, outside.Signal);
    }
}
