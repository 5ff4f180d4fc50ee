using CxDashboard.Measuring;
using Quartz;

namespace CxDashboard.Features.Ingest.Connectors;

/// <summary>Quartz's handle on <see cref="Puller"/>. Looks that brought nothing are not written down.</summary>
[DisallowConcurrentExecution]
public sealed class PullJob(Puller puller, RunLog runs, ILogger<PullJob> log) : IJob
{
    public static readonly JobKey Key = new("fetching");

    /// <inheritdoc/>
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        try
        {
            await runs.RecordAsync(Key.Name, async token =>
            {
                var (systems, records) = await puller.PullAllAsync(token);
                return records == 0 ? null : (records, systems == 1 ? "from 1 system" : $"from {systems} systems");
            }, cancellationToken, evenNothing: false);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            log.LogError(fault, "Fetching failed; the next try comes in a minute.");
        }
    }
}
