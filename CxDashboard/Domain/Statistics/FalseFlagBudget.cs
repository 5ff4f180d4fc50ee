namespace CxDashboard.Domain.Statistics;

/// <summary>
/// How many false flags to expect where the newest point of each of many charts is read once a step, as once a week, against 3σ limits and
/// Anhøj's runs rules. A rule that has found something goes on to say so in the steps that follow: these count each time. It supposes
/// noise alone, so it is what even a process at rest costs. Source: as of <see cref="FalseFlags"/>.
/// </summary>
public sealed record FalseFlagBudget
{
    /// <summary>Charts that were counted.</summary>
    public required int Charts { get; init; }

    /// <summary>Charts left out, as they have no limits, or limits of which no chance is known (G and moving-range charts, shares of too few).</summary>
    public required int LeftOut { get; init; }

    public required int Steps { get; init; }

    /// <summary>Points outside the limits, over all charts and steps.</summary>
    public required double Outside { get; init; }

    /// <summary>What the runs rules add: readings that flag by them alone. None of charts whose neighbouring points depend on each other.</summary>
    public required double Runs { get; init; }

    /// <summary>All false flags.</summary>
    public double Expected => Outside + Runs;

    /// <summary>Of charts as they are now, read so many times; a negative number throws <see cref="ArgumentOutOfRangeException"/>.</summary>
    public static FalseFlagBudget Of(IReadOnlyList<ProcessLimits> charts, int steps)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(steps);
        var (counted, outside, runs) = (0, 0.0, 0.0);

        // Charts of one span have about as many points, and a table for each number of them takes longer than all else.
        var ofRuns = new Dictionary<int, double>();
        foreach (var chart in charts)
        {
            var newest = FalseFlags.Newest(chart);
            if (newest < 0 || FalseFlags.OfNewest(chart, newest, 3) is not { } chance) continue;
            counted++;
            outside += chance;
            if (chart.NeighboursDepend || chart.Runs is not { Useful: var useful }) continue;
            if (!ofRuns.TryGetValue(useful, out var ofRun)) ofRuns.Add(useful, ofRun = FalseFlags.Runs(useful));
            runs += (1 - chance) * ofRun;
        }

        return new FalseFlagBudget { Charts = counted, LeftOut = charts.Count - counted, Steps = steps, Outside = outside * steps, Runs = runs * steps };
    }
}
