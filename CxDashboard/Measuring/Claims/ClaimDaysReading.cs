using CxDashboard.Domain.Metrics;
using CxDashboard.Domain.Patterns;
using CxDashboard.Domain.Time;
using CxDashboard.Measuring.Chaining;
using CxDashboard.Measuring.Passes;

namespace CxDashboard.Measuring.Claims;

/// <summary>
/// One reading of the claims of each local day: one pass over the issues that may have been claimed within its span. The day is that of an issue's first claim,
/// from which its window counts, so that every issue is on one day and what held on it is what its rate says. Where the instant of that claim is not known the day
/// is not known either, and the issue is left out, as durations leave it out.
/// </summary>
internal sealed class ClaimDaysReading(Workspace workspace, MetricCatalogue catalogue, Projection projection, IssueTable issues, MetricQuestion question)
{
    private readonly TimeZoneInfo _zone = question.Zone ?? workspace.Zone;

    /// <summary>The rates by whose rule claims are judged.</summary>
    public static IReadOnlyList<string> Rates { get; } = ["held-rate-7d", "held-rate-30d"];

    /// <summary>Called under the read gate.</summary>
    public IReadOnlyList<ClaimDay> Read()
    {
        var facts = projection.Facts;
        (DateOnly First, DateOnly Last)? known = QuestionSpan.Known(facts, issues.Horizon) is var (first, last) ? (DayOf(first), DayOf(last)) : null;
        if (QuestionSpan.Days(question with { By = BucketSize.Day }, known, workspace.WeekStart) is not var (from, to)) return [];
        var plan = Plan(new BucketIndex(Buckets.Cut(from, to, BucketSize.Day, _zone), 0, 0));
        var workers = Threads.Share(facts.Parts, () => new ClaimDayWorker(facts, issues, plan), (worker, part) => worker.Work(part));
        var all = workers[0];
        foreach (var other in workers.Skip(1)) all.Add(other);
        foreach (var worker in workers) worker.Dispose();
        return [.. Enumerable.Range(0, plan.Buckets.Count).Select(i => from.AddDays(i) < known?.First || !IsKnown(plan.Buckets, i)
            ? new ClaimDay(from.AddDays(i), null, 0, 0)
            : new ClaimDay(from.AddDays(i), all.Claims[i], all.Judged[i], all.Held[i]))];
    }

    // Some source is known beyond the day, and of none a part of it is missing: between its K and its T claims are known, but not all of the issues that opened.
    // A source that ended before says nothing of the day, and takes nothing from what others say.
    private bool IsKnown(BucketIndex days, int day)
    {
        var (start, end) = (days.StartOf(day), days.EndOf(day));
        return issues.Horizon.LatestK >= end && issues.Horizon.Sources.Values.All(s => s.K >= end || s.T <= start);
    }

    private DateOnly DayOf(long instant) => Buckets.DayOf(new Instant(instant), _zone);

    private PassPlan Plan(BucketIndex days) => new()
    {
        Metrics = [question.Version is { } version ? catalogue.Find(question.Metric, version)! : catalogue.Versions(question.Metric)[^1]],
        Buckets = days,
        Filter = new SliceFilter(projection.Facts, question.Slices),
        QuietLimit = workspace.QuietLimit,
        CalendarOf = workspace.CalendarOf,
    };
}
