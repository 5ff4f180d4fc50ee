using System.Text.Json;

namespace CxDashboard.Features.Ingest.Reading.Json;

/// <summary>An array of a document, outside of any other one.</summary>
/// <param name="Names">The properties that lead to it, from the outermost; none for the document itself.</param>
/// <param name="Count">How many objects are in it.</param>
/// <param name="First">The names of the first one's properties.</param>
internal sealed record JsonArrayFound(IReadOnlyList<string> Names, long Count, IReadOnlyList<string> First);

/// <summary>What a whole JSON document is made of, as far as it matters for where its records are.</summary>
internal sealed class JsonOutline
{
    // More names than these nobody reads, and a page of them would fill the memory.
    private const int MostNames = 200;

    private readonly List<JsonArrayFound> _filled = [];
    private readonly List<IReadOnlyList<string>> _empty = [];
    private readonly Dictionary<string, (bool Id, bool Time)> _marks = new(StringComparer.Ordinal);
    private readonly List<string> _own = [];
    private readonly List<string> _path = [];

    private static readonly string[] Times = ["created", "opened", "started", "start_time", "timestamp", "updated_at"];

    private JsonOutline()
    {
    }

    /// <summary>The arrays of objects, in their order; what is inside of one belongs to its records.</summary>
    public IReadOnlyList<JsonArrayFound> Arrays => _filled;

    /// <summary>Arrays without anything in them.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Empty => _empty;

    /// <summary>The names of the document's own properties.</summary>
    public IReadOnlyList<string> Own => _own;

    /// <param name="text">UTF-8, read to its end.</param>
    /// <param name="path">How the file is called in sentences.</param>
    /// <exception cref="ImportRefusedException">It is no JSON.</exception>
    public static JsonOutline Read(Stream text, string path)
    {
        var outline = new JsonOutline();
        outline.ReadAll(new JsonTokens(text, path));
        return outline;
    }

    /// <summary>Whether a name is one that only something with an identity has.</summary>
    public static bool IsId(string name) => name is "id" or "_id" || name.EndsWith("_id", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a name tells when something began.</summary>
    public static bool IsTime(string name) => Times.Any(t => name.Contains(t, StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether the array is a part of something that has an id and a time of its own, as tags and messages are of a ticket; a page of tickets has neither.</summary>
    public bool IsPart(JsonArrayFound array)
    {
        for (var depth = array.Names.Count - 1; depth >= 0; depth--)
        {
            if (_marks.TryGetValue(string.Join('.', array.Names.Take(depth)), out var marks) && marks is { Id: true, Time: true }) return true;
        }

        return false;
    }

    /// <summary>Whether the document itself has an id and a time.</summary>
    public bool IsRecord => _marks.TryGetValue("", out var marks) && marks is { Id: true, Time: true };

    private void ReadAll(JsonTokens tokens)
    {
        while (tokens.Next() is { } token)
        {
            switch (token)
            {
                case JsonTokenType.PropertyName:
                    _path.Add(tokens.Name);
                    if (_path.Count == 1 && _own.Count < MostNames) _own.Add(tokens.Name);
                    break;
                case JsonTokenType.StartObject:
                    break;
                case JsonTokenType.StartArray:
                    ReadArray(tokens);
                    EndValue();
                    break;
                default:
                    if (token is JsonTokenType.String or JsonTokenType.Number && _path.Count > 0) Mark();
                    EndValue();
                    break;
            }
        }
    }

    private void ReadArray(JsonTokens tokens)
    {
        var (names, first) = ((string[])[.. _path], tokens.Next());
        if (first is JsonTokenType.EndArray)
        {
            _empty.Add(names);
            return;
        }

        if (first is not JsonTokenType.StartObject)
        {
            tokens.PassArray(first is JsonTokenType.StartArray ? 2 : 1);
            return;
        }

        var (depth, count, own) = (2, 1L, new List<string>());
        while (depth > 0 && tokens.Next() is { } token)
        {
            if (token is JsonTokenType.StartArray or JsonTokenType.StartObject)
            {
                if (depth++ == 1 && token == JsonTokenType.StartObject) count++;
            }
            else if (token is JsonTokenType.EndArray or JsonTokenType.EndObject)
            {
                depth--;
            }
            else if (token == JsonTokenType.PropertyName && depth == 2 && count == 1 && own.Count < MostNames)
            {
                own.Add(tokens.Name);
            }
        }

        _filled.Add(new JsonArrayFound(names, count, own));
    }

    // A plain value says something of the object that it stands in.
    private void Mark()
    {
        var of = string.Join('.', _path.Take(_path.Count - 1));
        var marks = _marks.GetValueOrDefault(of);
        _marks[of] = (marks.Id || IsId(_path[^1]), marks.Time || IsTime(_path[^1]));
    }

    // A value ends its name; an object's end ends the name of the object.
    private void EndValue()
    {
        if (_path.Count > 0) _path.RemoveAt(_path.Count - 1);
    }
}
