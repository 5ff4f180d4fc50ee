using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using CxDashboard.Domain.Interactions;

namespace CxDashboard.Measuring.Passes;

/// <summary>
/// Finds the first end of a bucket at or after an instant, of instants that come in no order: from a table of steps that are
/// narrower than any bucket, so that at most one end lies within a step and one comparison does the rest. Of very many ends some
/// steps hold several, which are gone through.
/// </summary>
internal sealed class EndIndex
{
    // More steps would not stay near the processor.
    private const int MostSteps = 1 << 12;

    // Never behind the last, which no instant is after.
    private readonly long[] _ends;

    // The first end at or after the beginning of each step.
    private readonly int[] _ofStep;
    private readonly long _origin;
    private readonly int _shift;

    /// <param name="ends">Unix milliseconds, ascending; one at least.</param>
    public EndIndex(ReadOnlySpan<long> ends)
    {
        // From the one end that is never nothing can be taken away.
        (_ends, Count, _origin) = ([.. ends, Lifeline.Never], ends.Length, Math.Min(ends[0], Latest));
        var (least, all) = (long.MaxValue, (ulong)(ends[^1] - _origin));
        for (var e = 1; e < ends.Length; e++) least = Math.Min(least, ends[e] - ends[e - 1]);
        for (_shift = 62; _shift > 0 && 1L << _shift > least;) _shift--;
        while (all >> _shift >= MostSteps) _shift++;

        // Whoever comes after the last end is in the last step, or in one that is there no more.
        _ofStep = new int[(int)(all >> _shift) + 2];
        for (int step = 0, end = 0; step < _ofStep.Length; step++)
        {
            while (end < Count && (ulong)(ends[end] - _origin) < (ulong)step << _shift) end++;
            _ofStep[step] = end;
        }
    }

    /// <summary>The latest instant that may be asked: half of never is never too, and other instants can be taken away from it.</summary>
    public const long Latest = Lifeline.Never / 2;

    /// <summary>How many ends there are.</summary>
    public int Count { get; }

    /// <summary>The first end at or after an instant; <see cref="Count"/> where there is none.</summary>
    /// <param name="instant">Unix milliseconds, no later than <see cref="Latest"/> and not <see cref="Lifeline.Unknown"/>.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int After(long instant)
    {
        // References instead of indices, whose checks take as long as all the rest. The steps hold ends only, and the last end holds everybody.
        ref var ends = ref MemoryMarshal.GetArrayDataReference(_ends);
        var step = Math.Min(Math.Max(instant - _origin, 0) >> _shift, _ofStep.Length - 1);
        var end = Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_ofStep), (int)step);
        end += Unsafe.Add(ref ends, end) < instant ? 1 : 0;

        // Where there were too many steps.
        while (Unsafe.Add(ref ends, end) < instant) end++;
        return end;
    }
}
