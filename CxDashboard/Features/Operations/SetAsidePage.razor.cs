using CxDashboard.Live;
using Microsoft.AspNetCore.Components;

namespace CxDashboard.Features.Operations;

/// <summary>What one import set aside and why, and the way to mend its map.</summary>
public partial class SetAsidePage
{
    private string? _said;

    /// <summary>The import.</summary>
    [Parameter] public long Id { get; set; }

    [Inject] private RejectedReasonsQuery Query { get; set; } = null!;
    [Inject] private IImportControl Control { get; set; } = null!;
    [Inject] private NavigationManager Navigation { get; set; } = null!;

    /// <inheritdoc/>
    protected override IReadOnlyCollection<Topic> Topics => [Topic.Imports];

    /// <inheritdoc/>
    protected override Task<SetAsideModel> LoadAsync(CancellationToken ct) => Query.RunAsync(Id, ct);

    private async Task MendAsync()
    {
        var answer = await Control.MendAsync(Id);
        _said = answer.Sentence;
        if (answer.Address is { } address) Navigation.NavigateTo(address);
    }
}
