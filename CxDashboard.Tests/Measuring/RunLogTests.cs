using CxDashboard.Domain.Time;
using CxDashboard.Live;
using CxDashboard.Measuring;
using CxDashboard.Tests.Data;
using CxDashboard.Tests.Support;
using Xunit;

namespace CxDashboard.Tests.Measuring;

public sealed class RunLogTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true, "snapshot|0|nothing new")]
    [InlineData(false, "")]
    public async Task RunThatFoundNothing_IsWrittenDown_WhereItIsAskedFor(bool evenNothing, string line)
    {
        await using var store = await TemporaryStore.OpenedAsync();
        await Log(store).RecordAsync("snapshot", _ => Task.FromResult<(long, string)?>(null), Token, evenNothing);
        Assert.Equal(line, Lines(store));
    }

    [Fact]
    public async Task RunThatDidSomething_AndOneThatFailed_AreWrittenDownAlways()
    {
        await using var store = await TemporaryStore.OpenedAsync();
        var runs = Log(store);
        await runs.RecordAsync("snapshot", _ => Task.FromResult<(long, string)?>((7, "stored")), Token, evenNothing: false);
        await Assert.ThrowsAsync<IOException>(() => runs.RecordAsync("snapshot", _ => throw new IOException("The disk is full."), Token, evenNothing: false));
        Assert.Equal("snapshot|7|stored snapshot|0|failed", Lines(store));
        Assert.NotNull(runs.FailedAt("snapshot"));

        // Well again, although it had nothing to do.
        await runs.RecordAsync("snapshot", _ => Task.FromResult<(long, string)?>(null), Token, evenNothing: false);
        Assert.Null(runs.FailedAt("snapshot"));
    }

    private static RunLog Log(TemporaryStore store) => new(store.Writer, new LiveFeed(), new ManualClock(new Instant(1)));

    private static string Lines(TemporaryStore store) => string.Join(' ', store.Ask("SELECT job, records, outcome FROM run ORDER BY id"));
}
