using System.Globalization;
using CxDashboard.Domain.Time;

namespace CxDashboard.Readings;

/// <summary>The span of time an address means.</summary>
/// <param name="From">First day.</param>
/// <param name="To">The day after the last one, at the end of a whole step.</param>
/// <param name="Step">How it is cut.</param>
internal sealed record ViewSpan(DateOnly From, DateOnly To, BucketSize Step)
{
    /// <summary>Periods by name, in months; null is everything.</summary>
    public static readonly IReadOnlyList<(string Key, int? Months, string Text)> Periods =
        [("12m", 12, "12 months"), ("3m", 3, "3 months"), ("6m", 6, "6 months"), ("24m", 24, "24 months"), ("all", null, "everything")];

    /// <summary>The step of each measure's own: see <see cref="NaturalSteps"/>.</summary>
    public const string Natural = "natural";

    /// <summary>Steps by name.</summary>
    public static readonly IReadOnlyList<(string Key, BucketSize Size)> Steps =
        [(Natural, BucketSize.Week), ("week", BucketSize.Week), ("day", BucketSize.Day), ("month", BucketSize.Month), ("quarter", BucketSize.Quarter)];

    // More points than this tell nobody anything, and cost everybody.
    private const int MostDays = 3 * 366;
    private const int MostYears = 20;
    private const int FewestWhole = 8;

    /// <summary>The step's name in words: "week".</summary>
    public string StepWord => Step.ToString().ToLowerInvariant();

    /// <summary>
    /// The span of an address within what is known; what it could not read is told in <paramref name="notices"/> and the
    /// default taken. Weeks begin on the workspace's day.
    /// </summary>
    public static ViewSpan Of(ViewAddress address, DateOnly first, DateOnly last, DayOfWeek weekStart, List<string> notices)
    {
        var step = Named(Steps, s => s.Key, address.By, "step", notices).Size;
        var (from, to) = Days(address.Period, first, last, notices);
        if (step == BucketSize.Day && to.DayNumber - from.DayNumber > MostDays)
        {
            step = BucketSize.Week;
            notices.Add("By day there would be more than three years of points; weeks are shown.");
        }

        // What lies further back than anybody has records from is a slip of a date: a picture of it would be nearly empty.
        if (step != BucketSize.Quarter && (to.DayNumber - from.DayNumber) / 365 > MostYears)
        {
            from = to.AddYears(-MostYears);
            notices.Add($"The last {MostYears} years are shown.");
        }

        return Whole(from, to, step, weekStart);
    }

    /// <summary>
    /// Whole steps of a span: a part of one is no fair first or last point. It begins with the first whole one, unless hardly anything would be left, and ends with that of the last day.
    /// </summary>
    public static ViewSpan Whole(DateOnly from, DateOnly to, BucketSize step, DayOfWeek weekStart)
    {
        var (whole, end) = (WholeStep(from, step, weekStart), WholeStep(to, step, weekStart));
        return new ViewSpan(end.DayNumber - whole.DayNumber >= FewestWhole * (end.DayNumber - Buckets.Floor(end.AddDays(-1), step, weekStart).DayNumber) ? whole : Buckets.Floor(from, step, weekStart), end, step);
    }

    private static (DateOnly From, DateOnly To) Days(string? period, DateOnly first, DateOnly last, List<string> notices)
    {
        if (period?.Split("..") is [var a, var b] && Day(a) is { } from && Day(b) is { } to && from < to) return (from, to);
        var (_, months, _) = Named(Periods, p => p.Key, period, "period", notices);
        var since = months is null || last.DayNumber < months.Value * 31 ? first : last.AddMonths(-months.Value).AddDays(1);
        return (since < first ? first : since, Buckets.Next(last, BucketSize.Day));
    }

    private static T Named<T>(IReadOnlyList<T> all, Func<T, string> key, string? asked, string what, List<string> notices)
    {
        if (string.IsNullOrEmpty(asked)) return all[0];
        foreach (var one in all)
            if (string.Equals(key(one), asked, StringComparison.OrdinalIgnoreCase)) return one;
        notices.Add($"There is no {what} “{asked}”. There are {string.Join(", ", all.Select(key))}; {key(all[0])} is shown.");
        return all[0];
    }

    private static DateOnly WholeStep(DateOnly to, BucketSize step, DayOfWeek weekStart) =>
        Buckets.Floor(to, step, weekStart) == to ? to : Buckets.Next(to, step, weekStart);

    private static DateOnly? Day(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
