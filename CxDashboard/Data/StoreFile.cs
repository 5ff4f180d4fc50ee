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
        var applied = Look(path);
        RefuseNewer(path, applied ?? []);
        var pending = Known.Except(applied ?? [], StringComparer.Ordinal).ToList();
        if (pending.Count == 0) return;
        if (applied is null)
        {
            StoreSchema.Make(path);
            log.LogInformation("{Path} was made with the schema {Migration}.", path, Known[^1]);
            return;
        }

        var backup = StoreBackup.Make(path, pending[0], log);
        try
        {
            await MigrateAsync(path, log, ct);
        }
        catch (SqliteException fault)
        {
            throw new StoreRefusedException($"{path} could not be brought to this program's schema ({fault.Message}). Its copy is {backup}.", fault);
        }
    }

    /// <summary>Refuses what this program cannot read as it is.</summary>
    public static void CheckReadable(string path)
    {
        if (!Store.Exists(path)) throw new StoreRefusedException($"There is no store at {path} yet. Import a file or start the server first.");
        var applied = Look(path) ?? throw new StoreRefusedException($"There is no record in {path} yet: its making was cut off. Import a file or start the server.");
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
            affected ? " (older than 3.51.3, so one connection does all writing and checkpointing)" : "");
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
        if (Directory.Exists(path)) throw new StoreRefusedException($"{path} is a folder, where the store should be a file. Move it away or name another data folder.");
        new DataFolder(Path.GetDirectoryName(path)!).Create();
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var file = new FileStream(path, options);
    }

    // Read-only, so that a file which turns out not to be ours is left exactly as it was.
    /// <summary>The migrations that the file has had; null where it has no tables yet.</summary>
    private static List<string>? Look(string path)
    {
        try
        {
            using var connection = StoreConnections.OpenReader(path);
            var tables = Column(connection, "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'");
            if (tables.Contains(History)) return Column(connection, $"SELECT MigrationId FROM \"{History}\"");

            // A first migration that was cut off leaves its lock table and nothing else.
            if (tables.TrueForAll(t => t == "__EFMigrationsLock")) return null;
            throw new StoreRefusedException($"{path} is a database, but not one of CxDashboard. Move it away or name another data folder.");
        }
        catch (SqliteException fault)
        {
            throw Refusal(path, fault);
        }
    }

    /// <summary>What a person can do about a fault of SQLite.</summary>
    public static StoreRefusedException Refusal(string path, SqliteException fault) => new(fault.SqliteErrorCode switch
    {
        raw.SQLITE_NOTADB or raw.SQLITE_CORRUPT => $"{path} is damaged or no database. Put a backup in its place, or move it away to begin anew.",
        raw.SQLITE_CANTOPEN or raw.SQLITE_READONLY or raw.SQLITE_PERM or raw.SQLITE_AUTH =>
            $"{path} cannot be opened. Check the rights on the file and on its folder.",
        raw.SQLITE_BUSY or raw.SQLITE_LOCKED => $"{path} is held by another program. Close that program and try again.",
        raw.SQLITE_FULL => $"The disk of {path} is full. Make room and try again.",
        _ => $"{path} cannot be used: {fault.Message}",
    }, fault);

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
