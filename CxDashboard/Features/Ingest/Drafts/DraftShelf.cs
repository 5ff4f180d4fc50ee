using System.Text.Json;
using CxDashboard.Features.Ingest.Guessing;

namespace CxDashboard.Features.Ingest.Drafts;

/// <summary>
/// The folder of files that people gave: each in a folder of its own, with what was chosen of it beside. One that is in stays for a while, so that its map can be
/// mended and it can be imported again; <see cref="MostKept"/> bounds them all together.
/// </summary>
/// <param name="folder">Made with the first file.</param>
/// <param name="clock">For how long a file has been there.</param>
/// <param name="log">Told of what cannot be read or removed.</param>
internal sealed class DraftShelf(string folder, TimeProvider clock, ILogger log)
{
    private const string KeptFile = "draft.json";

    /// <summary>How long a file stays: from its arrival until its import, and from its import on.</summary>
    public static readonly TimeSpan KeptFor = TimeSpan.FromDays(14);

    /// <summary>How many bytes files that are in may have together; the oldest go first.</summary>
    public const long MostKept = 2L * 1024 * 1024 * 1024;

    // A page asks for fifty imports at once; null after any change.
    private volatile IReadOnlyDictionary<long, string>? _ofImports;

    /// <summary>The ids of all files that are there.</summary>
    public IReadOnlyList<string> Ids => Directory.Exists(folder) ? [.. Directory.EnumerateDirectories(folder).Select(Path.GetFileName).OfType<string>()] : [];

    /// <summary>Takes a file in.</summary>
    /// <returns>Its id.</returns>
    /// <exception cref="ImportRefusedException">It cannot be kept; says why in one sentence.</exception>
    public async Task<string> ReceiveAsync(string name, Stream content, CancellationToken ct)
    {
        name = SafeName(name);
        var id = Guid.NewGuid().ToString("N");
        try
        {
            Directory.CreateDirectory(Home(id));
            await using (var file = new FileStream(Path.Combine(Home(id), name), FileMode.CreateNew, FileAccess.Write, FileShare.None, 128 * 1024, FileOptions.Asynchronous))
            {
                await content.CopyToAsync(file, ct);
                if (file.Length == 0) throw new ImportRefusedException($"The file {name} is empty.");
                file.Flush(flushToDisk: true);
            }

            Write(id, new KeptDraft(name, clock.GetUtcNow(), new MapChoices(), null));
        }
        catch (Exception e)
        {
            Remove(id);
            if (e is IOException or UnauthorizedAccessException) throw new ImportRefusedException($"The file {name} could not be kept in {folder}: {e.Message} Make room there and send it again.", e);
            throw;
        }

        return id;
    }

    /// <summary>What is kept of a file; null where it is not there, or its time is over.</summary>
    public KeptDraft? Find(string id)
    {
        // An id is part of a path.
        if (!Guid.TryParseExact(id, "N", out _)) return null;
        var kept = Path.Combine(Home(id), KeptFile);
        if (!File.Exists(kept)) return null;
        try
        {
            var draft = JsonSerializer.Deserialize<KeptDraft>(File.ReadAllBytes(kept))!;
            if (!File.Exists(PathOf(id, draft))) return null;
            if (clock.GetUtcNow() <= draft.Until) return draft;
            Remove(id);
            return null;
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            log.LogWarning(e, "The draft in {Folder} cannot be read, and is left alone.", Home(id));
            return null;
        }
    }

    /// <summary>The file of an import, and the draft that is to mend it; null where it is not kept.</summary>
    public (string Id, KeptDraft Draft)? OfImport(long import)
    {
        var known = _ofImports ??= Ids.Select(id => (Id: id, Kept: Find(id))).Where(k => (k.Kept?.Import ?? k.Kept?.Mends) is not null).GroupBy(k => (k.Kept!.Import ?? k.Kept.Mends)!.Value).ToDictionary(g => g.Key, g => g.First().Id);
        return known.TryGetValue(import, out var id) && Find(id) is { } kept ? (id, kept) : null;
    }

    /// <summary>Keeps what was chosen; that it would not outlive the server is no reason to refuse it.</summary>
    public void Keep(string id, Func<KeptDraft, KeptDraft> change)
    {
        if (Find(id) is not { } kept) return;
        try
        {
            Write(id, change(kept));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            log.LogWarning(e, "What was chosen of {File} could not be kept.", kept.FileName);
        }
    }

    /// <summary>Removes the oldest of the files that are in, as far as they are too many bytes.</summary>
    public void Tidy()
    {
        var bytes = 0L;
        foreach (var (id, kept) in Ids.Select(i => (i, Kept: Find(i))).Where(k => k.Kept?.ImportedAt is not null).OrderByDescending(k => k.Kept!.ImportedAt))
        {
            bytes += new FileInfo(PathOf(id, kept!)).Length;
            if (bytes > MostKept) Remove(id);
        }
    }

    /// <summary>Where the file lies.</summary>
    public string PathOf(string id, KeptDraft kept) => Path.Combine(Home(id), kept.FileName);

    /// <summary>Writes a map beside the file, for its import.</summary>
    /// <exception cref="ImportRefusedException">There is no room.</exception>
    public string WriteMap(string id, string json)
    {
        var path = Path.Combine(Home(id), "map.json");
        try
        {
            File.WriteAllText(path, json);
            return path;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ImportRefusedException($"The map could not be written to {path}: {e.Message} Make room there and try again.", e);
        }
    }

    /// <summary>Removes the file and all beside it.</summary>
    public void Remove(string id)
    {
        try
        {
            if (Directory.Exists(Home(id))) Directory.Delete(Home(id), recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            log.LogWarning(e, "{Folder} could not be removed.", Home(id));
        }
    }

    private string Home(string id) => Path.Combine(folder, id);

    private void Write(string id, KeptDraft draft)
    {
        File.WriteAllBytes(Path.Combine(Home(id), KeptFile), JsonSerializer.SerializeToUtf8Bytes(draft));
        _ofImports = null;
    }

    // The name alone, whatever system it comes from, and none that hides, or that the draft's own files have.
    private static string SafeName(string name)
    {
        name = name[(name.LastIndexOfAny(['/', '\\']) + 1)..].Trim().TrimStart('.');
        name = string.Concat(name.Where(c => !char.IsControl(c) && !Path.GetInvalidFileNameChars().Contains(c)));
        if (name.Length > 120) name = name[^120..];
        return name is "" or KeptFile or "map.json" ? "file-" + name : name;
    }
}

/// <summary>What of a draft outlives the server.</summary>
/// <param name="FileName">The file's name as it came.</param>
/// <param name="Received">When it came, or was opened again.</param>
/// <param name="Choices">What was chosen.</param>
/// <param name="SavedMap">The saved map whose choices these are.</param>
internal sealed record KeptDraft(string FileName, DateTimeOffset Received, MapChoices Choices, string? SavedMap)
{
    /// <summary>The number of its import, once it is in.</summary>
    public long? Import { get; init; }
    public DateTimeOffset? ImportedAt { get; init; }

    /// <summary>The import whose place it is to take.</summary>
    public long? Mends { get; init; }

    /// <summary>The import that these very bytes came in by before.</summary>
    public long? SameAs { get; init; }

    /// <summary>The webhook whose messages it is made of.</summary>
    public string? Webhook { get; init; }

    /// <summary>Until when it stays.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public DateTimeOffset Until => (ImportedAt ?? Received) + DraftShelf.KeptFor;
}
