using CxDashboard.Measuring.Chaining;
using CxDashboard.Measuring.Columns;

namespace CxDashboard.Measuring.Passes;

/// <summary>
/// Counts unhappy customers by group, and of them those who were heard of well within a window after the last unhappy answer
/// of the group, which chaining found out already. Customers who were unhappy once are counted at once; those who were so
/// several times are gathered, to find the last of each group. One thread's share.
/// </summary>
internal sealed class RecoveryWorker
{
    private readonly Facts _facts;
    private readonly IssueTable _issues;
    private readonly bool[] _isUnhappy;
    private readonly RecoveryRule[] _rules;

    // By rule and group.
    private readonly Tally[][] _tallies;

    // Customer in the upper half, row in the lower.
    private readonly ValueSink _several = new();

    public RecoveryWorker(Facts facts, IssueTable issues, IEnumerable<RecoveryRule> rules, int groups)
    {
        (_facts, _issues, _rules) = (facts, issues, [.. rules]);
        _isUnhappy = [.. Enumerable.Range(0, facts.Kinds.Count).Select(k => MetricRules.IsUnhappy(facts.Kinds[k]))];
        _tallies = [.. _rules.Select(_ => new Tally[groups])];
    }

    public void Work(PartReader reader)
    {
        var groups = reader.Groups;
        var kinds = reader.Kinds;
        var sources = reader.Sources;
        for (var i = 0; i < groups.Length; i++)
        {
            if (!_isUnhappy[kinds[i]] || groups[i] < 0) continue;
            var row = reader.First + i;
            var at = _facts.AnswerTime(row);
            if (at > _issues.Horizon.T(sources[i]) || _facts.Customers.Of(row) is not (var customer and not 0)) continue;
            if (((Recovery)_issues.Recoveries[row] & Recovery.Several) == 0) Add(groups[i], row, at);
            else _several.Add(groups[i], ((long)customer << 32) | (uint)row);
        }
    }

    /// <summary>For each rule a tally by group: n customers, count those won, and of n those of whom it is too early to say.</summary>
    public static Tally[][] Tallies(IReadOnlyList<RecoveryWorker> workers)
    {
        var all = workers[0];
        using var sorted = SortedValues.Of([.. workers.Select(w => w._several)], all._tallies[0].Length);
        for (var g = 0; g < all._tallies[0].Length; g++)
        {
            foreach (var other in workers.Skip(1))
            {
                for (var r = 0; r < all._rules.Length; r++) all._tallies[r][g] = Sum(all._tallies[r][g], other._tallies[r][g]);
            }

            var rows = sorted[g];
            for (int first = 0, end; first < rows.Length; first = end)
            {
                for (end = first + 1; end < rows.Length && rows[end] >> 32 == rows[first] >> 32;) end++;
                var last = all.Last(rows[first..end]);
                all.Add(g, last, all._facts.AnswerTime(last));
            }
        }

        return all._tallies;
    }

    // Of several at one instant the one whose source is known least far.
    private int Last(ReadOnlySpan<long> rows)
    {
        var last = (int)rows[0];
        foreach (var entry in rows[1..])
        {
            var row = (int)entry;
            var (at, best) = (_facts.AnswerTime(row), _facts.AnswerTime(last));
            if (at > best || (at == best && _issues.Horizon.K(_facts.Source[row]) < _issues.Horizon.K(_facts.Source[last]))) last = row;
        }

        return last;
    }

    private void Add(int group, int row, long at)
    {
        var recovery = (Recovery)_issues.Recoveries[row];
        var k = _issues.Horizon.K(_facts.Source[row]);
        for (var r = 0; r < _rules.Length; r++)
        {
            var won = (recovery & _rules[r].Won) != 0;
            var over = at + (_rules[r].Days * MetricRules.Day);
            var early = !won && over > k;
            ref var tally = ref _tallies[r][group];
            tally = Sum(tally, new Tally { N = 1, Count = won ? 1 : 0, Claimed = 1, Maturing = early ? 1 : 0, ValidUntil = early ? over : 0 });
        }
    }

    private static Tally Sum(in Tally a, in Tally b) => new()
    {
        N = a.N + b.N,
        Count = a.Count + b.Count,
        Claimed = a.Claimed + b.Claimed,
        Maturing = a.Maturing + b.Maturing,
        ValidUntil = a.ValidUntil == 0 ? b.ValidUntil : b.ValidUntil == 0 ? a.ValidUntil : Math.Min(a.ValidUntil, b.ValidUntil),
    };
}
