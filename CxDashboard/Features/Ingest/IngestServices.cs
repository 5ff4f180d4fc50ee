using CxDashboard.Features.Ingest.Drafts;
using CxDashboard.Features.Ingest.Inbox;
using CxDashboard.Live;
using CxDashboard.Measuring;
using Quartz;

namespace CxDashboard.Features.Ingest;

/// <summary>What brings files in while the server runs.</summary>
public static class IngestServices
{
    /// <summary>
    /// Registers the queue of imports, what pages may do with it, the drafts of the page Import with the maps that are saved there, and the job that looks into the inbox.
    /// One gets to the page from Sources.
    /// </summary>
    public static IServiceCollection AddIngest(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<ImportQueue>().AddSingleton<ImportDrafts>().AddSingleton<SavedMaps>().AddSingleton<IImportControl, ImportControl>();
        services.AddHostedService(provider => provider.GetRequiredService<ImportQueue>());
        services.AddSingleton<InboxWatch>();
        services.AddTransient<InboxJob>();
        var seconds = configuration.GetSection(WorkspaceOptions.Section).Get<WorkspaceOptions>()?.InboxSeconds ?? new WorkspaceOptions().InboxSeconds;
        if (seconds == 0) return services;
        services.AddQuartz(quartz =>
        {
            quartz.AddJob<InboxJob>(job => job.WithIdentity(InboxJob.Key).StoreDurably());
            quartz.AddTrigger<InboxJob>(trigger => trigger.ForJob(InboxJob.Key).WithIdentity("inbox by the clock")
                .StartNow().WithSimpleSchedule(schedule => schedule.WithInterval(TimeSpan.FromSeconds(seconds)).RepeatForever()));
        });
        return services;
    }
}
