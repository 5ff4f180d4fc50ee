using System.Text.Json;

namespace CxDashboard.Features.Ingest.Reading.Json;

/// <summary>Where in a JSON document its records are.</summary>
/// <param name="Names">The properties that lead to their array, from the outermost; none for the document itself.</param>
/// <param name="Alone">Whether there is no array: the object there is the only record.</param>
internal sealed record JsonPlace(IReadOnlyList<string> Names, bool Alone = false)
{
    /// <summary>How a map names the document itself.</summary>
    public const string Itself = ".";

    private static readonly string[] Times = ["created", "opened", "started", "start_time", "timestamp", "updated_at"];

    /// <summary>"data.tickets".</summary>
    public override string ToString() => string.Join('.', Names);

    /// <summary>Looks through a whole document for its array of objects.</summary>
    /// <param name="text">UTF-8, read to its end.</param>
    /// <param name="path">How the file is called in sentences.</param>
    /// <param name="named">Where a person says that it is, or null.</param>
    /// <exception cref="ImportRefusedException">There are several, or it is not where it should be.</exception>
    public static JsonPlace Find(Stream text, string path, string? named)
    {
        var (filled, empty, plain) = Arrays(new JsonTokens(text, path));
        var alone = new JsonPlace([], Alone: true);
        if (named == Itself) return alone;
        if (named is not null)
        {
            return filled.Concat(empty).FirstOrDefault(p => p.ToString() == named)
                ?? throw new ImportRefusedException($"The file {path} has no array of objects \"{named}\", which the map names as its records; it has {Listed(filled)}.");
        }

        // One ticket has an id and a time, and its tags and messages are arrays; a page of tickets has neither.
        if (filled.TrueForAll(p => p.Names.Count > 0) && plain.Exists(IsId) && plain.Exists(IsTime)) return alone;
        return (filled.Count, empty.Find(p => p.Names.Count <= 1)) switch
        {
            (1, _) => filled[0],
            (0, null) => alone,
            (0, var nothing) => nothing,
            _ => throw new ImportRefusedException($"The file {path} has several arrays of objects: {Listed(filled)}; say in the map which one is the records (\"records\": \"{filled[0]}\")."),
        };
    }

    private static string Listed(List<JsonPlace> places) => places.Count == 0 ? "none" : string.Join(", ", places.Select(p => p.Names.Count == 0 ? "the document itself" : $"\"{p}\""));

    private static bool IsId(string name) => name is "id" or "_id" || name.EndsWith("_id", StringComparison.OrdinalIgnoreCase);

    private static bool IsTime(string name) => Times.Any(t => name.Contains(t, StringComparison.OrdinalIgnoreCase));

    // Those outside of any other array (what is inside of one belongs to its records), and the names of the document's own plain values.
    private static (List<JsonPlace> Filled, List<JsonPlace> Empty, List<string> Plain) Arrays(JsonTokens tokens)
    {
        var (filled, empty, plain) = (new List<JsonPlace>(), new List<JsonPlace>(), new List<string>());
        var names = new List<string>();
        // A value ends its name; an object's end ends the name of the object.
        void EndValue()
        {
            if (names.Count > 0) names.RemoveAt(names.Count - 1);
        }

        while (tokens.Next() is { } token)
        {
            switch (token)
            {
                case JsonTokenType.PropertyName:
                    names.Add(tokens.Name);
                    break;
                case JsonTokenType.StartObject:
                    break;
                case JsonTokenType.StartArray:
                    var first = tokens.Next();
                    if (first is JsonTokenType.StartObject) filled.Add(new JsonPlace([.. names]));
                    else if (first is JsonTokenType.EndArray) empty.Add(new JsonPlace([.. names]));
                    if (first is not JsonTokenType.EndArray) tokens.PassArray(first is JsonTokenType.StartObject or JsonTokenType.StartArray ? 2 : 1);
                    EndValue();
                    break;
                default:
                    if (names.Count == 1 && token is (JsonTokenType.String or JsonTokenType.Number)) plain.Add(names[0]);
                    EndValue();
                    break;
            }
        }

        return (filled, empty, plain);
    }
}
