using CxDashboard.Data;
using CxDashboard.Domain.Interactions;
using CxDashboard.Domain.Time;
using CxDashboard.Measuring;
using Microsoft.Extensions.Logging;
using Xunit;

namespace CxDashboard.Tests.Measuring;

/// <summary>What the engine puts down of its memory serves the next start, and nothing that does not fit is believed.</summary>
public sealed class SnapshotTests
{
    private static readonly Instant Now = Instant.From(new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task Restart_TakesWhatWasPutDown_AndFoldsInTheRest()
    {
        await using var engine = await StoredAsync();

        // Behind the journal's back: whoever reads the records themselves would see it.
        await engine.Writer.RunAsync((connection, transaction) =>
        {
            using var command = connection.CreateCommand();
            command.Transaction = transaction;
            command.CommandText = "UPDATE interaction SET channel = 'behind'";
            return command.ExecuteNonQuery();
        }, Token);
        await engine.WriteAsync(Record(3, "chat"));
        var (measure, log) = Restarted(engine);
        Assert.Equal((true, 3), await measure.FollowAsync(Token));
        Assert.Equal(3, await InteractionsAsync(measure, "chat"));
        Assert.Empty(log.Written);
    }

    [Fact]
    public async Task NothingNew_IsNotPutDownAgain()
    {
        await using var engine = await StoredAsync();
        Assert.False(await engine.Measure.StoreSnapshotAsync(Token));
        await engine.WriteAsync(Record(3, "chat"));
        await engine.Measure.FollowAsync(Token);
        Assert.True(await engine.Measure.StoreSnapshotAsync(Token));
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(0.5)]
    [InlineData(0.999)]
    public async Task ByteThatIsAnother_MakesItUseless(double where)
    {
        await using var engine = await StoredAsync();
        var path = Store.SnapshotPath(engine.Path);
        var bytes = await File.ReadAllBytesAsync(path, Token);
        bytes[(int)(where * bytes.Length)] ^= 1;
        await File.WriteAllBytesAsync(path, bytes, Token);
        await LeftAsideAsync(engine, "it is not whole");
    }

    [Fact]
    public async Task EndThatIsMissing_MakesItUseless()
    {
        await using var engine = await StoredAsync();
        await using (var file = File.OpenWrite(Store.SnapshotPath(engine.Path))) file.SetLength(file.Length - 1);
        await LeftAsideAsync(engine, "it is not whole");
    }

    [Fact]
    public async Task OtherSettings_MakeItUseless()
    {
        await using var engine = await StoredAsync();
        await LeftAsideAsync(engine, "the workspace's settings are others now", new WorkspaceOptions { RepeatWindowDays = 8 });
    }

    [Fact]
    public async Task OtherStore_MakesItUseless()
    {
        await using var one = await StoredAsync();
        await using var other = await StoredAsync();
        File.Copy(Store.SnapshotPath(one.Path), Store.SnapshotPath(other.Path), overwrite: true);
        await LeftAsideAsync(other, "it is of another store");
    }

    [Fact]
    public async Task Erasure_RemovesIt()
    {
        await using var engine = await StoredAsync();
        await engine.Writer.WriteAsync(new WriteBatch { Erasures = ["c1"] }, Token);
        Assert.False(File.Exists(Store.SnapshotPath(engine.Path)));
    }

    private static async Task LeftAsideAsync(EngineUnderTest engine, string why, WorkspaceOptions? workspace = null)
    {
        var (measure, log) = Restarted(engine, workspace);
        await measure.FollowAsync(Token);
        Assert.Equal(2, await InteractionsAsync(measure, "chat"));
        Assert.Contains(why, Assert.Single(log.Written), StringComparison.Ordinal);
    }

    private static async Task<EngineUnderTest> StoredAsync()
    {
        var engine = await EngineUnderTest.StartAsync(Now, [new("desk", Live: true)]);
        await engine.WriteAsync(Record(1, "chat"), Record(2, "chat"));
        await engine.Measure.FollowAsync(Token);
        Assert.True(await engine.Measure.StoreSnapshotAsync(Token));
        return engine;
    }

    private static (Measure Measure, Lines Log) Restarted(EngineUnderTest engine, WorkspaceOptions? workspace = null)
    {
        var log = new Lines();
        return (engine.NewMeasure(workspace: workspace ?? new WorkspaceOptions(), log: log), log);
    }

    private static async Task<long> InteractionsAsync(Measure measure, string channel) =>
        (await measure.AskAsync(new MetricQuestion { Metric = "interactions", Slices = [new Slice("channel", channel)] }, Token))[0].N;

    private static Interaction Record(int id, string channel) => new()
    {
        Source = "desk",
        ExternalId = $"{id}",
        Customer = $"c{id}",
        Channel = channel,
        OpenedAt = Now - TimeSpan.FromDays(id),
    };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>A log that is looked at afterwards.</summary>
    private sealed class Lines : ILogger<Measure>
    {
        private readonly List<string> _lines = [];

        public IReadOnlyList<string> Written => _lines;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => _lines.Add(formatter(state, exception));
    }
}
