using CxDashboard.Measuring;
using Quartz;

namespace CxDashboard.Features.Ingest.Inbox;

/// <summary>Quartz's handle on <see cref="InboxWatch"/>. Looks that found nothing are not written down.</summary>
[DisallowConcurrentExecution]
public sealed class InboxJob(InboxWatch inbox, RunLog runs, ILogger<InboxJob> log) : IJob
{
    public static readonly JobKey Key = new("inbox");

    /// <inheritdoc/>
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        try
        {
            await runs.RecordAsync(Key.Name, async token =>
            {
                var (files, records) = await inbox.LookAsync(token);
                return files == 0 ? null : (records, files == 1 ? "took 1 file" : $"took {files} files");
            }, cancellationToken, evenNothing: false);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            log.LogError(fault, "Looking into the inbox failed; the next look tries again.");
        }
    }
}
