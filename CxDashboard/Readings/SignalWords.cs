using CxDashboard.Domain.Statistics;
using CxDashboard.Domain.Time;
using CxDashboard.Kit;

namespace CxDashboard.Readings;

/// <summary>Signals in sentences: what is so, since when, by how much, what it is not, and what the counter-metric does. No verdict, and nobody is accused.</summary>
internal static class SignalWords
{
    /// <summary>The sentence that must not be missed; null for most.</summary>
    public static string? Strong(MetricSignal signal) => signal.Kind == Signal.Diverging ? "The number looks better; customers are not." : null;

    /// <summary>What happened to a measure that stands out, to follow its name; and why that counts as a signal.</summary>
    public static (string After, string Why) Told(MetricSignal signal, string step)
    {
        var reading = signal.Reading;
        var (after, rule) = reading.Signal == Signal.Run ? Run(reading, step) : Outside(reading, step);
        return (after, string.Join(' ', new[] { rule, Size(signal, step), Mix(signal), Counter(signal.Counter) }.Where(s => s.Length > 0)));
    }

    /// <summary>All of it as one text.</summary>
    public static string Sentence(MetricSignal signal, string step)
    {
        var (after, why) = Told(signal, step);
        return signal.Reading.Metric.Name + after + (Strong(signal) is { } strong ? " " + strong : "") + " " + why;
    }

    /// <summary>How many false signals to expect of so many charts; null where none has limits.</summary>
    public static string? Budget(SignalBudget budget, BucketSize step)
    {
        if (budget.Charts == 0) return null;
        var (steps, period) = Quarter(step);
        var expected = budget.AStep * steps;
        var about = expected < 0.15 ? "hardly any false flag" : expected < 0.75 ? "about one false flag every " + Periods(1 / expected, period)
            : $"about {Figures.Of((long)Math.Round(expected), "false flag", "false flags")} a {period}";
        return $"{Figures.Of(budget.Charts, "chart", "charts", true)}, one new point each {StepWord(step)}: expect {about}, were nothing to change at all. Single points passed a check for many charts at once (Benjamini–Hochberg, q = 0.10).";
    }

    /// <summary>Over how many steps false signals are counted, and what so many steps are called.</summary>
    public static (int Steps, string Period) Quarter(BucketSize step) => step switch
    {
        BucketSize.Hour => (24 * 7, "week"),
        BucketSize.Day => (91, "quarter"),
        BucketSize.Week => (13, "quarter"),
        BucketSize.Month => (12, "year"),
        _ => (4, "year"),
    };

    private static (string After, string Rule) Run(Reading reading, string step)
    {
        var also = reading.OutsideAt >= 0 ? " Some of them lie outside the limits." : "";
        return ($" has been {ReadingWords.Side(reading)} its centre of {Centre(reading)} for {Figures.Of(reading.Run!.Value.Points, step, step + "s")} in a row; the newest is {Newest(reading)}.",
            $"Since {ReadingWords.Day(reading, reading.Run.Value.Start)}. A run this long is unlikely to be routine.{also}");
    }

    private static (string After, string Rule) Outside(Reading reading, string step)
    {
        var at = reading.OutsideAt;
        var limits = reading.Words.Limits(reading.Limits.Lower[at]!.Value, reading.Limits.Upper[at]!.Value);
        var now = at == reading.Newest ? "" : $" The newest, {Newest(reading)}, is {(reading.Limits.Outside[reading.Newest] ? "outside too" : "within them again")}.";
        return ($" was {reading.Words.Value(reading.Limits.Values[at]!.Value)} {ReadingWords.When(reading, at, step)}, {ReadingWords.Side(reading)} its limits of {limits}.",
            $"One point outside is unlikely to be routine.{now}");
    }

    // Of a single point the limits say how far it lies out; a stretch has a size.
    private static string Size(MetricSignal signal, string step) => signal is { Size: { } size, Reading.Signal: Signal.Run }
        ? $"It is {signal.Reading.Words.Move(size.Value)} [{signal.Reading.Words.Move(size.Low)}, {signal.Reading.Words.Move(size.High)}] against the {Figures.Of(size.StepsBefore, step, step + "s")} of the baseline."
        : "";

    private static string Mix(MetricSignal signal)
    {
        if (signal.LargestMix is not { } mix || signal.Reading.Signal != Signal.Run) return "";
        if (mix.Share >= MixOfMove.WorthAWord) return $"Another mix of {mix.Field}s explains {Fraction(mix.Share)} of it.";
        return mix.Share <= -MixOfMove.WorthAWord
            ? $"Another mix of {mix.Field}s hides a part of it: within them it moved further."
            : $"It is not the mix of {string.Join(" or ", signal.Mix.Select(m => m.Field + "s"))}.";
    }

    private static string Counter(Reading? counter) => counter is null ? "" : $"{counter.Metric.Name}, its counter-metric, "
        + (counter.HasNumber ? counter.Signal == Signal.None ? "is routine." : $"stands out too: {(counter.Above == true ? "it rose" : "it fell")}." : "has too few to say.");

    private static string Centre(Reading reading) => reading.Words.Value(reading.Limits.Centre!.Value);

    private static string Newest(Reading reading) => reading.Words.Value(reading.NewestAnswer!.Value!.Value);

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

    private static string StepWord(BucketSize step) => step.ToString().ToLowerInvariant();

    private static string Periods(double number, string period) => Math.Round(number) is var whole && whole <= 1 ? period : $"{Figures.InWords((long)whole)} {period}s";
}
