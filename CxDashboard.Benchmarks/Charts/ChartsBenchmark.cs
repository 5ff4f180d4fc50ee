using System.Globalization;
using System.Text;
using CxDashboard.Charts;
using CxDashboard.Domain.Metrics;
using CxDashboard.Domain.Time;

namespace CxDashboard.Benchmarks.Charts;

/// <summary>
/// What drawing costs: lines of 730 points with a band beside a bare writer of the same coordinates and, where the machine has it, beside matplotlib; the same as PNG, and a page of small charts for its first
/// viewer and the next.
/// </summary>
internal static class ChartsBenchmark
{
    private const int Days = 730, Lines = 3, Warming = 300, Runs = 200;

    private static readonly string[] Channels = ["Phone", "Chat", "E-mail"];

    public static int Run()
    {
        var lines = Enumerable.Range(0, Lines).Select(i => Days730(i)).ToList();
        var several = Several(lines);
        Console.WriteLine($"{Lines} lines of {Days} points in one picture of 860 × 420, one of them with its band; wanted under 3 ms and 120 KB");
        var bare = Time("a bare writer of the same coordinates", () => Bare([(lines[0], true), (lines[1], false), (lines[2], false)]).Length, null);
        Time("SVG for a file", () => SvgChart.Draw(several, ChartTheme.Light, 860, 420).Length, bare);
        Time("SVG for a page, a slot with its words a point", () => SvgChart.Draw(several, ChartTheme.Page, 860, 420).Length, bare);
        Console.WriteLine("  " + MatplotlibTimes.Measure(Days));

        Console.WriteLine($"{Lines} process charts of {Days} points, each with its band and n, as {Lines} pictures of 860 × 420");
        bare = Time("a bare writer of the same coordinates", () => lines.Sum(l => Bare([(l, true)]).Length), null);
        Time("SVG for a file", () => lines.Sum(l => SvgChart.Draw(l, ChartTheme.Light, 860, 420).Length), bare);
        Time("SVG for a page, its points and their words with it", () => lines.Sum(l => SvgChart.Draw(l, ChartTheme.Page, 860, 420).Length), bare);

        Console.WriteLine("the several lines, and one process chart, as a file of 1200 × 675, wanted under 100 ms");
        try
        {
            var (svg, one) = (SvgChart.Draw(several, ChartTheme.Light, 1200, 675), SvgChart.Draw(lines[0], ChartTheme.Light, 1200, 675));
            Time("PNG of the process chart, one pixel to a pixel", () => ChartExport.Png(one, 1).Length, null, 40, 20);
            Time("PNG, one pixel to a pixel", () => ChartExport.Png(svg, 1).Length, null, 40, 20);
            Time("PNG, two", () => ChartExport.Png(svg, 2).Length, null, 20, 5);
            Time("PDF", () => ChartExport.Pdf(svg).Length, null, 40, 20);
        }
        catch (ChartExportUnavailableException missing)
        {
            Console.WriteLine("  " + missing.Message);
        }

        Console.WriteLine("a page of 12 small charts of 104 weeks, wanted under 20 ms for its first viewer");
        var weeks = Enumerable.Range(0, 12).Select(i => Days730(i) with { Kind = ChartKind.Small, Points = [.. Days730(i).Points.Take(104)] }).ToList();
        var page = weeks;
        Time("the first viewer", () => page.Sum(p => SharedDrawings.Of(p, 300, 112).Pieces.Count), null, before: () => page = [.. weeks.Select(w => w with { })]);
        var first = page.ConvertAll(p => SharedDrawings.Of(p, 300, 112));
        Time("each further viewer", () => page.Sum(p => SharedDrawings.Of(p, 300, 112).Pieces.Count), null);
        if (!page.Zip(first).All(p => ReferenceEquals(SharedDrawings.Of(p.First, 300, 112), p.Second))) throw new InvalidOperationException("Two viewers do not share their strings.");
        return 0;
    }

    // One polygon a band and one path a line, each place written by a format string: what somebody would write in an afternoon.
    private static string Bare(IReadOnlyList<(ChartSpec Line, bool Band)> lines)
    {
        var svg = new StringBuilder("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 860 420\" width=\"860\" height=\"420\">");
        foreach (var (line, band) in lines)
        {
            if (band)
            {
                svg.Append("<path fill=\"#ede6d9\" d=\"M");
                for (var i = 0; i < Days; i++) At(svg, i, line.Points[i].Upper!.Value);
                for (var i = Days - 1; i >= 0; i--) At(svg, i, line.Points[i].Lower!.Value);
                svg.Append("Z\"/>");
            }

            svg.Append("<path fill=\"none\" stroke=\"#17507e\" d=\"M");
            for (var i = 0; i < Days; i++) At(svg, i, line.Points[i].Value!.Value);
            svg.Append("\"/>");
        }

        return svg.Append("</svg>").ToString();

        static void At(StringBuilder svg, int i, double value)
        {
            if (i > 0) svg.Append('L');
            svg.Append(CultureInfo.InvariantCulture, $"{50 + (i * 1.0):0.##} {400 - (value * 300):0.##}");
        }
    }

    private static LinesSpec Several(List<ChartSpec> lines) => new()
    {
        Title = "Held within 7 days, by channel",
        Subtitle = lines[0].Subtitle,
        Zone = lines[0].Zone,
        AsOf = lines[0].AsOf,
        Unit = Unit.Share,
        Step = "day",
        Of = "issues",
        Definition = "held-rate-7d",
        Version = 2,
        Series = [.. lines.Select((l, i) => new ChartSeries(Channels[i], [.. l.Points.Select(p => i == 0 ? p : p with { Centre = null, Lower = null, Upper = null, Value = p.Value - (0.1 * i) })]))],
    };

    // Shares of a number that differs from day to day, so that each day has limits of its own.
    private static ChartSpec Days730(int which)
    {
        var (dice, start) = (new Random(which), new Instant(1_700_000_000_000));
        return new ChartSpec
        {
            Title = "Held within 7 days",
            Subtitle = "Share of issues with a known customer, by the day they opened.",
            Zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Amsterdam"),
            AsOf = start + TimeSpan.FromDays(Days),
            Unit = Unit.Share,
            Step = "day",
            Of = "issues",
            Definition = "held-rate-7d",
            Version = 2,
            Points =
            [
                .. Enumerable.Range(0, Days).Select(i =>
                {
                    var (n, at) = (dice.Next(60, 140), start + TimeSpan.FromDays(i));
                    var half = 3 * Math.Sqrt(0.75 * 0.25 / n);
                    return new ChartPoint(at, at + TimeSpan.FromDays(1)) { Value = 0.75 + (half * (dice.NextDouble() - 0.5)), N = n, Low = 0.7, High = 0.8, Centre = 0.75, Lower = 0.75 - half, Upper = Math.Min(1, 0.75 + half) };
                }),
            ],
        };
    }

    private static Timing Time(string what, Func<int> action, Timing? known, int runs = Runs, int warming = Warming, Action? before = null)
    {
        var bytes = 0;
        for (var run = 0; run < warming; run++)
        {
            before?.Invoke();
            bytes = action();
        }

        var timing = new Timing();
        for (var run = 0; run < runs; run++)
        {
            before?.Invoke();
            timing.Run(() => bytes = action());
        }

        var ratio = known is null ? "" : $", {timing.Median / known.Median,5:N1} times the bare writer";
        Console.WriteLine($"  {what,-46} median {timing.Median,8:N3} ms, best {timing.Best,8:N3}, worst {timing.Worst,8:N3}{ratio}; {bytes / 1024.0:N0} KB, {timing.Allocated / 1024.0:N0} KB allocated");
        return timing;
    }
}
