using CxDashboard.Live;

namespace CxDashboard.Measuring;

/// <summary>
/// The work of the measuring job: follow the committed records, let time pass, and tell who listens what changed. Safe to
/// run at any time and as often as anyone likes.
/// </summary>
public sealed class MeasureRun(Measure measure, LiveFeed feed, RunLog runs, TimeProvider clock)
{
    /// <summary>The name under which runs of measuring are recorded.</summary>
    public const string Job = "measure";

    private TimeSpan _last;

    /// <summary>How long a run takes that folds something in: the shorter of the last two, because the first ones of a process are slow.</summary>
    public TimeSpan Takes { get; private set; }

    public Task RunAsync(CancellationToken cancellation) => runs.RecordAsync(Job, async token =>
    {
        var begun = clock.GetTimestamp();
        var (changed, records) = await measure.FollowAsync(token);
        if (records > 0)
        {
            var took = clock.GetElapsedTime(begun);
            (Takes, _last) = (took < _last ? took : _last, took);
        }

        if (changed) feed.Publish(Topic.Measures);
        return records == 0 ? null : (records, "folded in");
    }, cancellation);
}
