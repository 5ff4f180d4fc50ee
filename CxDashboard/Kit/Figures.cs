using System.Globalization;

namespace CxDashboard.Kit;

/// <summary>Figures as people read them: invariant English, tabular, never more digits than the figure carries.</summary>
public static class Figures
{
    private static readonly CultureInfo English = CultureInfo.InvariantCulture;

    private static readonly string[] Words =
        ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];

    /// <summary>A share of 0 to 1 as "76.8%". Only a true 0 or 1 is written "0%" or "100%".</summary>
    public static string Percent(double share) => share is 0 or 1 ? PercentNumber(share)[..^2] + "%" : PercentNumber(share) + "%";

    /// <summary>An interval of shares as "73.7–80.4", its unit being the value's.</summary>
    public static string PercentRange(double low, double high) => $"{PercentNumber(low)}–{PercentNumber(high)}";

    /// <summary>"2,553".</summary>
    public static string Count(double count) => count.ToString("#,0", English);

    /// <summary>"1.72".</summary>
    public static string Decimal(double value) => value.ToString("0.00", English);

    /// <summary>Two numbers with a dash, each written as <paramref name="write"/> writes one.</summary>
    public static string Range(double low, double high, Func<double, string> write) => $"{write(low)}–{write(high)}";

    /// <summary>Seconds as "45 s", "15 min", "3 h 20", "1 d 3 h", "12 d" or "11 years": two units at most, never broken across lines.</summary>
    public static string Duration(double seconds) => Units(seconds).Replace(' ', '\u00a0');

    /// <summary>"nine" up to twelve, then figures. <paramref name="capital"/> begins a sentence.</summary>
    public static string InWords(long count, bool capital = false)
    {
        if (count < 0 || count >= Words.Length) return Count(count);
        var word = Words[count];
        return capital ? char.ToUpperInvariant(word[0]) + word[1..] : word;
    }

    /// <summary>"one person", "two people", "41 people".</summary>
    public static string Of(long count, string one, string many, bool capital = false) =>
        $"{InWords(count, capital)} {(count == 1 ? one : many)}";

    /// <summary>"Thursday 14 May 2026".</summary>
    public static string Day(DateOnly day) => day.ToString("dddd d MMMM yyyy", English);

    /// <summary>"14 May", with the year where it is not <paramref name="year"/>.</summary>
    public static string ShortDay(DateOnly day, int year) => day.ToString(day.Year == year ? "d MMMM" : "d MMMM yyyy", English);

    /// <summary>"14 May 2026".</summary>
    public static string DayAndYear(DateOnly day) => day.ToString("d MMMM yyyy", English);

    /// <summary>"14:32".</summary>
    public static string Time(DateTimeOffset time) => time.ToString("HH:mm", English);

    /// <summary>"14:32:05".</summary>
    public static string TimeWithSeconds(DateTimeOffset time) => time.ToString("HH:mm:ss", English);

    /// <summary>A moment seen from another: "14:32", "yesterday 10:02", "Tuesday 10:42", "3 May, 10:42", "3 May 2025".</summary>
    public static string Moment(DateTimeOffset moment, DateTimeOffset seenFrom)
    {
        var days = DateOnly.FromDateTime(seenFrom.DateTime).DayNumber - DateOnly.FromDateTime(moment.DateTime).DayNumber;
        return days switch
        {
            0 => Time(moment),
            1 => "yesterday " + Time(moment),
            > 1 and < 7 => moment.ToString("dddd HH:mm", English),
            _ => moment.ToString(moment.Year == seenFrom.Year ? "d MMMM, HH:mm" : "d MMMM yyyy", English),
        };
    }

    private static string Units(double seconds)
    {
        if (seconds < 59.5) return $"{Round(seconds)} s";
        var minutes = Math.Round(seconds / 60, MidpointRounding.AwayFromZero);
        if (minutes < 60) return $"{Round(minutes)} min";
        if (minutes < 24 * 60) return Two((long)minutes, 60, "h", null);
        var hours = (long)Math.Round(seconds / 3600, MidpointRounding.AwayFromZero);
        if (hours >= 730 * 24) return $"{Count(Math.Floor(hours / (365.25 * 24)))} years";
        return hours < 10 * 24 ? Two(hours, 24, "d", "h") : $"{Count(Math.Round(hours / 24.0, MidpointRounding.AwayFromZero))} d";
    }

    private static string PercentNumber(double share)
    {
        // 99.97 % is not all of them, and 0.02 % is not none.
        var percent = share * 100;
        if (share < 1 && percent > 99.9) percent = 99.9;
        if (share > 0 && percent < 0.1) percent = 0.1;
        return percent.ToString("0.0", English);
    }

    private static string Round(double value) => Math.Round(value, MidpointRounding.AwayFromZero).ToString("0", English);

    private static string Two(long value, int per, string large, string? small)
    {
        var (whole, rest) = (value / per, value % per);
        if (small is null) return rest == 0 ? $"{whole} {large}" : string.Create(English, $"{whole} {large} {rest:00}");
        return rest == 0 ? $"{whole} {large}" : $"{whole} {large} {rest} {small}";
    }
}
