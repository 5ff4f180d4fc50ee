using Microsoft.Data.Sqlite;

namespace CxDashboard.Features.Ingest.Reading;

/// <summary>
/// Rows put aside on disk until the end of the file, and given back sorted by their key and then as the file had them. The
/// database is a temporary file that SQLite itself removes, also after a crash.
/// </summary>
internal sealed class SpilledRows : IDisposable
{
    private readonly SqliteConnection _connection = new("Data Source=;Pooling=False");
    private readonly SqliteCommand _insert;
    private SqliteTransaction? _transaction;
    private long _count;

    public SpilledRows()
    {
        _connection.Open();
        using var create = _connection.CreateCommand();
        // Temporary to the last byte: nothing of it must survive, so nothing of it is synced. The cache bounds the memory.
        create.CommandText = "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA temp_store = FILE; PRAGMA cache_size = -8192; CREATE TABLE spilled (key BLOB NOT NULL, line INTEGER NOT NULL, row BLOB NOT NULL)";
        create.ExecuteNonQuery();
        _insert = _connection.CreateCommand();
        _insert.CommandText = "INSERT INTO spilled (key, line, row) VALUES ($key, $line, $row)";
        _insert.Parameters.Add("$key", SqliteType.Blob);
        _insert.Parameters.Add("$line", SqliteType.Integer);
        _insert.Parameters.Add("$row", SqliteType.Blob);
    }

    /// <summary>Whether any row was put aside.</summary>
    public bool Any => _count > 0;

    /// <param name="key">What rows that belong together share.</param>
    /// <param name="line">The row's line in the file.</param>
    /// <param name="row">The row as it stands there.</param>
    public void Add(byte[] key, long line, ReadOnlySpan<byte> row)
    {
        _transaction ??= _connection.BeginTransaction();
        _insert.Transaction = _transaction;
        _insert.Parameters[0].Value = key;
        _insert.Parameters[1].Value = line;
        _insert.Parameters[2].Value = row.ToArray();
        _insert.ExecuteNonQuery();
        _count++;
    }

    /// <summary>A table of the rows under a header. The caller disposes it before this.</summary>
    public SpilledTable Open(byte[] header)
    {
        _transaction?.Commit();
        _transaction = null;
        var command = _connection.CreateCommand();
        command.CommandText = "SELECT key, line, row FROM spilled ORDER BY key, line, rowid";
        return new SpilledTable(command, header);
    }

    public void Dispose()
    {
        _insert.Dispose();
        _transaction?.Dispose();
        _connection.Dispose();
    }
}

/// <summary>The sorted rows as the text of a table, and beside it what the text cannot say: each row's line and group.</summary>
internal sealed class SpilledTable(SqliteCommand command, byte[] header) : Stream
{
    private readonly SqliteDataReader _reader = command.ExecuteReader();
    private readonly Queue<(long Line, long Group)> _rows = new();
    private byte[] _current = [.. header, (byte)'\n'];
    private byte[]? _key;
    private int _given;
    private long _group;

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <summary>The line and the group, counted from 1, of the next row: to be asked once for each row, in their order.</summary>
    public (long Line, long Group) Next() => _rows.Dequeue();

    public override int Read(Span<byte> buffer)
    {
        if (_given == _current.Length && !Advance()) return 0;
        var length = Math.Min(buffer.Length, _current.Length - _given);
        _current.AsSpan(_given, length).CopyTo(buffer);
        _given += length;
        return length;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _reader.Dispose();
            command.Dispose();
        }

        base.Dispose(disposing);
    }

    private bool Advance()
    {
        if (!_reader.Read()) return false;
        var key = (byte[])_reader[0];
        if (_key is null || !key.AsSpan().SequenceEqual(_key)) _group++;
        _key = key;
        _rows.Enqueue((_reader.GetInt64(1), _group));
        _current = [.. (byte[])_reader[2], (byte)'\n'];
        _given = 0;
        return true;
    }
}
