using CxDashboard.Data;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Xunit;
using static CxDashboard.Tests.Data.TemporaryStore;

namespace CxDashboard.Tests.Data;

public sealed class StoreTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task TheModel_HasNothingThatTheMigrationsLack()
    {
        await using var store = await TemporaryStore.OpenedAsync();
        await using var context = new QueryContextFactory(store.Path).CreateDbContext();

        Assert.False(context.Database.HasPendingModelChanges());
        Assert.Empty(await context.Database.GetPendingMigrationsAsync(Token));
    }

    [Fact]
    public async Task EveryTable_IsStrict()
    {
        await using var store = await TemporaryStore.OpenedAsync();

        var loose = store.Ask("SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND strict = 0 AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'");

        Assert.Empty(loose);
        await Assert.ThrowsAsync<SqliteException>(() => store.Writer.RunAsync((connection, _) =>
            Ask(connection, "INSERT INTO journal (sequence, interaction_id, kind, at) VALUES (1, 1, 1, 'yesterday')"), Token));
    }

    [Fact]
    public async Task TheWriter_SyncsEveryCommitAndCheckpointsByItself()
    {
        await using var store = await TemporaryStore.OpenedAsync();

        var settings = await store.Writer.RunAsync((connection, _) => string.Join(' ',
            ((string[])["journal_mode", "synchronous", "foreign_keys", "wal_autocheckpoint"]).Select(p => Ask(connection, $"PRAGMA {p}")[0])), Token);

        Assert.Equal("wal 2 1 0", settings); // synchronous 2 is FULL
    }

    [Fact]
    public async Task Readers_SeeWhatIsCommittedWhileTheWriterWritesAndCannotWrite()
    {
        await using var store = await TemporaryStore.OpenedAsync();
        await store.WriteAsync(Record("a"));
        using var reader = Store.OpenReader(store.Path);

        var during = await store.Writer.RunAsync((connection, _) =>
        {
            Ask(connection, "INSERT INTO setting (name, value) VALUES ('half', 'done')");
            return Ask(reader, "SELECT (SELECT count(*) FROM interaction), (SELECT count(*) FROM setting WHERE name = 'half')")[0];
        }, Token);

        Assert.Equal("1|0", during);
        Assert.Equal(["0"], Ask(reader, "PRAGMA wal_autocheckpoint"));
        Assert.Throws<SqliteException>(() => Ask(reader, "DELETE FROM interaction"));
    }

    [Fact]
    public async Task TheFilesAsAKillLeavesThem_HoldEveryAnsweredRecordAndNothingHalf()
    {
        await using var store = await TemporaryStore.OpenedAsync();
        await using var killed = new TemporaryStore();
        await store.WriteAsync([.. Enumerable.Range(0, 500).Select(i => Record("r" + i))]);

        // In the middle of a later transaction, on the writer's own thread: nothing moves while the files are copied.
        await store.Writer.RunAsync((connection, _) =>
        {
            Ask(connection, "INSERT INTO setting (name, value) VALUES ('half', 'done')");
            foreach (var end in (string[])["", "-wal"]) File.Copy(store.Path + end, killed.Path + end);
            return 0;
        }, Token);

        Store.CheckReadable(killed.Path);
        Assert.Equal(["500|0"], killed.Ask("SELECT (SELECT count(*) FROM interaction), (SELECT count(*) FROM setting WHERE name = 'half')"));
        Assert.True(new FileInfo(killed.Path + "-wal").Length > 0, "A reader has checkpointed.");
        await killed.OpenAsync();
        Assert.Equal(501, (await killed.WriteAsync(Record("next"))).Outcomes[0].Id);
        Assert.Equal(["ok"], killed.Ask("PRAGMA integrity_check"));
    }

    [Fact]
    public async Task AStoreThatWasClosed_IsReadWithoutItsOwner()
    {
        await using var store = await TemporaryStore.OpenedAsync();
        await store.WriteAsync(Record("a"));
        await store.CloseAsync();

        Store.CheckReadable(store.Path);

        Assert.Equal(["a"], store.Ask("SELECT external_id FROM interaction"));
    }

    [Fact]
    public async Task TheFiles_ArePrivate()
    {
        await using var store = await TemporaryStore.OpenedAsync();
        await store.WriteAsync(Record("a"));

        if (OperatingSystem.IsWindows()) Assert.Skip("Windows has no Unix rights.");
        else
        {
            foreach (var end in (string[])["", "-wal"])
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(store.Path + end));
        }
    }
}
