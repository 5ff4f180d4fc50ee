using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using CxDashboard.Charts;
using CxDashboard.Domain.Metrics;
using Xunit;

namespace CxDashboard.Tests.Charts;

/// <summary>What is drawn of more points than pixels: nothing that is known vanishes, and no mark says less than what it stands for.</summary>
public sealed class ThinnedMarksTests
{
    private const int Year = 8760;

    [Fact]
    public void StretchesWithinOneColumn_OfSeveralLines_AreSeen()
    {
        var lines = new LinesSpec
        {
            Title = "Held",
            Zone = ChartSamples.Amsterdam,
            AsOf = ChartSamples.AsOf,
            Unit = Unit.Share,
            Step = "hour",
            Series = [new ChartSeries("Phone", Nights(_ => 0.7)), new ChartSeries("Chat", Nights(i => 0.6 + (0.01 * (i % 5))))],
        };
        var svg = Page(lines, 560);
        foreach (var look in new[] { "s-range1", "s-range2", "s-open1", "s-open2" })
        {
            var paths = svg.WithClass(look).Select(p => Extent(p.Attribute("d")!.Value)).ToList();
            Assert.True(paths.Count >= 365, $"{look}: {paths.Count}");
            Assert.All(paths, p => Assert.True(p.Width >= 0.85 && (look[2] == 'o' || p.Height >= 0.85), $"{look}: {p}"));
        }
    }

    [Fact]
    public void LonelyAndLevelValues_OfAProcess_AreSeen()
    {
        var points = Hours(i => i is 4000 or (>= 6000 and < 6003) ? 0.7 : null);
        var paths = Page(Process(points), 560).WithClass("c-range").Select(p => Extent(p.Attribute("d")!.Value)).ToList();
        Assert.Equal(2, paths.Count);
        Assert.All(paths, p => Assert.True(p.Width >= 0.85 && p.Height >= 0.85, p.ToString()));
    }

    [Fact]
    public void AtTheEdges_TheLeastWidthStaysInThePlot()
    {
        var points = Hours(i => i is 0 or Year - 1 ? 0.7 : null);
        var svg = Page(Process(points), 560);
        var axis = svg.WithClass("c-base").First(l => l.Number("y1") == l.Number("y2"));
        var paths = svg.WithClass("c-range").Select(p => Extent(p.Attribute("d")!.Value)).ToList();
        Assert.Equal(2, paths.Count);
        Assert.All(paths, p => Assert.True(p.Left >= axis.Number("x1") - 0.1 && p.Left + p.Width <= axis.Number("x2") + 0.1, p.ToString()));
    }

    [Theory]
    [InlineData(0.10, 0.50, 0.30, 0.35)] // the least value may rise the furthest
    [InlineData(0.30, 0.35, 0.10, 0.50)]
    [InlineData(0.90, 0.50, 0.70, 0.65)] // the highest may fall the furthest
    [InlineData(0.70, 0.65, 0.90, 0.50)]
    public void StemOfAColumn_ReachesAsFarAsAnyOfItsValuesMay(double a, double mayReachA, double b, double mayReachB)
    {
        // Of 8,760 points 20 stand together at this width: both are in the last column.
        var points = Hours(i => i < Year - 20 ? 0.2 + (0.6 * (i % 2)) : null);
        points[^3] = points[^3] with { State = PointState.Maturing, Value = a, MayReach = mayReachA, N = 90 };
        points[^2] = points[^2] with { State = PointState.Maturing, Value = b, MayReach = mayReachB, N = 90 };
        var svg = Page(Process(points), 560);
        var y = Axis(svg);
        var stem = Assert.Single(svg.WithClass("c-stem"));
        var (from, to) = mayReachA > a ? (Math.Min(a, b), Math.Max(mayReachA, mayReachB)) : (Math.Max(a, b), Math.Min(mayReachA, mayReachB));
        Assert.Equal(y(from), stem.Number("y1"), 0.6);
        Assert.Equal(y(to), stem.Number("y2"), 0.6);
        Assert.Equal(y(to), Assert.Single(svg.WithClass("c-foot")).Number("y1"), 0.6);

        // Both values have their rings.
        var rings = svg.WithClass("m-hollow").Select(m => m.Number("cy")).ToList();
        Assert.Equal(2, rings.Count);
        Assert.All(new[] { a, b }, v => Assert.Contains(rings, r => Math.Abs(r - y(v)) < 0.6));
    }

    [Fact]
    public void MaturingSpecialBetweenOthers_HasAMarkAtItsWord()
    {
        var points = Hours(i => i < Year - 20 ? 0.2 + (0.6 * (i % 2)) : null);
        foreach (var (at, value) in new[] { (2, 0.9), (3, 0.5), (4, 0.1) }) points[^at] = points[^at] with { State = PointState.Maturing, Value = value, N = 90, Outside = at == 3 };
        var svg = Page(Process(points), 560);
        var y = Axis(svg);
        Assert.Contains("50.0%", svg.WithClass("t-signal").Select(t => t.Value));
        Assert.Contains(svg.WithClass("m-hollow"), m => Math.Abs(m.Number("cy") - y(0.5)) < 0.6);
        Assert.Equal(3, svg.WithClass("m-hollow").Count());
    }

    // Where a value stands, by the labels of the axis.
    private static Func<double, double> Axis(XElement svg)
    {
        var ticks = svg.WithClass("t-tick").Where(t => t.Value.EndsWith('%')).Select(t => (Value: double.Parse(t.Value.TrimEnd('%'), CultureInfo.InvariantCulture) / 100, Y: t.Number("y") - 4)).OrderBy(t => t.Value).ToList();
        var (low, high) = (ticks[0], ticks[^1]);
        return v => low.Y + ((high.Y - low.Y) * (v - low.Value) / (high.Value - low.Value));
    }

    private static (double Left, double Width, double Height) Extent(string path)
    {
        var (x, y, xs, ys) = (0.0, 0.0, new List<double>(), new List<double>());
        foreach (Match step in Regex.Matches(path, @"(?<how>[MmlhvzZ])(?<by>[^MmlhvzZ]*)", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)))
        {
            double[] n = [.. Regex.Matches(step.Groups["by"].Value, @"-?(\d+(\.\d+)?|\.\d+)", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)).Select(m => double.Parse(m.Value, CultureInfo.InvariantCulture))];
            (x, y) = step.Groups["how"].Value switch
            {
                "M" => (n[0], n[1]),
                "m" or "l" => (x + n[0], y + n[1]),
                "h" => (x + n[0], y),
                "v" => (x, y + n[0]),
                _ => (x, y),
            };
            xs.Add(x);
            ys.Add(y);
        }

        return (xs.Min(), xs.Max() - xs.Min(), ys.Max() - ys.Min());
    }

    // Known from eight in the morning until ten in the evening, as of a shop that sleeps.
    private static ChartPoint[] Nights(Func<int, double> value) => Hours(i => i % 24 is >= 8 and < 22 ? value(i) : null);

    private static ChartPoint[] Hours(Func<int, double?> value) =>
    [
        .. Enumerable.Range(0, Year).Select(i =>
        {
            var start = ChartSamples.Week(0).Start + TimeSpan.FromHours(i);
            return new ChartPoint(start, start + TimeSpan.FromHours(1)) { Value = value(i), N = value(i) is null ? 0 : 90, State = value(i) is null ? PointState.Unknown : PointState.Final };
        }),
    ];

    private static ChartSpec Process(IReadOnlyList<ChartPoint> points) => ChartSamples.Weeks() with { Step = "hour", Points = points };

    private static XElement Page(ChartPicture picture, int width) => SvgReading.Parse(SvgChart.Draw(picture, ChartTheme.Page, width, 400));
}
