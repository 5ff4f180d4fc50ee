using System.Buffers;

namespace CxDashboard.Features.Ingest.Reading;

/// <summary>
/// The rows of another kind of file as the text of a comma-separated table, and beside it what the text cannot say: on which
/// line a row begins, and what was wrong with it before it became text. So everything above reads one kind of file.
/// </summary>
internal abstract class RowText : Stream
{
    /// <summary>What stands between the fields.</summary>
    public const char Delimiter = ',';

    /// <summary>The most bytes of one row. Longer than any comment; more of them would fill the memory.</summary>
    public const int LongestRow = 16 * 1024 * 1024;

    // As much is made at once as a reader takes at once.
    private const int Ahead = 64 * 1024;

    private static readonly SearchValues<byte> Special = SearchValues.Create(",\"\r\n"u8);
    private static readonly RowFault TooLong = new("The row is longer than 16 MB.", "The row is longer than 16 MB.");
    private readonly Queue<(long Line, RowFault? Fault)> _rows = new();
    private byte[] _text = new byte[2 * Ahead];
    private int _length, _given, _row, _fields;
    private bool _over;

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <summary>The line and the fault, if any, of the next row, the header's included: to be asked once for each row, in their order.</summary>
    public (long Line, RowFault? Fault) Next() => _rows.Dequeue();

    public override int Read(Span<byte> buffer)
    {
        if (_given == _length) Fill();
        var length = Math.Min(buffer.Length, _length - _given);
        _text.AsSpan(_given, length).CopyTo(buffer);
        _given += length;
        return length;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <summary>Makes one row by <see cref="Field"/> and <see cref="EndRow"/>; false at the end.</summary>
    protected abstract bool Advance();

    /// <summary>Adds a field, in UTF-8, to the row that is made.</summary>
    protected void Field(ReadOnlySpan<byte> text)
    {
        if (_over) return;
        // Room for quotes around, every quote doubled, and what stands between or behind.
        var room = (long)text.Length + text.Count((byte)'"') + 4;
        if (_length - _row + room > LongestRow)
        {
            _over = true;
            return;
        }

        if (_length + room > _text.Length) Array.Resize(ref _text, (int)Math.Max(_length + room, 2L * _text.Length));
        if (_fields++ > 0) _text[_length++] = (byte)Delimiter;
        if (!text.ContainsAny(Special))
        {
            text.CopyTo(_text.AsSpan(_length));
            _length += text.Length;
            return;
        }

        _text[_length++] = (byte)'"';
        foreach (var b in text)
        {
            if (b == '"') _text[_length++] = b;
            _text[_length++] = b;
        }

        _text[_length++] = (byte)'"';
    }

    /// <summary>Ends the row.</summary>
    /// <param name="line">The line of the file on which it begins, from 1.</param>
    /// <param name="fault">Why it cannot be read, or null.</param>
    protected void EndRow(long line, RowFault? fault = null)
    {
        if (_over) (_length, fault) = (_row, fault ?? TooLong);
        // A line without anything on it is no row to whoever reads it.
        if (_length == _row)
        {
            _text[_length++] = (byte)'"';
            _text[_length++] = (byte)'"';
        }

        _text[_length++] = (byte)'\n';
        (_row, _fields, _over) = (_length, 0, false);
        _rows.Enqueue((line, fault));
    }

    private void Fill()
    {
        (_given, _length, _row) = (0, 0, 0);
        while (_length < Ahead && Advance())
        {
        }
    }
}
