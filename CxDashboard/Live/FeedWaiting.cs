namespace CxDashboard.Live;

/// <summary>Waits for news.</summary>
public static class FeedWaiting
{
    /// <summary>
    /// Ends when something holds, which is asked now and after each news of a topic: true. False where it still does not when
    /// the patience is over.
    /// </summary>
    public static async Task<bool> UntilAsync(this LiveFeed feed, Topic topic, Func<bool> holds, TimeSpan patience, TimeProvider clock, CancellationToken cancellation)
    {
        var happened = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

        // Subscribed before it is asked, so that news in between is not missed.
        using var subscription = feed.Subscribe([topic], _ =>
        {
            if (holds()) happened.TrySetResult();
        });
        if (holds()) return true;
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var first = await Task.WhenAny(happened.Task, Task.Delay(patience, clock, waiting.Token));
        await waiting.CancelAsync();
        cancellation.ThrowIfCancellationRequested();
        return first == happened.Task;
    }
}
