using CxDashboard.Domain.Patterns;
using CxDashboard.Features.Sample;
using CxDashboard.Kit;
using CxDashboard.Measuring;
using CxDashboard.Readings;

namespace CxDashboard.Benchmarks.Years;

/// <summary>What was found of what is planted in a year, by what there is to find.</summary>
internal static class PlantedYear
{
    private const int Near = 4 * 7;

    public static async Task<IReadOnlyDictionary<string, bool>> OfAsync(Measure measure, ulong seed)
    {
        var stories = SampleYear.Stories(MadeYear.Until, seed).ToLookup(s => s.Kind);
        var (closing, better, acknowledged) = (stories[Planted.QuickClosing].Single(), stories[Planted.Improvement].Single(), stories[Planted.Acknowledgement].Single());
        var (_, all) = await QuietYear.ReadAsync(measure, []);
        var (_, chat) = await QuietYear.ReadAsync(measure, [new Slice("channel", "Chat")]);
        var (attention, _) = await QuietYear.ReadAsync(measure, [new Slice("topic", "Delivery")]);
        var effect = await new EffectReader(measure).RunAsync(new EffectQuestion(better.Metric, better.StartDay) { Slices = [new Slice("topic", "Delivery")] }, CancellationToken.None);
        return new Dictionary<string, bool>
        {
            ["closing after the first answer, among all: claimed or held stands out since then"] = Begins(all, closing.StartDay, "claimed-rate", "held-rate-7d"),
            ["  and its counter-metric is named"] = all.Any(s => s.Reading.Metric.Id == "claimed-rate" && s.Counter is { } counter && SignalWords.Sentence(s).Contains(counter.Metric.Name, StringComparison.OrdinalIgnoreCase)),
            ["the same among chats"] = Begins(chat, closing.StartDay, "claimed-rate", "held-rate-7d"),
            ["  told as claimed-not-held"] = Says(chat, Pattern.ClaimedNotHeld),
            ["acknowledgement: the first reply stands out since then"] = Begins(all, acknowledged.StartDay, "first-reply-median"),
            ["  told as holding-replies"] = Says(all, Pattern.HoldingReplies),
            ["improvement: held among deliveries stands out since then"] = attention.Readings.Any(r => r.Metric.Id == better.Metric && r.Since >= 0 && Math.Abs(Day(r, r.Since).DayNumber - better.StartDay.DayNumber) <= Near),
            ["  its interval holds the planted size"] = effect is { Level: { } level } && level.Low <= better.Size && better.Size <= level.High,
            ["  and not zero"] = effect is { Level.Up: true },
        };
    }

    /// <summary>Runs that are told of measures which an outage and a season move for a while: a change of level that there was none.</summary>
    public static bool TakesForALevel(IReadOnlyList<MetricSignal> signals) => signals.Any(s => s.Reading.Signal == Signal.Run
        && s.Reading.Metric.Id is "interactions" or "issues-opened" or "customers-served" or "unhappy-share" or "first-reply-median");

    private static bool Begins(IReadOnlyList<MetricSignal> signals, DateOnly day, params string[] metrics) =>
        signals.SelectMany(s => s.Also.Append(s.Reading).Select(r => (Reading: r, Since: r.Since >= 0 ? r.Since : s.Pattern!.Since)))
            .Any(t => metrics.Contains(t.Reading.Metric.Id) && Math.Abs(Day(t.Reading, t.Since).DayNumber - day.DayNumber) <= Near);

    private static bool Says(IReadOnlyList<MetricSignal> signals, Pattern pattern) => signals.Any(s => s.Pattern?.Pattern == pattern);

    private static DateOnly Day(Reading reading, int i) => DateOnly.FromDateTime(reading.Answers[i].Bucket!.From.DateTime);
}
