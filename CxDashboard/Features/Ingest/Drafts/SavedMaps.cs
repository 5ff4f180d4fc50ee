using System.Text.Json;
using System.Text.Json.Nodes;
using CxDashboard.Data;
using CxDashboard.Features.Ingest.Guessing;

namespace CxDashboard.Features.Ingest.Drafts;

/// <summary>A map that somebody saved from the page, with the choices that made it.</summary>
public sealed record SavedMap(string Name, MapChoices Choices);

/// <summary>
/// Maps in the data folder that were made in the page: files like any other map, which the command line and the inbox find by their name, with the header's shape and the
/// choices beside, so that the page finds them again when such a file comes.
/// </summary>
public sealed class SavedMaps(DataFolder folder, ILogger<SavedMaps> log)
{
    private static readonly JsonSerializerOptions Written = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The maps that were made of files with this header, by name.</summary>
    public IReadOnlyList<SavedMap> Fitting(string shape)
    {
        if (!Directory.Exists(folder.MapsPath)) return [];
        return [.. Directory.EnumerateFiles(folder.MapsPath, "*.json").Order(StringComparer.Ordinal).Select(p => Read(p, shape)).OfType<SavedMap>()];
    }

    /// <summary>Saves the map of a draft under a name; gives the sentence that says what came of it.</summary>
    public string Save(string name, ImportDraft draft)
    {
        name = name.Trim();
        if (name.Length is 0 or > 60 || name.Any(c => !char.IsLetterOrDigit(c) && c is not (' ' or '-' or '_'))) return "A map’s name is up to 60 letters, digits, blanks and dashes.";
        var path = Path.Combine(folder.MapsPath, name + ".json");
        var map = JsonNode.Parse(draft.Draft!.ToJson())!.AsObject();
        map["shape"] = draft.Guess!.Shape;
        map["choices"] = JsonSerializer.SerializeToNode(draft.Choices with { Name = null });
        try
        {
            if (File.Exists(path) && Read(path, draft.Guess.Shape) is null) return $"There is a map “{name}” already, for other files. Take another name.";
            Directory.CreateDirectory(folder.MapsPath);
            File.WriteAllText(path, map.ToJsonString(Written));
            return $"Saved as “{name}”. It is offered when such a file comes, and `--map \"{name}\"` takes it too.";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            log.LogWarning(e, "The map {Path} could not be saved.", path);
            return $"The map could not be saved in {folder.MapsPath}: {e.Message}";
        }
    }

    private SavedMap? Read(string path, string shape)
    {
        try
        {
            using var map = JsonDocument.Parse(File.ReadAllBytes(path), new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            if (!map.RootElement.TryGetProperty("shape", out var of) || of.GetString() != shape || !map.RootElement.TryGetProperty("choices", out var choices)) return null;
            return new SavedMap(Path.GetFileNameWithoutExtension(path), choices.Deserialize<MapChoices>()!);
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException or InvalidOperationException)
        {
            log.LogWarning(e, "The map {Path} cannot be read, so it is not offered.", path);
            return null;
        }
    }
}
