using Microsoft.Data.Sqlite;

namespace CxDashboard.Data.Writing;

/// <summary>Writes settings of features inside the writer's transaction.</summary>
internal sealed class SettingWriter(SqliteConnection connection) : IDisposable
{
    private readonly Statement _put = new(connection, "INSERT INTO setting (name, value) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET value = excluded.value");
    private readonly Statement _remove = new(connection, "DELETE FROM setting WHERE name = ?1");

    private readonly Statement _find = new(connection, "SELECT value FROM setting WHERE name = ?1");

    /// <summary>Sets one, or removes it where there is no value.</summary>
    public void Write(string name, string? value)
    {
        var statement = value is null ? _remove : _put;
        statement.Bind(1, name);
        if (value is not null) statement.Bind(2, value);
        statement.Execute();
    }

    /// <summary>Refuses where one does not stand as it should.</summary>
    /// <exception cref="SettingsChangedException">It is another, or not there.</exception>
    public void Check(string name, string? value)
    {
        _find.Bind(1, name);
        var stands = _find.Step() ? _find.Text(0) : null;
        _find.Reset();
        if (stands != value) throw new SettingsChangedException(name);
    }

    /// <summary>Forgets what a fault left bound.</summary>
    public void Reset()
    {
        _put.Reset();
        _find.Reset();
        _remove.Reset();
    }

    public void Dispose()
    {
        _put.Dispose();
        _find.Dispose();
        _remove.Dispose();
    }
}
