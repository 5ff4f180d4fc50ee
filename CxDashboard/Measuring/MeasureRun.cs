using CxDashboard.Live;

namespace CxDashboard.Measuring;

/// <summary>
/// The work of the measuring job: follow the committed records, let time pass, and tell who listens what changed. Safe to
/// run at any time and as often as anyone likes.
/// </summary>
public sealed class MeasureRun(Measure measure, LiveFeed feed, RunLog runs)
{
    /// <summary>The name under which runs of measuring are recorded.</summary>
    public const string Job = "measure";

    public Task RunAsync(CancellationToken cancellation) => runs.RecordAsync(Job, async token =>
    {
        var (changed, records) = await measure.FollowAsync(token);
        if (changed) feed.Publish(Topic.Measures);
        return records == 0 ? null : (records, "folded in");
    }, cancellation);
}
