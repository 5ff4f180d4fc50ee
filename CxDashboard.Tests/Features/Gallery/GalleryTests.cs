using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using CxDashboard.Charts;
using CxDashboard.Charts.Drawing;
using CxDashboard.Features.Gallery;
using CxDashboard.Tests.Charts;
using Xunit;

namespace CxDashboard.Tests.Features.Gallery;

public sealed partial class GalleryTests
{
    public static TheoryData<string> Kinds() => [.. GalleryCharts.Kinds.Select(k => k.Id)];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void EachState_IsDrawnWithoutWordsOverWordsAndHasItsNumbers(string id)
    {
        var kind = GalleryCharts.Kinds.Single(k => k.Id == id);
        foreach (var state in Enum.GetValues<GalleryState>())
        {
            var picture = kind.Picture(state);
            Assert.EndsWith(".", ChartWords.Alternative(picture), StringComparison.Ordinal);
            var table = GalleryTable.Of(picture);
            Assert.All(table.Rows, r => Assert.Equal(table.Columns.Count, r.Count));
            foreach (var width in new[] { 240, 640, 2400 })
            {
                var svg = SvgReading.Parse(SvgChart.Draw(picture, ChartTheme.Light, width, kind.Height));
                var frame = new Box(0, 0, svg.Number("width"), svg.Number("height"));
                var boxes = svg.Named("text").Select(t => (t.Value, Box: SvgReading.Place(t))).ToList();
                for (var i = 0; i < boxes.Count; i++)
                {
                    Assert.True(frame.Holds(boxes[i].Box), $"{state} at {width}: \"{boxes[i].Value}\" leaves the frame");
                    for (var j = i + 1; j < boxes.Count; j++) Assert.False(boxes[i].Box.Meets(boxes[j].Box), $"{state} at {width}: \"{boxes[i].Value}\" meets \"{boxes[j].Value}\"");
                }
            }
        }
    }

    [Fact]
    public void NoSignalsWordsAreCrossedByAnImprovementsLine()
    {
        foreach (var width in new[] { 358, 560, 640, 860 })
        {
            var svg = Page("behaviour", GalleryState.Ordinary, width, 400);
            var line = Assert.Single(svg.WithClass("c-flag"));
            Assert.All(svg.WithClass("t-signal"), t => Assert.False(SvgReading.Place(t).Meets(line.Number("x1"), line.Number("y1"), line.Number("x2"), line.Number("y2")), $"{width}: {t.Value}"));
            Assert.Contains(svg.WithClass("t-signal"), t => t.Value.StartsWith("59.9%", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void TenThousandPoints_AreDrawnAsFewAsAreSeenAndTheDescriptionSaysHowMany()
    {
        var text = SvgChart.Draw(Kind("behaviour").Picture(GalleryState.TenThousand), ChartTheme.Page, 560, 400);
        Assert.InRange(text.Length, 10_000, 150_000);

        var svg = SvgReading.Parse(text);
        Assert.EndsWith("Drawn 23 hours at a time: shaded from the lowest to the highest value, with their widest limits and their largest n; the table has every hour.", svg.Attribute("aria-label")!.Value.Replace('\u00A0', ' '), StringComparison.Ordinal);
        Assert.Equal((10_000 + 22) / 23, svg.Spots().Count);
        Assert.Single(svg.WithClass("m-out")); // the one outside is not lost among the others
        Assert.Equal(10_001, ChartCsv.Table(Kind("behaviour").Picture(GalleryState.TenThousand)).Rows.Count);
        Assert.DoesNotContain("Drawn ", Page("behaviour", GalleryState.Ordinary, 560, 400).Attribute("aria-label")!.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void TenThousandPointsOfSeveralLines_AreShadedFromLowestToHighest()
    {
        var lines = (LinesSpec)Kind("lines").Picture(GalleryState.TenThousand);
        var text = SvgChart.Draw(lines, ChartTheme.Page, 560, 400);
        Assert.InRange(text.Length, 10_000, 150_000);

        var svg = SvgReading.Parse(text);
        Assert.EndsWith("Drawn 23 hours at a time: each line shaded from its lowest to its highest value, the band at its widest; the table has every hour.", svg.Attribute("aria-label")!.Value.Replace('\u00A0', ' '), StringComparison.Ordinal);
        Assert.Equal([1, 1, 2], new[] { "s-range1", "s-range2", "s-range3" }.Select(look => svg.WithClass(look).Count())); // the third is not known for a while
        Assert.All(svg.WithClass("s-range3"), p => Assert.Contains('h', p.Attribute("d")!.Value)); // and what is known before it, within one column, has a width
        Assert.Single(svg.WithClass("m-out"));
        var (spots, second) = (svg.Spots(), lines.Series[1].Points.Skip(23).Take(23).ToList());
        Assert.Equal((10_000 + 22) / 23, spots.Count);
        Assert.Equal($"Chat {second.Min(p => p.Value) * 100:0.0}–{second.Max(p => p.Value) * 100:0.0}%, one outside the limits", spots[1].Words[2]);
        Assert.EndsWith(", three not known", spots[0].Words[3], StringComparison.Ordinal);
        Assert.Empty(Page("lines", GalleryState.Ordinary, 560, 400).WithClass("s-range1"));
    }

    [Fact]
    public void TenThousandMoments_AreWalkedAtMostOneForAPixel_AndTheNewestIsAmongThem()
    {
        var spots = Page("day", GalleryState.TenThousand, 560, 260).Spots();
        Assert.InRange(spots.Count, 100, 560);
        Assert.Equal("499 contacts", spots[^1].Words[1][..12]);
    }

    [Fact]
    public void WhereNothingIsKnown_ThereIsLittleRoomAndNoLineThroughTheWords()
    {
        Assert.Equal(96, Page("lines", GalleryState.None, 560, 400).Number("height"));
        Assert.Equal(96, Page("lines", GalleryState.AllUnknown, 358, 340).Number("height"));
        Assert.Empty(Page("small", GalleryState.AllUnknown, 300, 112).WithClass("c-grid"));
        Assert.Single(Page("small", GalleryState.Ordinary, 300, 112).WithClass("c-grid"));
    }

    [Fact]
    public void NarrowHeatMap_StillSaysWhatItsEmptyCellsAre()
    {
        Assert.Superset(new HashSet<string> { "too few", "not known" }, Page("heat", GalleryState.Ordinary, 358, 420).Words().ToHashSet());
        Assert.Superset(new HashSet<string> { "too few", "not known" }, Page("heat", GalleryState.Ordinary, 560, 360).Words().ToHashSet());
    }

    [Fact]
    public void NamesOfUnknownLines_DoNotStandOnTheAxis()
    {
        var svg = Page("lines", GalleryState.AllUnknown, 560, 400);
        var axis = svg.WithClass("c-base").First(l => l.Number("y1") == l.Number("y2")).Number("y1");
        Assert.All(new[] { "s-1", "s-2", "s-3" }, look => Assert.True(svg.WithClass(look).Single().Number("y1") < axis - 4));
    }

    [Fact]
    public void KindsOfAPareto_FillTheRoomThereIs()
    {
        foreach (var width in new[] { 480, 560, 640, 860 })
        {
            var svg = Page("pareto", GalleryState.TenThousand, width, 320);
            var foot = svg.WithClass("c-base").First(l => l.Number("y1") == l.Number("y2")).Number("y1");
            Assert.True(foot > 320 - 60, $"{width}: the last row ends at {foot}.");
        }
    }

    [Fact]
    public void EachRowOfAComparison_HasItsN()
    {
        foreach (var width in new[] { 560, 640, 860 })
            Assert.Equal(6, Page("comparison", GalleryState.Ordinary, width, 240).Words().Count(w => w.StartsWith("n\u00A0", StringComparison.Ordinal)));
    }

    [Fact]
    public void WhatIsOffTheScale_IsSaidAtItsMarkAndBeneath()
    {
        Assert.Contains("off the scale", Page("comparison", GalleryState.OneHuge, 640, 240).Words());
        Assert.Contains("Diamond at the edge: beyond the scale, so that the others can be told apart.", ChartWords.Footer(Kind("comparison").Picture(GalleryState.OneHuge)));
        Assert.DoesNotContain(ChartWords.Footer(Kind("comparison").Picture(GalleryState.Ordinary)), s => s.StartsWith("Diamond", StringComparison.Ordinal));
        Assert.Contains("off the scale: 90,000 so far", Page("day", GalleryState.OneHuge, 640, 260).Words());
        Assert.Contains("off the scale: 90,000", Page("day", GalleryState.OneHuge, 358, 260).Words());
        Assert.Contains(Page("day", GalleryState.OneHuge, 240, 260).Words(), w => w.EndsWith("90,000", StringComparison.Ordinal));
    }

    [Fact]
    public void ManyWhoWait_StandTogetherInMarksThatSayHowMany()
    {
        var waiting = (WaitingSpec)Kind("waiting").Picture(GalleryState.TenThousand);
        var svg = Page("waiting", GalleryState.TenThousand, 560, 160);
        var late = waiting.Marks.Count(m => m.Waiting > waiting.Usual);
        Assert.EndsWith("Each mark stands for 50 customers or, at the end, for what is left of them; the table has everyone.", svg.Attribute("aria-label")!.Value, StringComparison.Ordinal);
        Assert.Equal(((late + 49) / 50, (10_000 - late + 49) / 50), (svg.WithClass("m-out").Count(), svg.WithClass("m-pt").Count()));

        // So does each of them at the pointer and the keys, and all of them together leave nobody out.
        var said = svg.Spots().Select(s => (Many: s.Words[0] == "A customer" ? 1 : int.Parse(s.Words[0][..^" customers".Length], CultureInfo.InvariantCulture), s.Words)).ToList();
        Assert.Equal((10_000, late), (said.Sum(s => s.Many), said.Where(s => s.Words[2] == "longer than usual").Sum(s => s.Many)));
        Assert.Equal(["50 customers", "5–10\u00A0min", ""], said[0].Words);
    }

    [Fact]
    public void NumbersAfterRightToLeftNames_KeepTheirPlaceInTheSentence()
    {
        var words = ChartWords.Alternative(Kind("pareto").Picture(GalleryState.RightToLeft));
        Assert.Contains("التوصيل\u200E 29.8%", words, StringComparison.Ordinal);
        Assert.DoesNotContain('\u200E', ChartWords.Alternative(Kind("pareto").Picture(GalleryState.Ordinary)));
    }

    [Fact]
    public void SmallChangesAndShares_AreNotWrittenAsNothing()
    {
        Assert.Contains("\u22120.007", Page("waterfall", GalleryState.Ordinary, 640, 260).Words());
        Assert.Contains("<0.1%", Page("pareto", GalleryState.OneHuge, 640, 320).Words());
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void NoDigitsStandNextToARightToLeftName(string id)
    {
        var kind = GalleryCharts.Kinds.Single(k => k.Id == id);
        var picture = kind.Picture(GalleryState.RightToLeft);
        string[] sentences =
        [
            ChartWords.Alternative(picture), .. ChartWords.Footer(picture),
            .. new[] { 640, 120 }.SelectMany(width => SvgReading.Parse(SvgChart.Draw(picture, ChartTheme.Page, width, kind.Height)).Spots()).SelectMany(s => s.Words),
            .. picture is LinesSpec lines ? LinesWords.Column(lines, new ValueFormat(lines.Unit, lines.Culture), 0, 20) : [],
        ];
        Assert.All(sentences, s => Assert.False(TurnedNumber().IsMatch(s), s));
    }

    [Fact]
    public void MomentsThatAreNotWalked_AreSaid()
    {
        var day = Kind("day").Picture(GalleryState.TenThousand);
        var page = Page("day", GalleryState.TenThousand, 560, 260);
        Assert.EndsWith("Moments less than half a pixel apart are drawn as one, and one in 23 answers to pointer and keys, always the newest; the table has every moment.", page.Attribute("aria-label")!.Value, StringComparison.Ordinal);
        Assert.InRange(page.Spots().Count, 10_000 / 23, (10_000 / 23) + 2);

        // A file answers to nobody.
        Assert.Contains("Moments less than half a pixel apart are drawn as one; the table has every moment.", ChartWords.Footer(day, 560));
        Assert.DoesNotContain("Moments", Page("day", GalleryState.Ordinary, 560, 260).Attribute("aria-label")!.Value, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1200)] // of 100 rows some fifty
    [InlineData(2600)] // all of them
    [InlineData(400)]
    public void FileOfAComparison_ExplainsTheDiamondIfItHasOne(int height)
    {
        var huge = (ComparisonSpec)Kind("comparison").Picture(GalleryState.OneHuge);
        foreach (var at in new[] { 3, 50, 90 })
        {
            var rows = Enumerable.Range(0, 100).Select(i => new ComparisonRow($"Team {i}", i == at ? 9e6 : 800 + (i % 7 * 30), i == at ? 8e6 : 700, i == at ? 1e7 : 1200, 90)).ToList();
            var svg = SvgReading.Parse(SvgChart.Draw(huge with { Rows = rows }, ChartTheme.Light, 640, height));
            var foot = string.Join(' ', svg.Words());
            Assert.Equal(svg.Words().Contains("off the scale"), foot.Contains("Diamond at the edge", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void WhereNothingIsKnown_NoLineIsOfSomething() => Assert.Equal(0, Kind("lines").Picture(GalleryState.AllUnknown).N);

    // Digits that nothing of the other direction, and no mark, parts from a name.
    [GeneratedRegex(@"[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFE][^\p{L}\u200E]*\d", RegexOptions.None, 1000)]
    private static partial Regex TurnedNumber();

    private static GalleryKind Kind(string id) => GalleryCharts.Kinds.Single(k => k.Id == id);

    private static XElement Page(string id, GalleryState state, int width, int height) => SvgReading.Parse(SvgChart.Draw(Kind(id).Picture(state), ChartTheme.Page, width, height));
}
