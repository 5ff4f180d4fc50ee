namespace CxDashboard.Features.Ingest.Reading.Workbooks;

/// <summary>What a cell's number means by its format.</summary>
internal enum CellFormat
{
    /// <summary>The number itself.</summary>
    Number,

    /// <summary>A day, or a day with a time.</summary>
    Date,

    /// <summary>A time of day.</summary>
    Time,

    /// <summary>Hours, minutes or seconds that do not begin anew each day ("[h]:mm").</summary>
    Duration,
}

/// <summary>Reads number formats. Source: ECMA-376, part 1, 18.8.30 (the built-in ones) and 18.8.31.</summary>
internal static class CellFormats
{
    /// <summary>A built-in format by its number; those from 27 on mean dates in the languages that use them.</summary>
    public static CellFormat BuiltIn(int id) => id switch
    {
        >= 14 and <= 17 or 22 or (>= 27 and <= 31) or 36 or (>= 50 and <= 54) or 57 or 58 => CellFormat.Date,
        >= 18 and <= 21 or (>= 32 and <= 35) or 45 or 47 or 55 or 56 => CellFormat.Time,
        46 => CellFormat.Duration,
        _ => CellFormat.Number,
    };

    /// <summary>A format by its code, "dd.mm.yyyy hh:mm".</summary>
    public static CellFormat Of(string code)
    {
        // The word for "no format" is stored in English, but not by everybody; the others have none of the letters below.
        if (code.Equals("Standard", StringComparison.OrdinalIgnoreCase)) return CellFormat.Number;
        var (day, clock, month) = (false, false, false);
        for (var i = 0; i < code.Length && code[i] != ';'; i++)
        {
            switch (code[i])
            {
                case '"':
                    i = code.IndexOf('"', i + 1) is var end and > 0 ? end : code.Length;
                    break;
                case '\\' or '_' or '*':
                    i++;
                    break;
                case '[':
                    var close = code.IndexOf(']', i);
                    if (close < 0) return CellFormat.Number;
                    // Colours, languages and conditions are in brackets too, but never of these letters alone.
                    var inside = code.AsSpan(i + 1, close - i - 1);
                    if (inside.Length > 0 && inside.IndexOfAnyExcept("hHmMsS") < 0) return CellFormat.Duration;
                    i = close;
                    break;
                case 'd' or 'D' or 'y' or 'Y':
                    day = true;
                    break;
                case 'h' or 'H' or 's' or 'S':
                    clock = true;
                    break;
                case 'm' or 'M':
                    month = true;
                    break;
            }
        }

        // Beside hours or seconds an m is minutes, alone it is a month.
        return day || (month && !clock) ? CellFormat.Date : clock ? CellFormat.Time : CellFormat.Number;
    }
}
