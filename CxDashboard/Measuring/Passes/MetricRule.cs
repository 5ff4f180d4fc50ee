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

/// <summary>What the classes of rows add to one metric.</summary>
internal sealed class Additions
{
    private readonly (Addition Adds, int Class)[] _met;

    /// <param name="classes">How many classes there are; the first adds nothing.</param>
    public Additions(int classes, Func<int, Addition> of)
    {
        // In the order of what they add, not of when they were met: sums of fractions are the same whichever came first.
        _met =
        [
            .. Enumerable.Range(1, Math.Max(0, classes - 1)).Select(c => (Adds: of(c), Class: c)).Where(c => c.Adds != default)
                .OrderBy(c => c.Adds.N).ThenBy(c => c.Adds.Count).ThenBy(c => c.Adds.Sum).ThenBy(c => c.Adds.SumOfSquares),
        ];
    }

    /// <summary>What so many rows of each class come to.</summary>
    public Tally Of(Func<int, int> rowsOf)
    {
        double n = 0, count = 0, sum = 0, squares = 0;
        for (var i = 0; i < _met.Length;)
        {
            // Classes that add the same to this metric differ in others only: their rows are counted together.
            var (adds, rows) = (_met[i].Adds, 0L);
            for (; i < _met.Length && _met[i].Adds == adds; i++) rows += rowsOf(_met[i].Class);
            n += rows * adds.N;
            count += rows * adds.Count;
            sum += rows * adds.Sum;
            squares += rows * adds.SumOfSquares;
        }

        return new Tally { N = (long)n, Count = count, Sum = sum, SumOfSquares = squares };
    }
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
/// <param name="Won">What must have come of them.</param>
internal sealed record RecoveryRule(int Days, Recovery Won) : MetricRule;

/// <summary>What members of issues add up to.</summary>
internal enum MemberSum { Contacts, Transfers, CostPerHeld }

internal sealed record MembersRule(MemberSum Sum) : MetricRule;

/// <summary>The cost of interactions of some kinds.</summary>
/// <param name="Of">Of its kind, and whether it repeats an earlier contact.</param>
internal sealed record CostRule(Func<RowKind, bool, bool> Of) : MetricRule;
