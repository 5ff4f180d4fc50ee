using CxDashboard.Domain.Metrics;
using CxDashboard.Domain.Statistics;

namespace CxDashboard.Charts;

/// <summary>How an overall rate went from one value to another: what another mix did, and what each category's own rate did.</summary>
public sealed record WaterfallSpec : ChartPicture
{
    /// <summary>Below so many on either side nothing is taken apart.</summary>
    public const long Enough = 30;

    public required Unit Unit { get; init; }

    /// <summary>ISO 4217 code of the currency of <see cref="Unit.Money"/>; null where there is none.</summary>
    public string? Currency { get; init; }

    /// <summary>The difference and its parts; null where one side is not known.</summary>
    public required Kitagawa? Difference { get; init; }

    /// <summary>What the categories are called, in the order of <see cref="Kitagawa.Categories"/>.</summary>
    public required IReadOnlyList<string> Names { get; init; }

    /// <summary>"March", "April".</summary>
    public string BeforeWords { get; init; } = "Before";
    public string AfterWords { get; init; } = "After";

    /// <summary>How many stand behind each side.</summary>
    public required long BeforeN { get; init; }
    public required long AfterN { get; init; }

    /// <summary>What the mix is made of, in words: "channels".</summary>
    public string MixOf { get; init; } = "categories";
}
