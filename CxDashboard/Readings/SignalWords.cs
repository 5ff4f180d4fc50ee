using CxDashboard.Kit;

namespace CxDashboard.Readings;

/// <summary>Signals in sentences: what is so, since when, by how much, what it is not, and what the counter-metric does. No verdict, and nobody is accused.</summary>
internal static class SignalWords
{
    private const string TooFew = "there are too few for a number";

    /// <summary>The sentence that must not be missed; null for most.</summary>
    public static string? Strong(MetricSignal signal) => signal.Kind == Signal.Diverging ? "The number looks better; customers are not." : null;

    /// <summary>What happened to a measure that stands out, to follow its name; and why that counts as a signal.</summary>
    public static (string After, string Why) Told(MetricSignal signal)
    {
        if (signal.Pattern is { } finding) return PatternWords.Told(signal, finding);
        var (reading, step) = (signal.Reading, signal.Reading.StepWord);
        var (after, rule) = reading.Signal == Signal.Run ? Run(reading, step) : Outside(reading, step);
        return (after, string.Join(' ', new[] { rule, Size(signal, step), Mix(signal), Counter(signal.Counter) }.Where(s => s.Length > 0)));
    }

    /// <summary>All of it as one text.</summary>
    public static string Sentence(MetricSignal signal)
    {
        var (after, why) = Told(signal);
        return signal.Reading.Metric.Name + after + (Strong(signal) is { } strong ? " " + strong : "") + " " + why;
    }

    /// <summary>How many false signals to expect of so many charts; null where none has limits.</summary>
    public static string? Budget(AttentionBudget budget)
    {
        if (budget.Charts == 0) return null;
        var about = budget.AQuarter < 0.12 ? "hardly any false flag" : budget.AQuarter < 0.75 ? "about one false flag every " + Quarters(1 / budget.AQuarter)
            : $"about {Figures.Of((long)Math.Round(budget.AQuarter), "false flag", "false flags")} a quarter";
        return $"{Figures.Of(budget.Charts, "chart", "charts", true)}: expect {about}, were nothing to change at all. Single points passed a check for many charts at once (Benjamini–Hochberg, q = 0.10).";
    }

    private static (string After, string Rule) Run(Reading reading, string step)
    {
        var also = reading.OutsideAt >= 0 ? " Some of them lie outside the limits." : "";
        var points = Figures.Of(reading.Run!.Value.Points, step, step + "s");
        var (has, until) = IsNow(reading, reading.Known[^1]) ? ("has been", "") : ("was", $" until {ReadingWords.Day(reading, reading.Known[^1])}");
        return ($" {has} {ReadingWords.Side(reading)} its centre of {Centre(reading)} for {points} in a row{until}; {Newest(reading)}.",
            $"Since {ReadingWords.Day(reading, reading.Run.Value.Start)}. A run this long is unlikely to be routine.{also}");
    }

    private static (string After, string Rule) Outside(Reading reading, string step)
    {
        var at = reading.OutsideAt;
        var limits = reading.Words.Limits(reading.Limits.Lower[at]!.Value, reading.Limits.Upper[at]!.Value);
        if (reading.PointsSince is > 1 and var points)
        {
            var still = IsNow(reading, at) ? "has been" : "was";
            return ($" {still} {ReadingWords.Side(reading)} its limits of {limits} for {Figures.Of(points, step, step + "s")} in a row{(IsNow(reading, at) ? "" : $" until {ReadingWords.Day(reading, at)}")}; {Newest(reading)}.",
                $"Since {ReadingWords.Day(reading, reading.Since)}. Even one point outside is unlikely to be routine.");
        }

        var now = IsNow(reading, at) ? "" : !reading.HasNumber ? $" Since then {TooFew}." : $" The newest, {Value(reading)}, is {(reading.Limits.Outside[reading.Newest] ? "outside too" : "within them again")}.";
        return ($" was {reading.Words.Value(reading.Limits.Values[at]!.Value)} {ReadingWords.When(reading, at, step)}, {ReadingWords.Side(reading)} its limits of {limits}.",
            $"One point outside is unlikely to be routine.{now}");
    }

    // Of a single point the limits say how far it lies out; a stretch has a size.
    private static string Size(MetricSignal signal, string step) => signal is { Size: { } size, Reading.PointsSince: > 1 }
        ? $"That is {signal.Reading.Words.MoveWithin(size.Value, size.Low, size.High)} against the {Figures.Of(size.StepsBefore, step, step + "s")} of the baseline."
        : "";

    private static string Mix(MetricSignal signal) => signal.Reading.PointsSince < 2 ? "" : MixOf([.. signal.Mix.Select(m => (m.Field, m.Share))]);

    /// <summary>What the mix of work has to do with a move, by the fields that were asked and their part of it; blank where none was.</summary>
    public static string MixOf(IReadOnlyList<(string Field, double Share)> parts)
    {
        if (parts.Count == 0) return "";
        var (field, share) = parts.MaxBy(p => Math.Abs(p.Share));
        if (share >= MixOfMove.WorthAWord) return $"Another mix of {field}s explains {Fraction(share)} of it.";
        return share <= -MixOfMove.WorthAWord
            ? $"Another mix of {field}s hides a part of it: within them it moved further."
            : $"It is not the mix of {string.Join(" or ", parts.Select(p => p.Field + "s"))}.";
    }

    private static string Counter(Reading? counter) => counter is null ? "" : $"{counter.Metric.Name}, its counter-metric, "
        + (!counter.HasNumber ? "has too few to say." : !counter.Limits.HasLimits ? "has no limits to be judged by."
            : counter.Signal == Signal.None ? "is routine." : $"stands out too: {(counter.Above == true ? "it rose" : "it fell")}.");

    private static string Centre(Reading reading) => reading.Words.Value(reading.Limits.Centre!.Value);

    // After it may come steps with too few for a number: of those no figure is said, and not that it goes on.
    private static bool IsNow(Reading reading, int at) => at == reading.Newest;

    private static string Newest(Reading reading) => reading.HasNumber ? $"the newest is {Value(reading)}" : $"since then {TooFew}";

    private static string Value(Reading reading) => reading.Words.Value(reading.NewestAnswer!.Value!.Value);

    private static string Fraction(double share) => share switch
    {
        < 0.29 => "about a quarter",
        < 0.42 => "about a third",
        < 0.58 => "about half",
        < 0.71 => "about two thirds",
        < 0.87 => "about four fifths",
        < 1.15 => "nearly all",
        _ => "more than all",
    };

    private static string Quarters(double number) => Math.Round(number) is var whole && whole <= 1 ? "quarter" : $"{Figures.InWords((long)whole)} quarters";
}
