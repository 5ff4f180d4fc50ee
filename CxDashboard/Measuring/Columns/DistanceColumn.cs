using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using CxDashboard.Domain.Interactions;

namespace CxDashboard.Measuring.Columns;

/// <summary>
/// A further instant of each row, kept as its distance from the row's opening in 4 bytes: whole seconds up to 17 years,
/// milliseconds up to 6 days, anything else in a list of its own. Exact. A part where nothing is known takes no room.
/// </summary>
internal sealed class DistanceColumn
{
    // The two lowest bits say which: 0 is an array's natural state, unknown.
    private const int Seconds = 1;
    private const int Milliseconds = 2;
    private const int Far = 3;
    private const int Limit = 1 << 29;

    private readonly List<long> _far = [];
    private int[]?[] _parts = [];

    public long Bytes => _parts.Sum(p => p is null ? 0L : Buffer.ByteLength(p)) + (8L * _far.Capacity);

    /// <summary>The instant of a row that opened at <paramref name="opened"/>; <see cref="Lifeline.Unknown"/> without one.</summary>
    public long Get(int row, long opened)
    {
        var part = row >> Part.Bits;
        return part < _parts.Length && _parts[part] is { } codes ? Decode(codes[row & Part.Mask], opened) : Lifeline.Unknown;
    }

    public void Set(int row, long opened, long instant)
    {
        ref var part = ref Part.At(ref _parts, row >> Part.Bits);
        if (part is null && instant == Lifeline.Unknown) return;
        (part ??= new int[Part.Rows])[row & Part.Mask] = Encode(opened, instant);
    }

    /// <summary>Makes room for so many parts, after which different rows may be set at once from several threads.</summary>
    public void Prepare(int parts)
    {
        for (var p = 0; p < parts; p++) Part.At(ref _parts, p) ??= new int[Part.Rows];
    }

    /// <summary>The codes of a part, for <see cref="Decode"/>; null where nothing is known.</summary>
    public int[]? Of(int part) => part < _parts.Length ? _parts[part] : null;

    /// <summary>The instant that a code means; 0 means <see cref="Lifeline.Unknown"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public long Decode(int code, long opened) => (code & 3) == Seconds ? opened + ((code >> 2) * 1000L) : DecodeOther(code, opened);

    /// <summary>The instant of a code of whole seconds, as most are, told without a condition.</summary>
    /// <param name="isOther">0 where the code is one; else it means nothing.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long DecodeSeconds(int code, long opened, out int isOther)
    {
        isOther = (code & 3) ^ Seconds;
        return opened + ((code >> 2) * 1000L);
    }

    /// <summary>More seconds than any code of whole seconds means.</summary>
    public const int MostSeconds = Limit;

    /// <summary>The code of so many seconds, in all places. Codes of whole seconds are in the order of their distances.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> OfSeconds(int seconds) => Vector256.Create(CodeOf(seconds));

    /// <summary>The code of so many seconds.</summary>
    public static int CodeOf(long seconds) => (int)(seconds << 2) | Seconds;

    /// <summary>Whether a code is one of whole seconds.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsSeconds(int code) => (code & 3) == Seconds;

    /// <summary>All ones where a code is one of whole seconds.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> AreSeconds(Vector256<int> codes) => Vector256.Equals(codes & Vector256.Create(3), Vector256.Create(Seconds));

    private long DecodeOther(int code, long opened) => (code & 3) switch
    {
        Milliseconds => opened + (code >> 2),
        Far => _far[code >>> 2],
        _ => Lifeline.Unknown,
    };

    public void Write(BinaryWriter writer, int parts)
    {
        writer.Write(_far.Count);
        writer.Write(MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(_far)));
        for (var p = 0; p < parts; p++)
        {
            var part = Of(p);
            writer.Write(part is not null);
            if (part is not null) writer.Write(MemoryMarshal.AsBytes(part.AsSpan()));
        }
    }

    public static DistanceColumn Read(ColumnReader reader, int parts)
    {
        var column = new DistanceColumn { _parts = new int[parts][] };
        column._far.AddRange(reader.ReadList<long>());
        for (var p = 0; p < parts; p++)
        {
            if (!reader.ReadBoolean()) continue;
            column._parts[p] = reader.ReadArray<int>(Part.Rows);
        }

        return column;
    }

    private int Encode(long opened, long instant)
    {
        if (instant == Lifeline.Unknown) return 0;
        var distance = instant - opened;
        if (distance % 1000 == 0 && distance / 1000 is > -Limit and < Limit) return (int)((distance / 1000) << 2) | Seconds;
        if (distance is > -Limit and < Limit) return (int)(distance << 2) | Milliseconds;
        lock (_far)
        {
            _far.Add(instant);
            return ((_far.Count - 1) << 2) | Far;
        }
    }
}
