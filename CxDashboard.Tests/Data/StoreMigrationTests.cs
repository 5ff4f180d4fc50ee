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
        await store.CloseAsync();
        TakeBack(store.Path);
        Assert.Throws<StoreRefusedException>(() => Store.CheckReadable(store.Path));

        await store.OpenAsync();
        Store.CheckReadable(store.Path);
        Assert.Equal(["Thank you."], store.Ask("SELECT comment FROM interaction"));
        Assert.Equal(["1"], store.Ask("SELECT count(*) FROM sqlite_master WHERE name = 'interaction_words'"));

        var backup = Assert.Single(Directory.EnumerateFiles(store.Folder.Path, "*.bak"));
        Assert.EndsWith("IndexWords.bak", backup, StringComparison.Ordinal);
        using var before = new SqliteConnection($"Data Source={backup};Mode=ReadOnly;Pooling=False");
        before.Open();
        Assert.Equal(["Thank you."], TemporaryStore.Ask(before, "SELECT comment FROM interaction"));
        Assert.Equal(["0"], TemporaryStore.Ask(before, "SELECT count(*) FROM sqlite_master WHERE name = 'interaction_words'"));
    }

    // The file as the program before the last migration left it.
    private static void TakeBack(string path)
    {
        using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "DROP INDEX interaction_words; DELETE FROM __EFMigrationsHistory WHERE MigrationId LIKE '%IndexWords';";
        command.ExecuteNonQuery();
    }
}
