using System.Text;

namespace CxDashboard.Features.Ingest.Guessing;

/// <summary>Which of the first two numbers of a date is the day.</summary>
internal enum DayOrder
{
    /// <summary>The shape itself tells: the year comes first, or the month is a name.</summary>
    Plain,
    DayFirst,
    MonthFirst,
}

/// <summary>What a shape is as a moment.</summary>
internal enum MomentKind { Date, DateAndTime, TimeOfDay }

/// <summary>One way to read texts of one shape as a date, a date with its time, or a time of day.</summary>
/// <param name="Kind">What it gives.</param>
/// <param name="Order">Which number is taken for the day.</param>
/// <param name="Format">A .NET format, or null where ISO 8601 is read without being told.</param>
internal sealed record DateShape(MomentKind Kind, DayOrder Order, string? Format)
{
    /// <summary>The ways to read a shape; none where it is no date.</summary>
    public static IReadOnlyList<DateShape> Of(ShapeTally shape)
    {
        var key = shape.Key;
        if (Time(key) is { } alone) return [new DateShape(MomentKind.TimeOfDay, DayOrder.Plain, alone)];
        var cut = Cut(key);
        var (date, rest) = (key[..cut], key[cut..]);
        string time;
        if (rest.Length == 0)
        {
            time = "";
        }
        else
        {
            var glue = rest[0];
            if (Time(rest[(glue == ',' && rest.Length > 1 && rest[1] == ' ' ? 2 : 1)..]) is not { } clock) return [];
            time = (glue == 'T' ? "'T'" : glue == ',' ? ", " : glue.ToString()) + clock;
        }

        var kind = time.Length == 0 ? MomentKind.Date : MomentKind.DateAndTime;
        return [.. Dates(date, shape).Select(d => new DateShape(kind, d.Order, d.Format is null && IsIsoTime(rest) ? null : (d.Format ?? "yyyy-MM-dd") + time))];
    }

    // Where the date ends and its time begins: at the last T, comma or space before the first colon.
    private static int Cut(string key)
    {
        var colon = key.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0) return key.Length;
        var cut = key.LastIndexOfAny(['T', ' '], colon);
        if (cut > 0 && key[cut] == ' ' && key[cut - 1] == ',') cut--;
        return cut < 0 ? key.Length : cut;
    }

    private static IEnumerable<(DayOrder Order, string? Format)> Dates(string key, ShapeTally shape)
    {
        var most = shape.Most;
        if (key.Length == 5 && key[0] == '4' && key[1] == key[3] && key[1] is '-' or '/' or '.' && IsShort(key[2]) && IsShort(key[4]))
        {
            if (most[1] <= 12 && most[2] <= 31) yield return (DayOrder.Plain, key[1] == '-' && key == "4-2-2" ? null : $"yyyy{key[1]}M{key[1]}d");
            if (most[1] is > 12 and <= 31 && most[2] <= 12) yield return (DayOrder.Plain, $"yyyy{key[1]}d{key[1]}M");
            yield break;
        }

        if (key == "8" && most[0] is > 19000101 and < 21001231)
        {
            yield return (DayOrder.Plain, "yyyyMMdd");
            yield break;
        }

        if (key.Length == 5 && IsShort(key[0]) && key[1] == key[3] && key[1] is '-' or '/' or '.' && IsShort(key[2]) && key[4] is '2' or '4')
        {
            var (s, year) = (key[1], key[4] == '4' ? "yyyy" : "yy");
            if (most[0] <= 31 && most[1] <= 31)
            {
                yield return (DayOrder.DayFirst, $"d{s}M{s}{year}");
                yield return (DayOrder.MonthFirst, $"M{s}d{s}{year}");
            }

            yield break;
        }

        if (Named(key, most) is { } named) yield return (DayOrder.Plain, named);
    }

    // 22-Apr-15, 22 April 2015, Apr 22, 2015, April 22 2015.
    private static string? Named(string key, int[] most)
    {
        var place = key.AsSpan().IndexOfAny('M', 'L');
        if (place < 0 || key.AsSpan(place + 1).IndexOfAny('M', 'L') >= 0) return null;
        var format = new StringBuilder();
        var group = 0;
        for (var i = 0; i < key.Length; i++)
        {
            switch (key[i])
            {
                case 'M': format.Append("MMM"); break;
                case 'L': format.Append("MMMM"); break;
                case '1' or '2' when group == 0 && most[0] <= 31: format.Append('d'); group++; break;
                case '2' when group == 1: format.Append("yy"); group++; break;
                case '4' when group == 1: format.Append("yyyy"); group++; break;
                case ' ' or '-' or '/' or '.': format.Append(key[i]); break;
                case ',': format.Append(','); break;
                default: return null;
            }
        }

        return group == 2 ? format.ToString() : null;
    }

    // "2:2", "1:2:2 p", "2:2:2.3", with an offset behind; null where it is no time of a clock.
    private static string? Time(string key)
    {
        var format = new StringBuilder();
        var at = 0;
        if (!Digits("H", 1, 2) || !Literal(':') || !Digits("mm", 2, 2)) return null;
        if (Literal(':'))
        {
            if (!Digits("ss", 2, 2)) return null;
            if (at < key.Length && key[at] is '.' && at + 1 < key.Length && key[at + 1] is >= '1' and <= '7')
            {
                format.Append('.').Append('f', key[at + 1] - '0');
                at += 2;
            }
        }

        var space = at < key.Length && key[at] == ' ';
        var next = at + (space ? 1 : 0);
        if (next < key.Length && key[next] == 'p')
        {
            format.Replace('H', 'h').Append(space ? " tt" : "tt");
            at = next + 1;
        }
        else if (next < key.Length && key[next] == 'Z')
        {
            format.Append(space ? " 'Z'" : "'Z'");
            at = next + 1;
        }
        else if (next < key.Length && key[next] is '+' or '-' && key[next..] is "+2:2" or "-2:2" or "+4" or "-4" or "+2" or "-2")
        {
            format.Append(space ? " zzz" : "zzz");
            at = key.Length;
        }

        return at == key.Length ? format.ToString() : null;

        bool Digits(string part, int least, int most)
        {
            if (at >= key.Length || key[at] - '0' < least || key[at] - '0' > most) return false;
            format.Append(part);
            at++;
            return true;
        }

        bool Literal(char c)
        {
            if (at >= key.Length || key[at] != c) return false;
            format.Append(c);
            at++;
            return true;
        }
    }

    // What InstantText reads as ISO 8601 without a format: two digits of the hour, no AM or PM.
    private static bool IsIsoTime(string rest) => rest.Length == 0 || (rest[0] is 'T' or ' ' && rest.Length > 1 && rest[1] == '2' && !rest.Contains('p', StringComparison.Ordinal));

    private static bool IsShort(char digits) => digits is '1' or '2';
}
