using CxDashboard.CommandLine;
using CxDashboard.Data;

namespace CxDashboard.Features.Metrics;

/// <summary>What came of a change of a phase.</summary>
/// <param name="Changed">Whether anything is other than before.</param>
public sealed record PhaseAnswer(bool Changed);

/// <summary>Where a phase is begun or taken back by the verb: in the process that asks, or in the server that owns the store.</summary>
public static class PhasesEndpoint
{
    private const string Address = "/hand-over/phases";

    /// <summary>Does it here when nobody owns the folder, else asks the server that does.</summary>
    /// <exception cref="VerbRefusedException">It cannot be, or the folder is taken by a process that serves nobody.</exception>
    public static Task<PhaseAnswer> AskAsync(DataFolder folder, PhaseChange change, CancellationToken ct) =>
        HandOver.RunAsync<PhaseChange, object, PhaseAnswer>(folder, "changing a phase", async owner =>
        {
            try
            {
                return await RunAsync(await owner.OpenAsync(folder.StorePath, log: null, ct), change, ct);
            }
            catch (PhaseRefusedException refused)
            {
                throw new VerbRefusedException(refused.Message);
            }
        }, Address, change, progress: null, ct);

    /// <summary>The server's side, reachable over its socket only.</summary>
    public static void MapPhases(this IEndpointRouteBuilder endpoints)
    {
        var services = endpoints.ServiceProvider;
        endpoints.MapHandOver<PhaseChange, object, PhaseAnswer>(
            Address, (change, _, ct) => RunAsync(services.GetRequiredService<Store>(), change, ct), typeof(PhaseRefusedException));
    }

    private static async Task<PhaseAnswer> RunAsync(Store store, PhaseChange change, CancellationToken ct) =>
        new((await store.Writer.WriteAsync(new WriteBatch { Phases = [change] }, ct)).PhasesWritten > 0);
}
