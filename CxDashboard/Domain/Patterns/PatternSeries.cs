using CxDashboard.Domain.Statistics;

namespace CxDashboard.Domain.Patterns;

/// <summary>How the steps of a series vary, which decides its chart and its interval.</summary>
public enum SeriesKind
{
    /// <summary>count ÷ n: Laney's P′ chart, Newcombe's interval.</summary>
    Share,

    /// <summary>A median, a mean, a cost, a number of things, none below zero: XmR chart, Welch's interval over steps.</summary>
    Value,
}

/// <summary>
/// A metric over equal steps of time, oldest first, final steps only. Limits are frozen on its first 24 known steps unless another baseline
/// is given. Immutable.
/// </summary>
public sealed record PatternSeries
{
    /// <summary>Known steps that make the limits where no baseline is given.</summary>
    public const int Baseline = 24;

    private PatternSeries(string name, SeriesKind kind, IReadOnlyList<SeriesPoint> points, IReadOnlyList<Stratum> strata)
    {
        if (strata.Any(s => s.Points.Count != points.Count)) throw new ArgumentException("A stratum has the steps of its series.", nameof(strata));
        (Name, Kind, Points, Strata) = (name, kind, points, strata);
        Values = [.. points.Select(p => p.Value)];
        Known = [.. Enumerable.Range(0, points.Count).Where(i => points[i].Value is not null)];
    }

    /// <summary>The metric's id, or what the series is called.</summary>
    public string Name { get; }
    public SeriesKind Kind { get; }
    public IReadOnlyList<SeriesPoint> Points { get; }

    /// <summary>Its parts by one dimension; empty where none were given.</summary>
    public IReadOnlyList<Stratum> Strata { get; }

    /// <summary>The values alone; null is a gap.</summary>
    public IReadOnlyList<double?> Values { get; }

    /// <summary>Indexes of the known steps, ascending.</summary>
    public IReadOnlyList<int> Known { get; }

    /// <summary>Of shares. A stratum of another length throws <see cref="ArgumentException"/>.</summary>
    public static PatternSeries OfShares(string name, IReadOnlyList<SeriesPoint> points, IReadOnlyList<Stratum>? strata = null)
    {
        // A value without n would have no place on a P′ chart.
        if (points.Any(p => p.Value is not null && !(p.N > 0))) throw new ArgumentException("A share has its n.", nameof(points));
        return new(name, SeriesKind.Share, points, strata ?? []);
    }

    /// <summary>Of values in any one unit, not below zero. A stratum of another length, or a negative value, throws <see cref="ArgumentException"/>.</summary>
    public static PatternSeries OfValues(string name, IReadOnlyList<SeriesPoint> points, IReadOnlyList<Stratum>? strata = null)
    {
        if (points.Any(p => p.Value < 0)) throw new ArgumentException("Durations, costs and counts are not negative.", nameof(points));
        return new(name, SeriesKind.Value, points, strata ?? []);
    }

    /// <summary>The steps of the baseline: what was given, else up to the 24th known one.</summary>
    public Range BaselineOf(Range? given) => given ?? (Known.Count == 0 ? 0..0 : 0..(Known[Math.Min(Baseline, Known.Count) - 1] + 1));

    /// <summary>Its process behaviour chart.</summary>
    public ProcessLimits Limits(Range? baseline) => Kind == SeriesKind.Share
        ? ProcessChart.PPrime([.. Points.Select(p => p.Count)], [.. Points.Select(p => p.N)], BaselineOf(baseline))
        : ProcessChart.Xmr(Values, BaselineOf(baseline), least: 0);
}
