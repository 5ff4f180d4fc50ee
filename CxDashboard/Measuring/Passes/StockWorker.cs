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
    private readonly Facts _facts;
    private readonly IssueTable _issues;
    private readonly int _slots;
    private readonly PartReader _reader;

    // Instants at which is counted, ascending: the ends of the buckets, and for ever for the bucket without an end.
    private readonly long[] _ends;
    private readonly EndIndex? _index;
    private readonly long[] _starts;

    // By how many more are open at an end than at the one before, of one part; behind the last end whoever is open at it still.
    private readonly int[] _open;

    // 1 for kinds of which a lone interaction is open from its opening to its claim.
    private readonly byte[] _isPlain;

    // At the ends from the first to the end, exclusive, an issue of this part was noted that opened no later than the latest: so
    // whoever opened after that is the oldest of none of them.
    private (int First, int End, long Latest) _older;

    private readonly int[] _unsettled = Room.Rent<int>(Part.Rows);
    private readonly int[] _waiting = Room.Rent<int>(Part.Rows);

    public StockWorker(Facts facts, IssueTable issues, PassPlan plan)
    {
        (_facts, _issues, _slots) = (facts, issues, plan.Split.Count);
        _reader = new PartReader(facts, issues, plan);
        _ends = EndsOf(plan);
        _index = _ends.Length > 0 ? new EndIndex(_ends) : null;
        _open = new int[_ends.Length + 1];
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
        Room.Return(_waiting);
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
        if (_issues.FirstClaim.Of(part) is not { } claims || _index is null) return;
        var spans = _issues.OpenSpans.Of(part);
        if (isByTime && _starts.Length > 0) WorkByTime(new PartColumns(reader), reader, part, claims, spans);
        else WorkBySlot(reader, claims, spans, isByTime);
    }

    private void WorkBySlot(PartReader reader, int[] claims, ReadOnlySpan<OpenSpan> spans, bool isByTime)
    {
        var of = new PartColumns(reader);
        _older = (int.MaxValue, int.MaxValue, 0);
        foreach (var i in reader.Starts)
        {
            var end = _index!.After(of.Opened[i]);
            if (end == _ends.Length) continue;
            var slot = isByTime ? 0 : of.Groups[i];
            Stock.Opened[(end * _slots) + slot]++;
            if ((of.Bits[i] & (int)IssueBits.Several) == 0 && _isPlain[of.Kinds[i]] != 0) Count(of, i, of.Opened[i], ClaimOf(of, i, claims), slot);
        }

        foreach (ref readonly var span in spans)
        {
            if (of.Groups[span.Row - of.First] is var slot and >= 0) Count(of, span.Row - of.First, span.From, span.To, isByTime ? 0 : slot);
        }
    }

    // When a lone interaction was claimed, for ever where it was not.
    private long ClaimOf(in PartColumns of, int i, int[] claims) =>
        (of.Bits[i] & (int)IssueBits.Claimed) != 0 ? _issues.FirstClaim.Decode(claims[i], of.Opened[i]) : Lifeline.Never;

    // Open within [from, to): one more at each end of it.
    private void Count(in PartColumns of, int i, long from, long to, int slot)
    {
        var first = _index!.After(from);
        if (first == _ends.Length || (to != Lifeline.Never && to <= _ends[first])) return;
        var end = to == Lifeline.Never ? _ends.Length : _index.After(to);
        Stock.Open[(first * _slots) + slot]++;
        if (end < _ends.Length) Stock.Open[(end * _slots) + slot]--;
        if (to == Lifeline.Never) NoteWaiting(of, i, first, slot);
        else Note(of, i, first, end, slot);
    }

    // Where groups are buckets and there is one slot. Most issues were not open at any end, which is told without conditions:
    // those would be guessed wrong too often.
    private void WorkByTime(in PartColumns of, PartReader reader, int part, int[] claims, ReadOnlySpan<OpenSpan> spans)
    {
        var first = _index!.After(_facts.Spans.Of(part).First);
        _older = (first, first, -EndIndex.Latest);
        CountOpened(reader);
        if (reader.OneGroup < 0 || !CountLoneOfOne(of, reader.OneGroup, claims, part)) CountLone(of, Unsettled(reader, claims), claims);
        CountSpans(of, spans);
        for (var e = 0; e < _ends.Length; e++) Stock.Open[e] += _open[e];
        Array.Clear(_open);
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

    // Issues of one member that may be open at an end, or opened at the very start of a bucket; those with spans are left out.
    private void CountLone(in PartColumns of, ReadOnlySpan<int> places, int[] claims)
    {
        foreach (var i in places)
        {
            var (opened, group) = (of.Opened[i], of.Groups[i]);
            var first = _index!.After(opened);

            // Who opened at the very start of a bucket counts at the end of the one before.
            if (first != group)
            {
                Stock.Opened[group]--;
                Stock.Opened[first]++;
            }

            if ((of.Bits[i] & (int)IssueBits.Several) != 0 || _isPlain[of.Kinds[i]] == 0) continue;
            var claim = ClaimOf(of, i, claims);
            _open[first]++;
            if (claim == Lifeline.Never)
            {
                NoteWaiting(of, i, first, 0);
                continue;
            }

            var end = _index.After(claim);
            _open[end]--;
            if (first < end) Note(of, i, first, end, 0);
        }
    }

    // The same of a part in one bucket; false where it opened at the very start, or so long before the end that nobody knows.
    private bool CountLoneOfOne(in PartColumns of, int bucket, int[] claims, int part)
    {
        var (earliest, latest, _) = _facts.Spans.Of(part);
        var left = (_ends[bucket] - latest) / 1000;
        if (earliest == _starts[bucket] || left >= DistanceColumn.MostSeconds) return false;
        var (open, unsettled, waiting) = (0, 0, 0);
        Unsettled(of, claims, (int)left, ref unsettled, ref waiting);
        foreach (var i in _waiting.AsSpan(0, waiting))
        {
            open += _isPlain[of.Kinds[i]];
            if (of.Opened[i] <= Stock.Waiting[bucket].Opened && _isPlain[of.Kinds[i]] != 0) NoteWaiting(of, i, bucket, 0);
        }

        foreach (var i in _unsettled.AsSpan(0, unsettled))
        {
            var (plain, opened) = (_isPlain[of.Kinds[i]], of.Opened[i]);
            var end = _index!.After(_issues.FirstClaim.Decode(claims[i], opened));
            open += plain;
            _open[end] -= plain;
            if (plain != 0 && ((end - _older.End - 1) & (_older.Latest - opened)) >= 0) Note(of, i, bucket, end, 0);
        }

        _open[bucket] += open;
        return true;
    }

    private void CountSpans(in PartColumns of, ReadOnlySpan<OpenSpan> spans)
    {
        var index = _index!;
        foreach (ref readonly var span in spans)
        {
            var i = span.Row - of.First;
            var counts = ~of.Groups[i] >>> 31;
            var first = index.After(span.From);
            var end = span.To == Lifeline.Never ? _ends.Length : index.After(Math.Min(span.To, EndIndex.Latest));
            _open[first] += counts;
            _open[end] -= counts;
            if (first == end || counts == 0) continue;
            if (span.To == Lifeline.Never) NoteWaiting(of, i, first, 0);
            else Note(of, i, first, end, 0);
        }
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
    // bucket after the part's last opening. That spares reading when each opened, which is as much as all the rest. Those that
    // nobody claimed are told apart; those of several members are left out, because they have spans.
    private void Unsettled(in PartColumns of, int[] claims, int left, ref int unsettled, ref int waiting)
    {
        const int Lone = (int)IssueBits.Start;
        const int Mask = (int)(IssueBits.Start | IssueBits.Several);
        const int Claimed = (int)IssueBits.Claimed;
        ref var group = ref MemoryMarshal.GetReference(of.Groups);
        ref var state = ref MemoryMarshal.GetReference(of.Bits);
        ref var claim = ref MemoryMarshal.GetArrayDataReference(claims);
        var i = 0;
        for (; i <= of.Groups.Length - Vector256<int>.Count; i += Vector256<int>.Count)
        {
            var bits = Wide.WidenEight(ref state, i);
            var code = Vector256.LoadUnsafe(ref claim, (nuint)i);
            var isOver = DistanceColumn.AreSeconds(code) & Vector256.LessThan(code, DistanceColumn.OfSeconds(left));
            var isClaimed = Vector256.Equals(bits & Vector256.Create(Claimed), Vector256.Create(Claimed));
            var isLone = Vector256.Equals(bits & Vector256.Create(Mask), Vector256.Create(Lone)) & ~Vector256.LoadUnsafe(ref group, (nuint)i);
            unsettled += Wide.Pack(Vector256.AndNot(isLone & isClaimed, isOver).ExtractMostSignificantBits(), i, ref _unsettled[unsettled]);
            waiting += Wide.Pack(Vector256.AndNot(isLone, isClaimed).ExtractMostSignificantBits(), i, ref _waiting[waiting]);
        }

        for (; i < of.Groups.Length; i++)
        {
            if (of.Groups[i] < 0 || (of.Bits[i] & Mask) != Lone) continue;
            if ((of.Bits[i] & Claimed) != 0) _unsettled[unsettled++] = i;
            else _waiting[waiting++] = i;
        }
    }

    // An issue is open from an end on for ever: it may be the oldest of them.
    private void NoteWaiting(in PartColumns of, int i, int first, int slot) => Note(ref Stock.Waiting[(first * _slots) + slot], of, i);

    // An issue is open at the ends from the first to the end, exclusive: it may be the oldest at each.
    private void Note(in PartColumns of, int i, int first, int end, int slot)
    {
        var opened = of.Opened[i];
        if (first >= _older.First && end <= _older.End && opened > _older.Latest) return;
        for (var e = first; e < end; e++) Note(ref Stock.OldestOf[(e * _slots) + slot], of, i);
        if (first >= _older.First && first <= _older.End) _older = (_older.First, Math.Max(_older.End, end), Math.Max(_older.Latest, opened));
    }

    // Of most issues it is plain that they are not the oldest.
    private void Note(ref Oldest oldest, in PartColumns of, int i)
    {
        if (of.Opened[i] <= oldest.Opened) oldest = Oldest.Of(oldest, new Oldest(of.Opened[i], KnownOf(of, i)));
    }

    // Until when an issue may be known at most, whatever the clock: the least of its members' sources.
    private long KnownOf(in PartColumns of, int i)
    {
        var horizon = _issues.Horizon;
        if ((of.Bits[i] & (int)IssueBits.Sources) == 0) return horizon.TLimit(of.Sources[i]);
        var known = Lifeline.Never;
        foreach (var row in _issues.RowsOf(of.First + i)) known = Math.Min(known, horizon.TLimit(_facts.Source[row]));
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
}
