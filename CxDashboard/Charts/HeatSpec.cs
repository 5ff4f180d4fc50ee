using CxDashboard.Domain.Metrics;

namespace CxDashboard.Charts;

/// <summary>What a cell of a heat map can say.</summary>
public enum HeatState
{
    /// <summary>Its value.</summary>
    Known,

    /// <summary>Nothing is known.</summary>
    Unknown,

    /// <summary>Too few things for a value.</summary>
    Few,
}

/// <summary>One hour of one weekday.</summary>
/// <param name="Value">Null where nothing is known; never zero for unknown.</param>
/// <param name="N">How many things stand behind the value; of counts the count itself.</param>
public sealed record HeatCell(DayOfWeek Day, int Hour, double? Value, long N);

/// <summary>A measure by local hour and weekday, in one hue.</summary>
public sealed record HeatSpec : ChartPicture
{
    /// <summary>A rate or a time needs so many things in its hour.</summary>
    public const long Enough = 30;

    /// <summary>The days as drawn: weeks begin on Monday, as everywhere.</summary>
    public static readonly IReadOnlyList<DayOfWeek> Days =
        [DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday, DayOfWeek.Saturday, DayOfWeek.Sunday];

    public required Unit Unit { get; init; }

    /// <summary>ISO 4217 code of the currency of <see cref="Unit.Money"/>; null where there is none.</summary>
    public string? Currency { get; init; }

    /// <summary>In any order, each hour of a weekday once at most; what is missing is unknown.</summary>
    public required IReadOnlyList<HeatCell> Cells { get; init; }

    /// <summary>The first and the last hour that are drawn, 0 to 23.</summary>
    public int FirstHour { get; init; }
    public int LastHour { get; init; } = 23;

    /// <summary>Whether counts below five are hidden, with what they could be told from. Counts of people are; counts of openings need not be.</summary>
    public bool HidesSmall { get; init; } = true;
}
