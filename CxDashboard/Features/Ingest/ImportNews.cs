using System.Threading.Channels;
using CxDashboard.Live;

namespace CxDashboard.Features.Ingest;

/// <summary>Says on the feed that imports moved on: at once, and then at most four times a second, the last change always.</summary>
internal sealed class ImportNews(LiveFeed feed, TimeProvider clock)
{
    /// <summary>Between two publications.</summary>
    public static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(250);

    private readonly Channel<bool> _changed = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private int _runs;

    /// <summary>Something changed. Returns at once.</summary>
    public void Tell() => _changed.Writer.TryWrite(true);

    /// <summary>An import began or ended, or was taken back, which pages of all runs show too.</summary>
    public void TellRuns()
    {
        Volatile.Write(ref _runs, 1);
        Tell();
    }

    /// <summary>Publishes until it is cancelled.</summary>
    public async Task RunAsync(CancellationToken ct)
    {
        try
        {
            await foreach (var _ in _changed.Reader.ReadAllAsync(ct))
            {
                feed.Publish(Topic.Imports);
                if (Interlocked.Exchange(ref _runs, 0) == 1) feed.Publish(Topic.Runs);
                await Task.Delay(Rest, clock, ct);
            }
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // The server stops, and with it whoever listens.
        }
    }
}
