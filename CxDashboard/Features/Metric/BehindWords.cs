using System.Globalization;
using CxDashboard.Charts;
using CxDashboard.Domain.Metrics;
using CxDashboard.Domain.Time;
using CxDashboard.Kit;
using CxDashboard.Measuring.Behind;

namespace CxDashboard.Features.Metric;

/// <summary>The words around the rows behind a figure.</summary>
internal static class BehindWords
{
    private static readonly CultureInfo English = CultureInfo.InvariantCulture;

    /// <summary>"Behind the point: week of 5 January 2026".</summary>
    public static string Title(Bucket? bucket) => bucket is null ? "Behind the figure: all of the time shown" : $"Behind the point: {Name(bucket)}";

    /// <summary>"Mon 5 Jan, 09:14", with the year where it is not this one.</summary>
    public static string Opened(Instant opened, TimeZoneInfo zone, int year)
    {
        var local = TimeZoneInfo.ConvertTime(opened.ToDateTimeOffset(), zone);
        return local.ToString(local.Year == year ? "ddd d MMM, HH:mm" : "ddd d MMM yyyy, HH:mm", English);
    }

    /// <summary>The head of the column of values; null where rows have none that says more than their outcome.</summary>
    public static string? ValueHead(MetricDefinition metric) => metric.Unit switch
    {
        Unit.Seconds => metric.Kind == ValueKind.Longest ? "Waiting" : "Lasted",
        Unit.Money => "Cost",
        Unit.OfFive => "Rating",
        Unit.PerIssue => metric.Id.StartsWith("transfers", StringComparison.Ordinal) ? "Transfers" : "Contacts",
        _ => null,
    };

    /// <summary>What a row adds: "3 h 20", "3 d so far", "€ 4.10", "4.00 of 5", "2"; null where there is no column for it.</summary>
    public static string? Value(MetricDefinition metric, BehindRow row, string? currency) => ValueHead(metric) is null ? null : row.Value is not { } value ? "not known" : metric.Unit switch
    {
        Unit.Seconds => Figures.Duration(value) + (row.Outcome == Outcome.Waiting ? " so far" : ""),
        Unit.Money => Money.Write(value, currency, English),
        Unit.OfFive => Figures.Decimal(value) + " of 5",
        _ => Figures.Count(value),
    };

    /// <summary>How many of how many are shown, and how they were chosen.</summary>
    /// <param name="rows">All rows of what is chosen.</param>
    public static string Note(int shown, long rows, bool atRandom, RowsAre what)
    {
        if (rows == 0) return "None.";
        if (shown == rows) return rows == 1 ? $"The only {One(what)}." : $"All {Figures.Count(rows)} {Many(what)}, in the order in which they opened.";
        var some = $"{Figures.Count(shown)} of {Figures.Count(rows)} {Many(what)} shown";
        return atRandom
            ? $"{some}, chosen at random with the seed of this week, so that the same ones appear for everybody."
            : $"{some}, in the order in which they opened.";
    }

    /// <summary>Of an interaction that is in no issue, because we began it.</summary>
    public const string NoIssueThen = "We began it";
    public const string NoIssueStands = "no issue of the customer’s";

    private static string Name(Bucket bucket)
    {
        var from = bucket.From;
        var day = DateOnly.FromDateTime(from.DateTime);
        return bucket.Size switch
        {
            BucketSize.Hour => $"{Figures.Day(day)}, {Figures.Time(from)} to {Figures.Time(bucket.To)}",
            BucketSize.Week => $"week of {Figures.DayAndYear(day)}",
            BucketSize.Month => from.ToString("MMMM yyyy", English),
            BucketSize.Quarter => $"quarter of {from.ToString("MMMM yyyy", English)}",
            _ => Figures.Day(day),
        };
    }

    private static string One(RowsAre what) => what switch { RowsAre.Issues => "issue", RowsAre.Customers => "customer", _ => "contact" };

    private static string Many(RowsAre what) => One(what) + "s";
}
