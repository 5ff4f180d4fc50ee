using CxDashboard.Data;
using CxDashboard.Domain.Time;
using CxDashboard.Tests.Support;
using Xunit;

namespace CxDashboard.Tests.Data;

/// <summary>What sources were known until, as it was written.</summary>
public sealed class SourceVersionsTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task EachRealChange_IsAVersion()
    {
        var clock = new ManualClock(new Instant(1));
        await using var store = await TemporaryStore.OpenedByAsync(clock);
        await store.WriteAsync(TemporaryStore.Record("a"));
        clock.Now = new Instant(2);
        await KnownAsync(store, new SourceKnownUntil("mail", new Instant(500), new Instant(400)));
        clock.Now = new Instant(3);
        await KnownAsync(store, new SourceKnownUntil("mail", new Instant(300), ContactsKnownUntil: null));
        clock.Now = new Instant(4);
        await KnownAsync(store, new SourceKnownUntil("mail", new Instant(300), new Instant(300), Forced: true));
        clock.Now = new Instant(5);
        await store.Writer.WriteAsync(new WriteBatch { Sources = [new SourceTraits("mail", Live: true), new SourceTraits("mail", ColleagueFields: "[]")] }, Token);

        // At 3 nothing was raised, and what colleagues are called is nothing that a source is known until.
        Assert.Equal(["1|0|-|-", "2|0|500|400", "4|0|300|300", "5|1|300|300"], store.Ask("SELECT at, live, known_until, contacts_known_until FROM source_version ORDER BY id"));
    }

    [Fact]
    public async Task ABatchThatFails_LeavesNoVersion()
    {
        await using var store = await TemporaryStore.OpenedAsync();
        var bad = new WriteBatch { KnownUntil = [new SourceKnownUntil("mail", new Instant(1))], CustomerRules = [new(CustomerRuleKind.Shared, "")] };

        await Assert.ThrowsAsync<CustomerRefusedException>(() => store.Writer.WriteAsync(bad, Token));

        Assert.Empty(store.Ask("SELECT * FROM source_version"));
    }

    private static Task KnownAsync(TemporaryStore store, SourceKnownUntil known) => store.Writer.WriteAsync(new WriteBatch { KnownUntil = [known] }, Token);
}
