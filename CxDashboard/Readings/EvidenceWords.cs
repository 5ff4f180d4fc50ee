using CxDashboard.Domain.Patterns;
using CxDashboard.Kit;

namespace CxDashboard.Readings;

/// <summary>One step of the evidence, finished.</summary>
/// <param name="Step">Which: "Mix against rate".</param>
/// <param name="Found">Its figures in words.</param>
/// <param name="Says">What they say.</param>
public sealed record EvidenceLine(string Step, string Found, string Says);

/// <summary>The evidence of a pattern in words, in the order in which one should ask: mix, the pair, the residuals, the base, what open ones hide; of ends that pile up, where they lie and what of them holds.</summary>
internal static class EvidenceWords
{
    private const string NotKnown = "not known here";

    /// <summary>A line for each step; what could not be looked at says so. Empty for what is no pattern.</summary>
    public static IReadOnlyList<EvidenceLine> Of(MetricSignal signal) => signal is not { Pattern: { } finding, Counter: { } counter } ? [] :
    [
        Mix(signal, finding, counter),
        .. finding.Bunching is { } bunching ? PeriodEndWords.Lines(signal, finding, bunching) : OfPair(signal, finding, counter),
    ];

    private static IReadOnlyList<EvidenceLine> OfPair(MetricSignal signal, PatternFinding finding, Reading counter) =>
    [
        Pair(signal.Reading, finding, counter),
        Residual(signal.Reading, finding.Residual, counter),
        Base(signal.Reading, finding.Base),
        .. finding.Censoring is { } censoring ? [Censoring(signal.Reading, censoring)] : Array.Empty<EvidenceLine>(),
    ];

    private static EvidenceLine Mix(MetricSignal signal, PatternFinding finding, Reading counter)
    {
        string[] found = [Split(signal.Reading, finding.Mix), Split(counter, finding.CounterMix)];
        return new("Mix against rate", Text([.. found.Where(f => f.Length > 0)]), PatternWords.Mix(signal, finding));

        static string Split(Reading reading, MixSplit? mix) => mix is null ? ""
            : $"{reading.Metric.Name}: {reading.Words.Move(mix.Split.Mix)} by another mix of channels, {reading.Words.Move(mix.Split.Rate)} within them.";
    }

    private static EvidenceLine Pair(Reading metric, PatternFinding finding, Reading counter) =>
        new("Both together", Text([Side(metric, finding.Metric), Side(counter, finding.Counter)]),
            PatternWords.DidNotFollow(finding) ? "One got better by a change that lasts, and the other did not come along." : "One got better and the other worse, each by a change that lasts.");

    private static string Side(Reading reading, Move move) =>
        $"{reading.Metric.Name}: {reading.Words.Value(move.Before)} before, {reading.Words.Value(move.After)} since; {reading.Words.MoveWithin(move.Difference, move.Sure.Low, move.Sure.High)} at 99%, {Figures.Of(move.StepsBefore, reading.StepWord, reading.StepWord + "s")} and {Figures.InWords(move.StepsAfter)}.";

    private static EvidenceLine Residual(Reading metric, ResidualShift? shift, Reading counter) => new("Does one still follow the other?",
        shift is null ? NotKnown : $"{counter.Metric.Name} off its line: {counter.Words.Move(shift.Lower)} to {counter.Words.Move(shift.Upper)} is routine; {Figures.Of(shift.Outside, counter.StepWord, counter.StepWord + "s")} outside since then{(shift.Newest is { } newest ? $"; the newest {counter.Words.Move(newest)}" : "")}.",
        shift is null ? "Too little lies before it to fit a line." : shift.Signals ? $"It left what went with {PatternWords.InSentence(metric)} before." : "It did not leave its line, so this adds nothing.");

    private static EvidenceLine Base(Reading metric, BaseShift? shift)
    {
        string[] found =
        [
            .. shift?.N is { } n ? [$"n a {metric.StepWord}: {Figures.Count(n.Before)} before, {Figures.Count(n.After)} since."] : Array.Empty<string>(),
            .. Share("Answered", shift?.ResponseRate), .. Share("Asked", shift?.AskedShare), .. Share("Left out", shift?.LeftOutShare),
        ];
        return new("What it is of", Text(found), shift is null ? "So it says nothing here." : shift.Narrowed ? "It comes from a smaller part than before." : "It is not a smaller part, as far as is known.");

        static string[] Share(string name, Move? move) => move is null ? [] : [$"{name}: {Figures.Percent(move.Before)} before, {Figures.Percent(move.After)} since."];
    }

    private static EvidenceLine Censoring(Reading metric, CensoringGap gap)
    {
        string[] found =
        [
            $"Between the medians with open ones and without: {metric.Words.Value(gap.Gap.Before)} before, {metric.Words.Value(gap.Gap.After)} since.",
            .. gap.Open is { } open ? [$"Open: {Figures.Count(open.Before)} before, {Figures.Count(open.After)} since."] : Array.Empty<string>(),
            .. gap.Oldest is { } oldest ? [$"The longest wait: {Figures.Duration(oldest.Before)} before, {Figures.Duration(oldest.After)} since."] : Array.Empty<string>(),
        ];
        return new("What open ones hide", Text(found), gap.Widened ? "More than before." : "No more than before.");
    }

    private static string Text(string[] found) => found.Length == 0 ? NotKnown : string.Join(' ', found);
}
