using System.Text.Json;

namespace CxDashboard.Features.Ingest.Reading.Json;

/// <summary>Reads a JSON document piece by piece from a stream, so that only what is asked for is in memory at once.</summary>
internal sealed class JsonTokens(Stream text, string path)
{
    private byte[] _buffer = new byte[128 * 1024];
    private int _start, _end;
    private bool _final;
    private JsonReaderState _state;

    /// <summary>The name of a property, when that is the token.</summary>
    public string Name { get; private set; } = "";

    /// <summary>The line that is read, from 1.</summary>
    public long Line { get; private set; } = 1;

    /// <summary>The next token, or null at the end of the document.</summary>
    /// <exception cref="ImportRefusedException">The document is not JSON.</exception>
    public JsonTokenType? Next()
    {
        while (true)
        {
            try
            {
                var reader = new Utf8JsonReader(_buffer.AsSpan(_start, _end - _start), _final, _state);
                if (reader.Read())
                {
                    if (reader.TokenType == JsonTokenType.PropertyName) Name = reader.GetString()!;
                    Consume(in reader);
                    return reader.TokenType;
                }
            }
            catch (Exception e) when (e is JsonException or InvalidOperationException)
            {
                throw Refused(e);
            }

            if (_final) return null;
            if (!Fill()) throw new ImportRefusedException($"The file {path}, line {Line}: a single text in it is longer than 16 MB.");
        }
    }

    /// <summary>
    /// Reads the next value whole. False where it is an object of more than 16 MB, which was passed over. The value is empty at
    /// the end of the array.
    /// </summary>
    public bool TryNextValue(out ReadOnlySpan<byte> value, out JsonTokenType type, out long line)
    {
        while (true)
        {
            try
            {
                var reader = new Utf8JsonReader(_buffer.AsSpan(_start, _end - _start), _final, _state);
                if (reader.Read())
                {
                    (type, line) = (reader.TokenType, Line + Breaks((int)reader.TokenStartIndex));
                    var first = _start + (int)reader.TokenStartIndex;
                    if (reader.TrySkip())
                    {
                        value = type == JsonTokenType.EndArray ? default : _buffer.AsSpan(first, _start + (int)reader.BytesConsumed - first);
                        Consume(in reader);
                        return true;
                    }

                    if (!Fill())
                    {
                        value = default;
                        Next();
                        PassArray(1);
                        return false;
                    }

                    continue;
                }
            }
            catch (Exception e) when (e is JsonException or InvalidOperationException)
            {
                throw Refused(e);
            }

            if (_final) throw new ImportRefusedException($"The file {path} breaks off in line {Line}; fetch it again.");
            if (!Fill()) throw new ImportRefusedException($"The file {path}, line {Line}: a single text in it is longer than 16 MB.");
        }
    }

    /// <summary>Reads on until so many open arrays and objects are closed.</summary>
    public void PassArray(int depth)
    {
        while (depth > 0 && Next() is { } token)
        {
            if (token is JsonTokenType.StartArray or JsonTokenType.StartObject) depth++;
            else if (token is JsonTokenType.EndArray or JsonTokenType.EndObject) depth--;
        }
    }

    private void Consume(in Utf8JsonReader reader)
    {
        Line += Breaks((int)reader.BytesConsumed);
        _start += (int)reader.BytesConsumed;
        _state = reader.CurrentState;
    }

    private int Breaks(int length) => _buffer.AsSpan(_start, length).Count((byte)'\n');

    // False where what is held is as long as anything may be.
    private bool Fill()
    {
        if (_end - _start > RowText.LongestRow) return false;
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
        }

        if (_end == _buffer.Length) Array.Resize(ref _buffer, 2 * _buffer.Length);
        var read = text.Read(_buffer.AsSpan(_end));
        _end += read;
        _final = read == 0;
        return true;
    }

    private ImportRefusedException Refused(Exception e)
    {
        var line = e is JsonException { LineNumber: { } number } ? number + 1 : Line;
        return new ImportRefusedException($"The file {path}, line {line}, is not readable JSON: {Reason(e)}. Fetch it again, or mend that line.", e);
    }

    /// <summary>What is wrong, in the reader's words but without places that mean nothing to a person.</summary>
    public static string Reason(Exception e) => e.Message.Split(" LineNumber", 2)[0].Split(" Change the reader options", 2)[0].TrimEnd('.');
}
