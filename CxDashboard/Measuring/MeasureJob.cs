using System.Threading.Channels;
using CxDashboard.Data;
using Quartz;

namespace CxDashboard.Measuring;

/// <summary>Quartz's handle on <see cref="MeasureRun"/>. One run at a time; the clock starts it each minute, a commit at once.</summary>
[DisallowConcurrentExecution]
public sealed class MeasureJob(MeasureRun run, ILogger<MeasureJob> log) : IJob
{
    public static readonly JobKey Key = new("measure");

    /// <inheritdoc/>
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        try
        {
            await run.RunAsync(cancellationToken);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            // It is recorded where the pages show it; the next run starts from the same watermark.
            log.LogError(fault, "Measuring failed; the next run tries again.");
        }
    }
}

/// <summary>
/// Wakes the measuring job after commits. Many commits in a row are one waking: the job folds in whatever is there when
/// it runs, so a waking that comes while one waits adds nothing.
/// </summary>
public sealed class MeasureWaker(StoreWriter writer, ISchedulerFactory schedulers, TimeProvider clock) : BackgroundService
{
    /// <summary>
    /// How long it rests after each run: the first commit after a quiet time is shown at once, those of a stream together. A
    /// viewer cannot read faster, each run has every open page ask anew, and an import of a million rows commits far more often.
    /// </summary>
    internal static readonly TimeSpan Rest = TimeSpan.FromSeconds(1.5);

    private readonly Channel<bool> _woken = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        writer.Committed += Wake;
        try
        {
            var scheduler = await schedulers.GetScheduler(stoppingToken);
            await foreach (var _ in _woken.Reader.ReadAllAsync(stoppingToken))
            {
                await scheduler.TriggerJob(MeasureJob.Key, stoppingToken);
                await Task.Delay(Rest, clock, stoppingToken);
            }
        }
        finally
        {
            writer.Committed -= Wake;
        }
    }

    /// <summary>Something was committed. Returns at once.</summary>
    public void Wake() => _woken.Writer.TryWrite(true);
}
