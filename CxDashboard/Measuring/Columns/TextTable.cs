using System.IO.Hashing;
using System.Runtime.InteropServices;
using System.Text;

namespace CxDashboard.Measuring.Columns;

/// <summary>
/// Texts as small integers: each different text has a code, in the order in which they came; 0 is unknown. Kept as UTF-8,
/// as the store has them, so that reading ten million records makes no string. Compared ordinally, as they came. One
/// thread adds; others may look up meanwhile, because what is there never changes.
/// </summary>
internal sealed class TextTable
{
    // Not the same in each process: nobody can choose texts that all meet in one place.
    private readonly long _seed;
    private byte[] _bytes = [];
    private int[] _ends = new int[16];
    private int[] _slots = new int[32];
    private int _count = 1;

    public TextTable()
        : this(Random.Shared.NextInt64())
    {
    }

    private TextTable(long seed) => _seed = seed;

    /// <summary>How many codes there are, unknown among them.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>Bytes of memory that it holds.</summary>
    public long Bytes => _bytes.Length + (4L * (_ends.Length + _slots.Length));

    /// <summary>The code of a text, which gets one if it has none. An empty text is unknown.</summary>
    /// <exception cref="InvalidOperationException">Beyond two thousand million bytes of different texts.</exception>
    public int Encode(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty) return 0;
        var slot = SlotOf(_slots, text);
        if (_slots[slot] != 0) return _slots[slot];
        var code = _count;
        var start = _ends[code - 1];
        if ((long)start + text.Length > Array.MaxLength) throw new InvalidOperationException("There are more different texts in one field than memory is laid out for.");
        if (start + text.Length > _bytes.Length)
        {
            var grown = new byte[Math.Min(Array.MaxLength, Math.Max(start + text.Length, 256 + (_bytes.Length * 3L / 2)))];
            _bytes.AsSpan(0, start).CopyTo(grown);
            Volatile.Write(ref _bytes, grown);
        }

        text.CopyTo(_bytes.AsSpan(start));
        if (code == _ends.Length)
        {
            var grown = new int[Math.Max(16, _ends.Length * 2)];
            _ends.CopyTo(grown, 0);
            Volatile.Write(ref _ends, grown);
        }

        _ends[code] = start + text.Length;
        if (code >= _slots.Length - (_slots.Length / 3))
        {
            Rehash();
            slot = SlotOf(_slots, text);
        }

        // Last: whoever finds the code finds its text.
        Volatile.Write(ref _slots[slot], code);
        Volatile.Write(ref _count, code + 1);
        return code;
    }

    /// <inheritdoc cref="Encode(ReadOnlySpan{byte})"/>
    public int Encode(string? text) => string.IsNullOrEmpty(text) ? 0 : Encode(Encoding.UTF8.GetBytes(text).AsSpan());

    /// <summary>The code of a text; -1 where none has it.</summary>
    public int Find(string? text)
    {
        if (string.IsNullOrEmpty(text)) return 0;
        var slots = Volatile.Read(ref _slots);
        return Volatile.Read(ref slots[SlotOf(slots, Encoding.UTF8.GetBytes(text))]) is var code and > 0 ? code : -1;
    }

    /// <summary>The text of a code; null for unknown.</summary>
    public string? NameOf(int code) => code == 0 ? null : Encoding.UTF8.GetString(TextOf(code));

    /// <summary>Writes it for a later <see cref="Read"/>.</summary>
    public void Write(BinaryWriter writer)
    {
        writer.Write(_count);
        writer.Write(_seed);
        writer.Write(_ends[_count - 1]);
        writer.Write(_slots.Length);
        writer.Write(_bytes.AsSpan(0, _ends[_count - 1]));
        writer.Write(MemoryMarshal.AsBytes(_ends.AsSpan(0, _count)));
        writer.Write(MemoryMarshal.AsBytes(_slots.AsSpan()));
    }

    public static TextTable Read(ColumnReader reader)
    {
        var count = reader.ReadInt32();
        var (seed, bytes, slots) = (reader.ReadInt64(), reader.ReadInt32(), reader.ReadInt32());
        return new TextTable(seed) { _count = count, _bytes = reader.ReadArray<byte>(bytes), _ends = reader.ReadArray<int>(count), _slots = reader.ReadArray<int>(slots) };
    }

    private ReadOnlySpan<byte> TextOf(int code)
    {
        var ends = Volatile.Read(ref _ends);
        return Volatile.Read(ref _bytes).AsSpan(ends[code - 1]..ends[code]);
    }

    // Where the text is, or the free place where it belongs.
    private int SlotOf(int[] slots, ReadOnlySpan<byte> text)
    {
        var mask = slots.Length - 1;
        var slot = (int)XxHash3.HashToUInt64(text, _seed) & mask;
        while (Volatile.Read(ref slots[slot]) is var code and > 0 && !TextOf(code).SequenceEqual(text)) slot = (slot + 1) & mask;
        return slot;
    }

    private void Rehash()
    {
        var grown = new int[_slots.Length * 2];
        for (var code = 1; code < _count; code++) grown[SlotOf(grown, TextOf(code))] = code;
        Volatile.Write(ref _slots, grown);
    }
}
