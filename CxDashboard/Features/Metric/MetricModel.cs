using CxDashboard.Charts;
using CxDashboard.Kit;
using CxDashboard.Readings;

namespace CxDashboard.Features.Metric;

/// <summary>One line of the definition: "Out of", "issues with a known customer".</summary>
public sealed record DefinitionLine(string Name, string Text);

/// <summary>The values of one field side by side.</summary>
/// <param name="Field">"Channel".</param>
public sealed record SliceFigure(string Field, ChartPicture Chart);

/// <summary>The counter-metric beside a metric.</summary>
/// <param name="Says">One sentence on whether it is routine, and what the pair of them says.</param>
public sealed record CounterTile(string Id, string Name, string? Value, string? Beside, Signal Signal, string Says, ChartPicture? Chart);

/// <summary>The page of one metric, finished.</summary>
public sealed record MetricModel
{
    public required MetricAddress Address { get; init; }
    public required string Id { get; init; }
    public required string Name { get; init; }
    public required int Version { get; init; }

    /// <summary>The opening sentence: the figure, then what is so.</summary>
    public required string Strong { get; init; }
    public required string Rest { get; init; }

    /// <summary>Why it is worth a look, since when, by how much, and what it is not; null where it is routine.</summary>
    public string? Why { get; init; }

    /// <summary>What a pattern that is told of it rests on, step by step; empty where none is.</summary>
    public IReadOnlyList<EvidenceLine> Evidence { get; init; } = [];

    /// <summary>What the address asked for and could not be had.</summary>
    public IReadOnlyList<string> Notices { get; init; } = [];
    public IReadOnlyList<Choice> Choices { get; init; } = [];

    /// <summary>Whether the first measuring still runs.</summary>
    public bool IsMeasuring { get; init; }

    /// <summary>Whether there is no record at all.</summary>
    public bool IsEmpty { get; init; }

    /// <summary>Whether there is no such metric.</summary>
    public bool IsNoSuch { get; init; }

    /// <summary>A change of the work and what it went with; null where the metric has no level.</summary>
    public ChangeModel? Change { get; init; }

    /// <summary>From when on limits are made anew; null where there are none.</summary>
    public PhasesModel? Phases { get; init; }

    /// <summary>The page of an id that is none.</summary>
    public static MetricModel NoSuch(MetricAddress address) => new()
    {
        Address = address,
        Id = "",
        Name = "No such metric",
        Version = 0,
        Strong = $"There is no metric “{address.Metric}”.",
        Rest = "Trends shows those that there are.",
        IsEmpty = true,
        IsNoSuch = true,
    };

    /// <summary>"By week", "n 593 · 73.7–80.4".</summary>
    public string ChartTitle { get; init; } = "";
    public string? ChartBeside { get; init; }
    public ChartPicture? Chart { get; init; }

    /// <summary>How its limits came about, and how often chance alone would raise a flag.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
    public IReadOnlyList<DefinitionLine> Definition { get; init; } = [];
    public CounterTile? Counter { get; init; }

    /// <summary>The values of a field side by side, over the newest final steps.</summary>
    public IReadOnlyList<SliceFigure> Slices { get; init; } = [];
    public string? SlicesNote { get; init; }

    /// <summary>Why the whole moved between the newest final steps and as many before; null where a metric has no parts.</summary>
    public ChartPicture? Mix { get; init; }

    /// <summary>All single values of a duration; null of other metrics.</summary>
    public ChartPicture? Spread { get; init; }

    /// <summary>The records behind the chosen point; null where there is none.</summary>
    public BehindModel? Behind { get; init; }

    /// <summary>The chosen point's figure: "66.9%, n 670, 63.2–70.3".</summary>
    public string? BehindBeside { get; init; }

    /// <summary>The points that may be chosen, the newest first, as one choice.</summary>
    public Choice? Points { get; init; }
}
