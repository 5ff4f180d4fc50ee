using Microsoft.Data.Sqlite;

namespace CxDashboard.Data.Writing;

/// <summary>The sources of which a table holds anything: records of all others, which are nearly all, need not be looked up in it.</summary>
internal sealed class KnownSources(SqliteConnection connection, string table) : IDisposable
{
    private readonly HashSet<string> _sources = new(StringComparer.Ordinal);
    private readonly Statement _all = new(connection, $"SELECT DISTINCT source FROM {table}");

    public bool Any => _sources.Count > 0;

    public bool Contains(string source) => _sources.Contains(source);

    public void Add(string source) => _sources.Add(source);

    /// <summary>Reads them again, after a fault.</summary>
    public void Reload()
    {
        _all.Reset();
        _sources.Clear();
        while (_all.Step()) _sources.Add(_all.Text(0));
        _all.Reset();
    }

    public void Dispose() => _all.Dispose();
}
