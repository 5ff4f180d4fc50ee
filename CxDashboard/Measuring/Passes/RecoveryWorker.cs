using CxDashboard.Domain.Interactions;
using CxDashboard.Measuring.Chaining;
using CxDashboard.Measuring.Columns;

namespace CxDashboard.Measuring.Passes;

/// <summary>
/// Gathers the unhappy rows of each group by customer, then counts each customer's last one: whether the customer was heard
/// of well within a window after it, which chaining found out already.
/// </summary>
internal sealed class RecoveryWorker(Facts facts, IssueTable issues)
{
    private readonly bool[] _isUnhappy = [.. Enumerable.Range(0, facts.Kinds.Count).Select(k => MetricRules.IsUnhappy(facts.Kinds[k]))];

    /// <summary>Customer in the upper half, row in the lower.</summary>
    public ValueSink Rows { get; } = new();

    public void Work(PartReader reader)
    {
        var groups = reader.Groups;
        var kinds = reader.Kinds;
        var sources = reader.Sources;
        for (var i = 0; i < groups.Length; i++)
        {
            if (groups[i] < 0 || !_isUnhappy[kinds[i]]) continue;
            var row = reader.First + i;
            if (facts.AnswerTime(row) > issues.Horizon.T(sources[i]) || facts.Customers.Of(row) is not (var customer and not 0)) continue;
            Rows.Add(groups[i], ((long)customer << 32) | (uint)row);
        }
    }

    /// <summary>For each rule a tally by group: n customers, count those won, and of n those of whom it is too early to say.</summary>
    public static Tally[][] Tallies(Facts facts, IssueTable issues, IReadOnlyList<RecoveryWorker> workers, int groups, IReadOnlyList<RecoveryRule> rules)
    {
        Tally[][] tallies = [.. rules.Select(_ => new Tally[groups])];
        using var sorted = SortedValues.Of([.. workers.Select(w => w.Rows)], groups);
        const int Step = 16;
        Threads.Share((groups + Step - 1) / Step, () => 0, (_, step) =>
        {
            for (var g = step * Step; g < Math.Min(groups, (step + 1) * Step); g++)
            {
                var rows = sorted[g];
                for (int first = 0, end; first < rows.Length; first = end)
                {
                    for (end = first + 1; end < rows.Length && rows[end] >> 32 == rows[first] >> 32;) end++;
                    var last = Last(facts, issues, rows[first..end]);
                    for (var r = 0; r < rules.Count; r++) Add(ref tallies[r][g], facts, issues, last, rules[r]);
                }
            }
        });
        return tallies;
    }

    // Of several at one instant the one whose source is known least far.
    private static int Last(Facts facts, IssueTable issues, ReadOnlySpan<long> rows)
    {
        var last = (int)rows[0];
        if (rows.Length == 1) return last;
        foreach (var entry in rows[1..])
        {
            var row = (int)entry;
            var (at, best) = (facts.AnswerTime(row), facts.AnswerTime(last));
            if (at > best || (at == best && issues.Horizon.K(facts.Source[row]) < issues.Horizon.K(facts.Source[last]))) last = row;
        }

        return last;
    }

    private static void Add(ref Tally tally, Facts facts, IssueTable issues, int row, RecoveryRule rule)
    {
        var won = ((Recovery)issues.Recoveries[row] & rule.Won) != 0;
        var over = won ? 0 : facts.AnswerTime(row) + (rule.Days * MetricRules.Day);
        var early = !won && over > issues.Horizon.K(facts.Source[row]);
        tally = tally with
        {
            N = tally.N + 1,
            Count = tally.Count + (won ? 1 : 0),
            Claimed = tally.Claimed + 1,
            Maturing = tally.Maturing + (early ? 1 : 0),
            ValidUntil = early ? Math.Min(tally.ValidUntil == 0 ? Lifeline.Never : tally.ValidUntil, over) : tally.ValidUntil,
        };
    }
}
