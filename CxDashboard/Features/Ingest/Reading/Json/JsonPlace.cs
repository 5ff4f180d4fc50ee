using System.Text.Json;

namespace CxDashboard.Features.Ingest.Reading.Json;

/// <summary>Where in a JSON document its records are.</summary>
/// <param name="Names">The properties that lead to their array, from the outermost; none for the document itself.</param>
/// <param name="Alone">Whether there is no array: the object there is the only record.</param>
internal sealed record JsonPlace(IReadOnlyList<string> Names, bool Alone = false)
{
    /// <summary>"data.tickets".</summary>
    public override string ToString() => string.Join('.', Names);

    /// <summary>Looks through a whole document for its array of objects.</summary>
    /// <param name="text">UTF-8, read to its end.</param>
    /// <param name="path">How the file is called in sentences.</param>
    /// <param name="named">Where a person says that it is, or null.</param>
    /// <exception cref="ImportRefusedException">There are several, or it is not where it should be.</exception>
    public static JsonPlace Find(Stream text, string path, string? named)
    {
        var (filled, empty) = Arrays(new JsonTokens(text, path));
        if (named is not null)
        {
            return filled.Concat(empty).FirstOrDefault(p => p.ToString() == named)
                ?? throw new ImportRefusedException($"The file {path} has no array of objects \"{named}\", which the map names as its records; it has {Listed(filled)}.");
        }

        return (filled.Count, empty.Count) switch
        {
            (1, _) => filled[0],
            (0, 0) => new JsonPlace([], Alone: true),
            (0, _) => empty[0],
            _ => throw new ImportRefusedException($"The file {path} has several arrays of objects: {Listed(filled)}; say in the map which one is the records (\"records\": \"{filled[0]}\")."),
        };
    }

    private static string Listed(List<JsonPlace> places) => places.Count == 0 ? "none" : string.Join(", ", places.Select(p => p.Names.Count == 0 ? "the document itself" : $"\"{p}\""));

    // Those outside of any other array: what is inside of one belongs to its records.
    private static (List<JsonPlace> Filled, List<JsonPlace> Empty) Arrays(JsonTokens tokens)
    {
        var (filled, empty) = (new List<JsonPlace>(), new List<JsonPlace>());
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
                    EndValue();
                    break;
            }
        }

        return (filled, empty);
    }
}
