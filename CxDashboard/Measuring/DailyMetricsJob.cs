using Quartz;

namespace CxDashboard.Measuring;

/// <summary>
/// Quartz's handle on <see cref="DailyMetrics"/>. A job of its own, because publishing takes seconds and an open page must
/// not wait for it.
/// </summary>
[DisallowConcurrentExecution]
public sealed class DailyMetricsJob(DailyMetrics days, RunLog runs, ILogger<DailyMetricsJob> log) : IJob
{
    public static readonly JobKey Key = new("daily-metrics");

    /// <inheritdoc/>
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        try
        {
            await runs.RecordAsync(Key.Name, async token =>
            {
                var written = await days.WriteAsync(token);
                return written == 0 ? null : (0, $"published {written} figures of days");
            }, cancellationToken);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            log.LogError(fault, "Publishing days failed; the next run tries again.");
        }
    }
}
