using CxDashboard.Domain.Patterns;
using CxDashboard.Kit;

namespace CxDashboard.Readings;

/// <summary>Claims that pile up at the ends of weeks or months, in sentences: when work is claimed and how that holds, and nothing of who claims it or why.</summary>
internal static class PeriodEndWords
{
    /// <summary>What is so, to follow the metric's name; and why that is said.</summary>
    public static (string After, string Why) Told(MetricSignal signal, PatternFinding finding, PeriodEndBunching bunching)
    {
        var (reading, counter, isWeek) = (signal.Reading, signal.Counter!, bunching.Period == PeriodEnd.Week);
        var more = reading.Words.MoveBy(finding.Metric.Difference, finding.Metric.Low, finding.Metric.High);
        var less = counter.Words.MoveBy(finding.Counter.Difference, finding.Counter.Low, finding.Counter.High);
        var ends = isWeek
            ? $"the week since {ReadingWords.Day(reading, finding.Since)}: its last working day has {more} more of the week’s claims than before"
            : $"the month: in {Figures.Of(bunching.Periods, "month", "months")} its last three working days had {more} more of the month’s claims than their weekdays usually have";
        return ($" piles up at the end of {ends}, and {PatternWords.InSentence(counter)} is {less} lower for these than for claims of the other days.",
            $"{finding.Pattern.Sentence} {Chance} Both intervals of 99% exclude zero. {PatternWords.Mix(signal, finding)}");
    }

    /// <summary>The lines of evidence beside that of the mix.</summary>
    public static IReadOnlyList<EvidenceLine> Lines(MetricSignal signal, PatternFinding finding, PeriodEndBunching bunching)
    {
        var (counter, move, held) = (signal.Counter!, finding.Metric, finding.Counter);
        var (step, isWeek) = (bunching.Period.ToString().ToLowerInvariant(), bunching.Period == PeriodEnd.Week);
        var (before, since) = (signal.Reading.Words.Value(move.Before), signal.Reading.Words.Value(move.After));
        var size = signal.Reading.Words.MoveWithin(move.Difference, move.Sure.Low, move.Sure.High);
        return
        [
            new("Where claims lie", isWeek
                ? $"Of a week’s claims on its last working day: {before} before, {since} since; {size} at 99%, {Figures.Of(move.StepsBefore, "week", "weeks")} and {Figures.InWords(move.StepsAfter)}."
                : $"Of a month’s claims on its last three working days: {since}, where their weekdays usually have {before}; {size} at 99%, {Figures.Of(move.StepsAfter, "month", "months")}.", Chance),
            new("What of them holds", $"{counter.Metric.Name}: {counter.Words.Value(held.After)} of {Figures.Count(bunching.AtEnd.Judged)} claimed at the end of the {step}, {counter.Words.Value(held.Before)} of {Figures.Count(bunching.OtherDays.Judged)} on the other days; "
                + $"{counter.Words.MoveWithin(held.Difference, held.Sure.Low, held.Sure.High)} at 99%, {Figures.Of(bunching.Periods, step, step + "s")}.", "What was claimed at the end held less often than what was claimed on the other days."),
        ];
    }

    private const string Chance = "By chance so many would lie there less than once in a thousand times.";
}
