using System.Xml.Linq;
using CxDashboard.Charts;
using CxDashboard.Charts.Drawing;
using CxDashboard.Domain.Metrics;
using Xunit;

namespace CxDashboard.Tests.Charts;

/// <summary>Several lines in one picture: told apart, named at their ends, and never joined over what is not known.</summary>
public sealed class LinesTests
{
    [Fact]
    public void EachLine_HasItsOwnDashesAndItsNameAtItsEnd()
    {
        var svg = Page(Four(), 860);

        var looks = Enumerable.Range(1, 4).Select(i => "s-" + i).ToList();
        Assert.Equal(4, looks.Select(l => Looks.All[l].Dash).Distinct().Count());
        var base1 = svg.WithClass("c-base").First(l => l.Number("y1") == l.Number("y2"));
        foreach (var (look, name) in looks.Zip(["Phone", "Chat", "E-mail", "Letter"]))
        {
            // The line, and a piece of it before its name: that is the whole legend.
            Assert.Single(svg.WithClass(look), e => e.Name.LocalName == "path");
            var piece = Assert.Single(svg.WithClass(look), e => e.Name.LocalName == "line");
            var word = Assert.Single(svg.Named("text"), t => t.Value == name);
            Assert.True(piece.Number("x1") >= base1.Number("x2"));
            Assert.True(piece.Number("x2") < word.Number("x"));
            Assert.Equal(piece.Number("y1") + 4, word.Number("y"), 0.02);
        }
    }

    [Fact]
    public void NamesOfLinesThatEndTogether_StandApartInTheOrderOfTheirEnds()
    {
        var lines = Four() with { Series = [.. Four().Series.Select((s, i) => s with { Points = [.. s.Points.Select(p => p with { Value = 0.7 + (0.0001 * i) })] })] };
        var ys = new[] { "Letter", "E-mail", "Chat", "Phone" }.Select(n => Page(lines, 860).Named("text").Single(t => t.Value == n).Number("y")).ToList();

        Assert.All(ys.Zip(ys.Skip(1)), y => Assert.True(y.Second - y.First >= 15.9));
    }

    [Fact]
    public void NarrowColumn_HasTheNamesAbove()
    {
        var svg = Page(Four(), 300);
        var top = svg.WithClass("c-grid").Min(l => l.Number("y1"));
        Assert.All(new[] { "Phone", "Chat", "E-mail", "Letter" }, n => Assert.True(svg.Named("text").Single(t => t.Value == n).Number("y") < top));
    }

    [Fact]
    public void WhatIsNotKnownOrTooFew_IsAGap_AndWhatIsNotFinalIsHollow()
    {
        var points = Weeks(0.7, 0.71, null, 0.72, 0.73, 0.74, 0.75).ToList();
        points[4] = points[4] with { State = PointState.TooFew, N = 17 };
        points[6] = points[6] with { State = PointState.Maturing };
        var svg = Page(Lines(("Phone", points)), 860);

        // One stretch of two final points, and the thin one to the ring; the week between the gaps stands alone.
        var path = Assert.Single(svg.WithClass("s-1"), e => e.Name.LocalName == "path").Attribute("d")!.Value;
        Assert.Equal((1, 1), (path.Count(c => c is 'M' or 'm'), path.Count(c => c is 'l' or 'h')));
        Assert.Single(svg.WithClass("s-open1"));
        Assert.Single(svg.WithClass("s-ring1"));
        Assert.Equal(4, svg.WithClass("s-pt1").Count());
        Assert.Contains("75.0% so far", svg.Words());
        Assert.Equal(
            "Held, by week, 7 weeks to 29 Jun 2025: Phone last 74.0% of 90, one still maturing, one with too few, one not known.",
            ChartWords.Alternative(Lines(("Phone", points))).Replace('\u00A0', ' '));
        Assert.Contains("Gap: not known, or too few for a number.", ChartWords.Footer(Lines(("Phone", points))));
    }

    [Fact]
    public void Band_IsOfOneLine_AndSaysOfWhich()
    {
        var banded = Weeks(0.7, 0.72, 0.9).Select((p, i) => p with { Lower = 0.65, Upper = 0.8, Centre = 0.72, Outside = i == 2 }).ToList();
        var lines = Lines(("Phone", Weeks(0.5, 0.5, 0.6)), ("Chat", banded));
        var svg = Page(lines, 860);

        Assert.Single(svg.WithClass("c-band"));
        Assert.Single(svg.WithClass("m-out"));
        Assert.Contains("90.0%", svg.WithClass("t-signal").Select(t => t.Value));
        Assert.Contains("Band: routine variation of Chat.", ChartWords.Footer(lines));
        Assert.Throws<ArgumentException>(() => Lines(("Phone", banded), ("Chat", banded)));
    }

    [Fact]
    public void MoreThanFour_OrOtherBuckets_AreRefused()
    {
        Assert.Throws<ArgumentException>(() => Lines([.. Enumerable.Range(0, 5).Select(i => ("Line " + i, (IReadOnlyList<ChartPoint>)Weeks(0.7)))]));
        Assert.Throws<ArgumentException>(() => Lines(("Phone", Weeks(0.7)), ("Chat", Weeks(0.7, 0.8))));
        Assert.Throws<ArgumentException>(() => Lines(("Phone", Weeks(0.7)), ("Chat", [ChartSamples.Week(9)])));
    }

    [Fact]
    public void Table_HasARowForEachLineInEachBucket()
    {
        var csv = ChartCsv.Write(Lines(("Phone", Weeks(0.7, null)), ("=Chat", Weeks(0.6, 0.65)))).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal("series,from,to,label,value,low,high,n,count,state,lower,upper,outside,version,unit", csv[0]);
        Assert.Equal(["Phone", "'=Chat", "Phone", "'=Chat"], csv.Skip(1).Select(l => l.Split(',')[0]));
        Assert.Equal(["0.7", "0.6", "", "0.65"], csv.Skip(1).Select(l => l.Split(',')[4]));
        Assert.Equal(["final", "final", "unknown", "final"], csv.Skip(1).Select(l => l.Split(',')[9]));
    }

    [Theory]
    [InlineData(0, "Nothing here yet.")]
    [InlineData(3, "Nothing is known for these 3 weeks.")]
    public void NothingToDraw_SaysSo(int weeks, string words)
    {
        var lines = Lines(("Phone", Weeks(new double?[weeks])), ("Chat", Weeks(new double?[weeks])));
        Assert.Contains(words, Page(lines, 860).Words());
        Assert.Equal("Held. " + words, ChartWords.Alternative(lines));
    }

    [Fact]
    public void Pointer_FindsAllLinesOfABucket()
    {
        var spots = Page(Lines(("Phone", Weeks(0.7, null)), ("Chat", Weeks(0.6, 0.65))), 860).Spots();
        Assert.Equal(["12 May 2025: Phone 70.0%, n 90; Chat 60.0%, n 90", "19 May 2025: Phone not known; Chat 65.0%, n 90"], spots.Select(s => $"{s.Words[0]}: {string.Join("; ", s.Words.Skip(1))}".Replace('\u00A0', ' ')));
    }

    private static LinesSpec Four() =>
        Lines([.. new[] { "Phone", "Chat", "E-mail", "Letter" }.Select((n, i) => (n, (IReadOnlyList<ChartPoint>)Weeks([.. Enumerable.Range(0, 30).Select(w => (double?)(0.8 - (0.08 * i) + (0.02 * Math.Sin(w + i))))])))]);

    private static LinesSpec Lines(params (string Name, IReadOnlyList<ChartPoint> Points)[] series) => new()
    {
        Title = "Held",
        Zone = ChartSamples.Amsterdam,
        AsOf = ChartSamples.AsOf,
        Unit = Unit.Share,
        Series = [.. series.Select(s => new ChartSeries(s.Name, s.Points))],
    };

    private static IReadOnlyList<ChartPoint> Weeks(params double?[] values) =>
        [.. values.Select((v, i) => ChartSamples.Week(i) with { Value = v, N = v is null ? 0 : 90, State = v is null ? PointState.Unknown : PointState.Final })];

    private static XElement Page(LinesSpec lines, int width) => SvgReading.Parse(SvgChart.Draw(lines, ChartTheme.Page, width, 420));
}
