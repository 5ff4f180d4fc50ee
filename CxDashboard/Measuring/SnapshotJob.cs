using Quartz;

namespace CxDashboard.Measuring;

/// <summary>
/// Quartz's handle on <see cref="Measure.StoreSnapshotAsync"/>: a restart then reads only what was committed since. The sample
/// is small and read anew. Runs that had nothing to store are not written down.
/// </summary>
[DisallowConcurrentExecution]
public sealed class SnapshotJob(Measure measure, RunLog runs, ILogger<SnapshotJob> log) : IJob
{
    public static readonly JobKey Key = new("snapshot");

    /// <inheritdoc/>
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        try
        {
            await runs.RecordAsync(Key.Name, async token =>
            {
                var state = measure.State;
                return !state.IsSample && await measure.StoreSnapshotAsync(token) ? (state.Interactions, "stored") : null;
            }, cancellationToken, evenNothing: false);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            log.LogError(fault, "Storing a snapshot failed; the next run tries again, and until then a restart reads the whole store.");
        }
    }
}
