using CxDashboard.Domain.Metrics;
using CxDashboard.Domain.Time;
using CxDashboard.Kit;
using CxDashboard.Readings;

namespace CxDashboard.Features.Trends;

/// <summary>The sentences of Trends. A signal is "worth a look", never good or bad; the pattern is of a process, not of people.</summary>
internal static class TrendsWords
{
    /// <summary>The opening: how many are worth a look, how many are routine, how many cannot say.</summary>
    public static (string Strong, string Others) Lede(IReadOnlyCollection<Reading> readings, IReadOnlyList<MetricSignal> signals)
    {
        // The wait of one customer is told by itself; nobody can call it routine.
        readings = [.. readings.Where(r => r.Metric.Kind != ValueKind.Longest)];
        // What looks better than customers are need not stand out by its own chart.
        var told = signals.Where(s => s.Pattern is not null).SelectMany(s => s.Also.Append(s.Reading)).Select(r => r.Metric.Id).ToHashSet(StringComparer.Ordinal);
        var worth = readings.Count(IsWorthALook);
        var untold = readings.Count(r => r.IsUntold);
        var few = readings.Count(r => !r.HasNumber && !r.IsUntold);
        var early = readings.Count(r => r.HasNumber && !r.IsUntold && !IsWorthALook(r) && !r.Limits.HasLimits);
        var routine = readings.Count - worth - few - early - untold;
        var strong = worth == 0 ? "Nothing stands out." : worth == 1 ? "One thing is worth a look." : $"{Figures.InWords(worth, true)} things are worth a look.";
        List<string> rest = [];
        if (routine > 0) rest.Add($"{Figures.Of(routine, "measure shows", "measures show")} routine variation");
        if (early > 0) rest.Add($"{(routine > 0 ? $"{Figures.InWords(early)} {(early == 1 ? "is" : "are")}" : Figures.Of(early, "measure is", "measures are"))} too young for limits");
        if (few > 0) rest.Add($"{(routine + early > 0 ? $"{Figures.InWords(few)} {(few == 1 ? "has" : "have")}" : Figures.Of(few, "measure has", "measures have"))} too few answers to say");
        if (untold > 0) rest.Add($"{Figures.InWords(untold)} {(untold == 1 ? "is" : "are")} not told by these records");
        if (rest.Count == 0) return (strong, "");
        var sentence = string.Join("; ", rest) + ".";
        return (strong, char.ToUpperInvariant(sentence[0]) + sentence[1..]);

        bool IsWorthALook(Reading reading) => reading.Signal != Signal.None || told.Contains(reading.Metric.Id);
    }

    /// <summary>"weekly, by the day an issue opened".</summary>
    public static string Subtitle(BucketSize step) => step switch
    {
        BucketSize.Day => "daily",
        BucketSize.Month => "monthly",
        BucketSize.Quarter => "quarterly",
        _ => "weekly",
    } + ", by the day an issue opened";
}
