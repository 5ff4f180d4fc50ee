using CxDashboard.Domain.Metrics;
using CxDashboard.Measuring.Chaining;
using CxDashboard.Measuring.Columns;
using CxDashboard.Measuring.Passes;

namespace CxDashboard.Measuring.Behind;

/// <summary>What a row comes to, whether it counts, and what it adds in the metric's unit.</summary>
internal readonly record struct Judged(Outcome Outcome, bool Counts, double? Value = null);

/// <summary>
/// Says of one row what it is to one metric: the same rules as those of a pass, asked one by one. It keeps nothing that
/// changes, so that several threads may ask at once.
/// </summary>
internal abstract class RowJudge
{
    /// <summary>What rows are. Issues are asked for at the row of their first interaction and nowhere else.</summary>
    public virtual RowsAre RowsAre => RowsAre.Issues;

    /// <summary>Whether rows of before the span are asked too: they may be open in it.</summary>
    public virtual bool AsksAllTimes => false;

    /// <summary>Whether there is no figure at all as long as no row has a value.</summary>
    public virtual bool NeedsValue => false;

    /// <summary>What a row of a part that was read is; null where it is none of n.</summary>
    /// <param name="i">Its place in the part.</param>
    public abstract Judged? Of(PartReader reader, int i);

    /// <summary>Who judges the rows of a metric.</summary>
    /// <param name="end">The instant at which is told what is open; never for T.</param>
    public static RowJudge For(Facts facts, IssueTable issues, PassPlan plan, long end)
    {
        var metric = plan.Metrics[0];
        return MetricRules.Of(metric) switch
        {
            IssueRule rule => new IssueJudge(issues, rule, metric, plan.QuietLimit),
            InteractionRule rule => new InteractionJudge(facts, issues, rule, metric.Kind),
            CostRule rule => new CostJudge(facts, rule),
            MembersRule { Sum: var sum } => new MembersJudge(facts, issues, sum, plan.QuietLimit),
            ValueRule rule => new ValueJudge(facts, issues, rule, plan),
            StockRule { Oldest: var oldest } => new StockJudge(facts, issues, oldest, end),
            CustomersRule => new CustomersJudge(facts, issues, plan),
            RecoveryRule rule => new RecoveryJudge(facts, issues, rule, plan),
            var other => throw new InvalidOperationException($"Nothing judges rows by {other}."),
        };
    }

    /// <summary>The metric whose rule counts a version.</summary>
    protected static string CountedAs(MetricDefinition metric) => metric.CountedAs ?? metric.Id;

    /// <summary>How old an issue is by what is known.</summary>
    public static IssueAge AgeOf(IssueTable issues, int start, IssueBits bits, long quietLimit)
    {
        var (at, (t, k)) = (issues.FirstClaimOf(start), issues.KnownOf(start));
        if ((bits & IssueBits.Claimed) == 0) return t - at >= quietLimit ? IssueAge.Quiet : IssueAge.None;
        return (at + (7 * MetricRules.Day) <= k ? IssueAge.Over7 : IssueAge.None) | (at + (30 * MetricRules.Day) <= k ? IssueAge.Over30 : IssueAge.None);
    }
}
