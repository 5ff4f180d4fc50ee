using CxDashboard.CommandLine;
using CxDashboard.Data;

namespace CxDashboard.Features.Ingest;

/// <summary>Where an import is done: in the process that asks, or in the server that owns the store.</summary>
public static class ImportEndpoint
{
    private const string Address = "/hand-over/import";

    /// <summary>Imports here when nobody owns the folder, else asks the server that does.</summary>
    /// <exception cref="ImportRefusedException">Refused here.</exception>
    /// <exception cref="VerbRefusedException">Refused by the server, or the folder is taken by a process that serves nobody.</exception>
    public static Task<ImportAnswer> AskAsync(DataFolder folder, ImportRequest request, IProgress<ImportProgress> progress, CancellationToken ct) =>
        HandOver.RunAsync(folder, "importing a file", async owner =>
        {
            var store = await owner.OpenAsync(folder.StorePath, log: null, ct);
            return await new Importer(store, folder.MapsPath, ReadSession.Workspace(folder).ZoneInfo, TimeProvider.System).RunAsync(request, progress, ct);
        }, Address, request, progress, ct);

    /// <summary>Takes imports over from the command line.</summary>
    public static void MapImport(this IEndpointRouteBuilder endpoints)
    {
        var run = endpoints.ServiceProvider.GetRequiredService<RunImport>();
        endpoints.MapHandOver<ImportRequest, ImportProgress, ImportAnswer>(Address, (request, progress, ct) => run(request, progress, ct), typeof(ImportRefusedException));
    }
}
