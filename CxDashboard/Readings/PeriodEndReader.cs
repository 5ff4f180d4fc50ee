using CxDashboard.Domain.Patterns;
using CxDashboard.Measuring;

namespace CxDashboard.Readings;

/// <summary>
/// Asks on which days issues were claimed, and looks whether claims pile up at the ends of weeks or months and hold less there. No metric says that: metrics are of
/// the day on which an issue opened.
/// </summary>
internal static class PeriodEndReader
{
    private const string Claimed = "claimed-rate";
    private static readonly string[] Held = ["held-rate-7d", "held-rate-30d"];

    /// <summary>What was found, if anything. Nothing is asked where claimed, or held within the window that is shown, is not among the measures.</summary>
    /// <param name="measure">Who is asked.</param>
    /// <param name="read">Measures that were read together.</param>
    /// <param name="question">The question that a metric's reading answered.</param>
    /// <param name="ct">Ends waiting.</param>
    public static async Task<IReadOnlyList<ReadPattern>> FindAsync(Measure measure, IReadOnlyList<Reading> read, Func<string, MetricQuestion> question, CancellationToken ct)
    {
        if (One(Claimed) is not { } claimed || Held.Select(One).FirstOrDefault(r => r is not null) is not { } held || question(held.Metric.Id) is not { Restricted: false } asked) return [];
        return Find(claimed, held, await measure.ClaimDaysAsync(asked, ct), measure.Workspace.WeekStart) is { } found ? [found] : [];

        Reading? One(string id) => read.FirstOrDefault(r => r.Metric.Id == id && !r.IsUntold && r.OfAllPhases.Count > 0);
    }

    /// <summary>Of weeks, else of months: where both are so it is one habit, and told once.</summary>
    internal static ReadPattern? Find(Reading claimed, Reading held, IReadOnlyList<ClaimDay> days, DayOfWeek weekStart) =>
        (PeriodEndClosing.Find(days, PeriodEnd.Week, weekStart) ?? PeriodEndClosing.Find(days, PeriodEnd.Month, weekStart)) is { } finding
            ? new ReadPattern(InSteps(finding, claimed, days[finding.Since].Day), claimed, held)
            : null;

    // The detector counts in days and weeks, a reading in its own steps.
    private static PatternFinding InSteps(PatternFinding finding, Reading claimed, DateOnly since)
    {
        var step = Math.Max(0, claimed.Answers.Count(a => DateOnly.FromDateTime(a.Bucket!.From.DateTime) <= since) - 1);
        return finding with { Since = step, MetricCause = finding.MetricCause is { } cause ? cause with { Since = step } : null };
    }
}
