using System.Globalization;
using CxDashboard.Domain.Metrics;

namespace CxDashboard.Charts.Drawing;

/// <summary>Writes values of one unit in one culture: shares as per cent, seconds as times people say.</summary>
internal sealed class ValueFormat(Unit unit, CultureInfo culture, string? currency = null)
{
    private const string Space = "\u00A0";

    /// <summary>For the values of a chart.</summary>
    public static ValueFormat Of(ChartSpec spec) => new(spec.Unit, spec.Culture, spec.Currency);

    /// <summary>With all that a reader needs: "77.2%", "3 h 20", "3.40", "€ 11.54", "+31", "2.4".</summary>
    public string Full(double value) => unit switch
    {
        Unit.Share => Percent(value, 1),
        Unit.Seconds => Duration(value),
        Unit.Count => Plain(value, IsWhole(value) ? 0 : 1),
        Unit.Money => Money.Write(value, currency, culture),
        Unit.Points => Signed(value, 0),
        Unit.PerHundredIssues => Plain(value, 1),
        _ => Plain(value, 2),
    };

    /// <summary>A share of a whole; what is little is not written as nothing, and what is nearly all not as all: "&lt;0.1%", "&gt;99.9%".</summary>
    public string Part(double share) => share switch
    {
        > 0 and < 0.0005 => "<" + Full(0.001),
        >= 0.9995 and < 1 => ">" + Full(0.999),
        _ => Full(share),
    };

    /// <summary>A difference with its sign: "+1.2 points", "−40 min", "0.0 points", "+0.007".</summary>
    public string Change(double value)
    {
        if (unit == Unit.Share) return Signed(value * 100, 1) + Space + "points";
        var text = unit == Unit.PerIssue && Math.Abs(value) < 0.1 ? Plain(value, 3) : Full(value);
        return value > 0 && unit != Unit.Points && text.Any(c => c is >= '1' and <= '9') ? culture.NumberFormat.PositiveSign + text : text;
    }

    /// <summary>Short, and in the same unit for all values of about <paramref name="like"/>: "3.1 h", "40 min".</summary>
    public string Short(double value, double like)
    {
        if (unit != Unit.Seconds) return unit == Unit.Count && Math.Abs(like) >= 100 ? Plain(value, 0) : Full(value);
        var (size, name) = Step(like);
        var (shown, most) = (value / size, Math.Abs(like / size));
        return Plain(shown, most < 10 && size > 60 ? 1 : 0) + Space + name;
    }

    /// <summary>"73.7–80.4%": both ends, the unit once; "75.0%" where both are written alike, and "&lt;0.1%" where that would be nothing. A dash between signs would read as another sign.</summary>
    public string Interval(double low, double high)
    {
        var (from, to) = (Full(low), Full(high));
        if (from == to) return unit == Unit.Share && high > low ? Part(high) : to;
        return unit switch
        {
            Unit.Share => Plain(low * 100, 1) + "–" + to,
            Unit.Points => from + " to " + to,
            Unit.Seconds => Between(from, to),
            _ => from + "–" + to,
        };
    }

    /// <summary>A label of an axis whose ticks are <paramref name="step"/> apart and reach to <paramref name="most"/>.</summary>
    public string Tick(double value, double step, double most)
    {
        if (unit == Unit.Share) return Percent(value, Decimals(step * 100));
        if (unit == Unit.Money) return Money.Write(value, currency, culture, Decimals(step));
        if (unit == Unit.Points) return Signed(value, Decimals(step));
        if (unit != Unit.Seconds) return Plain(value, Decimals(step));
        var (size, name) = AxisStep(step, most);
        return Plain(value / size, Decimals(step / size)) + Space + name;
    }

    public string Plain(double value, int decimals)
    {
        // Beyond what a double counts exactly, digits would be made up, and hundreds of them fit nowhere.
        var text = Math.Abs(value) >= 1e15 ? value.ToString("0.##E+0", culture) : value.ToString("N" + decimals.ToString(CultureInfo.InvariantCulture), culture);
        var minus = culture.NumberFormat.NegativeSign;
        if (minus.Length == 0 || !text.StartsWith(minus, StringComparison.Ordinal)) return text;

        // "−0.0" would read as a fall.
        var rest = text[minus.Length..];
        return rest.Any(c => c is >= '1' and <= '9') ? "\u2212" + rest : rest;
    }

    /// <summary>Decimals that a step needs to be told from its neighbours.</summary>
    public static int Decimals(double step)
    {
        for (var d = 0; d < 6; d++)
            if (Math.Abs((step * Math.Pow(10, d)) - Math.Round(step * Math.Pow(10, d))) < 1e-6) return d;
        return 6;
    }

    // "+31", "0", "−5": of points the sign is half of what is said.
    private string Signed(double value, int decimals)
    {
        var text = Plain(value, decimals);
        return value > 0 && text.Any(c => c is >= '1' and <= '9') ? culture.NumberFormat.PositiveSign + text : text;
    }

    private string Percent(double value, int decimals)
    {
        var number = Plain(value * 100, decimals);
        return culture.NumberFormat.PercentPositivePattern == 1 ? number + culture.NumberFormat.PercentSymbol : number + Space + culture.NumberFormat.PercentSymbol;
    }

    // "34–37 min", but "59 min–1 h 02".
    private static string Between(string low, string high)
    {
        var (a, b) = (low.Split(Space[0]), high.Split(Space[0]));
        return (a.Length == 2 && b.Length == 2 && a[1] == b[1] ? a[0] : low) + "–" + high;
    }

    private string Duration(double seconds)
    {
        if (seconds < 0) return "\u2212" + Duration(-seconds);
        if (seconds < 10 && !IsWhole(seconds)) return Plain(seconds, 1) + Space + "s";
        if (Math.Round(seconds) < 60) return Plain(seconds, 0) + Space + "s";
        var minutes = Math.Round(seconds / 60);
        if (minutes < 60) return Plain(minutes, 0) + Space + "min";
        var (hours, left) = (Math.Floor(minutes / 60), minutes % 60);
        if (minutes < 1440) return Plain(hours, 0) + Space + "h" + (left == 0 ? "" : Space + left.ToString("00", CultureInfo.InvariantCulture));
        var wholeHours = Math.Round(minutes / 60);
        var (days, over) = (Math.Floor(wholeHours / 24), wholeHours % 24);
        return Plain(days, 0) + Space + "d" + (over == 0 || days >= 100 ? "" : Space + Plain(over, 0) + Space + "h");
    }

    private static (double Size, string Name) Step(double like) => Math.Abs(like) switch
    {
        < 90 => (1, "s"),
        < 90 * 60 => (60, "min"),
        < 48 * 3600 => (3600, "h"),
        _ => (86400, "d"),
    };

    private static (double Size, string Name) AxisStep(double step, double most)
    {
        if (step >= 86400 || most > 96 * 3600) return (86400, "d");
        if (step >= 3600 || most > 180 * 60) return (3600, "h");
        return step >= 60 || most > 180 ? (60, "min") : (1, "s");
    }

    private static bool IsWhole(double value) => Math.Abs(value - Math.Round(value)) < 1e-9;
}
