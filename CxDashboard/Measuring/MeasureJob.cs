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
public sealed class MeasureWaker(StoreWriter writer, ISchedulerFactory schedulers, MeasureRun run, TimeProvider clock) : BackgroundService
{
    /// <summary>
    /// How long it rests after a run while commits keep coming: each run has every open page ask anew, and a viewer cannot
    /// read faster. After the first commits of a while it rests shortly, so that they are shown at once.
    /// </summary>
    internal static readonly TimeSpan LongestRest = TimeSpan.FromMilliseconds(500);

    /// <summary>
    /// It begins anew no sooner than this many times as long as a run takes: a third of the time at most is spent measuring
    /// while records keep coming, and the rest is theirs and the pages'.
    /// </summary>
    internal const int TimesOfRun = 3;

    /// <summary>And yet no later than this.</summary>
    internal static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan ShortestRest = TimeSpan.FromMilliseconds(250);
    private readonly Channel<bool> _woken = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>Listens from before the first request on: what runs in the background begins when it is given a thread, and a commit until then woke nobody.</summary>
    public override Task StartAsync(CancellationToken cancellationToken)
    {
        writer.Committed += Wake;
        return base.StartAsync(cancellationToken);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            var scheduler = await schedulers.GetScheduler(stoppingToken);
            var rest = ShortestRest;
            await foreach (var _ in _woken.Reader.ReadAllAsync(stoppingToken))
            {
                var begun = clock.GetTimestamp();
                await scheduler.TriggerJob(MeasureJob.Key, stoppingToken);
                await Task.Delay(rest, clock, stoppingToken);
                var owed = TimeSpan.FromTicks(Math.Min(run.Takes.Ticks * TimesOfRun, LongestWait.Ticks)) - clock.GetElapsedTime(begun);
                if (owed > TimeSpan.Zero) await Task.Delay(owed, clock, stoppingToken);
                rest = !_woken.Reader.TryPeek(out var _) ? ShortestRest : rest * 2 < LongestRest ? rest * 2 : LongestRest;
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
