using CxDashboard.Data;
using CxDashboard.Features.Ingest.Drafts;
using CxDashboard.Measuring;
using Microsoft.Extensions.Options;

namespace CxDashboard.Features.Ingest;

/// <summary>Imports a file into the store of this server.</summary>
public delegate Task<ImportAnswer> RunImport(ImportRequest request, IProgress<ImportProgress> progress, CancellationToken ct);

/// <summary>How records come in: files that people give.</summary>
public static class IngestServices
{
    /// <summary>Registers the one way in which this server imports, the drafts of the page Import, and the maps that are saved there. One gets to the page from Sources.</summary>
    public static IServiceCollection AddIngest(this IServiceCollection services) => services.AddSingleton<ImportDrafts>().AddSingleton<SavedMaps>().AddSingleton<RunImport>(provider =>
    {
        // One after the other: two of the same file must not both go on where one ended.
        var one = new SemaphoreSlim(1, 1);
        return async (request, progress, ct) =>
        {
            await one.WaitAsync(ct);
            try
            {
                var zone = provider.GetRequiredService<IOptions<WorkspaceOptions>>().Value.ZoneInfo;
                return await new Importer(provider.GetRequiredService<Store>(), provider.GetRequiredService<DataFolder>().MapsPath, zone, provider.GetRequiredService<TimeProvider>()).RunAsync(request, progress, ct);
            }
            finally
            {
                one.Release();
            }
        };
    });
}
