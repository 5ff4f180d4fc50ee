using CxDashboard.Live;
using CxDashboard.Tests.Support;
using Xunit;

namespace CxDashboard.Tests.Live;

public sealed class FeedWaitingTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly SteppedClock _clock = new(new DateTimeOffset(2026, 5, 14, 14, 32, 0, TimeSpan.Zero));
    private readonly LiveFeed _feed = new();
    private bool _holds;

    [Fact]
    public async Task WhatHoldsAlready_IsNotWaitedFor()
    {
        _holds = true;
        Assert.True(await UntilAsync());
        Assert.Equal(0, _feed.Count);
    }

    [Fact]
    public async Task NewsAfterWhichItHolds_EndsTheWaiting()
    {
        var waiting = UntilAsync();
        _feed.Publish(Topic.Measures);
        Assert.False(waiting.IsCompleted);
        _holds = true;
        _feed.Publish(Topic.Measures);
        Assert.True(await waiting);
        Assert.Equal(0, _feed.Count);
    }

    [Fact]
    public async Task PatienceThatIsOver_EndsTheWaitingForNothing()
    {
        var waiting = UntilAsync();
        _clock.Advance(Patience - TimeSpan.FromSeconds(1));
        Assert.False(waiting.IsCompleted);
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.False(await waiting);
        Assert.Equal(0, _feed.Count);
    }

    [Fact]
    public async Task WhoGoesAway_IsNotHeld()
    {
        using var gone = new CancellationTokenSource();
        var waiting = _feed.UntilAsync(Topic.Measures, () => _holds, Patience, _clock, gone.Token);
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    private Task<bool> UntilAsync() => _feed.UntilAsync(Topic.Measures, () => _holds, Patience, _clock, TestContext.Current.CancellationToken);
}
