using CxDashboard.Live;
using CxDashboard.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace CxDashboard.Tests.Live;

public sealed class AtHandKeeperTests
{
    private readonly LiveFeed _feed = new();
    private readonly SteppedClock _clock = new(DateTimeOffset.UnixEpoch);
    private readonly SemaphoreSlim _asked = new(0);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task NewFigures_AreAskedAhead_AndWhileItRestsOnceMoreAtMost()
    {
        using var keeper = await StartedAsync(new AtHand("trends", AskAsync));
        Assert.False(await _asked.WaitAsync(50, Token));

        _feed.Publish(Topic.Runs);
        _feed.Publish(Topic.Measures);
        Assert.True(await _asked.WaitAsync(TimeSpan.FromSeconds(30), Token));
        for (var i = 0; i < 3; i++) _feed.Publish(Topic.Measures);
        Assert.False(await _asked.WaitAsync(50, Token));

        await RestedAsync();
        Assert.True(await _asked.WaitAsync(TimeSpan.FromSeconds(30), Token));
        await RestedAsync();
        Assert.False(await _asked.WaitAsync(50, Token));
    }

    [Fact]
    public async Task Fault_KeepsNobodyElseWaiting()
    {
        using var keeper = await StartedAsync(new AtHand("broken", _ => throw new InvalidOperationException("planted")), new AtHand("trends", AskAsync));
        _feed.Publish(Topic.Measures);
        Assert.True(await _asked.WaitAsync(TimeSpan.FromSeconds(30), Token));
    }

    [Fact]
    public async Task WhatIsAskedSeldom_IsLeftAloneUntilItIsDue()
    {
        var seldom = 0;
        using var keeper = await StartedAsync(new AtHand("pages", _ => Task.FromResult(Interlocked.Increment(ref seldom))) { Every = 3 * AtHandKeeper.Rest }, new AtHand("trends", AskAsync));
        for (var turn = 1; turn <= 4; turn++)
        {
            if (turn > 1) await RestedAsync();
            _feed.Publish(Topic.Measures);
            Assert.True(await _asked.WaitAsync(TimeSpan.FromSeconds(30), Token));
            Assert.Equal(turn <= 3 ? 1 : 2, seldom);
        }
    }

    [Fact]
    public async Task Ended_LeavesTheFeed()
    {
        var keeper = await StartedAsync();
        Assert.Equal(1, _feed.Count);
        await keeper.StopAsync(Token);
        keeper.Dispose();
        Assert.Equal(0, _feed.Count);
    }

    // One rest, which may begin a moment after the answer.
    private async Task RestedAsync()
    {
        await _clock.WaitedForAsync().WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System, Token);
        _clock.Advance(AtHandKeeper.Rest);
    }

    private Task AskAsync(CancellationToken ct)
    {
        _asked.Release();
        return Task.CompletedTask;
    }

    private async Task<AtHandKeeper> StartedAsync(params AtHand[] answers)
    {
        var keeper = new AtHandKeeper(_feed, answers, _clock, NullLogger<AtHandKeeper>.Instance);
        await keeper.StartAsync(Token);
        return keeper;
    }
}
