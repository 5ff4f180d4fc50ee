using System.Globalization;

namespace CxDashboard.Features.Ingest.Reading.Workbooks;

/// <summary>
/// A spreadsheet's count of days as text. In the system of 1900 day 1 is 1 January 1900, and day 60 is a 29 February that never
/// was, so that from day 61 on the count is from 30 December 1899; in that of 1904 day 0 is 1 January 1904.
/// </summary>
internal static class SerialDate
{
    private const long Day = 86_400_000;

    // Sums of fractions are a little beside the second that was meant; nobody measures to so few milliseconds by hand.
    private const long Slack = 5;

    // Earlier than any record, and longer than any duration: beyond it a time of day has its day with it.
    private const double FirstDay = 10_000;

    /// <summary>
    /// "2021-01-01", "2021-01-01T09:12:58", "09:12:58" or, of a duration, "26:03:12"; fractions of a second only where there are
    /// any. Null where the count is no date, which is then only a number.
    /// </summary>
    public static string? Text(double count, CellFormat format, bool from1904)
    {
        if (!double.IsFinite(count) || Math.Abs(count) > 3_000_000) return null;
        var milliseconds = (long)Math.Round(count * Day);
        var second = (milliseconds >= 0 ? milliseconds + 500 : milliseconds - 500) / 1000 * 1000;
        if (Math.Abs(milliseconds - second) <= Slack) milliseconds = second;
        if (format == CellFormat.Duration) return Duration(milliseconds);
        if (milliseconds < 0) return null;
        if (format == CellFormat.Time)
        {
            // A time that is more than a day and less than any date is a duration whose format forgot to say so.
            return count is >= 1 and < FirstDay ? Duration(milliseconds) : Clock(milliseconds % Day);
        }

        return Date(milliseconds / Day, milliseconds % Day, from1904);
    }

    private static string? Date(long days, long rest, bool from1904)
    {
        if (!from1904 && days == 0) return rest > 0 ? Clock(rest) : null;
        var time = rest > 0 ? "T" + Clock(rest) : "";
        if (!from1904 && days == 60) return "1900-02-29" + time;
        var first = from1904 ? new DateOnly(1904, 1, 1) : days < 60 ? new DateOnly(1899, 12, 31) : new DateOnly(1899, 12, 30);
        if (days > DateOnly.MaxValue.DayNumber - first.DayNumber) return null;
        return first.AddDays((int)days).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) + time;
    }

    private static string Clock(long milliseconds) => $"{TwoDigits(milliseconds / 3_600_000)}:{MinutesAndSeconds(milliseconds)}";

    private static string Duration(long milliseconds) => milliseconds < 0
        ? "-" + Duration(-milliseconds)
        : $"{(milliseconds / 3_600_000).ToString(CultureInfo.InvariantCulture)}:{MinutesAndSeconds(milliseconds)}";

    private static string MinutesAndSeconds(long milliseconds)
    {
        var fraction = milliseconds % 1000;
        return $"{TwoDigits(milliseconds / 60_000 % 60)}:{TwoDigits(milliseconds / 1000 % 60)}{(fraction == 0 ? "" : "." + fraction.ToString("000", CultureInfo.InvariantCulture))}";
    }

    private static string TwoDigits(long value) => value.ToString("00", CultureInfo.InvariantCulture);
}
