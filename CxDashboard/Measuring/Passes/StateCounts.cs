using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using CxDashboard.Measuring.Columns;

namespace CxDashboard.Measuring.Passes;

/// <summary>
/// How many rows of one group are in each state, for parts that lie in one group as most do: what a state means is then asked
/// once for each state and part, and not for each row. One thread's.
/// </summary>
/// <param name="states">How many states there are.</param>
internal sealed class StateCounts(int states)
{
    // Neighbours are mostly in one state, and a count that was just written takes its time to be read again: so rows are
    // counted in two places in turn.
    private readonly int[] _even = Room.RentEmpty<int>(states);
    private readonly int[] _odd = Room.RentEmpty<int>(states);

    public int States => states;

    /// <summary>Counts interactions: kind × 4 + reopened × 2 + repeat, as in <see cref="Pass.InteractionClasses"/>.</summary>
    public void CountInteractions(ReadOnlySpan<int> kinds, ReadOnlySpan<ushort> bits)
    {
        if (bits.Length < kinds.Length) throw new ArgumentException("The columns of a part are not equally long.");
        ref var kind = ref MemoryMarshal.GetReference(kinds);
        ref var of = ref MemoryMarshal.GetReference(bits);
        var i = 0;
        for (; i < kinds.Length - 1; i += 2)
        {
            Counted(_even, StateOf(Unsafe.Add(ref kind, i), Unsafe.Add(ref of, i)))++;
            Counted(_odd, StateOf(Unsafe.Add(ref kind, i + 1), Unsafe.Add(ref of, i + 1)))++;
        }

        if (i < kinds.Length) Counted(_even, StateOf(kinds[i], bits[i]))++;
    }

    /// <summary>Counts the bits of rows, as far as the mask has any.</summary>
    public void CountBits(ReadOnlySpan<ushort> bits, int mask)
    {
        ref var of = ref MemoryMarshal.GetReference(bits);
        var i = 0;
        for (; i < bits.Length - 1; i += 2)
        {
            Counted(_even, Unsafe.Add(ref of, i) & mask)++;
            Counted(_odd, Unsafe.Add(ref of, i + 1) & mask)++;
        }

        if (i < bits.Length) Counted(_even, bits[i] & mask)++;
    }

    /// <summary>Counts the bits of some rows, as far as the mask has any.</summary>
    public void CountBits(ReadOnlySpan<int> places, ReadOnlySpan<ushort> bits, int mask)
    {
        ref var of = ref MemoryMarshal.GetReference(bits);
        var p = 0;
        for (; p < places.Length - 1; p += 2)
        {
            Counted(_even, Unsafe.Add(ref of, places[p]) & mask)++;
            Counted(_odd, Unsafe.Add(ref of, places[p + 1]) & mask)++;
        }

        if (p < places.Length) Counted(_even, bits[places[p]] & mask)++;
    }

    /// <summary>The state of an interaction: Repeat and Reopened moved to the two lowest bits, because as conditions they would be guessed wrong too often.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int StateOf(int kind, int bits) => (kind << 2) | ((bits >> 14) & 1) | ((bits >> 10) & 2);

    /// <summary>Takes all that was counted, state by state.</summary>
    public void Take(Action<int, int> of)
    {
        var even = _even.AsSpan(0, states);
        var odd = _odd.AsSpan(0, states);
        Wide.Add(even, odd);
        odd.Clear();
        for (var state = even.IndexOfAnyExcept(0); state >= 0 && state < even.Length; state++)
        {
            if (even[state] == 0) continue;
            of(state, even[state]);
            even[state] = 0;
        }
    }

    public void Free()
    {
        Room.Return(_even);
        Room.Return(_odd);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ref int Counted(int[] counts, int state) => ref counts[state];
}
