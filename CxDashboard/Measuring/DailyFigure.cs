using CxDashboard.Domain.Metrics;
using CxDashboard.Domain.Time;

namespace CxDashboard.Measuring;

/// <summary>A cell of one dimension on one local day.</summary>
/// <param name="Day">yyyy-MM-dd.</param>
/// <param name="Value">Of the dimension; null for unknown, and for the total.</param>
internal readonly record struct DailyCell(string Day, string? Value);

/// <summary>One metric of one cell.</summary>
internal sealed record DailyFigure(DailyCell Cell, MetricAnswer Answer)
{
    /// <summary>A metric by day for each value of a dimension that has interactions, or for the total where it is null.</summary>
    public static IReadOnlyList<DailyFigure> Of(Projection projection, MetricDefinition metric, string? field, IReadOnlyList<Bucket> days)
    {
        var facts = projection.Facts;
        var dimension = field is null ? null : facts.Dimensions[field];
        var question = new MetricQuestion { Metric = metric.Id, By = BucketSize.Day };
        var tallies = new Evaluation(facts, projection.Issues, projection.Issues.Horizon, metric, new BucketIndex(days, 0, 0), new SliceFilter(facts, []), dimension).Run();
        var codes = dimension?.Count ?? 1;
        var figures = new List<DailyFigure>();
        for (var i = 0; i < tallies.Length; i++)
        {
            if (tallies[i] is not { T: not null } tally) continue;
            var answer = Answers.Of(question, metric, tally, days[i / codes], projection.Issues.Horizon.AsOf);
            figures.Add(new DailyFigure(new DailyCell(answer.Bucket!.FromText, dimension?.NameOf(i % codes)), answer));
        }

        return figures;
    }

    /// <summary>The local days on which anything opened, in ascending order.</summary>
    public static IReadOnlyList<DateOnly> OccupiedDays(Projection projection, TimeZoneInfo zone)
    {
        const long QuarterOfAnHour = 900_000;
        var (facts, horizon) = (projection.Facts, projection.Issues.Horizon);

        // Days of every zone begin at a quarter of an hour, and there are far fewer quarters than interactions.
        var quarters = new HashSet<long>();
        for (var row = 0; row < facts.Rows; row++)
        {
            if ((facts.Flags[row] & RowFlags.Alive) == 0 || facts.Opened[row] > horizon.T(facts.Source[row])) continue;
            quarters.Add((long)Math.Floor(facts.Opened[row] / (double)QuarterOfAnHour));
        }

        return [.. quarters.Select(q => Buckets.DayOf(new Instant(q * QuarterOfAnHour), zone)).Distinct().Order()];
    }
}
