using CxDashboard.Data;
using Microsoft.Data.Sqlite;

namespace CxDashboard.Measuring;

/// <summary>
/// Which store is shown: the real one, or the sample while the real one is empty. It may change once, when the first
/// records come in.
/// </summary>
public sealed class ShownStore(string path, bool isSample)
{
    private volatile Choice _choice = new(path, isSample);

    /// <summary>Whether what is shown is made up, which every page and export says.</summary>
    public bool IsSample => _choice.IsSample;

    public string Path => _choice.Path;

    /// <summary>A connection that only reads; the caller disposes it soon.</summary>
    public SqliteConnection OpenReader() => Store.OpenReader(_choice.Path);

    /// <summary>From now on another store is shown.</summary>
    public void Show(string path, bool isSample) => _choice = new Choice(path, isSample);

    private sealed record Choice(string Path, bool IsSample);
}
