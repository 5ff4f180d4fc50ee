using CxDashboard.Domain.Metrics;

namespace CxDashboard.Charts;

/// <summary>One of several lines.</summary>
/// <param name="Points">
/// One for each bucket of the picture, ascending. Of an earlier year they stand at the buckets of this one, and <see cref="ChartPoint.Label"/> says which they are of.
/// </param>
public sealed record ChartSeries(string Name, IReadOnlyList<ChartPoint> Points);

/// <summary>
/// One measure of several groups or years over the same buckets, on one axis, in the order given: never a ranking. Told apart by dashes and by their names at the
/// lines' ends. One of them may have limits, which are drawn as a band.
/// </summary>
public sealed record LinesSpec : ChartPicture
{
    /// <summary>More lines than this cannot be told apart.</summary>
    public const int Most = 4;

    public required Unit Unit { get; init; }

    /// <summary>ISO 4217 code of the currency of <see cref="Unit.Money"/>; null where there is none.</summary>
    public string? Currency { get; init; }

    /// <summary>At most <see cref="Most"/>, all over the same buckets.</summary>
    /// <exception cref="ArgumentException">There are more, their buckets differ, or two of them have limits.</exception>
    public required IReadOnlyList<ChartSeries> Series { get; init => field = Checked(value); }

    /// <summary>What one bucket is called: "week", "day". Used in words only.</summary>
    public string Step { get; init; } = "week";

    /// <summary>How many buckets there are.</summary>
    public int Buckets => Series.Count == 0 ? 0 : Series[0].Points.Count;

    /// <summary>The one series that has limits, or null.</summary>
    public int? Banded => Enumerable.Range(0, Series.Count).Where(i => HasLimits(Series[i])).Select(i => (int?)i).FirstOrDefault();

    /// <summary>Whether any point of any line is so.</summary>
    internal bool Has(Func<ChartPoint, bool> such)
    {
        foreach (var series in Series)
            foreach (var point in series.Points)
                if (such(point)) return true;
        return false;
    }

    /// <summary>One of the lines as a chart of its own; without lines, a chart without points.</summary>
    internal ChartSpec Alone(int series) => new()
    {
        Title = Title,
        Zone = Zone,
        AsOf = AsOf,
        Culture = Culture,
        Unit = Unit,
        Currency = Currency,
        Step = Step,
        Points = series < Series.Count ? Series[series].Points : [],
    };

    private static IReadOnlyList<ChartSeries> Checked(IReadOnlyList<ChartSeries> series)
    {
        if (series.Count > Most) throw new ArgumentException($"A picture holds {Most} lines at most; these are {series.Count}.", nameof(series));
        foreach (var other in series.Skip(1))
        {
            if (other.Points.Count != series[0].Points.Count || !other.Points.Zip(series[0].Points, (a, b) => a.Start == b.Start && a.End == b.End).All(same => same))
                throw new ArgumentException($"“{other.Name}” has other buckets than “{series[0].Name}”.", nameof(series));
        }

        return series.Count(HasLimits) <= 1 ? series : throw new ArgumentException("Two bands cannot be told apart: one of the lines may have limits.", nameof(series));
    }

    private static bool HasLimits(ChartSeries series) => series.Points.Any(p => p is { Lower: not null, Upper: not null });
}
