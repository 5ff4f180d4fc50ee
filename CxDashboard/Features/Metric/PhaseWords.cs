using System.Globalization;
using CxDashboard.Domain.Metrics;
using CxDashboard.Kit;
using CxDashboard.Readings;

namespace CxDashboard.Features.Metric;

/// <summary>What the page of a metric says of its phases.</summary>
internal static class PhaseWords
{
    /// <summary>The phases of a reading; null of what has no limits by its nature, the wait of one customer.</summary>
    /// <param name="reading">What is shown.</param>
    /// <param name="slices">Its slice, as the store keeps it.</param>
    /// <param name="phases">All that people began of it, also those that lie outside of what is shown.</param>
    public static PhasesModel? Of(Reading reading, string slices, IReadOnlyList<Phase> phases)
    {
        if (reading.Metric.Kind == ValueKind.Longest || reading.Answers.Count == 0) return null;
        var proposal = PhaseProposal.Of(reading);
        return new PhasesModel
        {
            Metric = reading.Metric.Id,
            Slices = slices,
            Says = Says(reading),
            Lines = [.. phases.Reverse().Select(p => Line(reading, p))],
            Proposal = proposal is null ? null : Proposal(reading, proposal),
            ProposedStart = proposal is null ? null : Key(DayOf(reading, proposal.First)),
            Starts = [.. Enumerable.Range(1, Math.Max(0, reading.Answers.Count - 1)).Reverse().Select(i => new Option(Key(DayOf(reading, i)), Figures.DayAndYear(DayOf(reading, i))))],
            Step = reading.StepWord,
        };
    }

    private static string Says(Reading reading)
    {
        var of = reading.HasPhases ? $"since the newest phase began with {Named(reading, reading.Phases[^1].First)}" : "of the period";
        if (!reading.Limits.HasLimits) return $"There are no limits yet: they need eight final {reading.StepWord}s {of}.";
        var rest = reading.Limits.IsTrial ? "; they still move" : "";
        return $"Centre and limits come from the first {Figures.Of(reading.BaselinePoints, "final " + reading.StepWord, $"final {reading.StepWord}s")} {of}{rest}. Where the work itself became another, a person begins a phase, and they are made anew from there.";
    }

    private static PhaseLine Line(Reading reading, Phase phase)
    {
        var shown = reading.Phases.FirstOrDefault(p => p.Begun == phase);
        var since = shown is null || shown.First == 0 ? $"Since {Figures.DayAndYear(phase.Starts)}" : $"Since {Named(reading, shown.First)}";
        return new PhaseLine(phase.Starts, since, phase.SetBy, phase.Why, shown switch
        {
            null when phase.Starts > DayOf(reading, reading.Answers.Count - 1) => $"It begins after the {reading.StepWord}s that are shown.",
            null => "Another one begins at the same place or nearer to now, and counts instead.",
            { First: 0 } => "All of what is shown lies in it.",
            _ => null,
        });
    }

    private static string Proposal(Reading reading, PhaseProposal proposal) =>
        $"From {Named(reading, proposal.First)} on it seems to have moved and stayed: {Figures.Of(proposal.Points, reading.StepWord, reading.StepWord + "s")} in a row {(proposal.Above ? "above" : "below")} the centre. "
        + "Nothing is done with that. If you know what changed in the work, begin a phase there; if you do not, leave the limits, for they are what shows it.";

    private static string Named(Reading reading, int i) => ReadingWords.When(reading, i, reading.StepWord)[3..];

    private static DateOnly DayOf(Reading reading, int i) => DateOnly.FromDateTime(reading.Answers[i].Bucket!.From.DateTime);

    private static string Key(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
