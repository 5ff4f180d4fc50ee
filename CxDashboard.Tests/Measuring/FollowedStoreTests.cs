using CxDashboard.Data;
using CxDashboard.Domain.Interactions;
using CxDashboard.Domain.Time;
using CxDashboard.Measuring;
using CxDashboard.Tests.Data;
using CxDashboard.Tests.Oracle;
using Microsoft.Data.Sqlite;
using Xunit;

namespace CxDashboard.Tests.Measuring;

/// <summary>The connection that stays open misses nothing that happens to the store, and is in nobody's way.</summary>
public sealed class FollowedStoreTests
{
    private static readonly Instant Start = Instant.From(new DateTimeOffset(2026, 1, 5, 0, 0, 0, TimeSpan.Zero));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task SourceThatIsKnownFurther_IsHeardOfWithoutARecord()
    {
        var known = new OracleSource("file", Live: false, KnownUntil: Start + TimeSpan.FromDays(1), ContactsKnownUntil: Start + TimeSpan.FromDays(1));
        await using var engine = await StartedAsync(known);
        Assert.Equal(Start + TimeSpan.FromDays(1), engine.Measure.State.KnownUntil);
        await engine.DeclareAsync([known with { KnownUntil = Start + TimeSpan.FromDays(2), ContactsKnownUntil = Start + TimeSpan.FromDays(2) }]);
        Assert.Equal((true, 0), await engine.Measure.FollowAsync(Token));
        Assert.Equal(Start + TimeSpan.FromDays(2), engine.Measure.State.KnownUntil);
    }

    [Fact]
    public async Task WhatIsSaidOfCustomers_IsHeardOfWithoutARecord_EachTime()
    {
        await using var engine = await StartedAsync(new OracleSource("file", Live: true));
        foreach (var (said, customers) in (IEnumerable<(Change, double?)>)[(new Alias("bob", "ann"), 1), (new Alias("bob", null), 2), (new Oracle.Shared("bob", true), 1), (new Oracle.Shared("bob", false), 2)])
        {
            await engine.ApplyAsync([said]);
            Assert.True((await engine.Measure.FollowAsync(Token)).Changed);
            Assert.Equal(customers, Assert.Single(await engine.AskAsync("customers-served")).Value);
        }
    }

    [Fact]
    public async Task WritingThatIsNoRecord_IsNoNews()
    {
        await using var engine = await StartedAsync(new OracleSource("file", Live: true));
        Assert.Equal((false, 0), await engine.Measure.FollowAsync(Token));
        await engine.Writer.RunAsync((connection, _) =>
        {
            StoreConnections.Execute(connection, "CREATE TABLE other (id INTEGER PRIMARY KEY) STRICT");
            return 0;
        }, Token);
        Assert.Equal((false, 0), await engine.Measure.FollowAsync(Token));
        await engine.WriteAsync(Record("3", "cid"));
        Assert.Equal((true, 1), await engine.Measure.FollowAsync(Token));
    }

    [Fact]
    public async Task Erasure_IsNotHeldUp_AndIsHeardOf()
    {
        await using var engine = await StartedAsync(new OracleSource("file", Live: true));
        await engine.ApplyAsync([new Erase("ann")]);

        // The mark stands until the file is written anew and its log was emptied, for which nobody may read.
        Assert.Empty(engine.Ask("SELECT value FROM setting WHERE name = 'wiping'"));
        Assert.True((await engine.Measure.FollowAsync(Token)).Changed);
        Assert.Equal(1, engine.Measure.State.Interactions);
        await engine.WriteAsync(Record("3", "cid"));
        Assert.Equal((true, 1), await engine.Measure.FollowAsync(Token));
        Assert.Equal(2, engine.Measure.State.Interactions);
    }

    [Fact]
    public async Task FileThatIsPutInItsPlace_IsReadInstead()
    {
        await using var store = await ClosedAsync(3);
        await using var other = await ClosedAsync(5);
        await using var engine = await StartedAsync(new OracleSource("file", Live: true));
        using var measure = engine.NewMeasure(new ShownStore(store.Path, isSample: false));
        await measure.FollowAsync(Token);
        Assert.Equal(3, measure.State.Interactions);
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows lets nobody replace a file that is open.");
        File.Move(other.Path, store.Path, overwrite: true);
        Assert.True((await measure.FollowAsync(Token)).Changed);
        Assert.Equal(5, measure.State.Interactions);
        await store.OpenAsync();
        await store.WriteAsync(TemporaryStore.Record("6"));
        Assert.Equal((true, 1), await measure.FollowAsync(Token));
        Assert.Equal(6, measure.State.Interactions);
    }

    [Fact]
    public async Task OtherStoreThatIsShown_IsFollowed_AndTheFirstOneAgain()
    {
        await using var other = await ClosedAsync(5);
        await using var engine = await StartedAsync(new OracleSource("file", Live: true));
        var shown = new ShownStore(other.Path, isSample: true);
        var measure = engine.NewMeasure(shown);
        await measure.FollowAsync(Token);
        Assert.Equal(5, measure.State.Interactions);
        shown.Show(engine.Path, isSample: false);
        Assert.Equal((true, 2), await measure.FollowAsync(Token));
        shown.Show(other.Path, isSample: true);
        Assert.Equal((true, 5), await measure.FollowAsync(Token));
    }

    [Fact]
    public async Task FaultOfTheStore_IsOverWithTheNextRun()
    {
        await using var engine = await StartedAsync(new OracleSource("file", Live: true));
        await engine.WriteAsync(Record("3", "cid"));
        File.Move(engine.Path, engine.Path + ".away");
        await Assert.ThrowsAsync<SqliteException>(() => engine.Measure.FollowAsync(Token));
        File.Move(engine.Path + ".away", engine.Path);
        Assert.Equal((true, 1), await engine.Measure.FollowAsync(Token));
    }

    [Fact]
    public async Task Disposed_ItStillAnswers_ButFollowsNoMore()
    {
        await using var engine = await StartedAsync(new OracleSource("file", Live: true));
        engine.Measure.Dispose();
        Assert.Equal(2, Assert.Single(await engine.AskAsync("interactions")).N);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => engine.Measure.FollowAsync(Token));
    }

    private static async Task<EngineUnderTest> StartedAsync(OracleSource source)
    {
        var engine = await EngineUnderTest.StartAsync(Start + TimeSpan.FromDays(9), [source]);
        await engine.WriteAsync(Record("1", "ann"), Record("2", "bob"));
        Assert.Equal((true, 2), await engine.Measure.FollowAsync(Token));
        return engine;
    }

    private static async Task<TemporaryStore> ClosedAsync(int records)
    {
        var store = await TemporaryStore.OpenedAsync();
        await store.WriteAsync([.. Enumerable.Range(1, records).Select(i => TemporaryStore.Record($"{i}"))]);
        await store.CloseAsync();
        return store;
    }

    private static Interaction Record(string id, string customer) => new() { Source = "file", ExternalId = id, Customer = customer, OpenedAt = Start };
}
