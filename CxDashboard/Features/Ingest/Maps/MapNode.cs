using System.Text.Json;

namespace CxDashboard.Features.Ingest.Maps;

/// <summary>One JSON value of a map, with the words that say where it stands.</summary>
internal readonly record struct MapNode(string File, string Place, JsonElement Element)
{
    public ImportRefusedException Mistake(string what) => new($"The map {File} has a mistake in {Place}: {what}.");

    /// <summary>Refuses a property that nobody reads: most are slips of the pen.</summary>
    public void Only(params ReadOnlySpan<string> known)
    {
        if (Element.ValueKind != JsonValueKind.Object) throw Mistake("it must be an object { … }");
        foreach (var property in Element.EnumerateObject())
        {
            if (!known.Contains(property.Name)) throw Mistake($"\"{property.Name}\" is not known here; known are {string.Join(", ", known.ToArray())}");
        }
    }

    public MapNode? Child(string name) =>
        Element.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? new MapNode(File, $"\"{name}\"", value) : null;

    public IEnumerable<(string Name, MapNode Node)> Children()
    {
        if (Element.ValueKind != JsonValueKind.Object) throw Mistake("it must be an object { … }");
        foreach (var property in Element.EnumerateObject()) yield return (property.Name, new MapNode(File, $"\"{property.Name}\"", property.Value));
    }

    public string? Text(string name)
    {
        if (Child(name) is not { } child) return null;
        return child.Element.ValueKind switch
        {
            JsonValueKind.String => child.Element.GetString(),
            // A scale or a constant is naturally written as a number.
            JsonValueKind.Number => child.Element.GetRawText(),
            _ => throw Mistake($"\"{name}\" must be a text"),
        };
    }

    /// <summary>A list of texts; one text alone is a list of one.</summary>
    public IReadOnlyList<string> Texts(string name)
    {
        if (Child(name) is not { } child) return [];
        if (child.Element.ValueKind == JsonValueKind.String) return [child.Element.GetString()!];
        if (child.Element.ValueKind != JsonValueKind.Array) throw Mistake($"\"{name}\" must be a list of texts");
        var mistake = Mistake($"\"{name}\" must be a list of texts");
        return [.. child.Element.EnumerateArray().Select(e => e.ValueKind == JsonValueKind.String ? e.GetString()! : throw mistake)];
    }
}
