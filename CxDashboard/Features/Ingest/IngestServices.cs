using CxDashboard.Features.Ingest.Drafts;

namespace CxDashboard.Features.Ingest;

/// <summary>What brings files in while the server runs.</summary>
public static class IngestServices
{
    /// <summary>Registers the queue of imports, the drafts of the page Import, and the maps that are saved there. One gets to the page from Sources.</summary>
    public static IServiceCollection AddIngest(this IServiceCollection services)
    {
        services.AddSingleton<ImportQueue>().AddSingleton<ImportDrafts>().AddSingleton<SavedMaps>();
        services.AddHostedService(provider => provider.GetRequiredService<ImportQueue>());
        return services;
    }
}
