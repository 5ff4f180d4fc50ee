using CxDashboard.Data;
using CxDashboard.Domain.Interactions;
using CxDashboard.Domain.Time;
using Microsoft.Data.Sqlite;
using Xunit;

namespace CxDashboard.Tests.Data;

public sealed class StoreMigrationTests
{
    [Fact]
    public async Task OlderFile_IsBackedUpThenMigrated_AndKeepsItsRecords()
    {
        await using var store = await TemporaryStore.OpenedAsync();
        await store.WriteAsync(new Interaction { Source = "mail", ExternalId = "1", OpenedAt = new Instant(1_000), Comment = "Thank you." });
        await store.Writer.WriteAsync(new WriteBatch { KnownUntil = [new SourceKnownUntil("mail", new Instant(2_000), new Instant(1_000))] }, TestContext.Current.CancellationToken);
        await store.CloseAsync();
        TakeBack(store.Path);
        Assert.Throws<StoreRefusedException>(() => Store.CheckReadable(store.Path));

        await store.OpenAsync();
        Store.CheckReadable(store.Path);
        Assert.Equal(["Thank you."], store.Ask("SELECT comment FROM interaction"));
        Assert.Equal(["1"], store.Ask("SELECT count(*) FROM sqlite_master WHERE name = 'interaction_words'"));

        // What the source was known until is said to have been so from the beginning, and the store has got its name.
        Assert.Equal(["1|0|0|2000|1000"], store.Ask("SELECT source_id, at, live, known_until, contacts_known_until FROM source_version"));
        Assert.Equal(["32|0"], store.Ask("SELECT length((SELECT value FROM setting WHERE name = 'store_id')), (SELECT value FROM setting WHERE name = 'epoch')"));

        var backup = Assert.Single(Directory.EnumerateFiles(store.Folder.Path, "*.bak"));
        Assert.EndsWith("IndexWords.bak", backup, StringComparison.Ordinal);
        using var before = new SqliteConnection($"Data Source={backup};Mode=ReadOnly;Pooling=False");
        before.Open();
        Assert.Equal(["Thank you."], TemporaryStore.Ask(before, "SELECT comment FROM interaction"));
        Assert.Equal(["0"], TemporaryStore.Ask(before, "SELECT count(*) FROM sqlite_master WHERE name = 'interaction_words'"));
    }

    // The file as the first program left it.
    private static void TakeBack(string path)
    {
        using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = """
            DROP TABLE phase; DROP TABLE customer_rule; DROP TABLE source_version; DELETE FROM setting; DROP INDEX interaction_words;
            DELETE FROM __EFMigrationsHistory WHERE MigrationId NOT LIKE '%Initial';
            """;
        command.ExecuteNonQuery();
    }
}
