using CxDashboard.Measuring.Chaining;
using CxDashboard.Measuring.Columns;
using CxDashboard.Measuring.Passes;

namespace CxDashboard.Measuring.Behind;

/// <summary>Judges issues by what their members add up to.</summary>
internal sealed class MembersJudge(Facts facts, IssueTable issues, MemberSum what, long quietLimit) : RowJudge
{
    /// <summary>In which money is kept.</summary>
    public const double TenThousandths = 10_000;

    // Asked once: a column finds out by going through its parts.
    private readonly bool _isNothingKnown = what switch { MemberSum.Contacts => false, MemberSum.Transfers => facts.Transfers.IsEmpty, _ => facts.Cost.IsEmpty };

    public override bool NeedsValue => what == MemberSum.CostPerHeld;

    public override Judged? Of(PartReader reader, int i)
    {
        if (_isNothingKnown) return null;
        var start = reader.First + i;
        return what switch
        {
            MemberSum.Contacts => new Judged(Outcome.Counts, true, issues.MembersOf(start)),
            MemberSum.Transfers => Sum(facts.Transfers, start) is { } transfers ? new Judged(Outcome.Counts, true, transfers) : null,
            _ => Cost(start, (IssueBits)reader.Bits[i]),
        };
    }

    // Divided by those that held; but what the others cost is in the sum, so they are listed too.
    private Judged? Cost(int start, IssueBits bits)
    {
        var cost = Sum(facts.Cost, start) / TenThousandths;
        var isKnown = (bits & IssueBits.KnownCustomer) != 0;
        var outcome = isKnown ? IssueJudge.Ladder(bits, AgeOf(issues, start, bits, quietLimit), 7) : Outcome.Unknown;
        return cost is null && outcome != Outcome.Held ? null : new Judged(outcome, outcome == Outcome.Held, cost);
    }

    private long? Sum(NumberColumn numbers, int start)
    {
        long? sum = null;
        foreach (var row in issues.RowsOf(start))
        {
            if (numbers[row] is { } known) sum = (sum ?? 0) + known;
        }

        return sum;
    }
}
