using System.Runtime.CompilerServices;

namespace CxDashboard.Features.Ingest.Reading;

/// <summary>
/// Finds the ids that stand in a file more than once, in fixed memory: a few are remembered as they are, more of them are noted by
/// a Bloom filter of 16 MB; an id that was seen before is remembered by its hash. The filter may take an id for returning that is
/// not, never the other way round. When too many return to be remembered, all of them count as returning.
/// </summary>
internal sealed class ReturningIds
{
    private const int Bits = 1 << 27;

    // Most files are small, and making the filter takes longer than reading one of them.
    private const int Few = 20_000;

    private readonly HashSet<ulong> _returning = [];
    private readonly int _mostRemembered;
    private HashSet<ulong>? _few = [];
    private ulong[] _seen = [];

    public ReturningIds(int mostRemembered = 1_000_000) => _mostRemembered = mostRemembered;

    /// <summary>Whether so many return that no id can be told apart any more.</summary>
    public bool All { get; private set; }

    /// <summary>Whether any id returns.</summary>
    public bool Any => All || _returning.Count > 0;

    /// <summary>Whether this id may stand in the file more than once.</summary>
    public bool Contains(ulong id) => All || _returning.Contains(id);

    /// <summary>Notes one appearance of an id.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Note(ulong id)
    {
        if (All) return;
        if (!IsKnown(id) || !_returning.Add(id) || _returning.Count <= _mostRemembered) return;
        All = true;
        _returning.Clear();
        _returning.TrimExcess();
    }

    /// <summary>Every id was noted: lets the filter go and keeps what returned.</summary>
    public void Close() => (_few, _seen) = (null, []);

    // Notes an id, and tells whether it was noted before.
    private bool IsKnown(ulong id)
    {
        if (_few is null) return Filter(id);
        if (!_few.Add(id)) return true;
        if (_few.Count <= Few) return false;
        _seen = new ulong[Bits / 64];
        foreach (var few in _few) Filter(few);
        _few = null;
        return false;
    }

    private bool Filter(ulong id) => Set((int)(id & (Bits - 1))) & Set((int)((id >> 32) & (Bits - 1)));

    private bool Set(int bit)
    {
        ref var word = ref _seen[bit >> 6];
        var mask = 1UL << (bit & 63);
        var was = (word & mask) != 0;
        word |= mask;
        return was;
    }
}
