using System.Text.Json;
using CxDashboard.Domain.Time;
using Microsoft.Data.Sqlite;

namespace CxDashboard.Data;

/// <summary>The table of keys: read on any connection, written on the writer's (<see cref="StoreWriter.RunAsync"/>).</summary>
public static class KeyTable
{
    /// <summary>Every key that was ever made, in the order of their making, each with the hash of its secret.</summary>
    public static IReadOnlyList<(ApiKey Key, byte[] Hash)> Read(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT id, name, prefix, hash, scopes, created_at, created_by, last_used_at, revoked_at FROM api_key ORDER BY id";
        using var rows = command.ExecuteReader();
        var keys = new List<(ApiKey, byte[])>();
        while (rows.Read())
        {
            var row = new ApiKeyRow
            {
                Id = rows.GetInt64(0),
                Name = rows.GetString(1),
                Prefix = rows.GetString(2),
                Hash = (byte[])rows.GetValue(3),
                Scopes = rows.GetString(4),
                CreatedAt = new Instant(rows.GetInt64(5)),
                CreatedBy = rows.GetString(6),
                LastUsedAt = rows.IsDBNull(7) ? null : new Instant(rows.GetInt64(7)),
                RevokedAt = rows.IsDBNull(8) ? null : new Instant(rows.GetInt64(8)),
            };
            keys.Add((ApiKey.Of(row), row.Hash));
        }

        return keys;
    }

    /// <summary>Keeps a new key; the id it is given here.</summary>
    public static ApiKey Insert(SqliteConnection connection, SqliteTransaction transaction, ApiKey key, byte[] hash)
    {
        using var command = Command(connection, transaction, """
            INSERT INTO api_key (name, prefix, hash, scopes, created_at, created_by) VALUES ($name, $prefix, $hash, $scopes, $at, $by) RETURNING id
            """);
        command.Parameters.AddWithValue("$name", key.Name);
        command.Parameters.AddWithValue("$prefix", key.Prefix);
        command.Parameters.AddWithValue("$hash", hash);
        command.Parameters.AddWithValue("$scopes", JsonSerializer.Serialize(key.Scopes));
        command.Parameters.AddWithValue("$at", key.CreatedAt.UnixMilliseconds);
        command.Parameters.AddWithValue("$by", key.CreatedBy);
        return key with { Id = (long)command.ExecuteScalar()! };
    }

    /// <summary>A key opens nothing any more. One that was revoked before stays as it was.</summary>
    public static void Revoke(SqliteConnection connection, SqliteTransaction transaction, long id, Instant at) =>
        Set(connection, transaction, "UPDATE api_key SET revoked_at = $at WHERE id = $id AND revoked_at IS NULL", id, at);

    /// <summary>Notes when a key was last used.</summary>
    public static void NoteUse(SqliteConnection connection, SqliteTransaction transaction, long id, Instant at) =>
        Set(connection, transaction, "UPDATE api_key SET last_used_at = $at WHERE id = $id", id, at);

    private static void Set(SqliteConnection connection, SqliteTransaction transaction, string sql, long id, Instant at)
    {
        using var command = Command(connection, transaction, sql);
        command.Parameters.AddWithValue("$id", id);
        command.Parameters.AddWithValue("$at", at.UnixMilliseconds);
        command.ExecuteNonQuery();
    }

    private static SqliteCommand Command(SqliteConnection connection, SqliteTransaction transaction, string sql)
    {
        var command = connection.CreateCommand();
        (command.Transaction, command.CommandText) = (transaction, sql);
        return command;
    }
}
