namespace CxDashboard.Features.Ingest.Maps;

/// <summary>Finds a map by name, in the data folder's maps and then among those that come with the program, or by path.</summary>
public sealed class MapFinder(string mapsFolder)
{
    private const string Prefix = "CxDashboard.Features.Ingest.Maps.";

    /// <summary>The map that is used when nobody names one.</summary>
    public const string Standard = "standard";

    /// <summary>The names of the maps that come with the program.</summary>
    public static IReadOnlyList<string> Shipped { get; } =
        [.. typeof(MapFinder).Assembly.GetManifestResourceNames()
            .Where(n => n.StartsWith(Prefix, StringComparison.Ordinal) && n.EndsWith(".json", StringComparison.Ordinal))
            .Select(n => n[Prefix.Length..^".json".Length]).Order(StringComparer.Ordinal)];

    /// <summary>Whether the text is a path rather than a name.</summary>
    public static bool IsPath(string nameOrPath) =>
        nameOrPath.EndsWith(".json", StringComparison.OrdinalIgnoreCase) || nameOrPath.AsSpan().ContainsAny('/', '\\');

    /// <exception cref="ImportRefusedException">There is no such map, or it has a mistake.</exception>
    public ImportMap Find(string nameOrPath)
    {
        if (IsPath(nameOrPath))
        {
            return File.Exists(nameOrPath) ? FromFile(nameOrPath) : throw new ImportRefusedException($"There is no map {nameOrPath}.");
        }

        var path = Path.Combine(mapsFolder, nameOrPath + ".json");
        if (File.Exists(path)) return FromFile(path);
        using var stream = typeof(MapFinder).Assembly.GetManifestResourceStream($"{Prefix}{nameOrPath}.json");
        if (stream is null)
        {
            var known = string.Join(", ", Own.Concat(Shipped).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
            throw new ImportRefusedException($"There is no map \"{nameOrPath}\"; there are {known}, or give the path of a .json file.");
        }

        var buffer = new byte[stream.Length];
        stream.ReadExactly(buffer);
        return MapReader.Read(buffer, $"\"{nameOrPath}\"", nameOrPath);
    }

    /// <summary>The one map whose "files" fit the name of a file; null where none does.</summary>
    /// <exception cref="ImportRefusedException">Several do, or a map that may be meant has a mistake.</exception>
    public string? FindFor(string fileName)
    {
        var fitting = new List<string>();
        ImportRefusedException? mistake = null;
        foreach (var name in Own.Concat(Shipped).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            try
            {
                if (Find(name).Fits(fileName)) fitting.Add(name);
            }
            catch (ImportRefusedException e)
            {
                // It may be the one for this file; where another fits it is not asked.
                mistake ??= e;
            }
        }

        if (fitting.Count > 1) throw new ImportRefusedException($"Several maps are for files such as {fileName}: {string.Join(", ", fitting)}; let only one of their \"files\" fit.");
        return fitting.Count == 1 ? fitting[0] : mistake is null ? null : throw mistake;
    }

    private IEnumerable<string> Own => Directory.Exists(mapsFolder) ? Directory.EnumerateFiles(mapsFolder, "*.json").Select(f => Path.GetFileNameWithoutExtension(f)) : [];

    private static ImportMap FromFile(string path)
    {
        try
        {
            return MapReader.Read(File.ReadAllBytes(path), path, Path.GetFileNameWithoutExtension(path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ImportRefusedException($"The map {path} cannot be read: {e.Message}", e);
        }
    }
}
