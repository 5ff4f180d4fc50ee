using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace CxDashboard.Measuring.Columns;

/// <summary>Whole columns of integers at a time, in the processor's widest registers: the compiler does not do so by itself.</summary>
internal static class Wide
{
    private const int Eight = 8;

    // By which of eight rows are wanted: their places one after the other, then nothing.
    private static readonly int[] _places = [.. Enumerable.Range(0, 1 << Eight).SelectMany(wanted =>
        Enumerable.Range(0, Eight).Where(i => ((wanted >> i) & 1) != 0).Concat(Enumerable.Repeat(0, Eight)).Take(Eight))];

    /// <summary>Bytes as integers.</summary>
    public static void Expand(ReadOnlySpan<byte> from, Span<int> into)
    {
        var i = 0;
        for (; i <= into.Length - Vector<byte>.Count; i += Vector<byte>.Count)
        {
            Vector.Widen(new Vector<byte>(from[i..]), out var low, out var high);
            Put(low, into[i..]);
            Put(high, into[(i + Vector<ushort>.Count)..]);
        }

        for (; i < into.Length; i++) into[i] = from[i];
    }

    /// <summary>Short integers as integers.</summary>
    public static void Expand(ReadOnlySpan<ushort> from, Span<int> into)
    {
        var i = 0;
        for (; i <= into.Length - Vector<ushort>.Count; i += Vector<ushort>.Count) Put(new Vector<ushort>(from[i..]), into[i..]);
        for (; i < into.Length; i++) into[i] = from[i];
    }

    /// <summary>values = values × factor + further.</summary>
    public static void MultiplyAdd(Span<int> values, int factor, ReadOnlySpan<int> further)
    {
        var (i, by) = (0, new Vector<int>(factor));
        for (; i <= values.Length - Vector<int>.Count; i += Vector<int>.Count)
            ((new Vector<int>(values[i..]) * by) + new Vector<int>(further[i..])).CopyTo(values[i..]);
        for (; i < values.Length; i++) values[i] = (values[i] * factor) + further[i];
    }

    /// <summary>groups = groups × factor + further, but what is below zero stays.</summary>
    public static void MultiplyAddWhereCounted(Span<int> groups, int factor, ReadOnlySpan<int> further)
    {
        var (i, by) = (0, new Vector<int>(factor));
        for (; i <= groups.Length - Vector<int>.Count; i += Vector<int>.Count)
        {
            var group = new Vector<int>(groups[i..]);
            Vector.ConditionalSelect(Vector.LessThan(group, Vector<int>.Zero), group, (group * by) + new Vector<int>(further[i..])).CopyTo(groups[i..]);
        }

        for (; i < groups.Length; i++)
        {
            if (groups[i] >= 0) groups[i] = (groups[i] * factor) + further[i];
        }
    }

    /// <summary>values += further.</summary>
    public static void Add(Span<int> values, ReadOnlySpan<int> further)
    {
        var i = 0;
        for (; i <= values.Length - Vector<int>.Count; i += Vector<int>.Count)
            (new Vector<int>(values[i..]) + new Vector<int>(further[i..])).CopyTo(values[i..]);
        for (; i < values.Length; i++) values[i] += further[i];
    }

    /// <summary>Integers as short ones; false where some do not fit.</summary>
    public static bool Narrow(ReadOnlySpan<int> from, Span<ushort> into)
    {
        var (i, step, any) = (0, Vector<int>.Count, Vector<int>.Zero);
        for (; i <= from.Length - (2 * step); i += 2 * step)
        {
            var (low, high) = (new Vector<int>(from[i..]), new Vector<int>(from[(i + step)..]));
            any |= low | high;
            Vector.Narrow(Vector.AsVectorUInt32(low), Vector.AsVectorUInt32(high)).CopyTo(into[i..]);
        }

        var rest = 0;
        for (; i < from.Length; i++)
        {
            rest |= from[i];
            into[i] = (ushort)from[i];
        }

        return !Vector.GreaterThanAny(any, new Vector<int>(ushort.MaxValue)) && rest <= ushort.MaxValue;
    }

    /// <summary>The least and the most of some values; 0 and -1 of none.</summary>
    public static (int Least, int Most) Extremes(ReadOnlySpan<int> values)
    {
        if (values.IsEmpty) return (0, -1);
        var (i, least, most) = (0, new Vector<int>(values[0]), new Vector<int>(values[0]));
        for (; i <= values.Length - Vector<int>.Count; i += Vector<int>.Count)
        {
            var some = new Vector<int>(values[i..]);
            (least, most) = (Vector.Min(least, some), Vector.Max(most, some));
        }

        var (low, high) = (values[0], values[0]);
        for (var lane = 0; lane < Vector<int>.Count; lane++) (low, high) = (Math.Min(low, least[lane]), Math.Max(high, most[lane]));
        for (; i < values.Length; i++) (low, high) = (Math.Min(low, values[i]), Math.Max(high, values[i]));
        return (low, high);
    }

    /// <summary>Sets groups to -1 where another column is zero.</summary>
    public static void LeaveOutZeros(Span<int> groups, ReadOnlySpan<int> column)
    {
        var i = 0;
        for (; i <= groups.Length - Vector<int>.Count; i += Vector<int>.Count)
            (new Vector<int>(groups[i..]) | Vector.Equals(new Vector<int>(column[i..]), Vector<int>.Zero)).CopyTo(groups[i..]);
        for (; i < groups.Length; i++)
        {
            if (column[i] == 0) groups[i] = -1;
        }
    }

    /// <summary>
    /// Puts the places of those of eight rows that are wanted one after the other, and returns how many they are. Without a
    /// condition, because one for each row would be guessed wrong too often.
    /// </summary>
    /// <param name="wanted">A bit for each row.</param>
    /// <param name="from">The place of the first of them.</param>
    /// <param name="into">Room for eight: what is not wanted is written over.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Pack(uint wanted, int from, ref int into)
    {
        (Vector256.LoadUnsafe(ref MemoryMarshal.GetArrayDataReference(_places), (nuint)(wanted * Eight)) + Vector256.Create(from)).StoreUnsafe(ref into);
        return BitOperations.PopCount(wanted);
    }

    /// <summary>The places of those rows that count, and whose bits are as wanted where the mask has any; their number is returned.</summary>
    public static int Pick(ReadOnlySpan<int> groups, ReadOnlySpan<ushort> bits, int mask, int wanted, Span<int> into)
    {
        if (bits.Length < groups.Length || into.Length < groups.Length) throw new ArgumentException("The columns of a part are not equally long.");
        var (i, count) = (0, 0);
        ref var group = ref MemoryMarshal.GetReference(groups);
        ref var of = ref MemoryMarshal.GetReference(bits);
        ref var place = ref MemoryMarshal.GetReference(into);
        for (; i <= groups.Length - Eight; i += Eight)
        {
            var isWanted = Vector256.Equals(WidenEight(ref of, i) & Vector256.Create(mask), Vector256.Create(wanted));
            var counts = ~Vector256.LoadUnsafe(ref group, (nuint)i) & isWanted;
            count += Pack(counts.ExtractMostSignificantBits(), i, ref Unsafe.Add(ref place, count));
        }

        for (; i < groups.Length; i++)
        {
            if (groups[i] >= 0 && (bits[i] & mask) == wanted) into[count++] = i;
        }

        return count;
    }

    /// <summary>The places of those rows that count; their number is returned.</summary>
    public static int Pick(ReadOnlySpan<int> groups, Span<int> into)
    {
        if (into.Length < groups.Length) throw new ArgumentException("The columns of a part are not equally long.");
        var (i, count) = (0, 0);
        ref var group = ref MemoryMarshal.GetReference(groups);
        ref var place = ref MemoryMarshal.GetReference(into);
        for (; i <= groups.Length - Eight; i += Eight)
            count += Pack((~Vector256.LoadUnsafe(ref group, (nuint)i)).ExtractMostSignificantBits(), i, ref Unsafe.Add(ref place, count));
        for (; i < groups.Length; i++)
        {
            if (groups[i] >= 0) into[count++] = i;
        }

        return count;
    }

    /// <summary>The places of the bytes that have any of these bits; their number is returned.</summary>
    public static int PickMarked(ReadOnlySpan<byte> bytes, byte bits, Span<int> into)
    {
        if (into.Length < bytes.Length) throw new ArgumentException("The columns of a part are not equally long.");
        var (i, count) = (0, 0);
        ref var place = ref MemoryMarshal.GetReference(into);
        for (; i <= bytes.Length - Vector256<byte>.Count; i += Vector256<byte>.Count)
        {
            var marked = (~Vector256.Equals(Vector256.Create(bytes[i..]) & Vector256.Create(bits), Vector256<byte>.Zero)).ExtractMostSignificantBits();
            if (marked == 0) continue;
            for (var eight = 0; eight < Vector256<byte>.Count; eight += Eight) count += Pack((byte)(marked >> eight), i + eight, ref Unsafe.Add(ref place, count));
        }

        for (; i < bytes.Length; i++)
        {
            if ((bytes[i] & bits) != 0) into[count++] = i;
        }

        return count;
    }

    /// <summary>Eight short integers of a column as integers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> WidenEight(ref ushort column, int from)
    {
        var (low, high) = Vector128.Widen(Vector128.LoadUnsafe(ref column, (nuint)from));
        return Vector256.Create(low, high).AsInt32();
    }

    /// <summary>How many of a few ascending edges each instant has reached.</summary>
    public static void CountReached(ReadOnlySpan<long> instants, ReadOnlySpan<long> edges, int from, Span<int> into)
    {
        var (i, step) = (0, Vector<long>.Count);
        for (; i <= into.Length - (2 * step); i += 2 * step)
        {
            var (low, high) = (new Vector<long>(instants[i..]), new Vector<long>(instants[(i + step)..]));
            var (ofLow, ofHigh) = (new Vector<long>(from), new Vector<long>(from));
            foreach (var edge in edges)
            {
                // What holds is -1.
                ofLow -= Vector.GreaterThanOrEqual(low, new Vector<long>(edge));
                ofHigh -= Vector.GreaterThanOrEqual(high, new Vector<long>(edge));
            }

            Vector.Narrow(ofLow, ofHigh).CopyTo(into[i..]);
        }

        for (; i < into.Length; i++)
        {
            into[i] = from;
            foreach (var edge in edges) into[i] += instants[i] >= edge ? 1 : 0;
        }
    }

    /// <summary>Sets groups to -1 where another column is anything but one value.</summary>
    public static void LeaveOutOthers(Span<int> groups, ReadOnlySpan<int> column, int value)
    {
        var (i, wanted) = (0, new Vector<int>(value));
        for (; i <= groups.Length - Vector<int>.Count; i += Vector<int>.Count)
            (new Vector<int>(groups[i..]) | ~Vector.Equals(new Vector<int>(column[i..]), wanted)).CopyTo(groups[i..]);
        for (; i < groups.Length; i++)
        {
            if (column[i] != value) groups[i] = -1;
        }
    }

    private static void Put(Vector<ushort> shorts, Span<int> into)
    {
        Vector.Widen(shorts, out var low, out var high);
        Vector.AsVectorInt32(low).CopyTo(into);
        Vector.AsVectorInt32(high).CopyTo(into[Vector<int>.Count..]);
    }
}
