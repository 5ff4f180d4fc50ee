using System.Net;
using CxDashboard.Features.Ingest.Connectors;
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
    /// Registers the queue of imports, what pages may do with it, the drafts of the page Import with the maps that are saved there, the job that looks into the inbox,
    /// and the systems that records are fetched from.
    /// One gets to the page from Sources.
    /// </summary>
    public static IServiceCollection AddIngest(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<ImportQueue>().AddSingleton<ImportDrafts>().AddSingleton<SavedMaps>().AddSingleton<IImportControl, ImportControl>();
        services.AddHostedService(provider => provider.GetRequiredService<ImportQueue>());
        services.AddSingleton<InboxWatch>();
        services.AddTransient<InboxJob>();
        AddConnectors(services);
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

    private static void AddConnectors(IServiceCollection services)
    {
        services.AddSingleton<ConnectorShelf>().AddSingleton<Puller>().AddTransient<PullJob>();
        AddClient(services);
        services.AddQuartz(quartz =>
        {
            quartz.AddJob<PullJob>(job => job.WithIdentity(PullJob.Key).StoreDurably());
            quartz.AddTrigger<PullJob>(trigger => trigger.ForJob(PullJob.Key).WithIdentity("fetching by the clock")
                .StartNow().WithSimpleSchedule(schedule => schedule.WithInterval(TimeSpan.FromMinutes(1)).RepeatForever()));
        });
    }

    /// <summary>The client that connectors are given: it goes where it was told to go and nowhere else, not for ever, and takes no answer without end.</summary>
    internal static void AddClient(IServiceCollection services) =>
        services.AddHttpClient(Puller.Client, client =>
            {
                client.Timeout = TimeSpan.FromSeconds(60);
                client.MaxResponseContentBufferSize = 64 << 20;
                client.DefaultRequestHeaders.UserAgent.ParseAdd("CxDashboard");
            })
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, AutomaticDecompression = DecompressionMethods.All, PooledConnectionLifetime = TimeSpan.FromMinutes(5) })
            // It would write down every address with its cursor, once a minute for ever.
            .RemoveAllLoggers();
}
