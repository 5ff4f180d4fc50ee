namespace CxDashboard.Features.Ingest.Reading;

/// <summary>The encodings that are told apart.</summary>
internal enum TextEncoding { Utf8, Utf8Marked, Utf16LittleEndian, Utf16BigEndian, Windows1252 }

/// <summary>What bytes tell of their encoding.</summary>
/// <param name="Encoding">The one they fit.</param>
/// <param name="For">
/// How much speaks for it: of UTF-8 the letters beyond ASCII that are right, of UTF-16 the zeros that stand where they should, of
/// Windows-1252 the bytes beyond ASCII that no UTF-8 can be. 0 is pure ASCII, which every one but UTF-16 reads alike.
/// </param>
/// <param name="Against">How much speaks against it, counted likewise.</param>
internal sealed record EncodingFinding(TextEncoding Encoding, long For, long Against)
{
    /// <summary>How many bytes at the beginning are the byte order mark.</summary>
    public required int Mark { get; init; }

    /// <summary>The encoding to read by; null for UTF-8, which is read as it is.</summary>
    public System.Text.Encoding? ToRead => Encoding switch
    {
        TextEncoding.Utf16LittleEndian => System.Text.Encoding.Unicode,
        TextEncoding.Utf16BigEndian => System.Text.Encoding.BigEndianUnicode,
        TextEncoding.Windows1252 => SourceFile.FindEncoding("windows-1252"),
        _ => null,
    };
}

/// <summary>Tells UTF-8, UTF-16 and Windows-1252 apart by their bytes.</summary>
internal static class EncodingSniffer
{
    private const int Head = 64 * 1024;

    /// <summary>Looks at the beginning of a text; a letter that is cut off at its end speaks for nothing.</summary>
    public static EncodingFinding Detect(ReadOnlySpan<byte> head)
    {
        if (Wide(head) is { } wide) return wide;
        var check = new Utf8Tally();
        check.Add(head);
        return Narrow(head, check);
    }

    /// <summary>Looks at a whole text in one pass: what its beginning cannot tell, the end may.</summary>
    /// <param name="text">Read to its end and left open.</param>
    public static EncodingFinding Detect(Stream text)
    {
        var buffer = new byte[Head];
        var read = text.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
        var head = buffer.AsSpan(0, read).ToArray();
        if (Wide(head) is { } wide) return wide;
        var check = new Utf8Tally();
        for (; read > 0; read = text.Read(buffer)) check.Add(buffer.AsSpan(0, read));
        check.End();
        return Narrow(head, check);
    }

    // Text of two bytes a letter shows itself by its mark, or by a zero in every other byte: headers, digits and line ends are
    // ASCII in every language.
    private static EncodingFinding? Wide(ReadOnlySpan<byte> head)
    {
        var (even, odd) = (0L, 0L);
        var pairs = Math.Min(head.Length, Head) / 2;
        for (var i = 0; i < pairs; i++)
        {
            if (head[2 * i] == 0) even++;
            if (head[(2 * i) + 1] == 0) odd++;
        }

        if (head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE])) return new(TextEncoding.Utf16LittleEndian, odd, even) { Mark = 2 };
        if (head.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF])) return new(TextEncoding.Utf16BigEndian, even, odd) { Mark = 2 };
        if (odd * 10 > pairs && odd > even * 10) return new(TextEncoding.Utf16LittleEndian, odd, even) { Mark = 0 };
        if (even * 10 > pairs && even > odd * 10) return new(TextEncoding.Utf16BigEndian, even, odd) { Mark = 0 };
        return null;
    }

    private static EncodingFinding Narrow(ReadOnlySpan<byte> head, Utf8Tally tally)
    {
        if (head.StartsWith("\uFEFF"u8)) return new(TextEncoding.Utf8Marked, tally.Valid, tally.Invalid) { Mark = 3 };
        return tally.Invalid > tally.Valid
            ? new(TextEncoding.Windows1252, tally.Invalid, tally.Valid) { Mark = 0 }
            : new(TextEncoding.Utf8, tally.Valid, tally.Invalid) { Mark = 0 };
    }
}

/// <summary>Counts, chunk by chunk, the letters beyond ASCII that are right UTF-8, and the bytes that are not.</summary>
internal sealed class Utf8Tally
{
    private readonly byte[] _rest = new byte[4];
    private int _kept;

    /// <summary>Letters of two to four bytes that are right.</summary>
    public long Valid { get; private set; }

    /// <summary>Bytes beyond ASCII that belong to no letter.</summary>
    public long Invalid { get; private set; }

    public void Add(ReadOnlySpan<byte> chunk)
    {
        // A letter that the last chunk cut off is finished byte by byte.
        while (_kept > 0 && chunk.Length > 0)
        {
            _rest[_kept++] = chunk[0];
            chunk = chunk[1..];
            var whole = _rest.AsSpan(0, _kept);
            var status = System.Text.Rune.DecodeFromUtf8(whole, out _, out var used);
            if (status == System.Buffers.OperationStatus.NeedMoreData) continue;
            _kept = 0;
            if (status == System.Buffers.OperationStatus.Done) Valid++;
            else Invalid += used;
            // What did not belong to it is looked at again by itself.
            if (used < whole.Length) Count(whole[used..].ToArray());
        }

        Count(chunk);
    }

    /// <summary>The text is over: a letter cut off here is a mistake.</summary>
    public void End()
    {
        Invalid += _kept;
        _kept = 0;
    }

    private void Count(ReadOnlySpan<byte> chunk)
    {
        while (chunk.Length > 0)
        {
            var next = chunk.IndexOfAnyInRange((byte)0x80, (byte)0xFF);
            if (next < 0) return;
            chunk = chunk[next..];
            var status = System.Text.Rune.DecodeFromUtf8(chunk, out _, out var used);
            if (status == System.Buffers.OperationStatus.NeedMoreData)
            {
                chunk.CopyTo(_rest);
                _kept = chunk.Length;
                return;
            }

            if (status == System.Buffers.OperationStatus.Done) Valid++;
            else Invalid += used;
            chunk = chunk[used..];
        }
    }
}
