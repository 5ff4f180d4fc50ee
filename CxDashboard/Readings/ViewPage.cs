using CxDashboard.Live;
using Microsoft.AspNetCore.Components;

namespace CxDashboard.Readings;

/// <summary>A live page whose address says which period, steps and slices it shows.</summary>
/// <typeparam name="TModel">The finished model that the markup renders.</typeparam>
public abstract class ViewPage<TModel> : LivePage<TModel>
    where TModel : class
{
    // An address is anybody's to write: nothing longer than a name is taken, or repeated to the reader.
    private const int Longest = 200;

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

    /// <summary>What the address asks for.</summary>
    protected ViewAddress View => new()
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

    /// <summary>A text of the address, not longer than a name.</summary>
    protected static string? Short(string? text) => text is { Length: > Longest } ? text[..Longest] : text;
}
