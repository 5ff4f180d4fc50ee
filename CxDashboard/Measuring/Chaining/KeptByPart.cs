using System.Runtime.CompilerServices;
using CxDashboard.Measuring.Columns;

namespace CxDashboard.Measuring.Chaining;

/// <summary>What is found out about a part of the rows or the issues that begin in it, and kept until a row of the part is touched.</summary>
/// <param name="find">Finds it for one part.</param>
internal sealed class KeptByPart<T>(Facts facts, Func<int, T[]> find)
    where T : unmanaged
{
    private readonly Lock _gate = new();
    private (long Version, T[] Found)?[] _parts = [];

    public long Bytes => _parts.Sum(p => p is { } part ? ((long)Unsafe.SizeOf<T>() * part.Found.Length) + 56 : 0);

    /// <summary>What there is of a part. Called under the read gate.</summary>
    public ReadOnlySpan<T> Of(int part)
    {
        lock (_gate)
        {
            if (part < _parts.Length && _parts[part] is { } known && known.Version >= facts.Touches.LastOf(part)) return known.Found;
        }

        var found = find(part);
        lock (_gate)
        {
            if (part >= _parts.Length) Array.Resize(ref _parts, Math.Max(facts.Parts, part + 1));
            _parts[part] = (facts.Touches.Version, found);
        }

        return found;
    }
}
