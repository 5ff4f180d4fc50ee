using CxDashboard.Domain.Metrics;
using CxDashboard.Kit;
using CxDashboard.Readings;

namespace CxDashboard.Features.Metric;

/// <summary>The sentences of a metric's page.</summary>
internal static class MetricPageWords
{
    /// <summary>The opening: the newest final figure, then whether that is routine.</summary>
    public static (string Strong, string Others) Lede(Reading reading)
    {
        var step = reading.StepWord;
        if (reading.IsUntold) return ("No record tells this.", "It is shown as soon as one does.");
        if (reading.Newest < 0) return ($"No {step} is final yet.", reading.Metric.WindowDays is { } days ? $"A {step} is final {days} days after its last claim." : "");
        if (!reading.HasNumber) return (ReadingWords.Instead(reading, step) ?? "Not enough yet for a number.", "");
        var strong = reading.Words.Value(reading.NewestAnswer!.Value!.Value);
        return (strong, $"{ReadingWords.When(reading, reading.Newest, step)}. {Standing(reading)}");
    }

    /// <summary>Whether the newest figure is routine, as a sentence.</summary>
    public static string Standing(Reading reading)
    {
        var (step, limits) = (reading.StepWord, reading.Limits);
        if (!limits.HasLimits) return ReadingWords.Says(reading, step) + ".";
        var centre = reading.Words.Value(limits.Centre!.Value);
        return reading.Signal switch
        {
            Signal.Run => $"That is {Figures.Of(reading.PointsSince, step, step + "s")} in a row {ReadingWords.Side(reading)} the centre of {centre}, which is unlikely to be routine.",
            Signal.Outside when reading.PointsSince > 1 => $"{Figures.Of(reading.PointsSince, step, step + "s", true)} in a row lie {ReadingWords.Side(reading)} the limits, which is unlikely to be routine.",
            Signal.Outside when reading.OutsideAt == reading.Newest => $"That is {ReadingWords.Side(reading)} its limits, which is unlikely to be routine.",
            Signal.Outside => $"That is within its limits again, after {ReadingWords.When(reading, reading.OutsideAt, step)[3..]} was outside of them.",
            _ => $"That is routine: it varies around {centre}.",
        };
    }

    /// <summary>"77.2%, n 593, 73.7–80.4" of one bucket; without its value where that stands there already; null where nothing is known of it.</summary>
    public static string? Beside(Reading reading, int i, bool withValue = true)
    {
        if (i < 0 || reading.Answers[i] is not { Value: { } value } answer) return null;
        List<string> parts = [];
        if (withValue) parts.Add(reading.Words.Value(value));
        if (reading.Metric.Kind != ValueKind.Count) parts.Add($"n {Figures.Count(answer.N)}");
        if (answer is { Low: { } low, High: { } high }) parts.Add(reading.Words.Interval(low, high));
        return parts.Count == 0 ? null : string.Join(" · ", parts);
    }

    /// <summary>"27 April 2026: 77.2%", as an option to choose from.</summary>
    public static string Option(Reading reading, int i)
    {
        var day = Figures.DayAndYear(DateOnly.FromDateTime(reading.Answers[i].Bucket!.From.DateTime));
        return reading.Answers[i].Value is { } value ? $"{day}: {reading.Words.Value(value)}" : day;
    }

    /// <summary>How to read this very chart.</summary>
    public static IReadOnlyList<string> Notes(Reading reading)
    {
        List<string> notes = [];
        if (reading.Standings.Contains(BucketStanding.Maturing)) notes.Add(reading.ClaimedShares is null
            ? "Hollow: it may still move until the window of its issues is over."
            : $"Hollow: not broken so far. It can only fall, down the dashed stem, until the {reading.StepWord}’s claims are {reading.Metric.WindowDays} days old.");
        if (reading.Phases.Any(p => p.Limits.Outside.Any(o => o))) notes.Add("Diamond: outside the limits.");
        if (reading.Phases.Any(p => p.Limits is { Runs.LongRuns.Count: > 0, NeighboursDepend: false, IsTrial: false })) notes.Add("Bracket: a run longer than routine allows.");
        if (reading.Phases.Count > 1) notes.Add("Bracket beneath: a phase that a person began. Dotted: the centre that it replaced.");
        if (reading.Limits.SigmaZ is { } sigma) notes.Add(sigma <= 1.15
            ? $"The variation from {reading.StepWord} to {reading.StepWord} is what so many would show by chance alone (σz {Figures.Decimal(sigma)})."
            : $"It varies {Figures.Decimal(sigma)} times as much from {reading.StepWord} to {reading.StepWord} as chance alone would make it (σz): something real differs between them.");
        if (AttentionBudget.Of([reading]) is { AQuarter: > 0 } budget) notes.Add($"By itself this chart raises about {(budget.AQuarter >= 0.75 ? Figures.Of((long)Math.Round(budget.AQuarter), "false flag", "false flags") + " a quarter" : $"one false flag in {Figures.InWords((long)Math.Round(1 / budget.AQuarter))} quarters")}, were nothing to change.");
        return notes;
    }

    /// <summary>The definition, line by line.</summary>
    public static IReadOnlyList<DefinitionLine> Definition(MetricDefinition metric, IReadOnlyList<MetricDefinition> versions, TimeZoneInfo zone)
    {
        List<DefinitionLine> lines =
        [
            new("Says", metric.Wording),
            new("Out of", char.ToUpperInvariant(metric.Of[0]) + metric.Of[1..] + (metric.Population == Population.Issues ? ", by the day the issue opened." : ", by the day they opened.")),
            new("Clock", (metric.Clock == MetricClock.Business ? "Business hours" : "Calendar hours") + $", {zone.Id}." + (metric.WindowDays is { } days ? $" Final {days} days after the last claim." : "")),
            new("Rule", Plain(metric.Rule)),
        ];
        if (metric.DiffersFrom is { } differs) lines.Add(new("Elsewhere", Plain(differs)));
        lines.Add(new("Version", $"{metric.Version}, since {Figures.DayAndYear(metric.Since)}.{(versions.Count > 1 ? $" There are {versions.Count}; the chart marks where each begins." : "")}"));
        return lines;
    }

    // Definitions mark names of fields as the guides do.
    private static string Plain(string text) => text.Replace("`", "", StringComparison.Ordinal);

    /// <summary>What the pair of them says.</summary>
    public static string Pair(Reading reading, Reading counter, MetricSignal? signal)
    {
        if (!counter.HasNumber) return "It has too few to say.";
        if (signal?.Kind == Signal.Diverging) return $"{ReadingWords.Says(counter, counter.StepWord)}. The number looks better; customers are not.";
        if (!counter.Limits.HasLimits) return $"{ReadingWords.Says(counter, counter.StepWord)}.";
        if (counter.Signal != Signal.None) return $"{ReadingWords.Says(counter, counter.StepWord)}.";
        return reading.Signal == Signal.None ? "Routine variation, as of the metric itself." : $"Routine variation. {reading.Metric.Name} moved and this did not: nothing suggests that one was bought with the other.";
    }

    /// <summary>What the slices are of, and how to read them.</summary>
    public static string? SlicesNote(Reading reading, int together) => reading.OfAllPhases.Count < together ? null
        : $"The newest {Figures.InWords(together)} final {reading.StepWord}s. In the order of the alphabet: a channel or a topic is not a contestant, each gets different work.";
}
