using System.Globalization;

namespace CxDashboard.Domain.Time;

/// <summary>
/// How many interactions of a file opened in each ISO week of UTC, to see where its end thins out: an export that was cut by
/// another date than the opening still holds a few contacts of its last weeks, and nobody would seem to come back in them.
/// </summary>
internal sealed class OpeningWeeks
{
    private const int LeastWeeks = 8;
    private const int LeastWeeksBefore = 4;

    // Of fewer a week with hardly any is an accident.
    private const int LeastInUsualWeek = 10;
    private const double LeastDaysOfLastWeek = 2;
    private const double Thin = 0.1, Usual = 0.5, Whole = 0.75;

    // In milliseconds, from Monday, 1969-12-29: a week's number is how many began since then.
    private const long Week = 7 * Day, FirstMonday = -3 * Day, Day = 86_400_000;

    /// <summary>Openings by the number of their week.</summary>
    public Dictionary<long, long> Counts { get; init; } = [];

    /// <summary>The latest opening, in Unix milliseconds.</summary>
    public long Latest { get; set; } = long.MinValue;

    /// <summary>So many that opened at an instant.</summary>
    public void Add(Instant opening, long count = 1)
    {
        var (week, rest) = Math.DivRem(opening.UnixMilliseconds - FirstMonday, Week);
        if (rest < 0) week--;
        Counts[week] = Counts.GetValueOrDefault(week) + count;
        Latest = Math.Max(Latest, opening.UnixMilliseconds);
    }

    /// <summary>
    /// Where the openings at the end of the file thin out below a tenth of its busiest week, the end of the last week before
    /// that; null where they do not. A last week of which less than two days are covered tells nothing; otherwise its
    /// openings count per day that is covered. The week before the thinning may itself be cut in its middle, so it must have
    /// three quarters of a usual one, and those before it half; a usual week is the median of those before the thinning.
    /// </summary>
    public Instant? ThinsOutAfter()
    {
        if (Counts.Count < LeastWeeks) return null;
        var (first, end) = (Counts.Keys.Min(), Counts.Keys.Max());
        var busiest = Counts.Values.Max();
        var covered = (Latest - MondayOf(end)) / (double)Day;
        if (covered < LeastDaysOfLastWeek) end--;

        var last = end;
        while (last >= first && AWeek(last, covered) < Thin * busiest) last--;
        if (last == end || last - first + 1 < LeastWeeksBefore) return null;
        var usual = Median(first, last);
        if (usual < LeastInUsualWeek) return null;

        // After one week of an outage, say, a usual week is less than a tenth of the busiest and yet whole.
        if (Enumerable.Range(1, (int)(end - last)).Max(i => AWeek(last + i, covered)) >= Usual * usual) return null;
        if (AWeek(last, covered) < Whole * usual) last--;
        while (AWeek(last, covered) < Usual * usual) last--;
        return new Instant(MondayOf(last + 1));
    }

    /// <summary>The same as one sentence that says what to do; null where nothing thins out.</summary>
    /// <param name="file">The file's name.</param>
    public string? Warning(string file) => ThinsOutAfter() is not { } until ? null : string.Create(CultureInfo.InvariantCulture,
        $"After {until} the openings in {file} thin out below a tenth of its busiest week, so its last weeks would look too good, because contacts of them are missing: import it again with --known-until {until}.");

    // As many as a whole week would have at its rate per day; only the last week may be covered in part.
    private double AWeek(long week, double coveredOfLast) =>
        Counts.GetValueOrDefault(week) * (MondayOf(week + 1) > Latest ? 7 / Math.Max(coveredOfLast, 1) : 1);

    private double Median(long from, long to)
    {
        var counts = Enumerable.Range(0, (int)(to - from + 1)).Select(i => Counts.GetValueOrDefault(from + i)).Order().ToList();
        return (counts[(counts.Count - 1) / 2] + counts[counts.Count / 2]) / 2.0;
    }

    private static long MondayOf(long week) => FirstMonday + (week * Week);
}
