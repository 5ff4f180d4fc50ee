using CxDashboard.CommandLine;
using CxDashboard.Data;
using CxDashboard.Measuring;

namespace CxDashboard.Features.Metric;

/// <summary>Writes what a reader of the page does with a phase into the store that is shown: what is tried on the sample stays with the sample.</summary>
public sealed class PhaseKeeper(Owner owner, ShownStore shown)
{
    /// <summary>Answers once it is on disk; every open page follows by itself.</summary>
    /// <exception cref="PhaseRefusedException">It cannot be; says why in one sentence.</exception>
    public async Task ChangeAsync(PhaseChange change, CancellationToken ct)
    {
        var store = await owner.OpenAsync(shown.Path, log: null, ct);
        await store.Writer.WriteAsync(new WriteBatch { Phases = [change] }, ct);
    }
}
