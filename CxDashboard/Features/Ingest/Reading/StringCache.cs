using System.Numerics;
using System.Runtime.CompilerServices;
using System.Text;

namespace CxDashboard.Features.Ingest.Reading;

/// <summary>
/// Makes strings of UTF-8 text, giving the same string again for a text seen lately. One for each column whose values repeat;
/// a column whose values do not stops looking. Memory is fixed: a newer text takes an older one's place.
/// </summary>
internal sealed class StringCache
{
    private const int Slots = 1024;
    private const int LongestKept = 64;
    private readonly byte[]?[] _keys = new byte[Slots][];
    private readonly string[] _values = new string[Slots];
    private int _asked;
    private int _missed;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public string Get(ReadOnlySpan<byte> text)
    {
        // After a few thousand texts it is clear whether they repeat.
        if (text.Length > LongestKept || (_asked > 8192 && _missed > _asked / 2)) return Encoding.UTF8.GetString(text);
        var slot = (int)(TextHash.Of(text) & (Slots - 1));
        _asked++;
        if (_keys[slot] is { } key && text.SequenceEqual(key)) return _values[slot];
        _missed++;
        _keys[slot] = text.ToArray();
        return _values[slot] = Encoding.UTF8.GetString(text);
    }
}

/// <summary>A fast 64-bit hash of bytes, the same in every process. Not for anything that an enemy may choose.</summary>
internal static class TextHash
{
    private const ulong Factor = 0x9E3779B97F4A7C15;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static ulong Of(ReadOnlySpan<byte> text)
    {
        var hash = (ulong)text.Length * Factor;
        for (; text.Length >= 8; text = text[8..]) hash = Mix(hash ^ System.Buffers.Binary.BinaryPrimitives.ReadUInt64LittleEndian(text));
        ulong rest = 0;
        for (var i = 0; i < text.Length; i++) rest |= (ulong)text[i] << (8 * i);
        return Mix(hash ^ rest);
    }

    private static ulong Mix(ulong value)
    {
        var high = Math.BigMul(value ^ 0xD6E8FEB86659FD93, Factor, out ulong low);
        return high ^ BitOperations.RotateLeft(low, 23);
    }
}
