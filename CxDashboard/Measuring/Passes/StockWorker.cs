using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
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
    // So many rows are fetched together.
    private const int Together = 256;
    private readonly Facts _facts;
    private readonly IssueTable _issues;
    private readonly int _slots;
    private readonly PartReader _reader;

    // Instants at which is counted, ascending: the ends of the buckets, and for ever for the bucket without an end.
    private readonly long[] _ends;

    private readonly long[] _starts;
    private readonly double _perMillisecond;

    // 1 for kinds of which a lone interaction is open from its opening to its claim.
    private readonly byte[] _isPlain;

    // At the ends from the first to the end, exclusive, an issue of this part was noted that opened no later than the latest: so
    // whoever opened after that is the oldest of none of them.
    private (int First, int End, long Latest) _older;

    private readonly int[] _unsettled = Room.Rent<int>(Part.Rows);
    private int[] _unsettledSpans = [];

    public StockWorker(Facts facts, IssueTable issues, PassPlan plan)
    {
        (_facts, _issues, _slots) = (facts, issues, plan.Split.Count);
        _reader = new PartReader(facts, issues, plan);
        _ends = EndsOf(plan);
        if (_ends.Length > 1) _perMillisecond = (_ends.Length - 1) / ((double)_ends[^1] - _ends[0]);
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
        Room.Return(_unsettledSpans);
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
        var spans = _issues.OpenSpans.Of(part);
        var bucket = isByTime && reader.OneGroup >= 0 ? reader.OneGroup : int.MaxValue;
        _older = (bucket, bucket, long.MinValue);
        if (isByTime && _starts.Length > 0) WorkByTime(reader, part, claims, spans);
        else WorkBySlot(reader, claims, spans, isByTime);
    }

    private void WorkBySlot(PartReader reader, int[] claims, ReadOnlySpan<OpenSpan> spans, bool isByTime)
    {
        var of = new PartColumns(reader);
        var end = 0;
        foreach (var i in reader.Starts)
        {
            end = EndAfter(of.Opened[i], end);
            if (end == _ends.Length) continue;
            var slot = isByTime ? 0 : of.Groups[i];
            Stock.Opened[(end * _slots) + slot]++;
            CountPlain(of, i, of.Opened[i], claims[i], end, slot);
        }

        foreach (ref readonly var span in spans)
        {
            if (of.Groups[span.Row - of.First] is var slot and >= 0) CountSpan(of, span, of.Opened[span.Row - of.First], isByTime ? 0 : slot);
        }
    }

    // Where groups are buckets, most issues were not open at any end, which is told for all of them first.
    private void WorkByTime(PartReader reader, int part, int[] claims, ReadOnlySpan<OpenSpan> spans)
    {
        var of = new PartColumns(reader);
        var end = 0;
        CountOpened(reader);
        var issues = reader.OneGroup >= 0 ? UnsettledOfOne(reader, claims, part) : Unsettled(reader, claims);

        // What lies far apart in memory is fetched for many rows first, so that the processor need not wait for one after the other.
        Span<long> fetched = stackalloc long[Together];
        for (var from = 0; from < issues.Length; from += Together)
        {
            var places = issues[from..Math.Min(issues.Length, from + Together)];
            for (var p = 0; p < places.Length; p++) fetched[p] = of.Opened[places[p]];
            for (var p = 0; p < places.Length; p++)
            {
                var (i, opened) = (places[p], fetched[p]);
                end = EndAfter(opened, end);

                // Who opened at the very start of a bucket counts at the end of the one before.
                if (end != of.Groups[i])
                {
                    Stock.Opened[of.Groups[i]]--;
                    Stock.Opened[end]++;
                }

                CountPlain(of, i, opened, claims[i], end, 0);
            }
        }

        var ofSpans = Unsettled(reader, spans);
        for (var from = 0; from < ofSpans.Length; from += Together)
        {
            var places = ofSpans[from..Math.Min(ofSpans.Length, from + Together)];
            for (var p = 0; p < places.Length; p++) fetched[p] = of.Opened[spans[places[p]].Row - of.First];
            for (var p = 0; p < places.Length; p++) CountSpan(of, spans[places[p]], fetched[p], 0);
        }
    }

    // Rows come in the order of time, so most issues opened in the bucket of the one before.
    private void CountOpened(PartReader reader)
    {
        var starts = reader.Starts;
        if (reader.OneGroup >= 0)
        {
            Stock.Opened[reader.OneGroup] += starts.Length;
            return;
        }

        var buckets = reader.Groups;
        var (before, count) = (0, 0L);
        foreach (var i in starts)
        {
            if (buckets[i] != before)
            {
                Stock.Opened[before] += count;
                (before, count) = (buckets[i], 0);
            }

            count++;
        }

        Stock.Opened[before] += count;
    }

    // Counts an issue at the ends at which it is open, where it has no spans and so is open from opening to claim.
    private void CountPlain(in PartColumns of, int i, long opened, int claim, int end, int slot)
    {
        var bits = of.Bits[i];
        if ((bits & (int)IssueBits.Several) != 0 || _isPlain[of.Kinds[i]] == 0) return;
        var to = (bits & (int)IssueBits.Claimed) != 0 ? _issues.FirstClaim.Decode(claim, opened) : Lifeline.Never;
        if (to == Lifeline.Never || to > _ends[end]) Count(new Begun(of.First + i, opened, bits, of.Sources[i]), end, to, slot);
    }

    private void CountSpan(in PartColumns of, in OpenSpan span, long opened, int slot)
    {
        var end = EndAfter(span.From);
        if (end == _ends.Length || (span.To != Lifeline.Never && span.To <= _ends[end])) return;
        var i = span.Row - of.First;
        Count(new Begun(span.Row, opened, of.Bits[i], of.Sources[i]), end, span.To, slot);
    }

    // The first end at or after an instant that may be anywhere: ends are nearly equally far from each other, which gives a first guess.
    private int EndAfter(long instant) => EndAfter(instant, (int)Math.Clamp((((double)instant - _ends[0]) * _perMillisecond) + 1, 0, _ends.Length));

    // The same of one that is mostly near another. Rows come nearly in the order of time, so the one of the row before is mostly right.
    private int EndAfter(long instant, int end)
    {
        var ends = _ends;
        while (end < ends.Length && ends[end] < instant) end++;
        while (end > 0 && ends[end - 1] >= instant) end--;
        return end;
    }

    // The places of issues that may be open at an end, or opened at the very start of a bucket; some of them have spans. Told
    // without conditions, which would be guessed wrong too often; references instead of indices, because checks take as long.
    private ReadOnlySpan<int> Unsettled(PartReader reader, int[] claims)
    {
        var count = 0;
        ref var group = ref MemoryMarshal.GetReference(reader.Groups);
        ref var bits = ref MemoryMarshal.GetReference(reader.Bits);
        ref var opened = ref MemoryMarshal.GetReference(reader.Opened);
        ref var claim = ref MemoryMarshal.GetArrayDataReference(claims);
        ref var start = ref MemoryMarshal.GetArrayDataReference(_starts);
        ref var end = ref MemoryMarshal.GetArrayDataReference(_ends);
        ref var place = ref MemoryMarshal.GetArrayDataReference(_unsettled);
        foreach (var i in reader.Starts)
        {
            Unsafe.Add(ref place, count) = i;
            var (bucket, at) = (Unsafe.Add(ref group, i), Unsafe.Add(ref opened, i));
            var to = DistanceColumn.DecodeSeconds(Unsafe.Add(ref claim, i), at, out var isOther);

            // Below zero where it was not claimed by the end, or at an instant that is kept otherwise.
            var isClaimed = Unsafe.Add(ref bits, i) & (int)IssueBits.Claimed;
            var isOpen = (Unsafe.Add(ref end, bucket) - to) | -(long)(isOther | (isClaimed ^ (int)IssueBits.Claimed));
            count += (int)((isOpen | (at - Unsafe.Add(ref start, bucket) - 1)) >>> 63);
        }

        return _unsettled.AsSpan(0, count);
    }

    // The same of a part in one bucket, eight rows at a time and a few too many: whether an issue outlasts what is left of the
    // bucket after the part's last opening. That spares reading when each opened, which is as much as all the rest.
    private ReadOnlySpan<int> UnsettledOfOne(PartReader reader, int[] claims, int part)
    {
        var (first, last, _) = _facts.Spans.Of(part);
        var left = (_ends[reader.OneGroup] - last) / 1000;
        if (first == _starts[reader.OneGroup] || left >= DistanceColumn.MostSeconds) return Unsettled(reader, claims);
        const int Several = (int)(IssueBits.Start | IssueBits.Claimed | IssueBits.Several);
        const int Wanted = (int)(IssueBits.Start | IssueBits.Claimed);
        var groups = reader.Groups;
        var bits = reader.Bits;
        ref var group = ref MemoryMarshal.GetReference(groups);
        ref var of = ref MemoryMarshal.GetReference(bits);
        ref var claim = ref MemoryMarshal.GetArrayDataReference(claims);
        var (count, i) = (0, 0);
        for (; i <= groups.Length - Vector256<int>.Count; i += Vector256<int>.Count)
        {
            // Those of several members are left out: they have spans.
            var state = Wide.WidenEight(ref of, i) & Vector256.Create(Several);
            var code = Vector256.LoadUnsafe(ref claim, (nuint)i);
            var isOver = Vector256.Equals(state, Vector256.Create(Wanted)) & DistanceColumn.AreSeconds(code) & Vector256.LessThan(code, DistanceColumn.OfSeconds((int)left));
            var begins = Vector256.Equals(state & Vector256.Create((int)(IssueBits.Start | IssueBits.Several)), Vector256.Create((int)IssueBits.Start));
            var unsettled = Vector256.AndNot(begins & ~Vector256.LoadUnsafe(ref group, (nuint)i), isOver);
            count += Wide.Pack(unsettled.ExtractMostSignificantBits(), i, ref _unsettled[count]);
        }

        for (; i < groups.Length; i++)
        {
            if (groups[i] >= 0 && (bits[i] & (int)IssueBits.Start) != 0) _unsettled[count++] = i;
        }

        return _unsettled.AsSpan(0, count);
    }

    // The same of spans: which of them may reach over an end.
    private ReadOnlySpan<int> Unsettled(PartReader reader, ReadOnlySpan<OpenSpan> spans)
    {
        if (_unsettledSpans.Length < spans.Length)
        {
            Room.Return(_unsettledSpans);
            _unsettledSpans = Room.Rent<int>(spans.Length);
        }

        var count = 0;
        ref var group = ref MemoryMarshal.GetReference(reader.Groups);
        ref var start = ref MemoryMarshal.GetArrayDataReference(_starts);
        ref var end = ref MemoryMarshal.GetArrayDataReference(_ends);
        ref var place = ref MemoryMarshal.GetArrayDataReference(_unsettledSpans);
        for (var s = 0; s < spans.Length; s++)
        {
            Unsafe.Add(ref place, count) = s;
            ref readonly var span = ref spans[s];
            var bucket = Unsafe.Add(ref group, span.Row - reader.First);
            var of = Math.Max(bucket, 0);

            // Half of never is never too, and from an end before 1970 it can be taken away.
            var isOpen = (Unsafe.Add(ref end, of) - Math.Min(span.To, Lifeline.Never / 2)) | (span.From - Unsafe.Add(ref start, of) - 1);
            count += (int)((isOpen & ~(long)bucket) >>> 63);
        }

        return _unsettledSpans.AsSpan(0, count);
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

        var end = EndAfter(to);
        if (end < _ends.Length) Stock.Open[(end * _slots) + slot]--;
        if (first >= _older.First && end <= _older.End && issue.Opened > _older.Latest) return;
        for (var e = first; e < end; e++) Note(ref Stock.OldestOf[(e * _slots) + slot], issue);
        if (first >= _older.First && first <= _older.End) _older = (_older.First, Math.Max(_older.End, end), Math.Max(_older.Latest, issue.Opened));
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

    // What a reader read, taken once and not for each row.
    private readonly ref struct PartColumns(PartReader reader)
    {
        public readonly int First = reader.First;
        public readonly ReadOnlySpan<int> Groups = reader.Groups;
        public readonly ReadOnlySpan<int> Kinds = reader.Kinds;
        public readonly ReadOnlySpan<int> Sources = reader.Sources;
        public readonly ReadOnlySpan<long> Opened = reader.Opened;
        public readonly ReadOnlySpan<ushort> Bits = reader.Bits;
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
