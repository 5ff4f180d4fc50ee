using CxDashboard.Domain.Interactions;
using CxDashboard.Measuring.Chaining;
using CxDashboard.Measuring.Columns;

namespace CxDashboard.Measuring.Passes;

/// <summary>
/// How many issues are open at the end of each bucket, and which of them is the oldest: judged on what had happened by T, so
/// at every instant after T as at T. One thread's share.
/// </summary>
internal sealed class StockWorker
{
    private readonly Facts _facts;
    private readonly IssueTable _issues;
    private readonly int _slots;
    private readonly PartReader _reader;

    // Instants at which is counted, ascending: the ends of the buckets, and for ever for the bucket without an end.
    private readonly long[] _ends;

    // Kinds of which a lone interaction is open from its opening to its claim.
    private readonly bool[] _isPlain;

    public StockWorker(Facts facts, IssueTable issues, PassPlan plan)
    {
        (_facts, _issues, _slots) = (facts, issues, plan.Split.Count);
        _reader = new PartReader(facts, issues, plan);
        _ends = EndsOf(plan);
        _isPlain = [.. Enumerable.Range(0, facts.Kinds.Count).Select(k => OpenSpans.IsPlain(facts.Kinds[k]))];
        Stock = new Stock(plan.Groups);
    }

    public Stock Stock { get; }

    /// <summary>A tally of each group for "how many are open" and for "how old is the oldest".</summary>
    public static (Tally[] Open, Tally[] Oldest) Tallies(Facts facts, IssueTable issues, PassPlan plan)
    {
        var workers = Threads.Share(facts.Parts, () => new StockWorker(facts, issues, plan), (worker, part) => worker.Work(part));
        var all = workers[0].Stock;
        foreach (var other in workers.Skip(1)) all.Add(other.Stock);
        foreach (var worker in workers) worker.Free();
        return all.Tallies(plan, issues.Horizon.AsOf);
    }

    public static long[] EndsOf(PassPlan plan) => plan.Buckets.Buckets is { } buckets ? [.. buckets.Select(b => b.End.UnixMilliseconds)] : [Lifeline.Never];

    public void Free() => _reader.Dispose();

    /// <summary>Counts a part, also of issues that opened before the first bucket: they may be open in it.</summary>
    public void Work(int part)
    {
        if (_ends.Length > 0 && _facts.Spans.Of(part).First <= _ends[^1] && _reader.Read(part, byTime: false)) Work(_reader, part, isByTime: false);
    }

    /// <summary>Counts a part that was read, and of which every row opened within the buckets.</summary>
    /// <param name="isByTime">Whether the reader's groups are buckets, where there is one slot, and not slots.</param>
    public void Work(PartReader reader, int part, bool isByTime)
    {
        const int Wanted = (int)(IssueBits.Start | IssueBits.Several);
        var slots = reader.Groups;
        var bits = reader.Bits;
        var opened = reader.Opened;
        var kinds = reader.Kinds;
        var sources = reader.Sources;
        var claims = _issues.FirstClaim.Of(part);
        var (isPlain, openedBy) = (_isPlain, Stock.Opened);
        var start = reader.First;
        var spans = _issues.OpenSpans.Of(part);
        var ends = _ends;
        var (first, span) = (0, 0);
        for (var i = 0; i < slots.Length; i++)
        {
            var slot = slots[i];
            if (slot < 0 || (bits[i] & (int)IssueBits.Start) == 0) continue;
            if (isByTime) slot = 0;

            // Rows come nearly in the order of time, so the end of the one before is mostly right.
            while (first < ends.Length && ends[first] < opened[i]) first++;
            while (first > 0 && ends[first - 1] >= opened[i]) first--;
            if (first == ends.Length) continue;
            openedBy[(first * _slots) + slot]++;
            if ((bits[i] & Wanted) == (int)IssueBits.Start && isPlain[kinds[i]])
            {
                var to = (bits[i] & (int)IssueBits.Claimed) != 0 ? _issues.FirstClaim.Decode(claims![i], opened[i]) : Lifeline.Never;
                if (to == Lifeline.Never || to > ends[first]) Count(new Oldest(opened[i], KnownOf(start + i, bits[i], sources[i])), first, to, slot);
            }
            else
            {
                while (span < spans.Length && spans[span].Row < start + i) span++;
                for (; span < spans.Length && spans[span].Row == start + i; span++) CountSpan(spans[span], new Oldest(opened[i], KnownOf(start + i, bits[i], sources[i])), first, slot);
            }
        }
    }

    private void CountSpan(in OpenSpan span, Oldest issue, int first, int slot)
    {
        while (first < _ends.Length && _ends[first] < span.From) first++;
        if (first < _ends.Length && (span.To == Lifeline.Never || span.To > _ends[first])) Count(issue, first, span.To, slot);
    }

    // Open within [the instant whose end is the first, to): one more at each end of it.
    private void Count(Oldest issue, int first, long to, int slot)
    {
        Stock.Open[(first * _slots) + slot]++;
        if (to == Lifeline.Never)
        {
            ref var waiting = ref Stock.Waiting[(first * _slots) + slot];
            waiting = Oldest.Of(waiting, issue);
            return;
        }

        var end = first;
        for (; end < _ends.Length && _ends[end] < to; end++)
        {
            ref var oldest = ref Stock.OldestOf[(end * _slots) + slot];
            oldest = Oldest.Of(oldest, issue);
        }

        if (end < _ends.Length) Stock.Open[(end * _slots) + slot]--;
    }

    // Until when an issue may be known at most, whatever the clock: the least of its members' sources.
    private long KnownOf(int start, int bits, int source)
    {
        var horizon = _issues.Horizon;
        if ((bits & (int)IssueBits.Sources) == 0) return horizon.TLimit(source);
        var known = Lifeline.Never;
        foreach (var row in _issues.RowsOf(start)) known = Math.Min(known, horizon.TLimit(_facts.Source[row]));
        return known;
    }
}

/// <summary>An issue that is open: when it opened, and until when its sources may be known at most.</summary>
internal readonly record struct Oldest(long Opened, long Known)
{
    public static readonly Oldest Nobody = new(Lifeline.Never, long.MinValue);

    /// <summary>Who opened first; of several that did, who has waited longest.</summary>
    public static Oldest Of(Oldest a, Oldest b) => a.Opened != b.Opened ? a.Opened < b.Opened ? a : b : a.Known >= b.Known ? a : b;
}

/// <summary>What was counted of open issues, by group.</summary>
internal sealed class Stock
{
    public Stock(int groups)
    {
        (Open, Opened, OldestOf, Waiting) = (new long[groups], new long[groups], new Oldest[groups], new Oldest[groups]);
        ForgetOldest();
    }

    /// <summary>By how many more are open at an end than at the one before, and how many opened between them.</summary>
    public long[] Open { get; }
    public long[] Opened { get; }

    /// <summary>The oldest of those that are open at an end and close later.</summary>
    public Oldest[] OldestOf { get; }

    /// <summary>The oldest of those that are open from an end on for ever.</summary>
    public Oldest[] Waiting { get; }

    /// <summary>Forgets which are the oldest, to be told anew.</summary>
    public void ForgetOldest()
    {
        Array.Fill(OldestOf, Oldest.Nobody);
        Array.Fill(Waiting, Oldest.Nobody);
    }

    public void Add(Stock other)
    {
        for (var g = 0; g < Open.Length; g++)
        {
            Open[g] += other.Open[g];
            Opened[g] += other.Opened[g];
            OldestOf[g] = Oldest.Of(OldestOf[g], other.OldestOf[g]);
            Waiting[g] = Oldest.Of(Waiting[g], other.Waiting[g]);
        }
    }

    public (Tally[] Open, Tally[] Oldest) Tallies(PassPlan plan, long asOf)
    {
        var (ends, slots) = (StockWorker.EndsOf(plan), plan.Split.Count);
        var (ofOpen, ofOldest) = (new Tally[plan.Groups], new Tally[plan.Groups]);
        for (var slot = 0; slot < slots; slot++)
        {
            var (open, opened, waiting) = (0L, 0L, Oldest.Nobody);
            for (var b = 0; b < ends.Length; b++)
            {
                var g = (b * slots) + slot;
                open += Open[g];
                opened += Opened[g];
                waiting = Oldest.Of(waiting, Waiting[g]);
                var oldest = Oldest.Of(waiting, OldestOf[g]);
                ofOpen[g] = new Tally { N = opened, Count = open, ValidUntil = long.MinValue };
                ofOldest[g] = new Tally
                {
                    N = open,
                    Value = oldest == Oldest.Nobody ? null : (Math.Min(Math.Min(ends[b], oldest.Known), asOf) - oldest.Opened) / 1000.0,
                    ValidUntil = long.MinValue,
                };
            }
        }

        return (ofOpen, ofOldest);
    }
}
