using CxDashboard.Live;
using Microsoft.AspNetCore.Components;

namespace CxDashboard.Features.Operations;

/// <summary>Where the data comes from: sources, imports with what was set aside and why, and the runs of each job.</summary>
public partial class SourcesPage
{
    [Inject] private SourcesQuery Query { get; set; } = null!;

    /// <inheritdoc/>
    protected override IReadOnlyCollection<Topic> Topics => [Topic.Measures, Topic.Runs, Topic.Imports, Topic.Waiting];

    /// <inheritdoc/>
    protected override Task<SourcesModel> LoadAsync(CancellationToken ct) => Query.RunAsync(ct);

    /// <inheritdoc/>
    protected override SourcesModel? Remembered() => Query.Latest;
}
