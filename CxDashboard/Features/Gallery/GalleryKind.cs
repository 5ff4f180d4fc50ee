using CxDashboard.Charts;

namespace CxDashboard.Features.Gallery;

/// <summary>A kind of chart, with a picture for each state.</summary>
/// <param name="Id">As in addresses and file names.</param>
/// <param name="What">What it is for and how to read it, in a sentence or two.</param>
/// <param name="Height">Of the picture in the guide, in CSS pixels.</param>
internal sealed record GalleryKind(string Id, string Name, string What, int Height, Func<GalleryState, ChartPicture> Picture)
{
    /// <summary>Of the picture in the guide.</summary>
    public const int Width = 640;

    /// <summary>In the page, beside its twin in the other theme.</summary>
    public ChartSize Wide { get; init; } = new(560, Height);

    /// <summary>In the page on a telephone.</summary>
    public ChartSize Narrow { get; init; } = new(358, Height);
}
