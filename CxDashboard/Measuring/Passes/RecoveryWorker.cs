using CxDashboard.Measuring.Chaining;
using CxDashboard.Measuring.Columns;

namespace CxDashboard.Measuring.Passes;

/// <summary>
/// Counts unhappy customers by group, and of them those who were heard of well within a window after the last unhappy answer
/// of the group, which chaining found out already. Answers so far from any other of the customer that no bucket holds both are
/// counted at once; others are gathered, to find the last of each customer and group. One thread's share.
/// </summary>
internal sealed class RecoveryWorker
{
    private readonly Facts _facts;
    private readonly IssueTable _issues;
    private readonly RecoveryRule[] _rules;
    private readonly long[] _windows;

    // By rule an instant that stands for that of every answer of a part.
    private readonly long[] _at;

    // From which step of being apart an answer is the customer's only one in its bucket.
    private readonly int _alone;

    // By rule and group.
    private readonly Count[][] _counts;

    // Customer in the upper half, row in the lower.
    private readonly ValueSink _several = new();

    private readonly int[] _places = Room.Rent<int>(Part.Rows);
    private readonly int[] _once = Room.Rent<int>(Part.Rows);
    private readonly long[] _fetched = Room.Rent<long>(Part.Rows);

    public RecoveryWorker(Facts facts, IssueTable issues, PassPlan plan, IEnumerable<RecoveryRule> rules)
    {
        (_facts, _issues, _rules) = (facts, issues, [.. rules]);
        _windows = [.. _rules.Select(r => r.Days * MetricRules.Day)];
        _at = new long[_windows.Length];
        _counts = [.. _rules.Select(_ => new Count[plan.Groups])];
        _alone = Apart.Needed(plan.Buckets.Widest);
    }

    // Customers, those won, those of whom it is too early to say, and the clock at which it is so of the first of them no more; 0 for never.
    private struct Count
    {
        public int Customers;
        public int Won;
        public int Early;
        public long Until;
    }

    private struct Answer
    {
        public int Row;
        public int Source;
        public Recovery Recovery;
        public long At;
    }

    /// <summary>Gives its room back.</summary>
    public void Free()
    {
        Room.Return(_places);
        Room.Return(_once);
        Room.Return(_fetched);
    }

    public void Work(PartReader reader, int part)
    {
        if (_issues.Recoveries.Of(part) is not { } recoveries || _issues.UnhappyAnswers.Of(part) is not [var earliest, var latest]) return;
        var groups = reader.Groups;
        var sources = reader.Sources;
        var horizon = _issues.Horizon;
        var (several, once) = Unhappy(groups, recoveries);

        // What lies far apart in memory is fetched for all rows first, so that the processor need not wait for one after the other.
        for (var p = 0; p < several.Count; p++) _fetched[p] = ((long)_facts.Customers.Of(reader.First + several[p]) << 32) | (uint)(reader.First + several[p]);
        for (var p = 0; p < several.Count; p++) _several.Add(groups[several[p]], _fetched[p]);

        // Where a window is over for every answer of the part, or for none, nobody asks when each of them was.
        var areTold = true;
        for (var r = 0; r < _windows.Length; r++)
        {
            var areOver = latest + _windows[r] <= horizon.EarliestK;
            areTold &= areOver || earliest + _windows[r] > horizon.LatestK;
            _at[r] = areOver ? latest : earliest;
        }

        if (areTold)
        {
            foreach (var i in once) Add(groups[i], (Recovery)recoveries[i], _at, horizon.K(sources[i]), horizon.KLimit(sources[i]));
            return;
        }

        for (var p = 0; p < once.Count; p++) _fetched[p] = _facts.AnswerTime(reader.First + once[p]);
        for (var p = 0; p < once.Count; p++) Add(groups[once[p]], (Recovery)recoveries[once[p]], _fetched[p], horizon.K(sources[once[p]]), horizon.KLimit(sources[once[p]]));
    }

    /// <summary>For each rule a tally by group: n customers, count those won, and of n those of whom it is too early to say.</summary>
    public static Tally[][] Tallies(IReadOnlyList<RecoveryWorker> workers)
    {
        const int Step = 4;
        var (all, groups) = (workers[0], workers[0]._counts[0].Length);
        using var sorted = GroupedValues.Sorted([.. workers.Select(w => w._several)], groups);
        Threads.Share((groups + Step - 1) / Step, () => all, (worker, step) =>
        {
            for (var g = step * Step; g < Math.Min(groups, (step + 1) * Step); g++) worker.AddLasts(g, sorted[g]);
        });
        return [.. all._rules.Select((_, r) => Enumerable.Range(0, all._counts[r].Length).Select(g => Sum(workers.Select(w => w._counts[r][g]))).ToArray())];
    }

    // The last answer of each customer of a group. Groups have counts of their own, so threads may do one each.
    private void AddLasts(int group, ReadOnlySpan<long> rows)
    {
        var lasts = Room.Rent<Answer>(rows.Length);
        var customers = 0;
        for (int first = 0, end; first < rows.Length; first = end)
        {
            for (end = first + 1; end < rows.Length && rows[end] >> 32 == rows[first] >> 32;) end++;
            lasts[customers++].Row = Last(rows[first..end]);
        }

        // Fetched for all first, as above.
        var answers = lasts.AsSpan(0, customers);
        foreach (ref var answer in answers) (answer.Recovery, answer.At, answer.Source) = ((Recovery)_issues.Recoveries[answer.Row], _facts.AnswerTime(answer.Row), _facts.Source[answer.Row]);
        foreach (ref readonly var answer in answers) Add(group, answer.Recovery, answer.At, _issues.Horizon.K(answer.Source), _issues.Horizon.KLimit(answer.Source));
        Room.Return(lasts);
    }

    // The places of unhappy answers that count: of those that may be several of a customer in a group, and of others.
    private (ArraySegment<int> Several, ArraySegment<int> Once) Unhappy(ReadOnlySpan<int> groups, ReadOnlySpan<byte> recoveries)
    {
        var (places, count) = (_places, Wide.PickMarked(recoveries[..groups.Length], (byte)Recovery.Unhappy, _places));
        var (several, once) = (0, 0);
        for (var p = 0; p < count; p++)
        {
            // Written and then kept or not: conditions would be guessed wrong too often.
            var i = places[p];
            var (counts, isSeveral) = (~groups[i] >>> 31, (Apart.Of((Recovery)recoveries[i]) - _alone) >>> 31);
            (places[several], _once[once]) = (i, i);
            several += counts & isSeveral;
            once += counts & ~isSeveral;
        }

        return (new(places, 0, several), new(_once, 0, once));
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

    private void Add(int group, Recovery recovery, long at, long known, long limit)
    {
        for (var r = 0; r < _rules.Length; r++) Add(r, group, recovery, at + _windows[r], known, limit);
    }

    private void Add(int group, Recovery recovery, long[] at, long known, long limit)
    {
        for (var r = 0; r < _rules.Length; r++) Add(r, group, recovery, at[r] + _windows[r], known, limit);
    }

    private void Add(int rule, int group, Recovery recovery, long over, long known, long limit)
    {
        ref var count = ref _counts[rule][group];
        count.Customers++;
        if ((recovery & _rules[rule].Won) != 0)
        {
            count.Won++;
            return;
        }

        if (over <= known) return;
        count.Early++;
        if (over <= limit) count.Until = Earlier(count.Until, over);
    }

    private static Tally Sum(IEnumerable<Count> counts)
    {
        var tally = default(Tally);
        foreach (var count in counts)
        {
            tally = tally with
            {
                N = tally.N + count.Customers,
                Count = tally.Count + count.Won,
                Claimed = tally.Claimed + count.Customers,
                Maturing = tally.Maturing + count.Early,
                ValidUntil = Earlier(tally.ValidUntil, count.Until),
            };
        }

        return tally;
    }

    private static long Earlier(long a, long b) => a == 0 ? b : b == 0 ? a : Math.Min(a, b);
}
