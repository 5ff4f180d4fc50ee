using CxDashboard.Domain.Patterns;
using CxDashboard.Kit;

namespace CxDashboard.Readings;

/// <summary>A pattern in sentences: what both sides did, what that is, what carries it and what it is not. Of a process, never of a person, and nothing of intent.</summary>
internal static class PatternWords
{
    /// <summary>What both sides did, to follow the metric's name; and why that is said.</summary>
    public static (string After, string Why) Told(MetricSignal signal, PatternFinding finding)
    {
        if (finding.Bunching is { } bunching) return PeriodEndWords.Told(signal, finding, bunching);
        var (reading, counter) = (signal.Reading, signal.Counter!);
        var after = $"{Comma(reading)} {Went(finding.Metric, reading)} since {ReadingWords.Day(reading, finding.Since)}, and {InSentence(counter)}{Comma(counter)} "
            + (DidNotFollow(finding) ? $"did not follow ({counter.Words.MoveWithin(finding.Counter.Difference, finding.Counter.Low, finding.Counter.High)})." : Went(finding.Counter, counter) + ".");
        string[] why = [finding.Pattern.Sentence, Carried(signal, finding), Mix(signal, finding)];
        return (after, string.Join(' ', why.Where(s => s.Length > 0)));
    }

    /// <summary>The pattern is that the counter-metric did not come along, and it did not get worse either.</summary>
    public static bool DidNotFollow(PatternFinding finding) => finding.Pattern == Pattern.HoldingReplies && !finding.Counter.Went(up: true);

    /// <summary>"first useful reply, median": a measure's name within a sentence. "NPS" stays as it is.</summary>
    public static string InSentence(Reading reading) =>
        reading.Metric.Name is [var first, var second, ..] name && !char.IsUpper(second) ? char.ToLowerInvariant(first) + name[1..] : reading.Metric.Name;

    /// <summary>What another mix of work has to do with the metric's move: by channel as the pattern was looked at, by other fields where they were asked.</summary>
    public static string Mix(MetricSignal signal, PatternFinding finding)
    {
        List<(string Field, double Share)> parts = [.. signal.Mix.Where(m => finding.Mix is null || m.Field != PatternReader.Field).Select(m => (m.Field, m.Share))];
        if (finding.Mix?.MixPart is { } part) parts.Insert(0, (PatternReader.Field, part));
        var said = SignalWords.MixOf(parts);
        if (finding.Mix is not null || signal.Mix.Any(m => m.Field == PatternReader.Field)) return said;
        var channels = IsOfOneChannel(signal.Reading) ? "It is of one channel alone, so it is not the mix of channels." : "What part the mix of channels has in it is not known.";
        return said.Length == 0 ? channels : channels + " " + said;
    }

    /// <summary>Whether only one channel was asked.</summary>
    public static bool IsOfOneChannel(Reading reading) => reading.Answers[^1].Slices.Any(s => s.Field == PatternReader.Field && !s.Not);

    // Beyond the pair, what adds to it.
    private static string Carried(MetricSignal signal, PatternFinding finding)
    {
        var counter = signal.Counter!;
        List<string> said =
        [
            DidNotFollow(finding)
                ? $"In proportion that is {Proportion(finding.Metric)} against {Proportion(finding.Counter)}; even half of the gain lies outside the other’s interval of 99%."
                : "Both changes last, and their intervals of 99% exclude zero.",
        ];
        if (finding.Residual is { Signals: true, Outside: var outside }) said.Add($"In {Figures.Of(outside, counter.StepWord, counter.StepWord + "s")} since then the two did not go together as they had.");
        if (finding.Base is { Narrowed: true }) said.Add("It comes from a smaller part than before.");
        if (finding.Censoring is { Widened: true }) said.Add("What open ones hide has grown.");
        return string.Join(' ', said);
    }

    private static string Proportion(Move move) => move.Ratio is not { } ratio ? "unknown" : (ratio.Value < 1 ? "\u2212" : "+") + Figures.Percent(Math.Abs(ratio.Value - 1));

    private static string Went(Move move, Reading reading) => (move.Difference < 0 ? "fell by " : "rose by ") + reading.Words.MoveBy(move.Difference, move.Low, move.High);

    // "First reply, median" takes its second comma.
    private static string Comma(Reading reading) => reading.Metric.Name.Contains(',', StringComparison.Ordinal) ? "," : "";
}
