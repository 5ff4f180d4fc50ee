using System.Globalization;
using CxDashboard.Measuring.Behind;
using Microsoft.AspNetCore.Components;

namespace CxDashboard.Features.Metric;

/// <summary>One metric: its large chart, what it means, its counter-metric, its slices, why it moved, and the records behind any point.</summary>
public partial class MetricPage
{
    /// <summary>The metric's id, out of the address.</summary>
    [Parameter] public string Id { get; set; } = "";

    [SupplyParameterFromQuery(Name = "point")] private string? Point { get; set; }
    [SupplyParameterFromQuery(Name = "only")] private string? Only { get; set; }
    [SupplyParameterFromQuery(Name = "rows")] private string? Rows { get; set; }
    [SupplyParameterFromQuery(Name = "after")] private string? After { get; set; }

    [SupplyParameterFromQuery(Name = "since")] private string? Since { get; set; }
    [SupplyParameterFromQuery(Name = "control")] private string? Control { get; set; }
    [SupplyParameterFromQuery(Name = "expect")] private string? Expect { get; set; }

    [Inject] private MetricQuery Metric { get; set; } = null!;
    [Inject] private NavigationManager Navigation { get; set; } = null!;

    private MetricAddress Address => new()
    {
        Metric = Short(Id)!,
        View = View,
        Point = Short(Point),
        Only = Short(Only),
        Rows = Short(Rows),
        After = Short(After),
        Since = Short(Since),
        Control = Short(Control),
        Expect = Short(Expect),
    };

    // What is saved and copied is what is shown, which for a moment may be another address than the bar's.
    private MetricAddress Here => Model?.Address ?? Address;

    private string Path => "metric/" + Uri.EscapeDataString(Here.Metric);

    /// <inheritdoc/>
    protected override async Task<MetricModel> LoadAsync(CancellationToken ct) => await Metric.RunAsync(Address, ct) ?? MetricModel.NoSuch(Address);

    /// <inheritdoc/>
    protected override MetricModel? Remembered() => Metric.Latest(Address);

    // Other slices have other points; the same point is kept where the bar leaves it.
    private void Choose(string query) => Navigation.NavigateTo(Path + query);

    private void GoTo(MetricAddress address) => Navigation.NavigateTo(Path + address.Query());

    private void ChoosePoint(string point) => GoTo(Address with { Point = point, Only = null, After = null });

    private void ChooseOutcome(Outcome? only) => GoTo(Address with { Only = only?.ToString(), After = null });

    // From the last row that is shown, which says nothing of the rows of another address.
    private void GoOn(BehindKey? key) => GoTo(Here with { After = key is { } k ? string.Create(CultureInfo.InvariantCulture, $"{k.Rank}.{k.Id}") : null });

    private void ChooseChange((string? Since, string? Control, string? Expect) change) => GoTo(Address with { Since = change.Since, Control = change.Control, Expect = change.Expect });

    private void InOrder() => GoTo(Address with { Rows = "all", After = null });
}
