using CxDashboard.Domain.Metrics;
using CxDashboard.Measuring;
using CxDashboard.Readings;

namespace CxDashboard.Features.Trends;

/// <summary>The measures of the page under their families.</summary>
internal static class TrendsFamilies
{
    /// <summary>In the order in which they are read. Measures of which no record tells anything have no tile; they are named in one line.</summary>
    public static IReadOnlyList<TrendFamily> Of(IReadOnlyList<Reading> readings, MetricChart.Context context, Workspace workspace)
    {
        var step = context.Span.StepWord;
        TrendFamily Family(Family family, string name, string? note)
        {
            var (told, untold) = (readings.Where(r => r.Metric.Family == family && !r.IsUntold), readings.Where(r => r.Metric.Family == family && r.IsUntold));
            return new TrendFamily(name, note, [.. told.Select(r => TrendsTiles.Of(r, context))], Untold([.. untold.Select(r => r.Metric.Name)]));
        }

        TrendFamily[] families =
        [
            Family(Domain.Metrics.Family.Resolution, "Resolution", $"share of the issues that opened in the {step}"),
            Family(Domain.Metrics.Family.Delight, "Delight and effort", $"answers about contacts that opened in the {step}"),
            Family(Domain.Metrics.Family.Time, "The time customers lived", "calendar hours" + (readings.Any(r => r.Metric.Clock == MetricClock.Business) ? ", and business hours where it says so" : "")),
            Family(Domain.Metrics.Family.Flow, "Flow", null),
            Family(Domain.Metrics.Family.Recovery, "Recovery", $"customers who were unhappy in the {step}"),
            Family(Domain.Metrics.Family.Frugality, "Frugality", $"in {workspace.Currency}, as far as the records know what it cost"),
        ];
        return [.. families.Where(f => f.Tiles.Count > 0 || f.Untold is not null)];
    }

    private static string? Untold(IReadOnlyList<string> names) =>
        names.Count == 0 ? null : $"No record tells this: {string.Join("; ", names)}.";
}
