using System.Text.Json;

namespace CxDashboard.Features.Ingest.Reading.Json;

/// <summary>Reads the records of an array in a JSON document, or its single record, one at a time.</summary>
internal sealed class JsonArrayRecords : JsonRecords
{
    private static readonly RowFault NoObject = new("The record is not an object.", "The record is not an object { … }.");
    private readonly Stream _text;
    private readonly JsonTokens _tokens;
    private readonly JsonPlace _place;
    private byte[] _record = [];
    private bool _ended;

    public JsonArrayRecords(Stream text, string path, JsonPlace place)
    {
        (_text, _place) = (text, place);
        _tokens = new JsonTokens(text, path);
        if (!place.Alone) _ended = !Enter();
    }

    public override ReadOnlySpan<byte> Text => _record;

    public override bool Next()
    {
        if (_ended) return false;
        var whole = _tokens.TryNextValue(out var value, out var type, out var line);
        if (_place.Alone) _ended = true;
        if (whole && type == JsonTokenType.EndArray)
        {
            Finish();
            return false;
        }

        whole &= value.Length <= RowText.LongestRow;
        Line = line;
        Fault = !whole ? TooLong : type == JsonTokenType.StartObject ? null : NoObject;
        _record = whole ? value.ToArray() : [];
        if (_ended) Finish();
        return true;
    }

    public override void Dispose() => _text.Dispose();

    // To the end, because a document that breaks off behind its records is damaged too.
    private void Finish()
    {
        _ended = true;
        while (_tokens.Next() is not null)
        {
        }
    }

    // To the beginning of the array; false where it is not there.
    private bool Enter()
    {
        var found = 0;
        while (_tokens.Next() is { } token)
        {
            switch (token)
            {
                case JsonTokenType.PropertyName when found < _place.Names.Count && _tokens.Name == _place.Names[found]:
                    found++;
                    break;
                case JsonTokenType.PropertyName:
                    PassValue();
                    break;
                case JsonTokenType.StartArray when found == _place.Names.Count:
                    return true;
                case JsonTokenType.StartObject:
                    break;
                default:
                    return false;
            }
        }

        return false;
    }

    private void PassValue()
    {
        if (_tokens.Next() is JsonTokenType.StartArray or JsonTokenType.StartObject) _tokens.PassArray(1);
    }
}
