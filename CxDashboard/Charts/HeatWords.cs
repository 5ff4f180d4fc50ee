using System.Globalization;
using CxDashboard.Charts.Drawing;
using CxDashboard.Domain.Metrics;

namespace CxDashboard.Charts;

/// <summary>What a heat map shows, in words.</summary>
internal static class HeatWords
{
    private const int Said = 3;

    /// <summary>The sentence that stands where the chart cannot be drawn, or null where it can.</summary>
    public static string? Nothing(HeatSpec heat)
    {
        if (heat.Cells.Count == 0) return "Nothing here yet.";
        var table = HeatTable.Of(heat);
        if (table.Count(HeatState.Known, heat) > 0) return null;
        return table.Count(HeatState.Few, heat) > 0 ? "Not enough yet in any hour." : "Nothing is known for these hours.";
    }

    public static string Of(HeatSpec heat)
    {
        if (Nothing(heat) is { } nothing) return $"{heat.Title}. {nothing}";
        var (table, format) = (HeatTable.Of(heat), new ValueFormat(heat.Unit, heat.Culture, heat.Currency));
        var highest = table.Known().OrderByDescending(c => c.Value).Take(Said).ToList();
        var ties = table.Known().Count(c => c.Value == highest[^1].Value) - highest.Count(c => c.Value == highest[^1].Value);
        var parts = new List<string> { "highest " + string.Join(", ", highest.Select(c => $"{Place(heat, c.Day, c.Hour)} ({format.Full(c.Value)})")) + (ties > 0 ? $" and as much in {Hours(ties, heat)} more" : ""), "lowest " + format.Full(table.Known().Min(c => c.Value)) };
        if (table.Count(HeatState.Few, heat) is > 0 and var few) parts.Add(Hours(few, heat) + " with too few");
        if (table.Count(HeatState.Unknown, heat) is > 0 and var unknown) parts.Add(Hours(unknown, heat) + " not known");
        return $"{heat.Title}: {string.Join("; ", parts)}.";
    }

    /// <summary>Explains the marks that this chart has.</summary>
    public static IEnumerable<string> Legend(HeatSpec heat)
    {
        if (Nothing(heat) is not null) yield break;
        var table = HeatTable.Of(heat);
        yield return "Deeper colour: more, from zero.";
        if (table.Count(HeatState.Few, heat) > 0) yield return heat.Unit == Unit.Count ? "Dashed outline: so few that they might tell who is meant." : "Dashed outline: too few for a number.";
        if (table.Count(HeatState.Unknown, heat) > 0) yield return "Hatched: not known.";
    }

    /// <summary>"Thursday 14:00", "77.2%", "n 31".</summary>
    public static IReadOnlyList<string> Cell(HeatSpec heat, HeatTable table, ValueFormat format, int day, int hour)
    {
        var (state, value) = table.At(day, hour);
        var words = state switch
        {
            HeatState.Unknown => "not known",
            HeatState.Few => heat.Unit == Unit.Count ? "too few to show" : "not enough yet for a number",
            _ => format.Full(value),
        };
        var n = heat.Unit == Unit.Count || state != HeatState.Known ? null : heat.Cells.FirstOrDefault(c => c.Hour == hour && HeatTable.Row(c.Day) == day)?.N;
        return [Place(heat, day, hour), words, n is { } there ? "n\u00A0" + there.ToString("N0", heat.Culture) : ""];
    }

    /// <summary>A value as it fits into a cell: without decimals, times in one unit for all, and of shares without the sign, which the title says.</summary>
    public static string Brief(HeatSpec heat, ValueFormat format, double value, double deepest) => heat.Unit switch
    {
        Unit.Share => format.Plain(value * 100, 0),
        Unit.Count or Unit.Money => Math.Abs(value) >= 10_000 ? format.Plain(value / 1000, 0) + "k" : format.Plain(value, 0),
        Unit.Seconds => format.Short(value, deepest),
        _ => format.Full(value),
    };

    /// <summary>"9:00".</summary>
    public static string Hour(int hour) => hour.ToString(CultureInfo.InvariantCulture) + ":00";

    private static string Place(HeatSpec heat, int day, int hour) => heat.Culture.DateTimeFormat.GetDayName(HeatSpec.Days[day]) + " " + Hour(hour);

    private static string Hours(int count, HeatSpec heat) => ChartWords.Many(count, "hour", heat.Culture);
}
