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
        await store.Writer.WriteAsync(new WriteBatch { Import = new ImportRow { FileName = "old.csv", FileHash = "f", MapName = "m", MapHash = "m", StartedAt = new Instant(1) } }, TestContext.Current.CancellationToken);
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

        // Nobody's import said what its source says, and none that is older can be taken back.
        Assert.Equal(["1|-|0|2000|1000|1"], store.Ask("SELECT source_id, import_id, live, known_until, contacts_known_until, forced FROM source_write"));
        var refused = await Assert.ThrowsAsync<UndoRefusedException>(() => store.Writer.UndoAsync(1, "a test", TestContext.Current.CancellationToken));
        Assert.StartsWith("Import 1 (old.csv) was made before CxDashboard noted what an import changes", refused.Message, StringComparison.Ordinal);

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
            DROP TABLE story; DROP TABLE delivery; DROP TABLE delivery_count; DROP TABLE api_key; DROP TABLE record_part; DROP TABLE answered_request; DROP TABLE former_source; DROP TABLE import_batch; DROP TABLE source_write; DROP TABLE phase; DROP TABLE customer_rule; DROP TABLE source_version; DELETE FROM setting; DROP INDEX interaction_words;
            ALTER TABLE import DROP COLUMN asked_by; ALTER TABLE import DROP COLUMN request; ALTER TABLE import DROP COLUMN traced;
            ALTER TABLE import DROP COLUMN undone_at; ALTER TABLE import DROP COLUMN undone_by; ALTER TABLE import DROP COLUMN undone_deleted;
            ALTER TABLE import DROP COLUMN undone_restored; ALTER TABLE import DROP COLUMN undone_stayed;
            ALTER TABLE import DROP COLUMN undo_first_sequence; ALTER TABLE import DROP COLUMN undo_last_sequence;
            DELETE FROM __EFMigrationsHistory WHERE MigrationId NOT LIKE '%Initial';
            """;
        command.ExecuteNonQuery();
    }
}
