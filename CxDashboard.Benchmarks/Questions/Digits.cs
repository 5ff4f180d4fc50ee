namespace CxDashboard.Benchmarks.Questions;

/// <summary>Ranks and order of many thousand numbers by their digits; part of the <see cref="PageLimit"/>, and frozen with it. One thread's.</summary>
internal sealed class Digits
{
    private const int Bits = 11;
    private const int Count = 1 << Bits;
    private readonly int[] _counts = new int[Count];
    private int[] _room = [];

    /// <summary>Type 7 of numbers from 0: the numbers are counted by their highest digit, and only those of one digit are sorted.</summary>
    public double Type7(ReadOnlySpan<int> values, double p)
    {
        var shift = Math.Max(0, 32 - int.LeadingZeroCount(Most(values)) - Bits);
        Array.Clear(_counts);
        foreach (var value in values) _counts[value >> shift]++;
        var place = (values.Length - 1) * p;
        var below = (int)Math.Floor(place);
        var lower = Of(values, shift, below);
        return below == place ? lower : lower + ((place - below) * (Of(values, shift, below + 1) - lower));
    }

    /// <summary>Sorts numbers from 0, least digit first.</summary>
    public void Sort(Span<int> values)
    {
        if (_room.Length < values.Length) _room = new int[values.Length];
        var most = Most(values);
        var from = values;
        var to = _room.AsSpan(0, values.Length);
        for (var shift = 0; shift < 31 && most >> shift != 0; shift += Bits)
        {
            Array.Clear(_counts);
            foreach (var value in from) _counts[(value >> shift) & (Count - 1)]++;
            for (int digit = 0, place = 0; digit < Count; digit++) (_counts[digit], place) = (place, place + _counts[digit]);
            foreach (var value in from) to[_counts[(value >> shift) & (Count - 1)]++] = value;
            var swap = from;
            from = to;
            to = swap;
        }

        if (!from.Overlaps(values)) from.CopyTo(values);
    }

    private int Of(ReadOnlySpan<int> values, int shift, int rank)
    {
        var (digit, before) = (0, 0);
        while (before + _counts[digit] <= rank) before += _counts[digit++];
        var same = new int[_counts[digit]];
        var found = 0;
        foreach (var value in values)
        {
            if (value >> shift == digit) same[found++] = value;
        }

        Array.Sort(same);
        return same[rank - before];
    }

    private static int Most(ReadOnlySpan<int> values)
    {
        var most = 0;
        foreach (var value in values) most = Math.Max(most, value);
        return most;
    }
}
