using CxDashboard.Domain.Interactions;
using CxDashboard.Measuring.Chaining;
using CxDashboard.Measuring.Columns;

namespace CxDashboard.Measuring.Passes;

/// <summary>
/// How many issues are open at the end of each bucket, or how old the oldest of them is: judged on what had happened by T,
/// so at every instant after T as at T.
/// </summary>
internal sealed class StockPass(Facts facts, IssueTable issues, PassPlan plan)
{
    private readonly int _slots = plan.Split.Count;

    // Instants at which is counted, ascending: the ends of the buckets, and for ever for the bucket without an end.
    private readonly long[] _ends = plan.Buckets.Buckets is { } buckets ? [.. buckets.Select(b => b.End.UnixMilliseconds)] : [Lifeline.Never];

    private sealed class Count(int groups)
    {
        /// <summary>Changes of the number open from one end to the next, and issues that had opened: added up at the end.</summary>
        public readonly long[] Open = new long[groups + 1];
        public readonly long[] Opened = new long[groups + 1];

        /// <summary>When the oldest opened, and until when it is known to wait.</summary>
        public readonly (long Opened, long Until)[] Oldest = Filled(groups);
        public readonly List<(long From, long To)> Spans = [];

        private static (long, long)[] Filled(int groups)
        {
            var none = new (long, long)[groups];
            Array.Fill(none, Nobody);
            return none;
        }
    }

    private static readonly (long Opened, long Until) Nobody = (Lifeline.Never, 0);

    /// <summary>A tally for each group; its count is the number open, or the age of the oldest in seconds.</summary>
    public Tally[] Run(bool oldest)
    {
        var rooms = Threads.Share(facts.Parts, () => (Reader: new PartReader(facts, issues, plan), Count: new Count(plan.Groups)), (mine, part) =>
        {
            if (mine.Reader.Read(part, byTime: false)) Work(mine.Reader, mine.Count, oldest);
        });
        return Tallies([.. rooms.Select(r => r.Count)], oldest);
    }

    private void Work(PartReader reader, Count count, bool oldest)
    {
        var slots = reader.Groups;
        var bits = reader.Bits;
        var opened = reader.Opened;
        for (var i = 0; i < slots.Length; i++)
        {
            if (slots[i] < 0 || (bits[i] & (int)IssueBits.Start) == 0) continue;
            var start = reader.First + i;
            Step(count.Opened, opened[i], Lifeline.Never, slots[i]);
            OpenSpans(start, bits[i], reader.Kinds[i], opened[i], count.Spans);
            foreach (var (from, to) in count.Spans) Step(count.Open, from, to, slots[i]);
            if (oldest) Oldest(count, start, opened[i], slots[i]);
        }
    }

    // Adds one to every end within [from, to): as a change where it begins and one where it ends.
    private void Step(long[] changes, long from, long to, int slot)
    {
        var first = FirstEnd(from);
        if (first == _ends.Length) return;
        var after = to == Lifeline.Never ? _ends.Length : FirstEnd(to);
        if (after <= first) return;
        changes[(first * _slots) + slot]++;
        if (after < _ends.Length) changes[(after * _slots) + slot]--;
    }

    private int FirstEnd(long instant)
    {
        var at = Array.BinarySearch(_ends, instant);
        return at >= 0 ? at : ~at;
    }

    // When some member was open, as spans that do not overlap.
    private void OpenSpans(int start, int bits, int kind, long opened, List<(long From, long To)> spans)
    {
        spans.Clear();
        if ((bits & (int)IssueBits.Several) == 0 && (facts.Kinds[kind].Flags & (RowFlags.ReopenFacts | RowFlags.Abandoned)) == 0)
        {
            var to = (bits & (int)IssueBits.Claimed) != 0 ? issues.FirstClaimOf(start) : Lifeline.Never;
            if (to > opened) spans.Add((opened, to));
            return;
        }

        foreach (var row in issues.RowsOf(start))
        {
            var line = issues.LineOf(row);
            if (line.NeverOpen) continue;
            if (line.Claim > line.Opened) spans.Add((line.Opened, line.Claim));
            if (line.Reopening != Lifeline.Never && line.LastClaim > line.Reopening) spans.Add((line.Reopening, line.LastClaim));
        }

        if (spans.Count < 2) return;
        spans.Sort();
        var last = 0;
        for (var i = 1; i < spans.Count; i++)
        {
            if (spans[i].From <= spans[last].To) spans[last] = (spans[last].From, Math.Max(spans[last].To, spans[i].To));
            else spans[++last] = spans[i];
        }

        spans.RemoveRange(last + 1, spans.Count - last - 1);
    }

    private void Oldest(Count count, int start, long opened, int slot)
    {
        var t = issues.KnownOf(start).T;
        foreach (var (from, to) in count.Spans)
        {
            for (var e = FirstEnd(from); e < _ends.Length && (to == Lifeline.Never || _ends[e] < to); e++)
            {
                ref var oldest = ref count.Oldest[(e * _slots) + slot];
                oldest = Older(oldest, (opened, Math.Min(_ends[e], t)));
            }
        }
    }

    // Who opened first; of several that did, who has waited longest.
    private static (long Opened, long Until) Older((long Opened, long Until) a, (long Opened, long Until) b) =>
        a.Opened != b.Opened ? a.Opened < b.Opened ? a : b : a.Until >= b.Until ? a : b;

    private Tally[] Tallies(List<Count> counts, bool oldest)
    {
        var tallies = new Tally[plan.Groups];
        for (var slot = 0; slot < _slots; slot++)
        {
            var (open, opened) = (0L, 0L);
            for (var b = 0; b < _ends.Length; b++)
            {
                var g = (b * _slots) + slot;
                open += counts.Sum(c => c.Open[g]);
                opened += counts.Sum(c => c.Opened[g]);
                var first = oldest ? counts.Aggregate(Nobody, (found, c) => Older(found, c.Oldest[g])) : Nobody;
                tallies[g] = oldest
                    ? new Tally { N = open, Value = first == Nobody ? null : (first.Until - first.Opened) / 1000.0, ValidUntil = long.MinValue }
                    : new Tally { N = opened, Count = open, ValidUntil = long.MinValue };
            }
        }

        return tallies;
    }
}
