using CxDashboard.Domain.Interactions;
using CxDashboard.Domain.Metrics;
using CxDashboard.Measuring.Chaining;
using CxDashboard.Measuring.Columns;
using CxDashboard.Measuring.Passes;

namespace CxDashboard.Measuring.Behind;

/// <summary>Judges interactions by their kind, as the customer had answered by T.</summary>
internal sealed class InteractionJudge(Facts facts, IssueTable issues, InteractionRule rule, ValueKind kind) : RowJudge
{
    public override RowsAre RowsAre => RowsAre.Interactions;

    public override Judged? Of(PartReader reader, int i)
    {
        var bits = (IssueBits)reader.Bits[i];
        var adds = rule.Of(facts.Kinds[AnsweredKind(reader, i)], (bits & IssueBits.Repeat) != 0, (bits & IssueBits.Reopened) != 0);
        return adds.N == 0 ? null : kind switch
        {
            ValueKind.Mean => new Judged(Outcome.Counts, true, adds.Sum),
            ValueKind.NetShare => new Judged(adds.Sum > 0 ? Outcome.WouldRecommend : adds.Sum < 0 ? Outcome.WouldNotRecommend : Outcome.Undecided, adds.Sum > 0, 100 * adds.Sum),
            _ => new Judged(adds.Count > 0 ? Outcome.Counts : Outcome.DoesNotCount, adds.Count > 0),
        };
    }

    private int AnsweredKind(PartReader reader, int i)
    {
        var answered = facts.AnsweredAt.Get(reader.First + i, reader.Opened[i]);
        return answered != Lifeline.Unknown && answered > issues.Horizon.T(reader.Sources[i]) ? facts.Kinds.UnansweredOf(reader.Kinds[i]) : reader.Kinds[i];
    }
}

/// <summary>Judges interactions by whether their cost counts.</summary>
internal sealed class CostJudge(Facts facts, CostRule rule) : RowJudge
{
    public override RowsAre RowsAre => RowsAre.Interactions;

    public override Judged? Of(PartReader reader, int i)
    {
        if (!rule.Of(facts.Kinds[reader.Kinds[i]], ((IssueBits)reader.Bits[i] & IssueBits.Repeat) != 0)) return null;
        return facts.Cost[reader.First + i] is { } cost ? new Judged(Outcome.Counts, true, cost / MembersJudge.TenThousandths) : new Judged(Outcome.Unknown, false);
    }
}
