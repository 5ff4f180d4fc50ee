using System.Globalization;

namespace CxDashboard.Features.Ingest.Reading;

/// <summary>
/// Moments that are written as numbers: seconds ("unix") or milliseconds ("unix-ms") since 1970, the days of a spreadsheet ("serial", from 1899-12-30, as all
/// spreadsheets count from March 1900 on), and a date with a fraction of the day behind it ("dd-MM-yyyy fraction").
/// </summary>
internal static class NumberedMoments
{
    private const string Seconds = "unix", Milliseconds = "unix-ms", Serial = "serial", Fraction = " fraction";

    // 9999-12-31, as a spreadsheet numbers it.
    private const double LastSerial = 2_958_465;
    private static readonly DateTime FirstSerial = new(1899, 12, 30);

    /// <summary>Whether the word stands for one of these ways, where .NET's formats stand otherwise.</summary>
    public static bool IsFormat(string format) => format is Seconds or Milliseconds or Serial || format.EndsWith(Fraction, StringComparison.Ordinal);

    /// <summary>The date's format of a date with a fraction; null for the other ways.</summary>
    public static string? DateOf(string format) => format.EndsWith(Fraction, StringComparison.Ordinal) ? format[..^Fraction.Length] : null;

    /// <param name="text">As it stands there.</param>
    /// <param name="format">See <see cref="IsFormat"/>.</param>
    /// <param name="moment">To the millisecond, to which fractions of a day are rounded.</param>
    /// <param name="isLocal">Whether it is local to a zone; else it is UTC.</param>
    public static bool TryRead(ReadOnlySpan<char> text, string format, out DateTime moment, out bool isLocal)
    {
        (moment, isLocal) = (default, format is not (Seconds or Milliseconds));
        if (DateOf(format) is { } dateFormat)
        {
            var space = text.LastIndexOf(' ');
            if (space < 0 || !TryNumber(text[(space + 1)..], out var fraction) || fraction is < 0 or >= 1) return false;
            if (!DateTime.TryParseExact(text[..space], dateFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) return false;
            moment = day + Rounded(fraction);
            return true;
        }

        if (!TryNumber(text, out var number)) return false;
        if (format == Serial)
        {
            if (number < 1 || number >= LastSerial) return false;
            moment = FirstSerial.AddDays(Math.Floor(number)) + Rounded(number - Math.Floor(number));
            return true;
        }

        // From year 1 to 9999.
        var milliseconds = format == Seconds ? number * 1000 : number;
        if (milliseconds is < -62_135_596_800_000 or > 253_402_300_799_999) return false;
        moment = DateTime.UnixEpoch.AddTicks((long)Math.Round(milliseconds) * TimeSpan.TicksPerMillisecond);
        return true;
    }

    // A double keeps a serial to about a microsecond, and a spreadsheet writes fractions rounded: to the whole second where it is within two milliseconds.
    private static TimeSpan Rounded(double fraction)
    {
        var milliseconds = Math.Round(fraction * 86_400_000);
        var seconds = Math.Round(milliseconds / 1000) * 1000;
        return TimeSpan.FromMilliseconds(Math.Abs(milliseconds - seconds) <= 2 ? seconds : milliseconds);
    }

    private static bool TryNumber(ReadOnlySpan<char> text, out double number) =>
        double.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out number) && double.IsFinite(number);
}
