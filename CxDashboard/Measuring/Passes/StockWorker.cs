using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
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

    private readonly long[] _starts;

    // 1 for kinds of which a lone interaction is open from its opening to its claim.
    private readonly byte[] _isPlain;

    private readonly int[] _unsettled = Room.Rent<int>(Part.Rows);

    public StockWorker(Facts facts, IssueTable issues, PassPlan plan)
    {
        (_facts, _issues, _slots) = (facts, issues, plan.Split.Count);
        _reader = new PartReader(facts, issues, plan);
        _ends = EndsOf(plan);
        _starts = plan.Buckets.Buckets is { } buckets ? [.. buckets.Select(b => b.Start.UnixMilliseconds)] : [];
        _isPlain = [.. Enumerable.Range(0, facts.Kinds.Count).Select(k => (byte)(OpenSpans.IsPlain(facts.Kinds[k]) ? 1 : 0))];
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

    public void Free()
    {
        _reader.Dispose();
        Room.Return(_unsettled);
    }

    /// <summary>Counts a part, also of issues that opened before the first bucket: they may be open in it.</summary>
    public void Work(int part)
    {
        if (_ends.Length > 0 && _facts.Spans.Of(part).First <= _ends[^1] && _reader.Read(part, byTime: false)) Work(_reader, part, isByTime: false);
    }

    /// <summary>Counts a part that was read, and of which every row opened within the buckets.</summary>
    /// <param name="isByTime">Whether the reader's groups are buckets, where there is one slot, and not slots.</param>
    public void Work(PartReader reader, int part, bool isByTime)
    {
        if (_issues.FirstClaim.Of(part) is not { } claims) return;
        CountPlain(reader, isByTime ? Unsettled(reader, claims) : reader.Starts, claims, isByTime);
        CountSpans(reader, part, isByTime);
    }

    // Counts that these issues opened; and of those that have no spans, which are open from opening to claim, at which ends they are.
    private void CountPlain(PartReader reader, ReadOnlySpan<int> places, int[] claims, bool isByTime)
    {
        var slots = reader.Groups;
        var bits = reader.Bits;
        var opened = reader.Opened;
        var kinds = reader.Kinds;
        var sources = reader.Sources;
        var (ends, first) = (_ends, 0);
        foreach (var i in places)
        {
            first = EndAfter(opened[i], first);
            if (first == ends.Length) continue;
            var slot = isByTime ? 0 : slots[i];
            Stock.Opened[(first * _slots) + slot]++;
            if ((bits[i] & (int)IssueBits.Several) != 0 || _isPlain[kinds[i]] == 0) continue;
            var to = (bits[i] & (int)IssueBits.Claimed) != 0 ? _issues.FirstClaim.Decode(claims[i], opened[i]) : Lifeline.Never;
            if (to == Lifeline.Never || to > ends[first]) Count(new Begun(reader.First + i, opened[i], bits[i], sources[i]), first, to, slot);
        }
    }

    private void CountSpans(PartReader reader, int part, bool isByTime)
    {
        var slots = reader.Groups;
        var bits = reader.Bits;
        var opened = reader.Opened;
        var sources = reader.Sources;
        var (ends, first) = (_ends, 0);
        foreach (ref readonly var span in _issues.OpenSpans.Of(part))
        {
            var i = span.Row - reader.First;
            if (slots[i] < 0) continue;
            first = EndAfter(span.From, first);
            if (first == ends.Length || (span.To != Lifeline.Never && span.To <= ends[first])) continue;
            Count(new Begun(span.Row, opened[i], bits[i], sources[i]), first, span.To, isByTime ? 0 : slots[i]);
        }
    }

    // The first end at or after an instant. Rows come nearly in the order of time, so the one of the row before is mostly right.
    private int EndAfter(long instant, int end)
    {
        var ends = _ends;
        while (end < ends.Length && ends[end] < instant) end++;
        while (end > 0 && ends[end - 1] >= instant) end--;
        return end;
    }

    // The places of issues that may be open at an end, and have no spans. Of the others is counted here that they opened. Told
    // without conditions, which would be guessed wrong too often; references instead of indices, because checks take as long.
    private ReadOnlySpan<int> Unsettled(PartReader reader, int[] claims)
    {
        if (_ends is [Lifeline.Never]) return reader.Starts;
        var count = 0;
        ref var group = ref MemoryMarshal.GetReference(reader.Groups);
        ref var bits = ref MemoryMarshal.GetReference(reader.Bits);
        ref var opened = ref MemoryMarshal.GetReference(reader.Opened);
        ref var kind = ref MemoryMarshal.GetReference(reader.Kinds);
        ref var claim = ref MemoryMarshal.GetArrayDataReference(claims);
        ref var isPlain = ref MemoryMarshal.GetArrayDataReference(_isPlain);
        ref var start = ref MemoryMarshal.GetArrayDataReference(_starts);
        ref var end = ref MemoryMarshal.GetArrayDataReference(_ends);
        ref var openedBy = ref MemoryMarshal.GetArrayDataReference(Stock.Opened);
        ref var place = ref MemoryMarshal.GetArrayDataReference(_unsettled);
        foreach (var i in reader.Starts)
        {
            Unsafe.Add(ref place, count) = i;
            var (bucket, at, of) = (Unsafe.Add(ref group, i), Unsafe.Add(ref opened, i), (int)Unsafe.Add(ref bits, i));
            var to = DistanceColumn.DecodeSeconds(Unsafe.Add(ref claim, i), at, out var isOther);

            // Below zero where it was not claimed by the end, or at an instant that is kept otherwise; and has no spans.
            var isOpen = (Unsafe.Add(ref end, bucket) - to) | -(long)(isOther | ((of & (int)IssueBits.Claimed) ^ (int)IssueBits.Claimed));
            var hasSpans = -(long)((of & (int)IssueBits.Several) | (Unsafe.Add(ref isPlain, Unsafe.Add(ref kind, i)) ^ 1));

            // Who opened at the very start of a bucket counts at the end of the one before.
            var unsettled = (int)(((isOpen & ~hasSpans) | (at - Unsafe.Add(ref start, bucket) - 1)) >>> 63);
            Unsafe.Add(ref openedBy, bucket) += 1 - unsettled;
            count += unsettled;
        }

        return _unsettled.AsSpan(0, count);
    }

    // Open within [the instant whose end is the first, to): one more at each end of it.
    private void Count(in Begun issue, int first, long to, int slot)
    {
        Stock.Open[(first * _slots) + slot]++;
        if (to == Lifeline.Never)
        {
            Note(ref Stock.Waiting[(first * _slots) + slot], issue);
            return;
        }

        var end = first;
        for (; end < _ends.Length && _ends[end] < to; end++) Note(ref Stock.OldestOf[(end * _slots) + slot], issue);
        if (end < _ends.Length) Stock.Open[(end * _slots) + slot]--;
    }

    // Of most issues it is plain that they are not the oldest.
    private void Note(ref Oldest oldest, in Begun issue)
    {
        if (issue.Opened <= oldest.Opened) oldest = Oldest.Of(oldest, new Oldest(issue.Opened, KnownOf(issue)));
    }

    // Until when an issue may be known at most, whatever the clock: the least of its members' sources.
    private long KnownOf(in Begun issue)
    {
        var horizon = _issues.Horizon;
        if ((issue.Bits & (int)IssueBits.Sources) == 0) return horizon.TLimit(issue.Source);
        var known = Lifeline.Never;
        foreach (var row in _issues.RowsOf(issue.Row)) known = Math.Min(known, horizon.TLimit(_facts.Source[row]));
        return known;
    }

    // An issue by its first row.
    private readonly record struct Begun(int Row, long Opened, int Bits, int Source);
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
