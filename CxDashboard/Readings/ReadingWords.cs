using CxDashboard.Domain.Metrics;
using CxDashboard.Kit;
using CxDashboard.Measuring;

namespace CxDashboard.Readings;

/// <summary>A reading in sentences. A signal is "worth a look", never good or bad; the pattern is of a process, not of people.</summary>
internal static class ReadingWords
{
    /// <summary>One short sentence on a measure, without its full stop.</summary>
    public static string Says(Reading reading, string step)
    {
        if (reading.IsUntold) return "No record tells this";
        if (reading.Newest < 0) return $"No {step} is final yet{(reading.Metric.WindowDays is > 30 and var days ? $": that takes {days} days" : "")}";
        if (!reading.HasNumber) return "Too few for a number";
        var finals = reading.Finals;
        var under = (reading.HasVersions ? $" under definition {reading.Metric.Version}" : "") + (reading.HasPhases ? " of the newest phase" : "");
        if (reading.Metric.Kind == ValueKind.Longest) return "One customer’s wait, so without limits";
        if (!reading.Limits.HasLimits) return finals < 8 ? $"Limits need eight final {step}s{under}; there {(finals == 1 ? "is" : "are")} {Figures.InWords(finals)}" : $"No limits: the first {step}s were all alike";
        return reading.Signal switch
        {
            Signal.Run => $"{Figures.Of(reading.Run!.Value.Points, step, step + "s", true)} {Side(reading)} the centre",
            Signal.Outside when reading.OutsideAt == reading.Newest => $"{(reading.Above == true ? "Above the upper" : "Below the lower")} limit",
            Signal.Outside => $"{(reading.Above == true ? "Above" : "Below")} the limits {When(reading, reading.OutsideAt, step)}",
            _ when reading.OutsideAt >= 0 => $"{(reading.Limits.Distance[reading.OutsideAt] > 0 ? "Above" : "Below")} the limits {(reading.OutsideAt == reading.Newest ? "" : When(reading, reading.OutsideAt, step) + ", ")}as one of so many may be".Replace("limits as", "limits, as", StringComparison.Ordinal),
            _ when reading.Limits.IsTrial => $"Within trial limits, from {Figures.InWords(reading.BaselinePoints)} {step}s",
            _ => "Routine variation",
        };
    }

    /// <summary>What stands where a number would, were there enough for one; null where there is nothing at all.</summary>
    public static string? Instead(Reading reading, string step)
    {
        if (reading.HasNumber || reading.NewestAnswer is not { } answer || answer.N == 0) return null;
        var things = MetricWords.Things(reading.Metric);
        var missing = Domain.Statistics.PresentationStandard.LeastN - answer.N;
        return missing > 0
            ? $"Not enough yet: {Figures.Count(answer.N)} {Singular(things, answer.N)} in the newest {step}, {Figures.Count(missing)} more, then a number."
            : $"Not enough yet: with {Figures.Count(answer.N)} {things} the interval is still too wide to say anything.";
    }

    /// <summary>Slices in words: "channel Chat, topic not Billing"; blank where there are none.</summary>
    public static string Filters(IEnumerable<Slice> slices) =>
        string.Join(", ", slices.Select(s => $"{s.Field} {(s.Not ? "not " : "")}{(string.IsNullOrEmpty(s.Value) ? "unknown" : s.Value)}"));

    /// <summary>"above" or "below".</summary>
    public static string Side(Reading reading) => reading.Above == true ? "above" : "below";

    /// <summary>"in the week of 9 March", "on 9 March".</summary>
    public static string When(Reading reading, int i, string step) => step == "day" ? $"on {Day(reading, i)}" : $"in the {step} of {Day(reading, i)}";

    /// <summary>The first day of a bucket, with its year where that is not the newest one's.</summary>
    public static string Day(Reading reading, int i)
    {
        var newest = reading.Answers[^1].Bucket!;
        return Figures.ShortDay(DateOnly.FromDateTime(reading.Answers[i].Bucket!.From.DateTime), newest.From.Year);
    }

    private static string Singular(string things, long n) => n == 1 ? things.TrimEnd('s') : things;
}
