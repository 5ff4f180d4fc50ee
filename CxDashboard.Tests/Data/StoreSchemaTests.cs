using CxDashboard.Data;
using CxDashboard.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace CxDashboard.Tests.Data;

public sealed class StoreSchemaTests
{
    private const string Settings = "INSERT INTO setting (name, value) VALUES ('store_id', lower(hex(randomblob(16)))), ('epoch', '0');\n";

    [Fact]
    public async Task ANewStore_IsWhatTheMigrationsMake()
    {
        await using var migrated = new TemporaryStore();
        File.Create(migrated.Path).Dispose();
        await using (var context = QueryContextFactory.ForMigrating(migrated.Path)) await context.Database.MigrateAsync(TestContext.Current.CancellationToken);
        var script = Script(migrated);
        if (Environment.GetEnvironmentVariable("CXDASHBOARD_WRITE_GUIDES") == "yes")
            await File.WriteAllTextAsync(Path.Combine(SourceTree.Root, "CxDashboard", "Data", "Migrations", "schema.sql"), script, TestContext.Current.CancellationToken);

        Assert.Equal(script, StoreSchema.Read());
        await using var made = await TemporaryStore.OpenedAsync();
        Assert.Equal(script, Script(made));
    }

    // Entity Framework's lock table is its own affair, and what SQLite makes by itself it makes again.
    private static string Script(TemporaryStore store)
    {
        const string Ours = "name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND name <> '__EFMigrationsLock'";
        var statements = store.Ask($"SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND {Ours} ORDER BY rowid");
        var full = store.Ask($"SELECT name FROM sqlite_schema WHERE type = 'table' AND {Ours} ORDER BY name").Where(table => store.Ask($"SELECT count(*) FROM \"{table}\"")[0] != "0");
        Assert.Equal(["__EFMigrationsHistory", "setting"], full);
        Assert.Equal(["2|32|0"], store.Ask("SELECT count(*), (SELECT length(value) FROM setting WHERE name = 'store_id'), (SELECT value FROM setting WHERE name = 'epoch') FROM setting"));
        var history = store.Ask("SELECT '(''' || MigrationId || ''', ''' || ProductVersion || ''')' FROM __EFMigrationsHistory ORDER BY MigrationId");
        return string.Concat(statements.Select(s => s + ";\n")) + Settings + $"INSERT INTO \"__EFMigrationsHistory\" VALUES\n  {string.Join(",\n  ", history)};\n";
    }
}
