using CxDashboard.Data;
using CxDashboard.Domain.Interactions;
using CxDashboard.Domain.Time;
using CxDashboard.Tests.Support;
using Xunit;
using static CxDashboard.Tests.Data.TemporaryStore;

namespace CxDashboard.Tests.Data.Undo;

/// <summary>What taking an import back does and says, case by case.</summary>
public sealed class UndoTests
{
    private static readonly Instant June = Instant.From(new DateTimeOffset(2026, 6, 1, 0, 0, 0, TimeSpan.Zero));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task NewGoes_ChangedIsAsBefore_AndWhatChangedSinceStays()
    {
        await using var store = await TemporaryStore.OpenedByAsync(new ManualClock(June));
        await store.WriteAsync(Record("a", "old"), Record("b", "old"));
        var import = await ImportAsync(store, [Record("a", "new"), Record("b", "new"), Record("c")], [Record("d")]);
        await store.WriteAsync(Record("b", "newest"), Record("d", "newest"));

        var undone = await store.Writer.UndoAsync(import.Id, "M. Okafor", Token);

        Assert.Equal((1L, 1L, 2L), (undone.Deleted, undone.Restored, undone.Stayed));
        Assert.Equal(["1|a|old", "2|b|newest", "4|d|newest"], store.Ask("SELECT id, external_id, topic FROM interaction ORDER BY id"));

        // Two changed, two new, two changed since, then one changed back and one deleted, which keeps its version.
        Assert.Equal(["9|1|2", "10|3|3"], store.Ask("SELECT sequence, interaction_id, kind FROM journal WHERE sequence > 8"));
        Assert.Equal(["9|a|new", "10|c|billing"], store.Ask("SELECT replaced_sequence, external_id, topic FROM interaction_version WHERE replaced_sequence > 8 ORDER BY 1"));
        Assert.Equal(["1|3|6"], store.Ask("SELECT * FROM import_batch"));
        Assert.Equal([$"{June.UnixMilliseconds}|M. Okafor|1|1|2|9|10"],
            store.Ask("SELECT undone_at, undone_by, undone_deleted, undone_restored, undone_stayed, undo_first_sequence, undo_last_sequence FROM import"));
    }

    [Fact]
    public async Task TwoImportsTakenBack_LeaveNothing_InWhicheverOrder()
    {
        foreach (var firstFirst in (bool[])[true, false])
        {
            await using var store = await TemporaryStore.OpenedAsync();
            var first = await ImportAsync(store, [Record("a", "one")]);
            var second = await ImportAsync(store, [Record("a", "two")]);

            foreach (var import in firstFirst ? [first, second] : new[] { second, first }) await store.Writer.UndoAsync(import.Id, "a test", Token);

            Assert.Empty(store.Ask("SELECT * FROM interaction"));
            Assert.Empty(store.Ask("SELECT * FROM source"));
        }
    }

    [Fact]
    public async Task WhatWasErased_StaysErased()
    {
        await using var store = await TemporaryStore.OpenedAsync();
        await store.WriteAsync(Record("1") with { Customer = "ann" }, Record("2") with { Customer = "bob" });
        var import = await ImportAsync(store, [Record("1") with { Customer = "bob" }, Record("2") with { Customer = "ann" }, Record("3") with { Customer = "ann" }]);
        await store.Writer.WriteAsync(new WriteBatch { Erasures = ["ann"] }, Token);

        var undone = await store.Writer.UndoAsync(import.Id, "a test", Token);

        // The first was hers before the import, and so it is nobody's to go back to.
        Assert.Empty(store.Ask("SELECT * FROM interaction"));
        Assert.Equal((1L, 0L, 2L), (undone.Deleted, undone.Restored, undone.Stayed));
    }

    [Fact]
    public async Task ASourceThatComesBack_HasTheIdItHad()
    {
        await using var store = await TemporaryStore.OpenedAsync();
        await ImportAsync(store, [Record("1")]);
        var desk = await ImportAsync(store, [Record("1") with { Source = "desk" }]);
        await store.Writer.UndoAsync(desk.Id, "a test", Token);
        Assert.Equal(["1|mail"], store.Ask("SELECT id, name FROM source"));
        Assert.Equal(["2|desk"], store.Ask("SELECT id, name FROM former_source"));
        await store.CloseAsync();
        await store.OpenAsync();

        await ImportAsync(store, [Record("1") with { Source = "shop" }], [Record("1") with { Source = "desk" }]);

        Assert.Equal(["1|mail", "2|desk", "3|shop"], store.Ask("SELECT id, name FROM source ORDER BY id"));
        Assert.Empty(store.Ask("SELECT * FROM former_source"));
    }

    [Fact]
    public async Task UntilWhenASourceIsKnown_IsWhatOthersSay()
    {
        await using var store = await TemporaryStore.OpenedAsync();
        await SayAsync(store, null, new("mail", new Instant(100), new Instant(90)));
        var import = await ImportAsync(store, [Record("1")]);
        await SayAsync(store, import, new("mail", new Instant(500), new Instant(500)));
        await SayAsync(store, null, new("mail", new Instant(300), null));
        Assert.Equal(["500|500"], store.Ask("SELECT known_until, contacts_known_until FROM source"));

        await store.Writer.UndoAsync(import.Id, "a test", Token);

        // What was said of it in between was less, and now it counts.
        Assert.Equal(["300|90"], store.Ask("SELECT known_until, contacts_known_until FROM source"));
        Assert.Equal("300|90", store.Ask("SELECT known_until, contacts_known_until FROM source_version ORDER BY id")[^1]);
    }

    [Fact]
    public async Task WhatIsNotThereOrWasTakenBack_IsOneSentence()
    {
        await using var store = await TemporaryStore.OpenedByAsync(new ManualClock(June));
        var import = await ImportAsync(store, [Record("a")]);
        await store.Writer.UndoAsync(import.Id, "M. Okafor", Token);

        Assert.Equal("There is no import 7; `imports` lists them.", await RefusedAsync(7));
        Assert.Equal("Import 1 (a.csv) was taken back already, at 2026-06-01T00:00:00Z by M. Okafor.", await RefusedAsync(1));
        Assert.Equal("1", store.Ask("SELECT value FROM setting WHERE name = 'epoch'")[0]);

        // Whoever still had batches of it to send is told.
        var late = await Assert.ThrowsAsync<UndoRefusedException>(() => store.Writer.WriteAsync(new WriteBatch { Import = import, Records = [Record("b")] }, Token));
        Assert.Contains("was taken back meanwhile", late.Message, StringComparison.Ordinal);
        Assert.Empty(store.Ask("SELECT * FROM interaction"));

        async Task<string> RefusedAsync(long id) => (await Assert.ThrowsAsync<UndoRefusedException>(() => store.Writer.UndoAsync(id, "a test", Token))).Message;
    }

    [Fact]
    public async Task LaterImportsThatOnlySaidItAgain_AreNamed()
    {
        await using var store = await TemporaryStore.OpenedAsync();
        var first = await ImportAsync(store, [Record("a")]);
        var again = await ImportAsync(store, [Record("a"), Record("b")]);
        await ImportAsync(store, [Record("c")]);

        Assert.Equal([again.Id], (await store.Writer.UndoAsync(first.Id, "a test", Token)).SaidAgain);
        Assert.Equal(["b", "c"], store.Ask("SELECT external_id FROM interaction ORDER BY 1"));
    }

    [Fact]
    public async Task AmongOtherWork_ItIsATransactionOfItsOwn_AndNothingIsLost()
    {
        await using var store = await TemporaryStore.OpenedAsync();
        var import = await ImportAsync(store, [.. Enumerable.Range(0, 500).Select(i => Record("i" + i))]);
        var work = Enumerable.Range(0, 200).Select(i => i % 50 == 25 ? store.Writer.UndoAsync(i == 25 ? import.Id : 1000 + i, "a test", Token) : (Task)store.WriteAsync(Record("w" + i))).ToList();

        foreach (var some in work)
        {
            try
            {
                await some;
            }
            catch (UndoRefusedException refused)
            {
                Assert.StartsWith("There is no import 1", refused.Message, StringComparison.Ordinal);
            }
        }

        Assert.Equal(["196"], store.Ask("SELECT count(*) FROM interaction"));
        Assert.Equal(store.Ask("SELECT max(sequence) FROM journal"), store.Ask("SELECT count(*) FROM journal"));
    }

    private static Task SayAsync(TemporaryStore store, ImportRow? import, SourceKnownUntil known) => store.Writer.WriteAsync(new WriteBatch { Import = import, KnownUntil = [known] }, Token);

    private static async Task<ImportRow> ImportAsync(TemporaryStore store, params Interaction[][] batches)
    {
        var import = new ImportRow { FileName = "a.csv", FileHash = "f", MapName = "standard", MapHash = "m", StartedAt = new Instant(1) };
        foreach (var batch in batches) import = (await store.Writer.WriteAsync(new WriteBatch { Import = import, Records = batch }, Token)).Import!;
        return import;
    }
}
