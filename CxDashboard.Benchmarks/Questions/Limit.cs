using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using CxDashboard.Benchmarks.Generated;

namespace CxDashboard.Benchmarks.Questions;

/// <summary>
/// The limit: what a plain pass over plain columns takes on this machine with two threads, for exactly one question each,
/// with nothing of the engine in it. FROZEN: it is the yardstick against which the engine is read over the months, and one
/// that moves measures nothing. Whoever finds a faster pass adds it beside these under a new name, and says so in the
/// decision log, instead of changing them.
/// </summary>
internal sealed class Limit(LimitColumns columns)
{
    private const int Threads = 2;

    // What a row adds to its group, by 2 × rating + reopened: 1, reopened, rated, rating. One addition of a vector a row.
    // From the place of Nothing on there are as many that add nothing.
    private const int Nothing = 12;
    private static readonly Vector128<int>[] RowAdds =
        [.. Enumerable.Range(0, Nothing).Select(i => Vector128.Create(1, i & 1, i >= 2 ? 1 : 0, i / 2)), .. new Vector128<int>[Nothing]];

    private static readonly int[] ChannelBase = [.. Enumerable.Range(0, 256).Select(channel => channel * World.Topics.Length)];

    /// <summary>For each group: interactions, reopened, rated, sum of ratings.</summary>
    public Vector128<int>[] Sums()
    {
        var parts = new Vector128<int>[Threads][];
        Parallel.For(0, Threads, thread =>
        {
            var sums = parts[thread] = new Vector128<int>[Groups.Count];
            AddRows(sums, Cut(columns.Day.Length, thread), Cut(columns.Day.Length, thread + 1));
        });
        var (all, other) = (parts[0], parts[1]);
        for (var group = 0; group < all.Length; group++) all[group] += other[group];
        return all;
    }

    /// <summary>The same of one channel and the days [<paramref name="from"/>, <paramref name="to"/>): day × topic only.</summary>
    public Vector128<int>[] Part(int channel, int from, int to)
    {
        // Every row of a block adds, those of other channels nothing: a branch on the channel is guessed wrong for one row in three.
        var offsets = ChannelBase.Select((_, other) => other == channel ? 0 : Nothing).ToArray();
        var parts = new Vector128<int>[Threads][];
        Parallel.For(0, Threads, thread =>
        {
            var sums = parts[thread] = new Vector128<int>[(to - from) * World.Topics.Length];
            for (var block = thread; block < columns.BlockDays.Length; block += Threads)
            {
                var (first, last) = columns.BlockDays[block];
                if (last >= from && first < to) AddBlock(sums, offsets, block, from, to);
            }
        });
        var (all, other) = (parts[0], parts[1]);
        for (var group = 0; group < all.Length; group++) all[group] += other[group];
        return all;
    }

    /// <summary>For each group: claimed issues in the lower half, those that came back within seven days in the upper.</summary>
    public long[] Repeat()
    {
        var parts = new long[Threads][];
        Parallel.For(0, Threads, thread =>
        {
            var counts = parts[thread] = new long[Groups.Count];
            AddIssues(counts, Cut(columns.IssueDay.Length, thread), Cut(columns.IssueDay.Length, thread + 1));
        });
        var (all, other) = (parts[0], parts[1]);
        for (var group = 0; group < all.Length; group++) all[group] += other[group];
        return all;
    }

    /// <summary>For each group the claimed issues, and the median of their seconds to F; not a number without any.</summary>
    public (int[] Counts, double[] Medians) Median()
    {
        // Counted, laid out by group, then selected: each thread knows where its own issues of each group go.
        var places = new int[Threads][];
        Parallel.For(0, Threads, thread =>
        {
            var counts = places[thread] = new int[Groups.Count];
            CountClaimed(counts, Cut(columns.IssueDay.Length, thread), Cut(columns.IssueDay.Length, thread + 1));
        });
        var (starts, total) = (new int[Groups.Count + 1], 0);
        for (var group = 0; group < Groups.Count; group++)
        {
            starts[group] = total;
            foreach (var counts in places) (counts[group], total) = (total, total + counts[group]);
        }

        starts[^1] = total;
        var values = GC.AllocateUninitializedArray<int>(total);
        Parallel.For(0, Threads, thread => Scatter(values, places[thread], Cut(columns.IssueDay.Length, thread), Cut(columns.IssueDay.Length, thread + 1)));
        var (sizes, medians) = (new int[Groups.Count], new double[Groups.Count]);
        Parallel.For(0, Threads, thread =>
        {
            for (var group = Cut(Groups.Count, thread); group < Cut(Groups.Count, thread + 1); group++)
            {
                sizes[group] = starts[group + 1] - starts[group];
                medians[group] = Selection.Median(values.AsSpan(starts[group], sizes[group]));
            }
        });
        return (sizes, medians);
    }

    private static int Cut(int length, int thread) => (int)((long)length * thread / Threads);

    private void AddRows(Vector128<int>[] sums, int row, int end)
    {
        // References instead of indices: the checks of six arrays a row are a third of the pass.
        ref var sum = ref MemoryMarshal.GetArrayDataReference(sums);
        ref var adds = ref MemoryMarshal.GetArrayDataReference(RowAdds);
        ref var bases = ref MemoryMarshal.GetArrayDataReference(ChannelBase);
        ref var day = ref MemoryMarshal.GetArrayDataReference(columns.Day);
        ref var channel = ref MemoryMarshal.GetArrayDataReference(columns.Channel);
        ref var topic = ref MemoryMarshal.GetArrayDataReference(columns.Topic);
        ref var reopened = ref MemoryMarshal.GetArrayDataReference(columns.Reopened);
        ref var rating = ref MemoryMarshal.GetArrayDataReference(columns.Rating);
        var ofDay = Groups.OfDay;
        for (; row < end; row++)
        {
            var group = (Unsafe.Add(ref day, row) * ofDay) + Unsafe.Add(ref bases, Unsafe.Add(ref channel, row)) + Unsafe.Add(ref topic, row);
            Unsafe.Add(ref sum, group) += Unsafe.Add(ref adds, (Unsafe.Add(ref rating, row) * 2) + Unsafe.Add(ref reopened, row));
        }
    }

    private void AddBlock(Vector128<int>[] sums, int[] offsets, int block, int from, int to)
    {
        ref var sum = ref MemoryMarshal.GetArrayDataReference(sums);
        ref var adds = ref MemoryMarshal.GetArrayDataReference(RowAdds);
        ref var offset = ref MemoryMarshal.GetArrayDataReference(offsets);
        ref var day = ref MemoryMarshal.GetArrayDataReference(columns.Day);
        ref var channel = ref MemoryMarshal.GetArrayDataReference(columns.Channel);
        ref var topic = ref MemoryMarshal.GetArrayDataReference(columns.Topic);
        ref var reopened = ref MemoryMarshal.GetArrayDataReference(columns.Reopened);
        ref var rating = ref MemoryMarshal.GetArrayDataReference(columns.Rating);
        var (topics, days) = (World.Topics.Length, (uint)(to - from));
        var end = Math.Min(columns.Day.Length, (block + 1) * LimitColumns.Block);
        for (var row = block * LimitColumns.Block; row < end; row++)
        {
            // Nearly always inside, so this one is guessed right.
            var dayOfPart = (uint)(Unsafe.Add(ref day, row) - from);
            if (dayOfPart >= days) continue;
            var group = ((int)dayOfPart * topics) + Unsafe.Add(ref topic, row);
            Unsafe.Add(ref sum, group) += Unsafe.Add(ref adds,
                (Unsafe.Add(ref rating, row) * 2) + Unsafe.Add(ref reopened, row) + Unsafe.Add(ref offset, Unsafe.Add(ref channel, row)));
        }
    }

    private void AddIssues(long[] counts, int issue, int end)
    {
        const int Week = 7 * World.SecondsOfDay;
        ref var count = ref MemoryMarshal.GetArrayDataReference(counts);
        ref var claim = ref MemoryMarshal.GetArrayDataReference(columns.ToFirstClaim);
        ref var contact = ref MemoryMarshal.GetArrayDataReference(columns.ToNextContact);
        for (; issue < end; issue++)
        {
            var claimed = Unsafe.Add(ref claim, issue) != int.MaxValue ? 1L : 0;
            var cameBack = Unsafe.Add(ref contact, issue) < Week ? 1L << 32 : 0;
            Unsafe.Add(ref count, GroupOf(issue)) += claimed + cameBack;
        }
    }

    private void CountClaimed(int[] counts, int issue, int end)
    {
        ref var count = ref MemoryMarshal.GetArrayDataReference(counts);
        ref var claim = ref MemoryMarshal.GetArrayDataReference(columns.ToFirstClaim);
        for (; issue < end; issue++) Unsafe.Add(ref count, GroupOf(issue)) += Unsafe.Add(ref claim, issue) != int.MaxValue ? 1 : 0;
    }

    private void Scatter(int[] values, int[] places, int issue, int end)
    {
        ref var value = ref MemoryMarshal.GetArrayDataReference(values);
        ref var place = ref MemoryMarshal.GetArrayDataReference(places);
        ref var claim = ref MemoryMarshal.GetArrayDataReference(columns.ToFirstClaim);
        for (; issue < end; issue++)
        {
            var seconds = Unsafe.Add(ref claim, issue);
            if (seconds != int.MaxValue) Unsafe.Add(ref value, Unsafe.Add(ref place, GroupOf(issue))++) = seconds;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int GroupOf(int issue) =>
        (Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(columns.IssueDay), issue) * Groups.OfDay)
        + Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(ChannelBase), Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(columns.IssueChannel), issue))
        + Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(columns.IssueTopic), issue);
}
