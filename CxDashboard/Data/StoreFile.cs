using System.Reflection;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Migrations;
using SQLitePCL;

namespace CxDashboard.Data;

/// <summary>Looks at a store's file before it is used: whose schema is it, and what is to be done?</summary>
internal static class StoreFile
{
    private const string History = "__EFMigrationsHistory";

    /// <summary>This program's migrations, oldest first.</summary>
    public static IReadOnlyList<string> Known { get; } =
    [
        .. typeof(StoreFile).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(Migration)))
            .Select(t => t.GetCustomAttribute<MigrationAttribute>()!.Id).Order(StringComparer.Ordinal),
    ];

    /// <summary>Makes or migrates the file, for its owner.</summary>
    public static async Task PrepareAsync(string path, ILogger log, CancellationToken ct)
    {
        using (var none = new SqliteConnection()) LogVersion(none.ServerVersion, path, log);
        Create(path);
        var applied = Look(path, reader: false);
        RefuseNewer(path, applied);
        var pending = Known.Except(applied, StringComparer.Ordinal).ToList();
        if (pending.Count == 0) return;
        if (applied.Count > 0) StoreBackup.Make(path, pending[0], log);
        await MigrateAsync(path, log, ct);
    }

    /// <summary>Refuses what this program cannot read as it is.</summary>
    public static void CheckReadable(string path)
    {
        if (!Store.Exists(path)) throw new StoreRefusedException($"There is no store at {path} yet. Import a file or start the server first.");
        var applied = Look(path, reader: true);
        RefuseNewer(path, applied);
        if (Known.Except(applied, StringComparer.Ordinal).Any())
            throw new StoreRefusedException($"{path} was written by an older CxDashboard. Start the server or import once to bring it up to date.");
    }

    // Fixed in 3.51.3 and in two backports: https://www.sqlite.org/wal.html#walresetbug
    private static void LogVersion(string version, string path, ILogger log)
    {
        var (number, fixedSince) = (Version.Parse(version), new Version(3, 51, 3));
        var affected = number < fixedSince && !(number is { Major: 3, Minor: 50, Build: >= 7 }) && !(number is { Major: 3, Minor: 44, Build: >= 6 });
        log.LogInformation("{Path} is opened with SQLite {Version}{Note}.", path, version,
            affected ? ", which has the WAL-reset fault; one connection does all writing and checkpointing, so it cannot strike" : "");
    }

    private static void RefuseNewer(string path, IReadOnlyList<string> applied)
    {
        var unknown = applied.Except(Known, StringComparer.Ordinal).FirstOrDefault();
        if (unknown is not null)
            throw new StoreRefusedException($"{path} was written by a newer CxDashboard (its schema has {unknown}). Use that version or a later one.");
    }

    // The file is made before SQLite makes it, so that it is private from its first byte; its log takes over the rights.
    private static void Create(string path)
    {
        if (File.Exists(path)) return;
        new DataFolder(Path.GetDirectoryName(path)!).Create();
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var file = new FileStream(path, options);
    }

    private static List<string> Look(string path, bool reader)
    {
        try
        {
            using var connection = reader ? StoreConnections.OpenReader(path) : StoreConnections.OpenOwner(path);
            var tables = Column(connection, "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'");
            if (tables.Contains(History)) return Column(connection, $"SELECT MigrationId FROM \"{History}\"");

            // A first migration that was cut off leaves its lock table and nothing else.
            if (tables.TrueForAll(t => t == "__EFMigrationsLock")) return [];
            throw new StoreRefusedException($"{path} is a database, but not one of CxDashboard. Move it away or name another data folder.");
        }
        catch (SqliteException fault) when (fault.SqliteErrorCode is raw.SQLITE_NOTADB or raw.SQLITE_CORRUPT)
        {
            throw new StoreRefusedException($"{path} is damaged or no database. Put a backup in its place, or move it away to begin anew.", fault);
        }
        catch (SqliteException fault) when (fault.SqliteErrorCode is raw.SQLITE_CANTOPEN or raw.SQLITE_READONLY or raw.SQLITE_PERM)
        {
            throw new StoreRefusedException($"{path} cannot be opened. Check the rights on the file and on its folder.", fault);
        }
        catch (SqliteException fault) when (fault.SqliteErrorCode is raw.SQLITE_BUSY or raw.SQLITE_LOCKED)
        {
            throw new StoreRefusedException($"{path} is held by another program. Close that program and try again.", fault);
        }
    }

    private static List<string> Column(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var result = new List<string>();
        while (reader.Read()) result.Add(reader.GetString(0));
        return result;
    }

    private static async Task MigrateAsync(string path, ILogger log, CancellationToken ct)
    {
        await using var context = QueryContextFactory.ForMigrating(path);

        // A process that was killed while migrating leaves this row, and Entity Framework would wait for it for ever. The
        // store's lock is ours, so nobody else is migrating.
        using (var connection = StoreConnections.OpenOwner(path))
            StoreConnections.Execute(connection, "DROP TABLE IF EXISTS \"__EFMigrationsLock\"");
        await context.Database.MigrateAsync(ct);
        log.LogInformation("{Path} now has the schema {Migration}.", path, Known[^1]);
    }
}
