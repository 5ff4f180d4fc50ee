using CxDashboard.CommandLine;
using CxDashboard.Data;

namespace CxDashboard.Features.Ingest;

/// <summary>Where an import is done or taken back: in the process that asks, or in the server that owns the store.</summary>
public static class ImportEndpoint
{
    private const string Address = "/hand-over/import";
    private const string UndoAddress = "/hand-over/undo";
    private const string RunningAddress = "/hand-over/running-imports";
    private const string CommandLine = "the command line";

    /// <summary>Imports here when nobody owns the folder, else asks the server that does.</summary>
    /// <exception cref="ImportRefusedException">Refused here.</exception>
    /// <exception cref="VerbRefusedException">Refused by the server, or the folder is taken by a process that serves nobody.</exception>
    public static Task<ImportAnswer> AskAsync(DataFolder folder, ImportRequest request, IProgress<ImportProgress> progress, CancellationToken ct) =>
        HandOver.RunAsync(folder, "importing a file", async owner =>
        {
            var store = await owner.OpenAsync(folder.StorePath, log: null, ct);
            var importer = new Importer(store, folder.MapsPath, ReadSession.Workspace(folder).ZoneInfo, TimeProvider.System);
            return await importer.RunAsync(request with { AskedBy = CommandLine }, progress, ct);
        }, Address, request, progress, ct);

    /// <summary>Takes an import back, here or there.</summary>
    /// <exception cref="UndoRefusedException">Refused here.</exception>
    /// <exception cref="VerbRefusedException">Refused by the server, or the folder is taken by a process that serves nobody.</exception>
    public static Task<ImportUndone> UndoAsync(DataFolder folder, long import, CancellationToken ct) =>
        HandOver.RunAsync<UndoRequest, string, ImportUndone>(folder, "taking an import back", async owner =>
        {
            var store = await owner.OpenAsync(folder.StorePath, log: null, ct);
            return await store.Writer.UndoAsync(import, CommandLine, ct);
        }, UndoAddress, new UndoRequest(import), progress: null, ct);

    /// <summary>The numbers of the imports that a server runs now; none where no server answers. What another process without a server imports is not known.</summary>
    public static async Task<IReadOnlyCollection<long>> RunningAsync(DataFolder folder, CancellationToken ct) =>
        await HandOver.AskIfServedAsync<RunningRequest, long[]>(folder, RunningAddress, new RunningRequest(), ct) ?? [];

    /// <summary>Takes imports over, through the queue: two of the same file must not both go on where one ended.</summary>
    public static void MapImport(this IEndpointRouteBuilder endpoints)
    {
        var queue = endpoints.ServiceProvider.GetRequiredService<ImportQueue>();
        endpoints.MapHandOver<ImportRequest, ImportProgress, ImportAnswer>(Address, (request, progress, ct) => queue.RunAsync(request, CommandLine, progress, ct), typeof(ImportRefusedException));
        endpoints.MapHandOver<UndoRequest, string, ImportUndone>(UndoAddress, (request, _, ct) => queue.UndoAsync(request.Import, CommandLine, ct), typeof(UndoRefusedException));
        endpoints.MapHandOver<RunningRequest, string, long[]>(RunningAddress, (_, _, _) => Task.FromResult<long[]>([.. queue.Tickets.Where(t => !t.HasEnded).Select(t => t.ImportId).OfType<long>()]));
    }

    private sealed record RunningRequest;

    private sealed record UndoRequest(long Import);
}
