using CxDashboard.Data;
using CxDashboard.Domain.Time;
using Xunit;
using static CxDashboard.Tests.Data.TemporaryStore;

namespace CxDashboard.Tests.Data;

/// <summary>Deletions, ids, sources and imports.</summary>
public sealed class StoreWriterBookkeepingTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ADeletedRecord_KeepsItsVersionAndIsJournalled()
    {
        await using var store = await TemporaryStore.OpenedAsync();
        await store.WriteAsync(Record("a"), Record("b"));

        var result = await store.DeleteAsync("a");

        Assert.Equal((1L, 3L), (result.Deleted, result.Sequence));
        Assert.Equal(["2"], store.Ask("SELECT id FROM interaction"));
        Assert.Equal(["3|1|a"], store.Ask("SELECT replaced_sequence, interaction_id, external_id FROM interaction_version"));
        Assert.Equal(["1|3"], store.Ask("SELECT interaction_id, kind FROM journal WHERE sequence = 3"));
    }

    [Fact]
    public async Task ADeletionOfNothing_ChangesNothing()
    {
        await using var store = await TemporaryStore.OpenedAsync();

        var result = await store.DeleteAsync("a");

        Assert.Equal((0L, 0L), (result.Deleted, result.Sequence));
        Assert.Empty(store.Ask("SELECT * FROM source"));
    }

    [Fact]
    public async Task TheIdOfADeletedRecord_IsNeverGivenAgain()
    {
        await using var store = await TemporaryStore.OpenedAsync();
        await store.WriteAsync(Record("a"), Record("b"));
        await store.DeleteAsync("b");
        var sameRun = await store.WriteAsync(Record("b"));
        await store.DeleteAsync("b");
        await store.CloseAsync();
        await store.OpenAsync();

        var nextRun = await store.WriteAsync(Record("b"));

        Assert.Equal((3L, 4L), (sameRun.Outcomes[0].Id, nextRun.Outcomes[0].Id));
    }

    [Fact]
    public async Task IdsAndSequences_GoOnAfterOpeningAgain()
    {
        await using var store = await TemporaryStore.OpenedAsync();
        await store.WriteAsync(Record("a"), Record("b"));
        await store.WriteAsync(Record("a", "other"));
        await store.CloseAsync();
        await store.OpenAsync();

        var result = await store.WriteAsync(Record("c") with { Source = "phone" });

        Assert.Equal((3L, 4L), (result.Outcomes[0].Id, result.Sequence));
        Assert.Equal(["1|mail", "2|phone"], store.Ask("SELECT id, name FROM source ORDER BY id"));
    }

    [Fact]
    public async Task KnownUntil_OnlyRisesUnlessForced()
    {
        await using var store = await TemporaryStore.OpenedAsync();

        await KnownAsync(100, null);
        Assert.Equal(["100|-"], Known());
        await KnownAsync(50, 70);
        Assert.Equal(["100|70"], Known());
        await KnownAsync(200, null);
        Assert.Equal(["200|70"], Known());
        await KnownAsync(150, null, forced: true);
        Assert.Equal(["150|70"], Known());

        Task KnownAsync(long? until, long? contacts, bool forced = false) => store.Writer.WriteAsync(new WriteBatch
        {
            KnownUntil = [new("mail", until is { } u ? new Instant(u) : null, contacts is { } c ? new Instant(c) : null, forced)],
        }, Token);

        IReadOnlyList<string> Known() => store.Ask("SELECT known_until, contacts_known_until FROM source WHERE name = 'mail'");
    }

    [Fact]
    public async Task SourceTraits_ChangeOnlyWhatIsSaid()
    {
        await using var store = await TemporaryStore.OpenedAsync();

        await store.Writer.WriteAsync(new WriteBatch { Sources = [new("mail", Live: true), new("mail", ColleagueFields: """["agent"]"""), new("phone")] }, Token);

        Assert.Equal(["""mail|1|["agent"]""", "phone|0|-"], store.Ask("SELECT name, live, colleague_fields FROM source ORDER BY name"));
    }

    [Fact]
    public async Task AnImportsCounts_AreAddedByTheWriterAlsoForBatchesSentAhead()
    {
        await using var store = await TemporaryStore.OpenedAsync();
        var started = await store.Writer.WriteAsync(new WriteBatch { Import = Import }, Token);
        var import = started.Import!;

        var first = store.Writer.WriteAsync(new WriteBatch { Import = import with { Position = 2, Read = 2 }, Records = [Record("a"), Record("b")] }, Token);
        var second = store.Writer.WriteAsync(new WriteBatch
        {
            Import = import with { Position = 5, Read = 4, Rejected = 1, State = "{}", FinishedAt = new Instant(9) },
            Records = [Record("a"), Record("b", "other")],
            Rejected = [new RejectedRow { Line = 6, Reason = "no date", Text = "" }],
        }, Token);

        await first;
        Assert.Equal(import with { Position = 5, Read = 4, New = 2, Changed = 1, Unchanged = 1, Rejected = 1, State = "{}", FinishedAt = new Instant(9) }, (await second).Import);
        await using var context = new QueryContextFactory(store.Path).CreateDbContext();
        Assert.Equal((await second).Import, context.Imports.Single());
        Assert.Equal(new RejectedRow { Id = 1, ImportId = 1, Line = 6, Reason = "no date", Text = "" }, context.RejectedRows.Single());
    }

    [Fact]
    public async Task AnImportThatTheStoreDoesNotKnow_IsRefusedWithItsRecords()
    {
        await using var store = await TemporaryStore.OpenedAsync();

        await Assert.ThrowsAsync<InvalidOperationException>(() =>
            store.Writer.WriteAsync(new WriteBatch { Import = Import with { Id = 7 }, Records = [Record("a")] }, Token));

        Assert.Empty(store.Ask("SELECT * FROM interaction"));
    }

    private static readonly ImportRow Import = new()
    {
        FileName = "a.csv",
        FileHash = "f",
        MapName = "standard",
        MapHash = "m",
        StartedAt = new Instant(1),
    };
}
