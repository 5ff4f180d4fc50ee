using CxDashboard.Domain.Statistics;

namespace CxDashboard.Domain.Patterns;

/// <summary>The period at whose end claims may pile up.</summary>
public enum PeriodEnd
{
    /// <summary>The last working day of each week.</summary>
    Week,

    /// <summary>The last three working days of each calendar month.</summary>
    Month,
}

/// <summary>Claims of a period's last days against what the weekdays of the baseline would put there, and how they hold.</summary>
public sealed record PeriodEndBunching
{
    public required PeriodEnd Period { get; init; }

    /// <summary>Periods that were counted.</summary>
    public required int Periods { get; init; }

    /// <summary>
    /// Claims on the last days against the other window: the rest of the week, or the first three working days of the next month. Both are divided by
    /// <see cref="Dispersion"/>.
    /// </summary>
    public required Bunching Test { get; init; }

    /// <summary>The share that would lie in the last days' window without bunching.</summary>
    public required double ExpectedShare { get; init; }

    /// <summary>How much more claims vary than chance, as a variance; at least 1.</summary>
    public required double Dispersion { get; init; }

    /// <summary>Of the claims on last days, judged and held.</summary>
    public required (int Judged, int Held) AtEnd { get; init; }

    /// <summary>Of the claims on the other days of the same periods.</summary>
    public required (int Judged, int Held) OtherDays { get; init; }
}
