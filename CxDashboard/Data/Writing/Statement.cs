using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace CxDashboard.Data.Writing;

/// <summary>
/// A prepared statement below ADO.NET: a million records a minute leave no time for parameter objects. Parameters and
/// columns count as SQLite counts them: parameters from 1, columns from 0.
/// </summary>
internal sealed class Statement : IDisposable
{
    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;
    private nint _handle;

    /// <exception cref="SqliteException">The SQL does not fit the schema.</exception>
    public Statement(SqliteConnection connection, string sql)
    {
        _database = connection.Handle ?? throw new InvalidOperationException("The connection is not open.");
        Check(raw.sqlite3_prepare_v3(_database, sql, raw.SQLITE_PREPARE_PERSISTENT, out _statement));
        _handle = _statement.DangerousGetHandle();
    }

    /// <summary>Makes it ready for the next row: every parameter is null again.</summary>
    public void Reset()
    {
        NativeStatement.Reset(_handle);
        NativeStatement.ClearBindings(_handle);
    }

    public void Bind(int parameter, long value) => Check(NativeStatement.BindInteger(_handle, parameter, value));

    public void Bind(int parameter, double value) => Check(NativeStatement.BindReal(_handle, parameter, value));

    public void Bind(int parameter, string value) => Check(raw.sqlite3_bind_text(_statement, parameter, value));

    /// <summary>Binds text that is UTF-8 already.</summary>
    public void Bind(int parameter, ReadOnlySpan<byte> text) => Check(raw.sqlite3_bind_text(_statement, parameter, text));

    /// <summary>Binds text that is UTF-8 already, without copying it: it must be pinned and stay as it is until the next reset.</summary>
    public unsafe void BindPinned(int parameter, ReadOnlySpan<byte> text)
    {
        // A null pointer would be null instead of an empty text.
        fixed (byte* start = text) Check(NativeStatement.BindText(_handle, parameter, start is null ? NativeStatement.Empty : start, text.Length, NativeStatement.Static));
    }

    /// <summary>Binds bytes that are no text.</summary>
    public void BindBytes(int parameter, ReadOnlySpan<byte> bytes) => Check(raw.sqlite3_bind_blob(_statement, parameter, bytes));

    /// <summary>True when there is a row to read, false at the end.</summary>
    /// <exception cref="SqliteException">Whatever SQLite refuses: a constraint, a type, a full disk.</exception>
    public bool Step()
    {
        var code = NativeStatement.Step(_handle);
        if (code == raw.SQLITE_ROW) return true;
        if (code != raw.SQLITE_DONE) Check(code);
        return false;
    }

    /// <summary>Runs it to its end and makes it ready again, also after a fault.</summary>
    /// <returns>How many rows changed.</returns>
    public int Execute()
    {
        try
        {
            Step();
            return raw.sqlite3_changes(_database);
        }
        finally
        {
            Reset();
        }
    }

    public bool IsNull(int column) => NativeStatement.ColumnType(_handle, column) == raw.SQLITE_NULL;

    public int Type(int column) => NativeStatement.ColumnType(_handle, column);

    public long Integer(int column) => NativeStatement.ColumnInteger(_handle, column);

    public double Real(int column) => NativeStatement.ColumnReal(_handle, column);

    /// <summary>The text's UTF-8 as SQLite holds it, valid until the next step.</summary>
    public unsafe ReadOnlySpan<byte> Utf8(int column) => new(NativeStatement.ColumnText(_handle, column), NativeStatement.ColumnBytes(_handle, column));

    public string Text(int column) => System.Text.Encoding.UTF8.GetString(Utf8(column));

    public void Dispose()
    {
        // SQLite answers a statement that is none with a fault.
        _handle = 0;
        _statement.Dispose();
    }

    private void Check(int code)
    {
        if (code != raw.SQLITE_OK) SqliteException.ThrowExceptionForRC(code, _database);
    }
}
