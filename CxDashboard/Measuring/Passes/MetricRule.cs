using CxDashboard.Measuring.Chaining;
using CxDashboard.Measuring.Columns;

namespace CxDashboard.Measuring.Passes;

/// <summary>What one interaction or issue adds to a metric.</summary>
internal readonly record struct Addition(double N, double Count, double Sum = 0, double SumOfSquares = 0)
{
    /// <summary>A yes or no among those of whom it is asked.</summary>
    public static Addition Share(bool of, bool counts) => of ? new(1, counts ? 1 : 0) : default;

    /// <summary>A value.</summary>
    public static Addition Value(double value) => new(1, 0, value, value * value);
}

/// <summary>What of an issue depends on how far its sources are known.</summary>
[Flags]
internal enum IssueAge
{
    None = 0,

    /// <summary>F + 7 d ≤ K, and F + 30 d ≤ K.</summary>
    Over7 = 1,
    Over30 = 2,

    /// <summary>T − latest activity ≥ Q.</summary>
    Quiet = 4,
}

/// <summary>Durations and other values of which quantiles are asked.</summary>
internal enum ValueSet
{
    FirstReply,
    FirstUsefulReply,

    /// <summary>F − opened of claimed issues; those not claimed wait until T.</summary>
    Resolution,
    LastResolution,
    WaitingOnUs,
}

/// <summary>How a metric is made of the columns. The words are in <c>Domain/Metrics</c>.</summary>
internal abstract record MetricRule;

/// <summary>Each interaction of a kind adds the same.</summary>
/// <param name="Of">Of its kind, whether it repeats an earlier contact, and whether it was reopened.</param>
internal sealed record InteractionRule(Func<RowKind, bool, bool, Addition> Of) : MetricRule;

/// <summary>Each issue in a state adds the same.</summary>
/// <param name="AsksAge">Whether what is known by now matters.</param>
internal sealed record IssueRule(Func<IssueBits, IssueAge, Addition> Of, bool AsksAge = false) : MetricRule;

/// <summary>A quantile of values.</summary>
/// <param name="Survives">Whether those still waiting count: Kaplan–Meier.</param>
/// <param name="Business">Only the hours of the business calendar.</param>
internal sealed record ValueRule(ValueSet Set, bool Survives = false, bool Business = false) : MetricRule;

/// <summary>Different customers.</summary>
internal sealed record CustomersRule : MetricRule;

/// <summary>Issues that are open at the end of the bucket, or the oldest of them.</summary>
internal sealed record StockRule(bool Oldest) : MetricRule;

/// <summary>Unhappy customers who are heard of well within a window.</summary>
/// <param name="Won">Whether an answer of a kind says so.</param>
internal sealed record RecoveryRule(int Days, Func<RowKind, bool> Won) : MetricRule;

/// <summary>What members of issues add up to.</summary>
internal enum MemberSum { Contacts, Transfers, CostPerHeld }

internal sealed record MembersRule(MemberSum Sum) : MetricRule;

/// <summary>The cost of interactions of some kinds.</summary>
/// <param name="Of">Of its kind, and whether it repeats an earlier contact.</param>
internal sealed record CostRule(Func<RowKind, bool, bool> Of) : MetricRule;
