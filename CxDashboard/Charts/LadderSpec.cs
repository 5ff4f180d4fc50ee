namespace CxDashboard.Charts;

/// <summary>Which rung of the ladder.</summary>
public enum Rung { Claimed, Held, Confirmed }

/// <summary>One bar of the ladder. All shares are of the same issues, 0 to 1, and are drawn side by side in this order.</summary>
/// <param name="Share">What reached this rung; null where it is not known.</param>
public sealed record LadderRung(Rung Rung, double? Share)
{
    /// <summary>Claimed lately: nobody can know yet. Hatched.</summary>
    public double Maturing { get; init; }

    /// <summary>Claimed but did not hold. A dashed outline.</summary>
    public double Lost { get; init; }

    /// <summary>The customer said no after we had said yes. Cross-hatched.</summary>
    public double Refuted { get; init; }

    /// <summary>Stands at the right above the bar: "we closed it · 2,326 of 2,553".</summary>
    public string Meaning { get; init; } = "";

    /// <summary>Stands beneath the bar.</summary>
    public string Words { get; init; } = "";

    /// <summary>How many reached the rung, for the table.</summary>
    public long? Count { get; init; }

    /// <summary>Of how many, for the table.</summary>
    public long? N { get; init; }
}

/// <summary>Claimed, held, confirmed: how much of what we closed stayed closed, and of how much the customer said yes.</summary>
public sealed record LadderSpec : ChartPicture
{
    public required IReadOnlyList<LadderRung> Rungs { get; init; }
}
