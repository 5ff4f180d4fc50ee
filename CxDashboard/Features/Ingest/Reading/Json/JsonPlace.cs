namespace CxDashboard.Features.Ingest.Reading.Json;

/// <summary>Where in a JSON document its records are.</summary>
/// <param name="Names">The properties that lead to their array, from the outermost; none for the document itself.</param>
/// <param name="Alone">Whether there is no array: the object there is the only record.</param>
internal sealed record JsonPlace(IReadOnlyList<string> Names, bool Alone = false)
{
    /// <summary>How a map names the document itself.</summary>
    public const string Itself = ".";

    /// <summary>"data.tickets".</summary>
    public override string ToString() => string.Join('.', Names);

    /// <summary>Looks through a whole document for its array of objects.</summary>
    /// <param name="text">UTF-8, read to its end.</param>
    /// <param name="path">How the file is called in sentences.</param>
    /// <param name="named">Where a person says that it is, or null.</param>
    /// <exception cref="ImportRefusedException">There are several, or it is not where it should be.</exception>
    public static JsonPlace Find(Stream text, string path, string? named)
    {
        var outline = JsonOutline.Read(text, path);
        if (named == Itself) return Whole;
        if (named is not null)
        {
            return outline.Arrays.Select(a => a.Names).Concat(outline.Empty).Where(n => string.Join('.', n) == named).Select(n => new JsonPlace(n)).FirstOrDefault()
                ?? throw new ImportRefusedException($"The file {path} has no array of objects \"{named}\", which the map names as its records; it has {Listed(outline.Arrays)}.");
        }

        return Usual(outline)
            ?? throw new ImportRefusedException($"The file {path} has several arrays of objects: {Listed(outline.Arrays)}; say in the map which one is the records (\"records\": \"{string.Join('.', outline.Arrays[0].Names)}\").");
    }

    /// <summary>Where the records are, as far as the document leaves no other reading; null where there are several arrays.</summary>
    public static JsonPlace? Usual(JsonOutline outline)
    {
        // One ticket has an id and a time, and its tags and messages are arrays; a page of tickets has neither.
        if (outline.IsRecord && outline.Arrays.All(a => a.Names.Count > 0)) return Whole;
        if (outline.Arrays.Count > 0 && outline.Arrays.All(outline.IsPart)) return Whole;
        return (outline.Arrays.Count, outline.Empty.FirstOrDefault(e => e.Count <= 1)) switch
        {
            (1, _) => new JsonPlace(outline.Arrays[0].Names),
            (0, null) => Whole,
            (0, var nothing) => new JsonPlace(nothing),
            _ => null,
        };
    }

    private static JsonPlace Whole => new([], Alone: true);

    private static string Listed(IReadOnlyList<JsonArrayFound> arrays) =>
        arrays.Count == 0 ? "none" : string.Join(", ", arrays.Select(a => a.Names.Count == 0 ? "the document itself" : $"\"{string.Join('.', a.Names)}\""));
}
