using System.Globalization;
using CxDashboard.Domain.Metrics;
using Microsoft.Data.Sqlite;

namespace CxDashboard.Data.Writing;

/// <summary>Writes what people do with phases into its log, as far as it is new and can be.</summary>
internal sealed class PhaseWriter : IDisposable
{
    private const int LongestName = 100, LongestWhy = 500;

    private readonly SqliteConnection _connection;
    private readonly Statement _insert;
    private PhaseBook? _book;

    public PhaseWriter(SqliteConnection connection)
    {
        _connection = connection;
        _insert = new(connection, "INSERT INTO phase (at, kind, metric, slices, starts, set_by, why) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)");
    }

    /// <summary>Reads the log again when it is next needed, and forgets what a fault left bound.</summary>
    public void Reload()
    {
        _insert.Reset();
        _book = null;
    }

    /// <summary>Writes the change; false where it is so already.</summary>
    /// <param name="at">Unix milliseconds of the writing.</param>
    /// <exception cref="PhaseRefusedException">It cannot be; says why in one sentence.</exception>
    public bool Write(PhaseChange change, long at)
    {
        var (name, why) = (change.SetBy.Trim(), change.Why.Trim());
        if (name.Length == 0 && change.Kind == PhaseKind.Begun) throw new PhaseRefusedException("A phase needs a name beside it: say who sets it.");
        if (name.Length > LongestName) throw new PhaseRefusedException($"The name has more than {LongestName} characters; write a shorter one.");
        if (why.Length == 0 && change.Kind == PhaseKind.Begun) throw new PhaseRefusedException("A phase needs a reason: say what changed.");
        if (why.Length > LongestWhy) throw new PhaseRefusedException($"The reason has more than {LongestWhy} characters; say it in fewer.");
        var present = (_book ??= PhaseLog.Read(_connection)).PhasesOf(change.Metric, change.Slices).FirstOrDefault(p => p.Starts == change.Starts);
        if (change.Kind == PhaseKind.Begun ? present == new Phase(change.Starts, name, why) : present is null) return false;
        _insert.Bind(1, at);
        _insert.Bind(2, (long)change.Kind);
        _insert.Bind(3, change.Metric);
        _insert.Bind(4, change.Slices);
        _insert.Bind(5, change.Starts.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        _insert.Bind(6, name);
        _insert.Bind(7, why);
        _insert.Execute();
        _book = null;
        return true;
    }

    public void Dispose() => _insert.Dispose();
}
