using CxDashboard.Data;
using CxDashboard.Domain.Interactions;
using CxDashboard.Domain.Time;
using CxDashboard.Measuring;
using Xunit;

namespace CxDashboard.Tests.Measuring;

/// <summary>No published day goes on counting what a file brought that was taken back.</summary>
public sealed class DailyMetricsUndoTests
{
    private static readonly Instant Start = Instant.From(new DateTimeOffset(2026, 1, 5, 12, 0, 0, TimeSpan.Zero));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task DaysThatCountedTheFile_AreVoid_AndAreWrittenAnewWithoutIt()
    {
        await using var engine = await EngineUnderTest.StartAsync(Start + TimeSpan.FromDays(60), []);
        await engine.Writer.WriteAsync(new WriteBatch { Records = Records(0, 6, day: 0), KnownUntil = [new SourceKnownUntil("desk", Start + TimeSpan.FromDays(3), Start + TimeSpan.FromDays(3))] }, Token);
        var import = (await engine.Writer.WriteAsync(new WriteBatch
        {
            Import = new ImportRow { FileName = "a.csv", FileHash = "f", MapName = "m", MapHash = "m", StartedAt = new Instant(1) },
            Records = [.. Records(10, 5, day: 0), .. Records(20, 5, day: 2)],
            KnownUntil = [new SourceKnownUntil("desk", Start + TimeSpan.FromDays(50), Start + TimeSpan.FromDays(50))],
        }, Token)).Import!;
        await engine.Measure.FollowAsync(Token);
        var days = new DailyMetrics(engine.Writer, engine.Measure, engine.Clock);
        await days.WriteAsync(Token);
        Assert.Equal(["2026-01-05|11|1", "2026-01-07|5|1"], Published(engine));

        await engine.Writer.UndoAsync(import.Id, "a test", Token);
        Assert.Empty(Published(engine));
        engine.Clock.Now += TimeSpan.FromHours(1);
        Assert.Equal(0, await days.WriteAsync(Token));
        await engine.Measure.FollowAsync(Token);
        await days.WriteAsync(Token);

        // The source is known for three days again, which is too few for anything to be final.
        Assert.Equal(["2026-01-05|6|0"], Published(engine));
    }

    private static IReadOnlyList<string> Published(EngineUnderTest engine) =>
        engine.Ask("SELECT day, n, finished FROM daily_metrics WHERE metric = 'interactions' AND dimension = '' ORDER BY day");

    private static Interaction[] Records(int first, int count, int day) =>
        [.. Enumerable.Range(first, count).Select(i => new Interaction { Source = "desk", ExternalId = $"{i}", Customer = $"c{i}", OpenedAt = Start + TimeSpan.FromDays(day) })];
}
