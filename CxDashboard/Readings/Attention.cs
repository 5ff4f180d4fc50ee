using CxDashboard.Domain.Statistics;
using CxDashboard.Kit;

namespace CxDashboard.Readings;

/// <summary>
/// Readings that are looked at together, and what of them is worth a look. A run is told by its own chart. A point outside its limits is told only where it stood
/// out among the newest points of all charts when it was new: of forty charts some point lies outside in every second week by chance alone.
/// </summary>
internal sealed record Attention
{
    private Attention(IReadOnlyList<Reading> readings, AttentionBudget budget) => (Readings, Budget) = (readings, budget);

    /// <summary>In the order given, each with what stands out of it.</summary>
    public IReadOnlyList<Reading> Readings { get; }

    /// <summary>How many of such signals processes at rest would raise.</summary>
    public AttentionBudget Budget { get; }

    public static Attention Of(IReadOnlyList<Reading> readings)
    {
        var outside = new int[readings.Count];
        Array.Fill(outside, -1);
        for (var back = Reading.Recent; back-- > 0;)
        {
            var told = StandOut(readings, back);
            for (var i = 0; i < outside.Length; i++)
            {
                if (told[i] >= 0) outside[i] = told[i];
            }
        }

        return new Attention([.. readings.Select((r, i) => Judged(r, outside[i]))], AttentionBudget.Of(readings));
    }

    /// <summary>
    /// As readings were so many steps ago: of each the bucket that was its newest then, lay outside of its limits and stood out among the newest of all; -1 where it did not.
    /// </summary>
    internal static int[] StandOut(IReadOnlyList<Reading> readings, int back)
    {
        int[] newest = [.. readings.Select(r => r.Limits.HasLimits && r.Known.Count > back ? r.Known[^(back + 1)] : -1)];
        var points = NewestPoints.Of([.. readings.Select(r => r.Limits)], newest).Points;
        return [.. newest.Select((at, i) => points[i].StandsOut && readings[i].Limits.Outside[at] ? at : -1)];
    }

    // A chart that cannot be judged among others, a share of few or one that does not vary, keeps what it says by itself.
    private static Reading Judged(Reading reading, int outside) => reading.Signal switch
    {
        Signal.Outside when outside >= 0 => reading with { OutsideAt = outside },
        Signal.Outside when FalseFlags.OfNewest(reading.Limits, reading.OutsideAt, 3) is not null => reading with { Signal = Signal.None },
        _ => reading,
    };
}
