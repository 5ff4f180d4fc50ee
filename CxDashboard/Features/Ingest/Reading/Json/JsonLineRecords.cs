namespace CxDashboard.Features.Ingest.Reading.Json;

/// <summary>Reads JSON Lines: what stands on one line is one record, and blank lines are none. Source: https://jsonlines.org</summary>
internal sealed class JsonLineRecords(Stream text) : JsonRecords
{
    private byte[] _buffer = new byte[128 * 1024];
    private int _start, _end, _first, _length;
    private long _lines;
    private bool _final;

    public override ReadOnlySpan<byte> Text => _buffer.AsSpan(_first, _length);

    public override bool Next()
    {
        while (ReadLine())
        {
            if (Fault is not null || Text.IndexOfAnyExcept(" \t\r"u8) >= 0) return true;
        }

        return false;
    }

    public override void Dispose() => text.Dispose();

    private bool ReadLine()
    {
        (Fault, _length) = (null, 0);
        var looked = 0;
        while (true)
        {
            var end = _buffer.AsSpan(_start + looked, _end - _start - looked).IndexOf((byte)'\n');
            if (end >= 0)
            {
                Take(looked + end);
                _start = _first + looked + end + 1;
                return true;
            }

            looked = _end - _start;
            if (looked > RowText.LongestRow)
            {
                // What is known of the line is let go, and its end is looked for.
                Fault = TooLong;
                (_start, _end, looked) = (0, 0, 0);
            }

            if (Fill()) continue;
            if (looked == 0 && Fault is null) return false;
            Take(looked);
            _start = _end;
            return true;
        }
    }

    private void Take(int length)
    {
        if (length > RowText.LongestRow) Fault = TooLong;
        (_first, _length, Line) = (_start, Fault is null ? length : 0, ++_lines);
    }

    // False at the end of the file.
    private bool Fill()
    {
        if (_final) return false;
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
        }

        if (_end == _buffer.Length) Array.Resize(ref _buffer, 2 * _buffer.Length);
        var read = text.Read(_buffer.AsSpan(_end));
        _end += read;
        _final = read == 0;
        return !_final;
    }
}
