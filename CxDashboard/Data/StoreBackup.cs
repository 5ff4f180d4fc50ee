using Microsoft.Data.Sqlite;

namespace CxDashboard.Data;

/// <summary>A copy of the store before its schema changes.</summary>
internal static class StoreBackup
{
    /// <summary>Writes and verifies <c>store.db.before-MIGRATION.bak</c> beside the file.</summary>
    /// <returns>The copy's path.</returns>
    /// <exception cref="StoreRefusedException">The copy is not sound, so the store is better left alone.</exception>
    public static string Make(string path, string migration, ILogger log)
    {
        var final = $"{path}.before-{migration}.bak";
        var part = final + ".part";
        File.Delete(part);

        // Not a copy of the file: what is committed may still lie in the write-ahead log.
        using (var source = StoreConnections.OpenOwner(path))
        {
            using var command = source.CreateCommand();
            command.CommandText = "VACUUM INTO $part";
            command.Parameters.AddWithValue("$part", part);
            command.ExecuteNonQuery();
        }

        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(part, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        if (Integrity(part) is not "ok" and var problem)
            throw new StoreRefusedException($"{path} was not migrated, because its backup is not sound: {problem}. Put an earlier backup in its place.");
        File.Move(part, final, overwrite: true);
        log.LogInformation("The store was copied to {Backup} before its schema changes.", final);
        return final;
    }

    private static string Integrity(string path)
    {
        using var connection = new SqliteConnection(StoreConnections.ReaderString(path));
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA integrity_check(1)";
        return (string)command.ExecuteScalar()!;
    }
}
