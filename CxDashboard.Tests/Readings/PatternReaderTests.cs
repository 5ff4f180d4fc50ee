using CxDashboard.Domain.Metrics;
using CxDashboard.Domain.Patterns;
using CxDashboard.Domain.Time;
using CxDashboard.Kit;
using CxDashboard.Measuring;
using CxDashboard.Readings;
using Xunit;

namespace CxDashboard.Tests.Readings;

public sealed class PatternReaderTests
{
    // The last week before lies below the centre, so that a rise begins where it was made.
    private static Reading Share(string metric, long n, double before, double since) =>
        MadeReadings.Of(metric, n, [.. MadeReadings.Before(before).Reverse(), .. MadeReadings.Before(since).Take(12)]);

    // Medians of seconds, two hundredths of themselves up and down.
    private static Reading Values(string metric, double before, double since, int steps = 36)
    {
        var buckets = Buckets.Cut(MadeReadings.First, MadeReadings.First.AddDays(7 * steps), BucketSize.Week, TimeZoneInfo.Utc);
        var known = buckets[^1].End + TimeSpan.FromDays(40);
        return Reading.Of(
            MetricCatalogue.Find(metric)!,
            [.. buckets.Select((b, i) => MadeAnswers.Answer(metric, b, (i < 24 ? before : since) * (1 - (0.02 * new[] { 1, -1, 2, -2 }[i % 4])), known))],
            MadeAnswers.State(MadeReadings.First, known));
    }

    private static MetricSignal Told(params Reading[] readings) => MetricSignal.Of(readings, _ => [], PatternReader.Find(readings))[0];

    [Fact]
    public void MoreClaimedAndLessHeld_IsOnePattern_ToldOnceWithItsFigures()
    {
        Reading[] readings = [Share("claimed-rate", 1000, 800, 850), Share("held-rate-7d", 1000, 700, 640)];
        var signal = Assert.Single(MetricSignal.Of(readings, _ => [], PatternReader.Find(readings)));
        Assert.Equal((Signal.Diverging, Pattern.ClaimedNotHeld, "held-rate-7d"), (signal.Kind, signal.Pattern!.Pattern, signal.Counter!.Metric.Id));
        Assert.Equal("The number looks better; customers are not.", SignalWords.Strong(signal));
        var (after, why) = SignalWords.Told(signal);
        Assert.StartsWith(" rose by 5.0 points [", after, StringComparison.Ordinal);
        Assert.Contains(" since 23 June, and held within 7 days fell by 6.0 points [", after, StringComparison.Ordinal);
        Assert.StartsWith("More is claimed, and less of it holds. Both changes last, and their intervals of 99% exclude zero.", why, StringComparison.Ordinal);
        Assert.Contains("What part the mix of channels has in it is not known.", why, StringComparison.Ordinal);
        Assert.Equal(["Mix against rate", "Both together", "Does one still follow the other?", "What it is of"], EvidenceWords.Of(signal).Select(e => e.Step));
        Assert.Contains("Claimed: 80.0% before, 85.0% since; +5.0 points [", EvidenceWords.Of(signal)[1].Found, StringComparison.Ordinal);
    }

    [Fact]
    public void CounterWhoseIntervalHoldsZero_IsNoPattern_HoweverItStandsOut()
    {
        // A hundred issues a week: four points less held, and as many by chance.
        Reading[] readings = [Share("claimed-rate", 100, 80, 84), MadeReadings.Of("held-rate-7d", 70, 100, [.. Enumerable.Repeat(66.0, 12)])];
        Assert.Equal(Signal.Run, readings[1].Signal);
        Assert.Empty(PatternReader.Find(readings));
        Assert.All(MetricSignal.Of(readings, _ => []), s => Assert.Null(SignalWords.Strong(s)));
    }

    [Fact]
    public void FirstReplyAlone_IsHoldingReplies_AndBothIsNone()
    {
        var signal = Told(Values("first-reply-median", 3600, 2400), Values("first-useful-reply-median", 7200, 7200));
        Assert.Equal(Pattern.HoldingReplies, signal.Pattern!.Pattern);
        Assert.Contains(", and first useful reply, median, did not follow (", SignalWords.Sentence(signal), StringComparison.Ordinal);
        Assert.StartsWith("First reply, median, fell by 20\u00a0min", SignalWords.Sentence(signal), StringComparison.Ordinal);
        Assert.Empty(PatternReader.Find([Values("first-reply-median", 3600, 2400), Values("first-useful-reply-median", 7200, 4800)]));
    }

    // Of those asked as many answer as before: it is who was asked.
    [Fact]
    public void MoreSatisfiedWhileFewerAreAsked_IsSelectiveAnswers_AndWhereNobodyIsLeftOutNone()
    {
        Reading[] readings = [Share("satisfied-share", 1000, 700, 760), Share("response-rate", 1000, 300, 301), Share("asked-share", 2000, 1600, 1200)];
        var signal = Told(readings);
        Assert.Equal((Pattern.SelectiveAnswers, "asked-share"), (signal.Pattern!.Pattern, signal.Counter!.Metric.Id));
        Assert.Contains(" and asked for a rating fell by 20.0 points [", SignalWords.Sentence(signal), StringComparison.Ordinal);
        Assert.Empty(PatternReader.Find([.. readings[..2], MadeReadings.Of("asked-share", 2000, [.. Enumerable.Repeat(2000.0, 36)])]));
    }

    [Fact]
    public void MeasuresOfOtherSteps_AreNotHeldAgainstEachOther() =>
        Assert.Empty(PatternReader.Find([Values("first-reply-median", 3600, 2400), Values("first-useful-reply-median", 7200, 7200, 40)]));

    [Fact]
    public void TwoThatPartFromOneCounter_AreToldTogether()
    {
        var signal = Assert.Single(SignalsOf(Values("resolution-time-median", 9000, 7000), Values("cost-per-held-issue", 10, 8), Share("repeat-contact-rate-7d", 1000, 100, 150)));
        Assert.Equal((Pattern.CutShort, "cost-per-held-issue"), (signal.Pattern!.Pattern, Assert.Single(signal.Also).Metric.Id));

        static IReadOnlyList<MetricSignal> SignalsOf(params Reading[] readings) => MetricSignal.Of(readings, _ => [], PatternReader.Find(readings));
    }

    [Fact]
    public void MoreOfTheQuickKind_IsMixAndNoPattern()
    {
        // Chats are replied to in 20 minutes and phones in 100, before and since; only there are more chats since.
        var (first, useful) = (Values("first-reply-median", 3600, 2400), Values("first-useful-reply-median", 7200, 7200));
        IReadOnlyList<MetricAnswer> split = [.. first.Answers.SelectMany((a, i) => new[] { ("Chat", 1200.0, i < 24 ? 50 : 75), ("Phone", 6000.0, i < 24 ? 50 : 25) }
            .Select(c => a with { Slices = [new Slice("channel", c.Item1)], Value = c.Item2, N = c.Item3 }))];
        Assert.Single(PatternReader.Find([first, useful]));
        Assert.Empty(PatternReader.Find([first, useful], r => r == first ? split : null));
    }

    [Fact]
    public void ReadingsAtRest_SayNone() => Assert.Empty(PatternReader.Find(PatternReader.Needed.Select(id =>
        MetricCatalogue.Find(id)!.Kind == ValueKind.Rate ? Share(id, 1000, 500, 500) : Values(id, 3600, 3600))));
}
