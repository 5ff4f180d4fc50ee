using System.Globalization;
using System.Text;
using CxDashboard.Charts.Drawing;
using CxDashboard.Domain.Metrics;
using CxDashboard.Domain.Statistics;
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
            case LinesSpec lines:
                Row(csv, "series", "from", "to", "label", "value", "low", "high", "n", "count", "state", "lower", "upper", "outside", "version", "unit");
                for (var i = 0; i < lines.Buckets; i++)
                    for (var s = 0; s < lines.Series.Count; s++) Line(csv, lines, s, i);
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
            case DayBandSpec day: Day(csv, day); break;
            case ParetoSpec pareto: Pareto(csv, pareto); break;
            case WaterfallSpec fall: Waterfall(csv, fall); break;
            case DistributionSpec distribution: Distribution(csv, distribution); break;
            case HeatSpec heat: Heat(csv, heat); break;
            case ComparisonSpec comparison:
                Row(csv, "name", "value", "low", "high", "n", "state", "unit");
                foreach (var r in comparison.Rows)
                {
                    var shown = ComparisonDrawing.IsShown(r);
                    var state = shown ? "known" : r.Value is { } v && double.IsFinite(v) ? "not enough" : "unknown";
                    Row(csv, Words(r.Name), Number(shown ? r.Value : null), Number(shown ? r.Low : null), Number(shown ? r.High : null), Number(r.N), state, UnitName(comparison.Unit, comparison.Currency));
                }

                break;
            default: throw new ArgumentException($"Nothing writes a {picture.GetType().Name}.", nameof(picture));
        }

        return csv;
    }

    private static void Point(ChartTable csv, ChartSpec spec, int i)
    {
        var p = spec.Points[i];
        Row(
            csv, Time(p.Start, spec.Zone), Time(p.End, spec.Zone), Words(ProcessWords.Label(spec, i)), Number(p.Value), Number(p.Low), Number(p.High),
            Number(p.N), Number(p.Count), State(p), Number(p.Centre), Number(p.Lower), Number(p.Upper), Truth(p.Outside), Number(p.MayReach), Words(p.Note), Number(p.Version), UnitName(spec.Unit, spec.Currency));
    }

    private static void Line(ChartTable csv, LinesSpec lines, int series, int i)
    {
        var p = lines.Series[series].Points[i];
        Row(
            csv, Words(lines.Series[series].Name), Time(p.Start, lines.Zone), Time(p.End, lines.Zone), Words(ProcessWords.Label(lines, p)), Number(p.Value), Number(p.Low), Number(p.High),
            Number(p.N), Number(p.Count), State(p), Number(p.Lower), Number(p.Upper), Truth(p.Outside), Number(p.Version), UnitName(lines.Unit, lines.Currency));
    }

    private static string State(ChartPoint p) => p.State switch { PointState.Final => "final", PointState.Maturing => "maturing", PointState.TooFew => "too few", _ => "unknown" };

    private static void Day(ChartTable csv, DayBandSpec day)
    {
        Row(csv, "at", "value", "usual_low", "usual_middle", "usual_high");
        var (usual, soFar) = (day.Usual.ToLookup(u => u.At), day.SoFar.ToLookup(s => s.At));
        foreach (var at in usual.Select(u => u.Key).Concat(soFar.Select(s => s.Key)).Distinct().Order())
        {
            var known = usual[at].FirstOrDefault();
            Row(csv, Time(at, day.Zone), Number(soFar[at].FirstOrDefault()?.Value), Number(known?.Low), Number(known?.Middle), Number(known?.High));
        }
    }

    private static void Pareto(ChartTable csv, ParetoSpec pareto)
    {
        var (whole, together, enough) = (pareto.Whole, 0L, pareto.Whole >= ParetoSpec.Enough);
        Row(csv, "name", "kind", "count", "share", "low", "high", "together");
        foreach (var part in pareto.InOrder()) One(part.Name, "named", part.Count);
        if (pareto.Others > 0) One(ParetoWords.Others(pareto.OtherKinds, CultureInfo.InvariantCulture), "others", pareto.Others);
        if (pareto.Unknown > 0) One("", "unknown", pareto.Unknown);

        void One(string name, string kind, long count)
        {
            together += count;
            var interval = enough ? Proportion.Wilson(count, whole) : default;
            Row(
                csv, Words(name), kind, Number(count), enough ? Number((double)count / whole) : "", enough ? Number(interval.Low) : "", enough ? Number(interval.High) : "",
                enough ? Number((double)together / whole) : "");
        }
    }

    private static void Waterfall(ChartTable csv, WaterfallSpec fall)
    {
        Row(csv, "name", "step", "change", "level", "n", "unit");
        if (WaterfallWords.Nothing(fall) is not null) return;
        foreach (var step in WaterfallStep.Of(fall, int.MaxValue))
        {
            var (end, unit) = (step.Kind is WaterfallKind.Before or WaterfallKind.After, UnitName(fall.Unit, fall.Currency));
            var n = step.Kind == WaterfallKind.Before ? fall.BeforeN : fall.AfterN;
            Row(csv, Words(step.Name), step.Kind.ToString().ToLowerInvariant(), end ? "" : Number(step.To - step.From), Number(step.To), end ? Number(n) : "", unit);
        }
    }

    // Percentiles first, then the bins as a wide picture has them; what the axis leaves out has no end.
    private static void Distribution(ChartTable csv, DistributionSpec spec)
    {
        Row(csv, "what", "from", "to", "count", "unit");
        if (DistributionWords.Nothing(spec) is not null) return;
        var (spread, unit) = (Spread.Of(spec, 60), UnitName(spec.Unit, spec.Currency));
        for (var i = 0; i < spread.At.Count; i++) Row(csv, string.Create(CultureInfo.InvariantCulture, $"percentile {Spread.Percentiles[i] * 100:0}"), "", Number(spread.At[i]), "", unit);
        if (spread.Below > 0) Row(csv, "below", Number(spread.Least), Number(spread.Low), Number(spread.Below), unit);
        for (var i = 0; i < spread.Bins.Count; i++) Row(csv, "bin", Number(spread.Edge(i)), Number(spread.Edge(i + 1)), Number(spread.Bins[i]), unit);
        if (spread.Beyond > 0) Row(csv, "beyond", Number(spread.High), Number(spread.Most), Number(spread.Beyond), unit);
    }

    private static void Heat(ChartTable csv, HeatSpec heat)
    {
        Row(csv, "day", "hour", "value", "n", "state", "unit");
        var table = HeatTable.Of(heat);
        for (var day = 0; day < 7; day++)
        {
            for (var hour = Math.Max(0, heat.FirstHour); hour <= Math.Min(23, heat.LastHour); hour++)
            {
                // A hidden count stays hidden here: the file leaves the house.
                var ((state, value), row) = (table.At(day, hour), day);
                var n = state == HeatState.Known ? heat.Cells.FirstOrDefault(c => c.Hour == hour && HeatTable.Row(c.Day) == row)?.N : null;
                Row(csv, HeatSpec.Days[day].ToString().ToLowerInvariant(), Number(hour), state == HeatState.Known ? Number(value) : "", Number(n), state.ToString().ToLowerInvariant(), UnitName(heat.Unit, heat.Currency));
            }
        }
    }

    // As `metric` names them; money by its currency.
    private static string UnitName(Unit unit, string? currency) => unit switch
    {
        Unit.Share => "share",
        Unit.Seconds => "seconds",
        Unit.Count => "count",
        Unit.OfFive => "of five",
        Unit.PerIssue => "per issue",
        Unit.Money => currency ?? "money",
        Unit.Points => "points",
        Unit.PerHundredIssues => "per 100 issues",
        _ => throw new ArgumentException($"The unit {unit} has no name.", nameof(unit)),
    };

    private static void Row(ChartTable table, params ReadOnlySpan<ChartCell> cells) => table.Add(cells);

    private static ChartCell Number(double? value) => ChartCell.Number(value);

    private static ChartCell Truth(bool value) => new(value);

    private static ChartCell Time(Instant at, TimeZoneInfo zone) => new(TimeTicks.Local(at, zone));

    // Only words: a negative number is a number.
    private static ChartCell Words(string? words) => ChartCell.Words(words);
}
