using CxDashboard.Data;
using CxDashboard.Domain.Interactions;
using CxDashboard.Domain.Time;
using CxDashboard.Measuring;
using CxDashboard.Tests.Oracle;
using Xunit;

namespace CxDashboard.Tests.Measuring;

/// <summary>Nothing of an erased customer is published by a run that knew the customer before.</summary>
public sealed class DailyMetricsErasureTests
{
    private static readonly Instant Start = Instant.From(new DateTimeOffset(2026, 1, 5, 0, 0, 0, TimeSpan.Zero));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ErasureBetweenReadingAndWriting_StopsTheRun_AndTheNextOneWritesAllAnew()
    {
        await using var engine = await StartedAsync();
        var days = new DailyMetrics(engine.Writer, engine.Measure, engine.Clock);

        // The writer is held back, so that it takes up what waits in this order: the run's first look at the table, then the
        // erasure, and only then what the run read before.
        using var hold = new ManualResetEventSlim();
        var holding = engine.Writer.RunAsync((_, _) =>
        {
            hold.Wait(Token);
            return 0;
        }, Token);
        var run = days.WriteAsync(Token);
        var erasing = engine.Writer.WriteAsync(new WriteBatch { Erasures = ["c0"] }, Token);
        hold.Set();
        await Task.WhenAll(holding, erasing);
        Assert.Equal(0, await run);
        Assert.Empty(engine.Ask("SELECT * FROM daily_metrics"));

        // Nothing counts as written: no rest is needed.
        await engine.Measure.FollowAsync(Token);
        Assert.NotEqual(0, await days.WriteAsync(Token));
        Assert.Equal(["6|1"], engine.Ask("SELECT n, finished FROM daily_metrics WHERE metric = 'interactions' AND dimension = ''"));
    }

    [Fact]
    public async Task EngineThatHasNotHeardOfTheErasure_PublishesNothing()
    {
        await using var engine = await StartedAsync();
        await engine.ApplyAsync([new Erase("c0")]);
        var days = new DailyMetrics(engine.Writer, engine.Measure, engine.Clock);
        Assert.Equal(0, await days.WriteAsync(Token));

        await engine.Measure.FollowAsync(Token);
        Assert.NotEqual(0, await days.WriteAsync(Token));
        Assert.Equal(["6"], engine.Ask("SELECT n FROM daily_metrics WHERE metric = 'interactions' AND dimension = ''"));
    }

    // Seven customers of one day, long ago.
    private static async Task<EngineUnderTest> StartedAsync()
    {
        var engine = await EngineUnderTest.StartAsync(Start + TimeSpan.FromDays(40), [new OracleSource("desk", Live: true)]);
        await engine.WriteAsync([.. Enumerable.Range(0, 7).Select(i => new Interaction { Source = "desk", ExternalId = $"{i}", Customer = $"c{i}", OpenedAt = Start + TimeSpan.FromHours(12) })]);
        await engine.Measure.FollowAsync(Token);
        return engine;
    }
}
