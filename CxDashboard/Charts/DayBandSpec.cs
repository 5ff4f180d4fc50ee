using CxDashboard.Domain.Time;

namespace CxDashboard.Charts;

/// <summary>What is usual at an instant of the day, as a running total.</summary>
public sealed record DayBandPoint(Instant At, double Low, double Middle, double High);

/// <summary>The running total of today at an instant.</summary>
public sealed record DaySoFarPoint(Instant At, double Value);

/// <summary>Today so far, as a running total, against what is usual for such a day.</summary>
public sealed record DayBandSpec : ChartPicture
{
    /// <summary>The axis begins here.</summary>
    public required Instant From { get; init; }

    /// <summary>The axis ends here.</summary>
    public required Instant To { get; init; }

    /// <summary>Ascending; empty where nothing is known of what is usual.</summary>
    public IReadOnlyList<DayBandPoint> Usual { get; init; } = [];

    /// <summary>Ascending; the last one is now.</summary>
    public required IReadOnlyList<DaySoFarPoint> SoFar { get; init; }

    /// <summary>"usual Thursday".</summary>
    public string UsualWords { get; init; } = "usual";

    /// <summary>The day is over: its total is no "so far".</summary>
    public bool IsOver { get; init; }

    /// <summary>What is counted: "contacts".</summary>
    public string Counted { get; init; } = "contacts";
}
