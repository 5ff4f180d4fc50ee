using CxDashboard.Measuring.Chaining;
using CxDashboard.Measuring.Columns;
using CxDashboard.Measuring.Passes;

namespace CxDashboard.Measuring.Behind;

/// <summary>One row of each known customer among the rows of a plan.</summary>
internal sealed class RowOfCustomer
{
    // By the customer's code, plus one; 0 for none.
    private readonly int[] _rows;

    /// <param name="candidate">Whether a row may be the one.</param>
    /// <param name="isBetter">Whether the first of two rows is rather the one.</param>
    public RowOfCustomer(Facts facts, IssueTable issues, PassPlan plan, Func<int, bool> candidate, Func<int, int, bool> isBetter)
    {
        _rows = new int[Math.Max(1, facts.Customer.Count)];
        using var reader = new PartReader(facts, issues, plan);
        for (var part = 0; part < facts.Parts; part++)
        {
            if (!reader.Read(part, byTime: true)) continue;
            var groups = reader.Groups;
            for (var i = 0; i < groups.Length; i++)
            {
                var row = reader.First + i;
                if (groups[i] < 0 || !candidate(row) || facts.Customers.Of(row) is not (> 0 and var customer)) continue;
                if (_rows[customer] == 0 || isBetter(row, _rows[customer] - 1)) _rows[customer] = row + 1;
            }
        }
    }

    public bool Is(int row, int customer) => _rows[customer] == row + 1;
}

/// <summary>Judges interactions by whether they are the first of their customer: each customer is counted at that one.</summary>
internal sealed class CustomersJudge(Facts facts, IssueTable issues, PassPlan plan) : RowJudge
{
    private readonly RowOfCustomer _first = new(facts, issues, plan, _ => true,
        (a, b) => facts.Opened[a] != facts.Opened[b] ? facts.Opened[a] < facts.Opened[b] : a < b);

    public override RowsAre RowsAre => RowsAre.Interactions;

    public override Judged? Of(PartReader reader, int i)
    {
        var row = reader.First + i;
        if (facts.Customers.Of(row) is not (> 0 and var customer)) return new Judged(Outcome.Unknown, false);
        var counts = _first.Is(row, customer);
        return new Judged(counts ? Outcome.Counts : Outcome.DoesNotCount, counts);
    }
}

/// <summary>Judges unhappy customers, each at the last unhappy moment among the rows, by what came of them.</summary>
internal sealed class RecoveryJudge(Facts facts, IssueTable issues, RecoveryRule rule, PassPlan plan) : RowJudge
{
    private readonly RowOfCustomer _last = new(facts, issues, plan, row => IsUnhappy(issues, row), (a, b) => IsLater(facts, issues, a, b));

    public override RowsAre RowsAre => RowsAre.Customers;

    public override Judged? Of(PartReader reader, int i)
    {
        var row = reader.First + i;
        if (!IsUnhappy(issues, row) || !_last.Is(row, facts.Customers.Of(row))) return null;
        if (((Recovery)issues.Recoveries[row] & rule.Won) != 0) return new Judged(Outcome.Counts, true);
        var isOver = facts.AnswerTime(row) + (rule.Days * MetricRules.Day) <= issues.Horizon.K(reader.Sources[i]);
        return new Judged(isOver ? Outcome.DoesNotCount : Outcome.Maturing, false);
    }

    private static bool IsUnhappy(IssueTable issues, int row) => ((Recovery)issues.Recoveries[row] & Recovery.Unhappy) != 0;

    // Of several at one instant the one whose source is known least far, as where they are counted.
    private static bool IsLater(Facts facts, IssueTable issues, int a, int b)
    {
        var (at, other) = (facts.AnswerTime(a), facts.AnswerTime(b));
        if (at != other) return at > other;
        var (known, otherKnown) = (issues.Horizon.K(facts.Source[a]), issues.Horizon.K(facts.Source[b]));
        return known != otherKnown ? known < otherKnown : a < b;
    }
}
