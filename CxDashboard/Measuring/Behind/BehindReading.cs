using CxDashboard.Domain.Interactions;
using CxDashboard.Domain.Metrics;
using CxDashboard.Domain.Time;
using CxDashboard.Measuring.Chaining;
using CxDashboard.Measuring.Passes;

namespace CxDashboard.Measuring.Behind;

/// <summary>One reading of the rows behind a figure: one pass over the parts that its span touches.</summary>
internal sealed class BehindReading(Workspace workspace, MetricCatalogue catalogue, Projection projection, IssueTable issues, BehindQuestion question)
{
    private readonly TimeZoneInfo _zone = question.Of.Zone ?? workspace.Zone;

    /// <summary>More rows than a page ever shows: an export asks page by page.</summary>
    public const int MostRows = 10_000;

    /// <summary>Called under the read gate.</summary>
    public BehindAnswer Read()
    {
        var facts = projection.Facts;
        var plan = Plan();
        var judge = RowJudge.For(facts, issues, plan, question.Bucket?.End.UnixMilliseconds ?? Lifeline.Never);
        var workers = Threads.Share(facts.Parts, () => new BehindWorker(facts, issues, plan, judge, question), (worker, part) => worker.Work(part));
        foreach (var worker in workers) worker.Dispose();
        var isNone = judge.NeedsValue && workers.All(w => w.WithValue == 0);
        var found = isNone || question.Rows == 0 ? [] : FirstRows.Of([.. workers.Select(w => w.Page)], question.Rows + 1);
        BehindKey? next = found.Count > question.Rows ? found[question.Rows - 1].Key : null;
        var stories = new StoryReader(projection, issues, plan.Metrics[0].WindowDays == 30 ? 30 : 7, workspace.QuietLimit);
        stories.Find(found.Take(question.Rows).Select(f => f.Key.Id));
        return new BehindAnswer
        {
            Store = projection.Store,
            Metric = plan.Metrics[0],
            RowsAre = judge.RowsAre,
            AsOf = new Instant(issues.Horizon.AsOf),
            Zone = _zone,
            Groups = isNone ? [] : Groups(workers),
            Rows =
            [
                .. found.Take(question.Rows).OrderBy(f => f.Opened).ThenBy(f => f.Key.Id)
                    .Select(f => new BehindRow(f.Key.Id, new Instant(f.Opened), f.Judged.Outcome, f.Judged.Counts, f.Judged.Value, stories.Of(f.Key.Id))),
            ],
            Next = next,
        };
    }

    private static List<BehindGroup> Groups(IReadOnlyList<BehindWorker> workers)
    {
        var groups = new List<BehindGroup>();
        foreach (var outcome in Enum.GetValues<Outcome>())
        {
            var (rows, counted) = (workers.Sum(w => w.Rows[(int)outcome]), workers.Sum(w => w.Counted[(int)outcome]));
            if (rows > 0) groups.Add(new BehindGroup(outcome, counted > 0, rows));
        }

        return groups;
    }

    private PassPlan Plan() => new()
    {
        Metrics = [Metric()],
        Buckets = question.Bucket is { } b ? new BucketIndex(null, b.Start.UnixMilliseconds, b.End.UnixMilliseconds) : QuestionSpan.Whole(question.Of, _zone),
        Filter = new SliceFilter(projection.Facts, question.Of.Slices),
        QuietLimit = workspace.QuietLimit,
        CalendarOf = workspace.CalendarOf,
    };

    // As where it is answered: the version that is asked for, else the one in force on the bucket's first day, else the newest.
    private MetricDefinition Metric() =>
        question.Of.Version is { } version ? catalogue.Find(question.Of.Metric, version)!
        : question.Bucket is { } bucket ? catalogue.InForce(question.Of.Metric, DateOnly.FromDateTime(bucket.From.DateTime))!
        : catalogue.Versions(question.Of.Metric)[^1];
}
