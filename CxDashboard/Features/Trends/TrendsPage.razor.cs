using CxDashboard.Live;
using CxDashboard.Readings;
using Microsoft.AspNetCore.Components;

namespace CxDashboard.Features.Trends;

/// <summary>Resolution and delight over time: what is worth a look in words, then every measure as a small chart.</summary>
public partial class TrendsPage
{
    [Inject] private TrendsQuery Trends { get; set; } = null!;
    [Inject] private NavigationManager Navigation { get; set; } = null!;

    [SupplyParameterFromQuery(Name = "period")] private string? Period { get; set; }
    [SupplyParameterFromQuery(Name = "by")] private string? By { get; set; }
    [SupplyParameterFromQuery(Name = "window")] private string? Window { get; set; }
    [SupplyParameterFromQuery(Name = "channel")] private string? Channel { get; set; }
    [SupplyParameterFromQuery(Name = "topic")] private string? OfTopic { get; set; }
    [SupplyParameterFromQuery(Name = "product")] private string? Product { get; set; }
    [SupplyParameterFromQuery(Name = "region")] private string? Region { get; set; }
    [SupplyParameterFromQuery(Name = "team")] private string? Team { get; set; }
    [SupplyParameterFromQuery(Name = "segment")] private string? Segment { get; set; }
    [SupplyParameterFromQuery(Name = "source")] private string? Source { get; set; }
    [SupplyParameterFromQuery(Name = "channel!")] private string? NotChannel { get; set; }
    [SupplyParameterFromQuery(Name = "topic!")] private string? NotTopic { get; set; }
    [SupplyParameterFromQuery(Name = "product!")] private string? NotProduct { get; set; }
    [SupplyParameterFromQuery(Name = "region!")] private string? NotRegion { get; set; }
    [SupplyParameterFromQuery(Name = "team!")] private string? NotTeam { get; set; }
    [SupplyParameterFromQuery(Name = "segment!")] private string? NotSegment { get; set; }
    [SupplyParameterFromQuery(Name = "source!")] private string? NotSource { get; set; }

    /// <inheritdoc/>
    protected override IReadOnlyCollection<Topic> Topics => [Topic.Measures];

    // The exports ask what the shown figures answer, which for a moment may be another address than the bar's.
    private string Query => (Model?.Address ?? Address).Query();

    private string Here => "/trends" + Query;

    private ViewAddress Address => new()
    {
        Period = Short(Period),
        By = Short(By),
        Window = Short(Window),
        Channel = Short(Channel),
        Topic = Short(OfTopic),
        Product = Short(Product),
        Region = Short(Region),
        Team = Short(Team),
        Segment = Short(Segment),
        Source = Short(Source),
        NotChannel = Short(NotChannel),
        NotTopic = Short(NotTopic),
        NotProduct = Short(NotProduct),
        NotRegion = Short(NotRegion),
        NotTeam = Short(NotTeam),
        NotSegment = Short(NotSegment),
        NotSource = Short(NotSource),
    };

    /// <inheritdoc/>
    protected override Task<TrendsModel> LoadAsync(CancellationToken ct) => Trends.RunAsync(Address, ct);

    /// <inheritdoc/>
    protected override TrendsModel? Remembered() => Trends.Latest(Address);

    private void Choose(string query) => Navigation.NavigateTo("trends" + query);

    // An address is anybody's to write: nothing longer than a name is taken, or repeated to the reader.
    private static string? Short(string? text) => text is { Length: > 200 } ? text[..200] : text;
}
