using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace CxDashboard.Measuring.Columns;

/// <summary>Whole columns of integers at a time, in the processor's widest registers: the compiler does not do so by itself.</summary>
internal static class Wide
{
    /// <summary>So many rows at a time where their places are told.</summary>
    public const int Eight = 8;

    // By which of eight rows are wanted: their places one after the other, then nothing.
    private static readonly int[] _places = [.. Enumerable.Range(0, 1 << Eight).SelectMany(wanted =>
        Enumerable.Range(0, Eight).Where(i => ((wanted >> i) & 1) != 0).Concat(Enumerable.Repeat(0, Eight)).Take(Eight))];

    /// <summary>Bytes as integers.</summary>
    public static void Expand(ReadOnlySpan<byte> from, Span<int> into)
    {
        MustReach(from.Length, into.Length);
        var i = 0;
        for (; i <= into.Length - Vector<byte>.Count; i += Vector<byte>.Count)
        {
            Vector.Widen(At(from, i), out var low, out var high);
            Put(low, into, i);
            Put(high, into, i + Vector<ushort>.Count);
        }

        for (; i < into.Length; i++) into[i] = from[i];
    }

    /// <summary>Short integers as integers.</summary>
    public static void Expand(ReadOnlySpan<ushort> from, Span<int> into)
    {
        MustReach(from.Length, into.Length);
        var i = 0;
        for (; i <= into.Length - Vector<ushort>.Count; i += Vector<ushort>.Count) Put(At(from, i), into, i);
        for (; i < into.Length; i++) into[i] = from[i];
    }

    /// <summary>values = values × factor + further.</summary>
    public static void MultiplyAdd(Span<int> values, int factor, ReadOnlySpan<int> further)
    {
        MustReach(further.Length, values.Length);
        var (i, by) = (0, new Vector<int>(factor));
        for (; i <= values.Length - Vector<int>.Count; i += Vector<int>.Count)
            ((At(values, i) * by) + At(further, i)).StoreUnsafe(ref MemoryMarshal.GetReference(values), (nuint)i);
        for (; i < values.Length; i++) values[i] = (values[i] * factor) + further[i];
    }

    /// <summary>groups = groups × factor + further, but what is below zero stays.</summary>
    public static void MultiplyAddWhereCounted(Span<int> groups, int factor, ReadOnlySpan<int> further)
    {
        MustReach(further.Length, groups.Length);
        var (i, by) = (0, new Vector<int>(factor));
        for (; i <= groups.Length - Vector<int>.Count; i += Vector<int>.Count)
        {
            var group = At(groups, i);
            Vector.ConditionalSelect(Vector.LessThan(group, Vector<int>.Zero), group, (group * by) + At(further, i)).StoreUnsafe(ref MemoryMarshal.GetReference(groups), (nuint)i);
        }

        for (; i < groups.Length; i++)
        {
            if (groups[i] >= 0) groups[i] = (groups[i] * factor) + further[i];
        }
    }

    /// <summary>values += further.</summary>
    public static void Add(Span<int> values, ReadOnlySpan<int> further)
    {
        MustReach(further.Length, values.Length);
        var i = 0;
        for (; i <= values.Length - Vector<int>.Count; i += Vector<int>.Count)
            (At(values, i) + At(further, i)).StoreUnsafe(ref MemoryMarshal.GetReference(values), (nuint)i);
        for (; i < values.Length; i++) values[i] += further[i];
    }

    /// <summary>Integers as short ones; false where some do not fit.</summary>
    public static bool Narrow(ReadOnlySpan<int> from, Span<ushort> into)
    {
        MustReach(into.Length, from.Length);
        var (i, step, any) = (0, Vector<int>.Count, Vector<int>.Zero);
        for (; i <= from.Length - (2 * step); i += 2 * step)
        {
            var (low, high) = (At(from, i), At(from, i + step));
            any |= low | high;
            Vector.Narrow(Vector.AsVectorUInt32(low), Vector.AsVectorUInt32(high)).StoreUnsafe(ref MemoryMarshal.GetReference(into), (nuint)i);
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
            var some = At(values, i);
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
        MustReach(column.Length, groups.Length);
        var i = 0;
        for (; i <= groups.Length - Vector<int>.Count; i += Vector<int>.Count)
            (At(groups, i) | Vector.Equals(At(column, i), Vector<int>.Zero)).StoreUnsafe(ref MemoryMarshal.GetReference(groups), (nuint)i);
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
        MustReach(Math.Min(bits.Length, into.Length), groups.Length);
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
        MustReach(into.Length, groups.Length);
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
        MustReach(into.Length, bytes.Length);
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

    /// <summary>Whether eight instants from a place on, as far as there are so many, all lie within [low, high).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AreEightWithin(ReadOnlySpan<long> instants, int from, long low, long high)
    {
        if (from > instants.Length - Eight) return false;
        ref var instant = ref MemoryMarshal.GetReference(instants);
        var (first, last) = (Vector256.LoadUnsafe(ref instant, (nuint)from), Vector256.LoadUnsafe(ref instant, (nuint)(from + Vector256<long>.Count)));
        var outside = Vector256.LessThan(Vector256.Min(first, last), Vector256.Create(low)) | Vector256.GreaterThanOrEqual(Vector256.Max(first, last), Vector256.Create(high));
        return outside == Vector256<long>.Zero;
    }

    /// <summary>How many of a few ascending edges each instant has reached.</summary>
    public static void CountReached(ReadOnlySpan<long> instants, ReadOnlySpan<long> edges, int from, Span<int> into)
    {
        MustReach(instants.Length, into.Length);
        var (i, step) = (0, Vector<long>.Count);
        for (; i <= into.Length - (2 * step); i += 2 * step)
        {
            var (low, high) = (At(instants, i), At(instants, i + step));
            var (ofLow, ofHigh) = (new Vector<long>(from), new Vector<long>(from));
            foreach (var edge in edges)
            {
                // What holds is -1.
                ofLow -= Vector.GreaterThanOrEqual(low, new Vector<long>(edge));
                ofHigh -= Vector.GreaterThanOrEqual(high, new Vector<long>(edge));
            }

            Vector.Narrow(ofLow, ofHigh).StoreUnsafe(ref MemoryMarshal.GetReference(into), (nuint)i);
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
        MustReach(column.Length, groups.Length);
        var (i, wanted) = (0, new Vector<int>(value));
        for (; i <= groups.Length - Vector<int>.Count; i += Vector<int>.Count)
            (At(groups, i) | ~Vector.Equals(At(column, i), wanted)).StoreUnsafe(ref MemoryMarshal.GetReference(groups), (nuint)i);
        for (; i < groups.Length; i++)
        {
            if (column[i] != value) groups[i] = -1;
        }
    }

    // Columns are read by references, which nobody checks further on.
    private static void MustReach(int length, int needed)
    {
        if (length < needed) throw new ArgumentException("The columns of a part are not equally long.");
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<T> At<T>(ReadOnlySpan<T> column, int at)
        where T : struct => Vector.LoadUnsafe(ref MemoryMarshal.GetReference(column), (nuint)at);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put(Vector<ushort> shorts, Span<int> into, int at)
    {
        Vector.Widen(shorts, out var low, out var high);
        Vector.AsVectorInt32(low).StoreUnsafe(ref MemoryMarshal.GetReference(into), (nuint)at);
        Vector.AsVectorInt32(high).StoreUnsafe(ref MemoryMarshal.GetReference(into), (nuint)(at + Vector<int>.Count));
    }
}
