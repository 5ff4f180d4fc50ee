using Microsoft.AspNetCore.Components;

namespace CxDashboard.Features.Trends;

/// <summary>Resolution and delight over time: what is worth a look in words, then every measure as a small chart.</summary>
public partial class TrendsPage
{
    [Inject] private TrendsQuery Trends { get; set; } = null!;
    [Inject] private NavigationManager Navigation { get; set; } = null!;

    // The exports ask what the shown figures answer, which for a moment may be another address than the bar's.
    private string Query => (Model?.Address ?? View).Query();

    private string Here => "/trends" + Query;

    /// <inheritdoc/>
    protected override Task<TrendsModel> LoadAsync(CancellationToken ct) => Trends.RunAsync(View, ct);

    /// <inheritdoc/>
    protected override TrendsModel? Remembered() => Trends.Latest(View);

    private void Choose(string query) => Navigation.NavigateTo("trends" + query);
}
