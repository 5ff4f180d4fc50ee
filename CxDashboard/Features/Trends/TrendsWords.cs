using CxDashboard.Domain.Metrics;
using CxDashboard.Domain.Time;
using CxDashboard.Kit;
using CxDashboard.Measuring;

namespace CxDashboard.Features.Trends;

/// <summary>The sentences of Trends. A signal is "worth a look", never good or bad; the pattern is of a process, not of people.</summary>
internal static class TrendsWords
{
    /// <summary>One short sentence on a measure, without its full stop.</summary>
    public static string Says(Reading reading, string step)
    {
        if (reading.IsUntold) return "No record tells this";
        if (reading.Newest < 0) return $"No {step} is final yet{(reading.Metric.WindowDays is > 30 and var days ? $": that takes {days} days" : "")}";
        if (!reading.HasNumber) return "Too few for a number";
        var finals = reading.Finals;
        var under = reading.HasVersions ? $" under definition {reading.Metric.Version}" : "";
        if (reading.Metric.Kind == ValueKind.Longest) return "One customer’s wait, so without limits";
        if (!reading.Limits.HasLimits) return finals < 8 ? $"Limits need eight final {step}s{under}; there {(finals == 1 ? "is" : "are")} {Figures.InWords(finals)}" : $"No limits: the first {step}s were all alike";
        return reading.Signal switch
        {
            Signal.Run => $"{Figures.Of(reading.Run!.Value.Points, step, step + "s", true)} {Side(reading)} the centre",
            Signal.Outside when reading.OutsideAt == reading.Newest => $"{(reading.Above == true ? "Above the upper" : "Below the lower")} limit",
            Signal.Outside => $"{(reading.Above == true ? "Above" : "Below")} the limits {When(reading, reading.OutsideAt, step)}",
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

    /// <summary>The opening: how many are worth a look, how many are routine, how many cannot say.</summary>
    public static (string Strong, string Others) Lede(IReadOnlyCollection<Reading> readings)
    {
        // The wait of one customer is told by itself; nobody can call it routine.
        readings = [.. readings.Where(r => r.Metric.Kind != ValueKind.Longest)];
        var worth = readings.Count(r => r.Signal != Signal.None);
        var untold = readings.Count(r => r.IsUntold);
        var few = readings.Count(r => !r.HasNumber && !r.IsUntold);
        var early = readings.Count(r => r.HasNumber && r.Signal == Signal.None && !r.Limits.HasLimits);
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
    }

    /// <summary>What happened to a measure that stands out, around its name; and why that counts as a signal.</summary>
    public static (string After, string Why) Told(Reading reading, string step)
    {
        var words = reading.Words;
        var centre = words.Value(reading.Limits.Centre!.Value);
        var newest = words.Value(reading.NewestAnswer!.Value!.Value);
        if (reading.Signal == Signal.Run)
        {
            var also = reading.OutsideAt >= 0 ? " Some of them lie outside the limits." : "";
            return ($" has been {Side(reading)} its centre of {centre} for {Figures.Of(reading.Run!.Value.Points, step, step + "s")} in a row; the newest is {newest}.",
                $"Since {Day(reading, reading.Run.Value.Start)}. A run this long is unlikely to be routine.{also}");
        }

        var at = reading.OutsideAt;
        var limits = words.Limits(reading.Limits.Lower[at]!.Value, reading.Limits.Upper[at]!.Value);
        var value = words.Value(reading.Limits.Values[at]!.Value);
        var now = at == reading.Newest ? "" : $" The newest, {newest}, is {(reading.Limits.Outside[reading.Newest] ? "outside too" : "within them again")}.";
        return ($" was {value} {When(reading, at, step)}, {(reading.Above == true ? "above" : "below")} its limits of {limits}.", $"One point outside is unlikely to be routine.{now}");
    }

    /// <summary>What the counter-metric does meanwhile.</summary>
    public static string Counter(Reading counter) =>
        $" {counter.Metric.Name}, its counter-metric, {(counter.HasNumber ? counter.Signal == Signal.None ? "is routine" : $"stands out too: {(counter.Above == true ? "it rose" : "it fell")}" : "has too few to say")}.";

    /// <summary>How many false alarms so many charts will raise by chance: about 0.5 % a chart and step for its newest point.</summary>
    public static string? Budget(int charts, string step)
    {
        if (charts == 0) return null;
        const double FalseAlarms = 0.005;
        var every = Math.Round(1 / Math.Max(FalseAlarms, charts * FalseAlarms));
        return $"{Figures.Of(charts, "chart", "charts", true)}, one new point each: expect about one false flag every {(every <= 1 ? step : $"{Figures.InWords((long)every)} {step}s")}.";
    }

    /// <summary>Slices in words: "channel Chat, topic not Billing"; blank where there are none.</summary>
    public static string Filters(IEnumerable<Slice> slices) =>
        string.Join(", ", slices.Select(s => $"{s.Field} {(s.Not ? "not " : "")}{(string.IsNullOrEmpty(s.Value) ? "unknown" : s.Value)}"));

    private static string Side(Reading reading) => reading.Above == true ? "above" : "below";

    private static string When(Reading reading, int i, string step) => step == "day" ? $"on {Day(reading, i)}" : $"in the {step} of {Day(reading, i)}";

    private static string Day(Reading reading, int i)
    {
        var newest = reading.Answers[^1].Bucket!;
        return Figures.ShortDay(DateOnly.FromDateTime(reading.Answers[i].Bucket!.From.DateTime), newest.From.Year);
    }

    private static string Singular(string things, long n) => n == 1 ? things.TrimEnd('s') : things;

    /// <summary>"weekly, by the day an issue opened".</summary>
    public static string Subtitle(BucketSize step) => step switch
    {
        BucketSize.Day => "daily",
        BucketSize.Month => "monthly",
        BucketSize.Quarter => "quarterly",
        _ => "weekly",
    } + ", by the day an issue opened";

    /// <summary>Whether higher is what one would want, for the pairs of which one may look better at the customer's cost; null for the rest.</summary>
    public static bool? Wanted(MetricDefinition metric) => metric.Id switch
    {
        "claimed-rate" or "held-rate-7d" or "held-rate-30d" or "first-contact-resolution" or "confirmed-rate" => true,
        "delighted-share" or "satisfied-share" or "mean-rating" or "response-rate" or "easy-share" or "nps" or "would-buy-again-share" => true,
        "recovered-share" or "won-back-share" or "issues-held" => true,
        "claimed-held-gap" or "repeat-contact-rate-7d" or "repeat-contact-rate-30d" or "reopen-rate-7d" or "reopen-rate-30d" or "refuted-rate" or "abandoned-share" or "silent-share" => false,
        "unhappy-share" or "failure-demand-share" or "open-now" => false,
        _ when metric.Unit is Unit.Seconds or Unit.Money => false,
        _ => null,
    };
}
