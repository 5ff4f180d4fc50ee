using System.Globalization;
using CxDashboard.Domain.Time;

namespace CxDashboard.Charts;

/// <summary>
/// What every picture carries, whatever its kind: enough context to be understood away from its page. Immutable; a page
/// and a file draw the same one. Nothing in here is markup: all words are shown as they are.
/// </summary>
public abstract record ChartPicture
{
    /// <summary>The finding, or the measure's name.</summary>
    public required string Title { get; init; }

    /// <summary>What is counted, of what, over which time and with which filters.</summary>
    public string? Subtitle { get; init; }

    /// <summary>The zone in which the time axis and the footer are written.</summary>
    public required TimeZoneInfo Zone { get; init; }

    /// <summary>What had happened by then is what the picture shows.</summary>
    public required Instant AsOf { get; init; }

    /// <summary>How many things stand behind the whole picture, or null.</summary>
    public long? N { get; init; }

    /// <summary>Whose n, in plain words: "issues".</summary>
    public string Of { get; init; } = "";

    /// <summary>The metric's id, as in addresses and on the command line, or null.</summary>
    public string? Definition { get; init; }
    public int? Version { get; init; }

    /// <summary>True where the figures are invented: every file then says so.</summary>
    public bool Sample { get; init; }

    /// <summary>Further sentences for a file's footer, such as what the limits are made from.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>The finding in words for who cannot see the picture; null has <see cref="ChartWords"/> write it.</summary>
    public string? Alternative { get; init; }

    /// <summary>How numbers and months are written. English unless asked otherwise, never the machine's.</summary>
    public CultureInfo Culture { get; init; } = CultureInfo.GetCultureInfo("en");

    /// <summary>Whether a file carries title, subtitle and footer. A page never draws them: its own words stand around the picture.</summary>
    public bool Framed { get; init; } = true;
}
