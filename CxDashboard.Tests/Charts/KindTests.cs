using System.Xml.Linq;
using CxDashboard.Charts;
using CxDashboard.Charts.Drawing;
using CxDashboard.Domain.Metrics;
using Xunit;

namespace CxDashboard.Tests.Charts;

/// <summary>The kinds that do not go over time: what they draw, say and write.</summary>
public sealed class KindTests
{
    [Fact]
    public void Pareto_BarsFallFromZeroAndTheRingsEndAtAll()
    {
        var pareto = KindSamples.Pareto();
        var svg = Page(pareto with { Parts = [.. pareto.Parts.Reverse()] });

        var bars = svg.WithClass("b-fill").ToList();
        var rings = svg.WithClass("b-sumpt").Select(r => r.Number("cx")).ToList();
        var axis = svg.WithClass("c-base").First();
        Assert.Equal(8, bars.Count);
        Assert.All(bars, b => Assert.Equal(axis.Number("x1"), b.Number("x"), 0.01));
        Assert.All(bars.Zip(bars.Skip(1)), p => Assert.True(p.First.Number("width") > p.Second.Number("width")));
        Assert.Equal((axis.Number("x2") - axis.Number("x1")) * 312 / 1006, bars[0].Number("width"), 0.02);
        Assert.Equal(10, rings.Count);
        Assert.Equal(axis.Number("x2"), rings[^1], 0.01);
        Assert.Single(svg.WithClass("b-open"));
        Assert.Contains("28.2–33.9%", svg.Words());
    }

    [Fact]
    public void ParetoOfMoreThanThereIsRoomFor_FoldsTheRestIntoTheOthers()
    {
        var pareto = (ParetoSpec)KindSamples.All()["pareto many"];
        var svg = Page(pareto);

        var named = svg.WithClass("b-fill").Count();
        Assert.InRange(named, 5, 20);
        Assert.Contains($"Others ({(10_000 - named + 14).ToString("N0", System.Globalization.CultureInfo.InvariantCulture)})", svg.Words());
        Assert.DoesNotContain(svg.Words(), w => w.Contains("more in the table", StringComparison.Ordinal));
        Assert.Equal(svg.WithClass("c-base").First().Number("x2"), svg.WithClass("b-sumpt").Last().Number("cx"), 0.01);
    }

    [Fact]
    public void Waterfall_StepsLeadFromBeforeToAfter()
    {
        var svg = Page(KindSamples.Waterfall());

        var ends = svg.WithClass("m-pt").Select(d => d.Number("cx")).ToList();
        var steps = svg.WithClass("b-edge").Select(b => (Left: b.Number("x"), Right: b.Number("x") + b.Number("width"))).ToList();
        Assert.Equal(4, steps.Count);
        Assert.Equal(ends[0], steps[0].Right, 0.02); // the mix takes away
        Assert.Equal(steps[0].Left, steps[1].Left, 0.02);
        Assert.Equal(steps[3].Right, ends[1], 0.02);
        Assert.Equal(2, svg.WithClass("b-fill").Count());
        Assert.Equal(2, svg.WithClass("b-hatch").Count());
        Assert.Contains("\u22125.9\u00A0points", svg.Words());
    }

    [Fact]
    public void WaterfallOfAThousandCategories_StillAddsUp()
    {
        var fall = (WaterfallSpec)KindSamples.All()["waterfall many"];
        foreach (var keep in new[] { 1, 12, 999, 1000 })
        {
            var steps = WaterfallStep.Of(fall, keep);
            Assert.Equal(fall.Difference!.After, steps[^2].To, 1e-9);
            Assert.All(steps.Zip(steps.Skip(1)).SkipLast(1), p => Assert.Equal(p.First.To, p.Second.From));
            Assert.Equal(keep == 1000, !steps.Any(s => s.Name.StartsWith("Others", StringComparison.Ordinal)));
        }
    }

    [Fact]
    public void Waterfall_SaysWhenTheMixTurnedTheSign() =>
        Assert.EndsWith(" The difference is the mix: the rates themselves went the other way.", ChartWords.Alternative(KindSamples.Waterfall()), StringComparison.Ordinal);

    [Fact]
    public void Distribution_EveryValueIsInABarOrSaidToBeBeyond()
    {
        foreach (var (name, picture) in KindSamples.All().Where(p => p.Value is DistributionSpec d && DistributionWords.Nothing(d) is null))
        {
            var spec = (DistributionSpec)picture;
            foreach (var parts in new[] { 8, 21, 60 })
            {
                var spread = Spread.Of(spec, parts);
                Assert.True(spec.Values.Count(double.IsFinite) == spread.Bins.Sum() + spread.Below + spread.Beyond, name);
                Assert.True(spread.Bins.Count <= parts + 1, $"{name}: {spread.Bins.Count} bins");
            }
        }
    }

    [Fact]
    public void Distribution_MarksItsPercentilesAndCutsTheTail()
    {
        var spec = (DistributionSpec)KindSamples.All()["distribution outlier"];
        var svg = Page(spec);

        Assert.Equal(3, svg.WithClass("b-mark").Count());
        Assert.Contains(svg.Words(), w => w.StartsWith("half within ", StringComparison.Ordinal));
        Assert.Contains(svg.Words(), w => w.Contains(" beyond ", StringComparison.Ordinal) && w.EndsWith(", the longest 104\u00A0d", StringComparison.Ordinal));
        Assert.Contains("the longest 104", ChartWords.Alternative(spec), StringComparison.Ordinal);
    }

    [Fact]
    public void Heat_HidesSmallCountsAndWhatTheyCouldBeToldFrom()
    {
        var cells = new[] { 3, 0, 5, 900 }.Select((n, hour) => new HeatCell(DayOfWeek.Monday, hour, n, n)).ToList();
        var heat = KindSamples.Heat() with { Cells = cells };
        var svg = Page(heat);

        Assert.Equal(2, svg.WithClass("l-lost").Count()); // a cell, and the key that explains it
        Assert.DoesNotContain("3", svg.Words());
        Assert.Superset(new HashSet<string> { "0", "5", "900" }, svg.Words().ToHashSet());
        Assert.Contains("monday,0,,,few,count\r\n", ChartCsv.Write(heat), StringComparison.Ordinal);
        Assert.Contains("monday,4,,,unknown,count\r\n", ChartCsv.Write(heat), StringComparison.Ordinal);
        Assert.Contains("1 hour with too few", ChartWords.Alternative(heat), StringComparison.Ordinal);
        Assert.Contains(svg.Spots(), s => s.Words is ["Monday 0:00", "too few to show", ..]);
    }

    [Fact]
    public void HeatOfShares_NeedsThirtyInAnHour()
    {
        var heat = KindSamples.Heat() with { Unit = Unit.Share, Cells = [new HeatCell(DayOfWeek.Friday, 9, 0.5, 29), new HeatCell(DayOfWeek.Friday, 10, 0.5, 30)] };

        Assert.Equal(2, Page(heat).WithClass("l-lost").Count());
        Assert.Contains("too few", Page(heat).Words());
        Assert.Equal(["50"], Page(heat).WithClass("t-cell").Select(t => t.Value));
    }

    [Fact]
    public void Heat_WordsAreReadableOnEachDepth()
    {
        foreach (var theme in new[] { ChartTheme.Light, ChartTheme.Dark })
        {
            var (paper, data, ink) = (Rgb(Token.Paper), Rgb(Token.Data), Rgb(Token.Ink));
            foreach (var depth in Enumerable.Range(1, 5))
            {
                var opacity = Looks.All[$"h-{depth}"].Opacity;
                var ground = paper.Zip(data, (p, d) => (p * (1 - opacity)) + (d * opacity)).ToArray();
                Assert.True(Contrast(ground, ink) >= 4.5, $"{theme}, depth {depth}: {Contrast(ground, ink)}");
            }

            double[] Rgb(Token token) => [.. Convert.FromHexString(Tokens.Value(token, theme)[1..]).Select(b => (double)b)];
        }

        static double Contrast(double[] a, double[] b) => (Math.Max(Light(a), Light(b)) + 0.05) / (Math.Min(Light(a), Light(b)) + 0.05);
        static double Light(double[] rgb) => rgb.Select(c => c / 255).Select(c => c <= 0.04045 ? c / 12.92 : Math.Pow((c + 0.055) / 1.055, 2.4)).Zip([0.2126, 0.7152, 0.0722], (c, w) => c * w).Sum();
    }

    [Fact]
    public void Comparison_KeepsItsOrderAndHidesFewerThanThirty()
    {
        var svg = Page(KindSamples.Comparison());

        string[] names = ["Phone", "Chat", "E-mail", "Letter", "Fax"];
        Assert.Equal(names, svg.Named("text").Where(t => names.Contains(t.Value)).OrderBy(t => t.Number("y")).Select(t => t.Value));
        Assert.Equal(4, svg.WithClass("m-pt").Count());
        Assert.Equal(4, svg.WithClass("c-iv").Count());
        Assert.Contains("not enough yet", svg.Words());
        Assert.Contains("not known", svg.Words());
        Assert.DoesNotContain("64.7%", svg.Words());
        Assert.Contains("Letter,,,,17,not enough,share\r\n", ChartCsv.Write(KindSamples.Comparison()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("pareto few", "Not enough yet: 17 so far, 13 more, then shares.")]
    [InlineData("pareto none", "Nothing here yet.")]
    [InlineData("waterfall few", "Not enough yet for March: 17 so far, 13 more.")]
    [InlineData("waterfall unknown", "Nothing is known of the difference.")]
    [InlineData("distribution one", "Not enough yet: 1 so far, 29 more.")]
    [InlineData("distribution unknown", "Nothing is known for these 42 issues.")]
    [InlineData("heat unknown", "Nothing is known for these hours.")]
    [InlineData("comparison none", "Nothing here yet.")]
    public void NothingToDraw_SaysSo(string name, string words)
    {
        var picture = KindSamples.All()[name];

        Assert.Contains(words, Page(picture).Words());
        Assert.EndsWith(". " + words, ChartWords.Alternative(picture), StringComparison.Ordinal);
    }

    [Fact]
    public void Words_SayTheFinding()
    {
        Assert.Equal(
            "What people contact us about, of 1,006 issues: Where is my order 31.0%; Returns 20.0%; Damaged on arrival 11.9%; Invoice 9.5%; Password 6.0%; these 5 together 78.4%; others (17) 18.5%; not known 3.1%.",
            ChartWords.Alternative(KindSamples.Pareto()));
        Assert.StartsWith("Contacts by hour and weekday: highest Monday 15:00 (60), ", ChartWords.Alternative(KindSamples.Heat()), StringComparison.Ordinal);
        Assert.StartsWith("Held within 7 days by channel: all channels 75.6%; Phone: 78.8%, 75.9–81.5%, n 812; ", ChartWords.Alternative(KindSamples.Comparison()).Replace('\u00A0', ' '), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("</text><script>alert(1)</script>")]
    [InlineData("\" onload=\"alert(1)\u202E")]
    public void HostileNames_StayWords(string hostile)
    {
        ChartPicture[] pictures =
        [
            KindSamples.Pareto() with { Title = hostile, Of = hostile, Parts = [new ParetoPart(hostile, 90), new ParetoPart(hostile, 40)] },
            KindSamples.Waterfall() with { Names = [hostile, hostile, hostile], BeforeWords = hostile, AfterWords = hostile, MixOf = hostile },
            KindSamples.Distribution() with { Counted = hostile },
            KindSamples.Comparison() with { AllWords = hostile, Rows = [new ComparisonRow(hostile, 0.5, 0.4, 0.6, 90)] },
        ];

        string[] known = ["svg", "g", "title", "desc", "text", "line", "rect", "path", "circle"];
        foreach (var theme in Enum.GetValues<ChartTheme>())
            foreach (var svg in pictures.Select(p => SvgReading.Parse(SvgChart.Draw(p, theme, 860, 420))))
            {
                Assert.All(svg.DescendantsAndSelf(), e => Assert.Contains(e.Name.LocalName, known));
                Assert.All(svg.DescendantsAndSelf().Attributes(), a => Assert.False(a.Name.LocalName.StartsWith("on", StringComparison.OrdinalIgnoreCase)));
                Assert.DoesNotContain('\u202E', svg.ToString());
            }
    }

    [Theory]
    [InlineData("heat")]
    [InlineData("pareto")]
    [InlineData("comparison")]
    public void ShadesInAFile_AreOfThePaint_NotOfMarksLaidOverTheRest(string name)
    {
        // A mark with an opacity of its own is a picture in the picture: poppler took three seconds for a heat map of them, and takes 60 ms for this.
        var svg = SvgChart.Draw(ChartSamples.All()[name], ChartTheme.Light, 560, 400);
        Assert.DoesNotContain(" opacity=", svg, StringComparison.Ordinal);
        Assert.True(svg.Contains("fill-opacity=", StringComparison.Ordinal) || svg.Contains("stroke-opacity=", StringComparison.Ordinal));
    }

    private static XElement Page(ChartPicture picture) => SvgReading.Parse(SvgChart.Draw(picture, ChartTheme.Page, 860, 420));
}
