using CxDashboard.Data;
using CxDashboard.Measuring;
using CxDashboard.Measuring.Columns;
using CxDashboard.Tests.Oracle;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace CxDashboard.Tests.Measuring;

public sealed class AllRecordsTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task ReadBlockByBlock_TheFactsAreTheSameAsInOneGo(int seed)
    {
        await using var engine = await FilledAsync(seed);
        var whole = Load(engine.Path, int.MaxValue);
        Assert.True(whole.AliveCount > 8, "The history has too few records to be cut up.");
        foreach (var step in (int[])[1, 3, 10, 64]) Assert.Equal(Describe(whole), Describe(Load(engine.Path, step)));

        // Knowledge of now is read by another way, record by record, and numbers texts as they come to it.
        using var reader = Store.OpenReader(engine.Path);
        var known = new Facts();
        Follower.LoadKnownAt(reader, known, long.MaxValue, Token);
        Assert.Equal(Name(whole), Name(known));
    }

    [Fact]
    public async Task EachProcessor_ReadsOverAConnectionOfItsOwn()
    {
        await using var engine = await FilledAsync(5);
        using var reader = Store.OpenReader(engine.Path);
        var facts = new Facts();
        Assert.Equal(Environment.ProcessorCount, Put(reader, facts, step: 1).Readers);
        Assert.Equal(1, Put(reader, new Facts(), int.MaxValue).Readers);

        // Where the file cannot be opened once more, the connection that is there does it alone.
        File.Move(engine.Path, engine.Path + ".away");
        var alone = new Facts();
        Assert.Equal(1, Put(reader, alone, step: 1).Readers);
        File.Move(engine.Path + ".away", engine.Path);
        Assert.Equal(Describe(facts), Describe(alone));
    }

    [Fact]
    public async Task RecordsThatChangeMeanwhile_AreReadAsTheyWere()
    {
        await using var engine = await FilledAsync(5);
        var record = RandomHistory.Make(5).Changes.OfType<Upsert>().First().Record;
        var records = Enumerable.Range(0, 3000).Select(i => record with { ExternalId = $"more {i}", Transfers = 1 }).ToArray();
        await engine.WriteAsync(records);
        var before = Describe(Load(engine.Path, int.MaxValue));
        using var reader = Store.OpenReader(engine.Path);
        using var transaction = reader.BeginTransaction(deferred: true);
        var facts = new Facts();
        var sources = Follower.Remember(reader, facts, atOrBefore: null);
        await engine.WriteAsync([.. records.Select(r => r with { Transfers = 2 })]);
        AllRecords.Put(reader, facts, sources, NullLogger.Instance, Token, step: 10);
        Assert.Equal(before, Describe(facts));
        Assert.NotEqual(before, Describe(Load(engine.Path, step: 10)));
    }

    [Fact]
    public async Task Cancelled_ItEnds()
    {
        await using var engine = await FilledAsync(6);
        using var reader = Store.OpenReader(engine.Path);
        Assert.Throws<OperationCanceledException>(() => Follower.Load(reader, new Facts(), NullLogger.Instance, new CancellationToken(canceled: true)));
    }

    private static async Task<EngineUnderTest> FilledAsync(int seed)
    {
        var history = RandomHistory.Make(seed);
        var engine = await EngineUnderTest.StartAsync(history.AsOf, history.Sources);
        await engine.ApplyAsync(history.Changes);
        return engine;
    }

    private static Facts Load(string path, int step)
    {
        using var reader = Store.OpenReader(path);
        var facts = new Facts();
        Assert.Equal(Put(reader, facts, step).Records, facts.AliveCount);
        return facts;
    }

    private static (int Records, int Readers) Put(Microsoft.Data.Sqlite.SqliteConnection reader, Facts facts, int step) =>
        AllRecords.Put(reader, facts, Follower.Remember(reader, facts, atOrBefore: null), NullLogger.Instance, Token, step);

    // Codes too, not only what they stand for: whoever read a record, they come in the order of the ids.
    private static List<string> Describe(Facts facts) =>
    [
        .. Name(facts).Zip(Rows(facts), (named, row) => string.Join(' ',
            named, facts.Kind[row], facts.AnswerTime(row), facts.FirstReply.Get(row, facts.Opened[row]), facts.FirstUsefulReply.Get(row, facts.Opened[row]),
            facts.Transfers[row], facts.Waiting[row], facts.Customer[row], facts.Customers.Of(row), string.Join(',', facts.Core.Select(d => d[row])))),
    ];

    private static List<string> Name(Facts facts) =>
    [
        .. Rows(facts).Select(row => string.Join(' ',
            row, facts.TimesOf(row), facts.Cost[row], facts.Customer.Texts.NameOf(facts.Customer[row]), string.Join(',', facts.Core.Select(d => d.Texts.NameOf(d[row]))))),
    ];

    private static IEnumerable<int> Rows(Facts facts) => Enumerable.Range(0, facts.Rows).Where(facts.IsAlive);
}
