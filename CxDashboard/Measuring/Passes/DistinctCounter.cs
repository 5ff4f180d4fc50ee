using System.Numerics;

namespace CxDashboard.Measuring.Passes;

/// <summary>Counts how many different codes there are in one list after the other. Keeps its room, and serves one thread.</summary>
/// <param name="codes">All codes are below.</param>
internal sealed class DistinctCounter(int codes)
{
    // A bit for each code that was met; all are off between two lists.
    private readonly ulong[] _met = new ulong[(codes + 63) / 64];

    public int Count(ReadOnlySpan<long> list)
    {
        var different = 0;
        foreach (var code in list)
        {
            ref var met = ref _met[code >> 6];
            var with = met | (1UL << (int)(code & 63));
            different += BitOperations.PopCount(with ^ met);
            met = with;
        }

        // Of a short list it is quicker to look up what is on.
        if (list.Length > _met.Length) Array.Clear(_met);
        else foreach (var code in list) _met[code >> 6] = 0;
        return different;
    }
}
