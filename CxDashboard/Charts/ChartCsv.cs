using System.Text;
using CxDashboard.Charts.Drawing;
using CxDashboard.Domain.Metrics;
using CxDashboard.Domain.Time;

namespace CxDashboard.Charts;

/// <summary>
/// The numbers of a picture as CSV (RFC 4180): unrounded, with a point and without a thousands separator in every culture. Words
/// that a spreadsheet would take for a formula begin with an apostrophe.
/// </summary>
public static class ChartCsv
{
    /// <summary>One row a point, rung, mark or instant, under a header. Times are local with their offset; unknown is empty, never zero.</summary>
    /// <param name="picture">Whose numbers.</param>
    /// <param name="separator">A comma, or a tab for what is pasted into a table.</param>
    public static string Write(ChartPicture picture, char separator = ',')
    {
        var csv = new StringBuilder();
        foreach (var row in Table(picture).Rows)
        {
            for (var i = 0; i < row.Count; i++)
            {
                if (i > 0) csv.Append(separator);
                var cell = row[i].Text;
                if (cell.AsSpan().IndexOfAny("\"\r\n") < 0 && !cell.Contains(separator, StringComparison.Ordinal)) csv.Append(cell);
                else csv.Append('"').Append(cell.Replace("\"", "\"\"", StringComparison.Ordinal)).Append('"');
            }

            csv.Append("\r\n");
        }

        return csv.ToString();
    }

    /// <summary>The same rows before they are text; the first has the names of the columns.</summary>
    internal static ChartTable Table(ChartPicture picture)
    {
        var csv = new ChartTable();
        switch (picture)
        {
            case ChartSpec spec:
                Row(csv, "from", "to", "label", "value", "low", "high", "n", "count", "state", "centre", "lower", "upper", "outside", "may_reach", "note", "version", "unit");
                for (var i = 0; i < spec.Points.Count; i++) Point(csv, spec, i);
                break;
            case LadderSpec ladder:
                Row(csv, "rung", "share", "count", "n", "maturing", "lost", "refuted");
                foreach (var r in ladder.Rungs)
                    Row(csv, r.Rung.ToString().ToLowerInvariant(), Number(r.Share), Number(r.Count), Number(r.N), Number(r.Maturing), Number(r.Lost), Number(r.Refuted));
                break;
            case WaitingSpec waiting:
                Row(csv, "waiting_seconds", "longer_than_usual", "name");
                foreach (var m in waiting.Marks.OrderByDescending(m => m.Waiting))
                    Row(csv, Number(m.Waiting.TotalSeconds), waiting.Usual is { } usual ? Truth(m.Waiting > usual) : "", Words(m.Name));
                break;
            case DayBandSpec day:
                Row(csv, "at", "value", "usual_low", "usual_middle", "usual_high");
                foreach (var at in day.Usual.Select(u => u.At).Concat(day.SoFar.Select(s => s.At)).Distinct().Order())
                {
                    var usual = day.Usual.FirstOrDefault(u => u.At == at);
                    Row(csv, Time(at, day.Zone), Number(day.SoFar.FirstOrDefault(s => s.At == at)?.Value), Number(usual?.Low), Number(usual?.Middle), Number(usual?.High));
                }

                break;
            default: throw new ArgumentException($"Nothing writes a {picture.GetType().Name}.", nameof(picture));
        }

        return csv;
    }

    private static void Point(ChartTable csv, ChartSpec spec, int i)
    {
        var p = spec.Points[i];
        var state = p.State switch { PointState.Final => "final", PointState.Maturing => "maturing", PointState.TooFew => "too few", _ => "unknown" };
        Row(
            csv, Time(p.Start, spec.Zone), Time(p.End, spec.Zone), Words(ProcessWords.Label(spec, i)), Number(p.Value), Number(p.Low), Number(p.High),
            Number(p.N), Number(p.Count), state, Number(p.Centre), Number(p.Lower), Number(p.Upper), Truth(p.Outside), Number(p.MayReach), Words(p.Note), Number(p.Version), UnitName(spec));
    }

    // As `metric` names them; money by its currency.
    private static string UnitName(ChartSpec spec) => spec.Unit switch
    {
        Unit.Share => "share",
        Unit.Seconds => "seconds",
        Unit.Count => "count",
        Unit.OfFive => "of five",
        Unit.PerIssue => "per issue",
        Unit.Money => spec.Currency ?? "money",
        Unit.Points => "points",
        Unit.PerHundredIssues => "per 100 issues",
        _ => throw new ArgumentException($"The unit {spec.Unit} has no name.", nameof(spec)),
    };

    private static void Row(ChartTable table, params ReadOnlySpan<ChartCell> cells) => table.Add(cells);

    private static ChartCell Number(double? value) => ChartCell.Number(value);

    private static ChartCell Truth(bool value) => new(value);

    private static ChartCell Time(Instant at, TimeZoneInfo zone) => new(TimeTicks.Local(at, zone));

    // Only words: a negative number is a number.
    private static ChartCell Words(string? words) => ChartCell.Words(words);
}
