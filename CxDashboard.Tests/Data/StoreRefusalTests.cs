using CxDashboard.Data;
using Microsoft.Data.Sqlite;
using Xunit;
using static CxDashboard.Tests.Data.TemporaryStore;

namespace CxDashboard.Tests.Data;

/// <summary>Files that this program must leave alone, and what it says of them.</summary>
public sealed class StoreRefusalTests
{
    [Fact]
    public async Task AFileOfANewerProgram_IsRefusedByOwnerAndReader()
    {
        await using var store = await ClosedAsync();
        Change(store.Path, "INSERT INTO __EFMigrationsHistory VALUES ('29990101000000_Later', '99.0.0')");

        var owner = await Assert.ThrowsAsync<StoreRefusedException>(store.OpenAsync);
        var reader = Assert.Throws<StoreRefusedException>(() => Store.CheckReadable(store.Path));

        Assert.Equal($"{store.Path} was written by a newer CxDashboard (its schema has 29990101000000_Later). Use that version or a later one.", owner.Message);
        Assert.Equal(owner.Message, reader.Message);
    }

    [Fact]
    public async Task AFileOfAnOlderProgram_IsRefusedByTheReaderOnly()
    {
        await using var store = await ClosedAsync();
        Change(store.Path, "DELETE FROM __EFMigrationsHistory");

        var refusal = Assert.Throws<StoreRefusedException>(() => Store.CheckReadable(store.Path));

        Assert.Equal($"{store.Path} was written by an older CxDashboard. Start the server or import once to bring it up to date.", refusal.Message);
    }

    [Fact]
    public async Task AMigrationThatFails_LeavesASoundCopyAndTheFileAsItWas()
    {
        // The history is gone but its tables are there, so the first migration cannot make them again.
        await using var store = await ClosedAsync();
        Change(store.Path, "DELETE FROM __EFMigrationsHistory");

        var refusal = await Assert.ThrowsAsync<StoreRefusedException>(store.OpenAsync);

        var copy = Assert.Single(Directory.GetFiles(store.Folder.Path, "store.db.before-*_Initial.bak"));
        Assert.EndsWith($"Its copy is {copy}.", refusal.Message);
        foreach (var path in (string[])[store.Path, copy])
        {
            using var reader = Store.OpenReader(path);
            Assert.Equal(["a"], Ask(reader, "SELECT external_id FROM interaction"));
            Assert.Equal(["ok"], Ask(reader, "PRAGMA integrity_check"));
        }

        Assert.Empty(Directory.GetFiles(store.Folder.Path, "*.part"));
    }

    [Fact]
    public async Task AMigrationThatWasCutOff_DoesNotKeepTheNextStartWaiting()
    {
        await using var store = new TemporaryStore();
        Change(store.Path, """
            CREATE TABLE "__EFMigrationsLock" ("Id" INTEGER NOT NULL PRIMARY KEY, "Timestamp" TEXT NOT NULL);
            INSERT INTO "__EFMigrationsLock" VALUES (1, '2026-01-01');
            """);

        await store.OpenAsync();

        Assert.Equal(1, (await store.WriteAsync(Record("a"))).Outcomes[0].Id);
    }

    [Fact]
    public async Task AFileThatIsNoDatabase_IsRefusedAndLeftAlone()
    {
        await using var store = new TemporaryStore();
        var text = string.Concat(Enumerable.Repeat("these are my notes\n", 100));
        await File.WriteAllTextAsync(store.Path, text, TestContext.Current.CancellationToken);

        var refusal = await Assert.ThrowsAsync<StoreRefusedException>(store.OpenAsync);

        Assert.StartsWith($"{store.Path} is damaged or no database.", refusal.Message);
        Assert.Equal(text, await File.ReadAllTextAsync(store.Path, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task ADatabaseOfAnotherProgram_IsRefusedAndLeftAlone()
    {
        await using var store = new TemporaryStore();
        Change(store.Path, "CREATE TABLE recipe (name TEXT)");
        var before = await File.ReadAllBytesAsync(store.Path, TestContext.Current.CancellationToken);

        var refusal = await Assert.ThrowsAsync<StoreRefusedException>(store.OpenAsync);

        Assert.StartsWith($"{store.Path} is a database, but not one of CxDashboard.", refusal.Message);
        Assert.Equal(before, await File.ReadAllBytesAsync(store.Path, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task NoFile_IsSaidInASentence()
    {
        await using var store = new TemporaryStore();

        Assert.False(Store.Exists(store.Path));
        var refusal = Assert.Throws<StoreRefusedException>(() => Store.CheckReadable(store.Path));

        Assert.StartsWith($"There is no store at {store.Path} yet.", refusal.Message);
        Assert.False(File.Exists(store.Path));
    }

    private static async Task<TemporaryStore> ClosedAsync()
    {
        var store = await TemporaryStore.OpenedAsync();
        await store.WriteAsync(Record("a"));
        await store.CloseAsync();
        return store;
    }

    private static void Change(string path, string sql)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        connection.Open();
        Ask(connection, sql);
    }
}
