using CxDashboard.Data;
using CxDashboard.Measuring;
using CxDashboard.Measuring.Columns;
using CxDashboard.Tests.Oracle;
using Xunit;

namespace CxDashboard.Tests.Measuring;

public sealed class AllRecordsTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task ReadBlockByBlock_TheFactsAreTheSameAsInOneGo(int seed)
    {
        var history = RandomHistory.Make(seed);
        await using var engine = await EngineUnderTest.StartAsync(history.AsOf, history.Sources);
        await engine.ApplyAsync(history.Changes);
        var whole = Load(engine.Path, int.MaxValue);
        Assert.True(whole.Count > 8, "The history has too few records to be cut up.");
        foreach (var step in (int[])[1, 3, 10, 64]) Assert.Equal(whole, Load(engine.Path, step));

        // Knowledge of now is read by another way, record by record, and numbers texts as they come to it.
        using var reader = Store.OpenReader(engine.Path);
        var known = new Facts();
        Follower.LoadKnownAt(reader, known, long.MaxValue, TestContext.Current.CancellationToken);
        Assert.Equal(Named(engine.Path), Names(known));
    }

    [Fact]
    public async Task RecordsThatChangeMeanwhile_AreReadAsTheyWereByAllThreads()
    {
        var history = RandomHistory.Make(5);
        await using var engine = await EngineUnderTest.StartAsync(history.AsOf, history.Sources);
        var records = Enumerable.Range(0, 3000).Select(i => history.Changes.OfType<Upsert>().First().Record with { ExternalId = $"{i}", Transfers = 1 }).ToArray();
        await engine.WriteAsync(records);
        var before = Load(engine.Path, int.MaxValue);
        using var reader = Store.OpenReader(engine.Path);
        using var transaction = reader.BeginTransaction(deferred: true);
        var facts = new Facts();
        var sources = Follower.Remember(reader, facts, atOrBefore: null);
        await engine.WriteAsync([.. records.Select(r => r with { Transfers = 2 })]);
        AllRecords.Put(reader, facts, sources, TestContext.Current.CancellationToken, step: 10);
        Assert.Equal(3000, before.Count);
        Assert.Equal(before, Describe(facts));
        Assert.NotEqual(before, Load(engine.Path, step: 10));
    }

    [Fact]
    public async Task Cancelled_ItEnds()
    {
        var history = RandomHistory.Make(6);
        await using var engine = await EngineUnderTest.StartAsync(history.AsOf, history.Sources);
        await engine.ApplyAsync(history.Changes);
        using var reader = Store.OpenReader(engine.Path);
        Assert.Throws<OperationCanceledException>(() => Follower.Load(reader, new Facts(), new CancellationToken(canceled: true), step: 1));
    }

    private static List<string> Named(string path)
    {
        using var reader = Store.OpenReader(path);
        var facts = new Facts();
        Follower.Load(reader, facts, TestContext.Current.CancellationToken, step: 3);
        return Names(facts);
    }

    private static List<string> Names(Facts facts) =>
    [
        .. Enumerable.Range(0, facts.Rows).Where(facts.IsAlive).Select(row => string.Join(' ',
            row, facts.TimesOf(row), facts.Cost[row], facts.Customer.Texts.NameOf(facts.Customer[row]), string.Join(',', facts.Core.Select(d => d.Texts.NameOf(d[row]))))),
    ];

    private static List<string> Load(string path, int step)
    {
        using var reader = Store.OpenReader(path);
        var facts = new Facts();
        var count = Follower.Load(reader, facts, TestContext.Current.CancellationToken, step);
        var described = Describe(facts);
        Assert.Equal(described.Count, count);
        return described;
    }

    // Codes and what they stand for: whoever read a record, codes come in the order of the ids.
    private static List<string> Describe(Facts facts) =>
    [
        .. Enumerable.Range(0, facts.Rows).Where(facts.IsAlive).Select(row => string.Join(' ',
            row, facts.Opened[row], facts.Kind[row], facts.TimesOf(row), facts.AnswerTime(row), facts.FirstReply.Get(row, facts.Opened[row]), facts.FirstUsefulReply.Get(row, facts.Opened[row]),
            facts.Transfers[row], facts.Waiting[row], facts.Cost[row], facts.Customer[row], facts.Customers.Of(row), string.Join(',', facts.Core.Select(d => d[row])),
            facts.Customer.Texts.NameOf(facts.Customer[row]), string.Join(',', facts.Core.Select(d => d.Texts.NameOf(d[row]))))),
    ];
}
