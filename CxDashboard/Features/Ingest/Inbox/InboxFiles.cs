namespace CxDashboard.Features.Ingest.Inbox;

/// <summary>
/// Which files of the inbox are whole: those that were the same over two looks, and that nobody holds open for writing as far
/// as the system tells. Files that say by their names that they are none yet are passed over.
/// </summary>
internal sealed class InboxFiles(string folder)
{
    private static readonly string[] Beginnings = [".", "~"];
    private static readonly string[] Endings = [".part", ".tmp", ".crdownload"];

    private Dictionary<string, (long Size, DateTime Written)> _seen = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (long Size, DateTime Written)> _left = new(StringComparer.Ordinal);

    /// <summary>Looks, and tells the names of files that are whole, in their order.</summary>
    /// <exception cref="IOException">The folder cannot be read.</exception>
    public IReadOnlyList<string> Look()
    {
        var before = _seen;
        _seen = new DirectoryInfo(folder).EnumerateFiles().Where(f => IsOne(f.Name)).ToDictionary(f => f.Name, Stamp, StringComparer.Ordinal);
        foreach (var gone in _left.Keys.Where(name => !_seen.ContainsKey(name)).ToList()) _left.Remove(gone);
        return [.. _seen.Where(f => before.TryGetValue(f.Key, out var stamp) && stamp == f.Value && !(_left.TryGetValue(f.Key, out var left) && left == f.Value))
            .Select(f => f.Key).Where(IsFree).Order(StringComparer.Ordinal)];
    }

    /// <summary>A file that could not be moved away is not taken again, unless it becomes another one.</summary>
    public void Leave(string name) => _left[name] = _seen[name];

    private static (long, DateTime) Stamp(FileInfo file) => (file.Length, file.LastWriteTimeUtc);

    private static bool IsOne(string name) =>
        !Beginnings.Any(b => name.StartsWith(b, StringComparison.Ordinal)) && !Endings.Any(e => name.EndsWith(e, StringComparison.OrdinalIgnoreCase));

    private bool IsFree(string name)
    {
        try
        {
            using var file = new FileStream(Path.Combine(folder, name), FileMode.Open, FileAccess.Read, FileShare.None);
            return true;
        }
        catch (UnauthorizedAccessException)
        {
            // Nobody writes it; that it may not be read is for the import to say.
            return true;
        }
        catch (IOException)
        {
            // Somebody writes it still, or has taken it away: the next look sees.
            return false;
        }
    }
}
