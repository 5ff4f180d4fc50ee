using CxDashboard.Data;
using Microsoft.Data.Sqlite;

namespace CxDashboard.Measuring;

/// <summary>One store that is read, and whether what is in it is made up. Both belong together, so they are taken together.</summary>
/// <param name="Path">The store's file.</param>
/// <param name="IsSample">It holds the sample year.</param>
public sealed record ReadStore(string Path, bool IsSample)
{
    /// <summary>A connection that only reads; the caller disposes it soon.</summary>
    public SqliteConnection OpenReader() => Store.OpenReader(Path);
}

/// <summary>
/// Which store is shown: the real one, or the sample while the real one is empty. It may change once, when the first
/// records come in. Whoever asks more than one thing of it takes <see cref="Current"/> once.
/// </summary>
public sealed class ShownStore(string path, bool isSample)
{
    private volatile ReadStore _current = new(path, isSample);

    /// <summary>The store that is shown now.</summary>
    public ReadStore Current => _current;

    /// <summary>Whether what is shown is made up, which every page and export says.</summary>
    public bool IsSample => _current.IsSample;

    /// <summary>The file of the store that is shown.</summary>
    public string Path => _current.Path;

    /// <summary>A connection that only reads; the caller disposes it soon.</summary>
    public SqliteConnection OpenReader() => _current.OpenReader();

    /// <summary>From now on another store is shown.</summary>
    public void Show(string path, bool isSample) => _current = new ReadStore(path, isSample);
}
