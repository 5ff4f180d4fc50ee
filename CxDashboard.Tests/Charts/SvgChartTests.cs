using System.Globalization;
using System.Xml.Linq;
using CxDashboard.Charts;
using CxDashboard.Domain.Statistics;
using Xunit;

namespace CxDashboard.Tests.Charts;

public sealed class SvgChartTests
{
    [Fact]
    public void FourWeeks_PointsStandInTheMiddleOfTheirWeek()
    {
        var svg = Page(ChartSamples.Weeks(0.7, 0.8, 0.7, 0.8), 860, 420);

        var dots = svg.WithClass("m-pt").Select(d => (X: d.Number("cx"), Y: d.Number("cy"))).ToList();
        var axis = svg.WithClass("c-base").First(l => l.Number("y1") == l.Number("y2"));
        var (left, right) = (axis.Number("x1"), axis.Number("x2"));
        Assert.Equal(4, dots.Count);
        for (var i = 0; i < 4; i++) Assert.Equal(left + ((right - left) * ((2 * i) + 1) / 8), dots[i].X, 0.02);
        Assert.Equal(dots[0].Y, dots[2].Y);
        Assert.True(dots[1].Y < dots[0].Y);
    }

    [Fact]
    public void ValueOnAGridLine_StandsOnIt()
    {
        var svg = Page(ChartSamples.Weeks(0.7, 0.75, 0.8), 860, 420);

        var label = svg.Named("text").First(t => t.Value == "80%" && (string?)t.Attribute("class") == "t-tick");
        var dot = svg.WithClass("m-pt").Last();
        Assert.Equal(label.Number("y") - 4, dot.Number("cy"), 0.02);
    }

    [Fact]
    public void ClockChange_TakesNothingFromTheAxis()
    {
        // The week of 23 March 2026 has 167 hours: it is drawn 1/168 narrower than its neighbours, and nothing is lost.
        var week = ChartSamples.Week(45);
        Assert.Equal(167, (week.End - week.Start).TotalHours);
        var spec = ChartSamples.Weeks(0.7) with { Points = [.. Enumerable.Range(44, 3).Select(i => ChartSamples.Week(i) with { Value = 0.7, N = 50 })] };

        var time = new CxDashboard.Charts.Drawing.TimeScale(spec.Points[0].Start, spec.Points[^1].End, 40, 820);
        var slots = spec.Points.Select(time.Slot).ToList();

        Assert.Equal((slots[0].Right - slots[0].Left) * 167 / 168, slots[1].Right - slots[1].Left, 0.05);
        Assert.Equal(slots[0].Right, slots[1].Left, 0.05);
        Assert.Equal(3, Page(spec, 860, 420).Spots().Count);
    }

    [Fact]
    public void AnotherVersion_IsALineWithItsWordsThatBreaksTheCurve()
    {
        var svg = Page(ChartSamples.Versions(), 860, 420);

        var mark = Assert.Single(svg.WithClass("c-version"));
        var points = svg.Spots();
        Assert.Equal((points[9].X + points[10].X) / 2, mark.Number("x1"), 0.5);
        Assert.Contains("definition 2", svg.Words());
        Assert.Equal(2, svg.WithClass("c-line").Count());
        Assert.Single(svg.WithClass("c-band"));
        Assert.Empty(Page(ChartSamples.Year(), 860, 420).WithClass("c-version"));
    }

    [Fact]
    public void Phase_IsAStepWithABracketBeneathThatSaysWhoBeganIt()
    {
        var svg = Page(ChartSamples.Phases(), 860, 420);

        var bracket = Assert.Single(svg.WithClass("c-phase"));
        Assert.Equal(2, svg.WithClass("c-band").Count());
        var begun = Assert.Single(svg.WithClass("c-ghost")).Number("x1");
        Assert.Equal((svg.Spots()[23].X + svg.Spots()[24].X) / 2, begun, 0.5);
        Assert.StartsWith("M" + Drawing(begun + 1), bracket.Attribute("d")!.Value, StringComparison.Ordinal);
        Assert.Contains("set by M. Okafor: return label in the first reply", svg.Words());
        Assert.Contains("; new phase from 27 Oct 2025, set by M. Okafor: return label in the first reply", ChartWords.Alternative(ChartSamples.Phases()).Replace('\u00A0', ' '), StringComparison.Ordinal);

        static string Drawing(double x) => CxDashboard.Charts.Drawing.Pen.Number(x);
    }

    [Fact]
    public void PhasesOfOtherPoints_AreRefused()
    {
        var phases = ChartPhases.Of(3, [], (stretch, baseline) => ProcessChart.Xmr(((double?[])[1, 2, 3])[stretch], baseline));
        Assert.Throws<ArgumentException>(() => ChartSamples.Weeks(0.7, 0.8).WithPhases(phases, []));
        Assert.Throws<ArgumentException>(() => ChartSamples.Weeks(0.7, 0.8, 0.7).WithPhases(phases, [("A", "b")]));
    }

    [Fact]
    public void Costs_HaveTheSignOnTheAxis() => Assert.Contains("€ 1,400", Page(ChartSamples.Costs(), 860, 420).Words().Select(w => w.Replace('\u00A0', ' ')));

    [Fact]
    public void Points_HaveTheirSigns()
    {
        var words = Page(ChartSamples.Weeks(-12, 4, 0, 31) with { Unit = CxDashboard.Domain.Metrics.Unit.Points }, 860, 420).Words();
        Assert.Superset(new HashSet<string> { "\u221210", "0", "+10", "+31" }, words.ToHashSet());
    }

    [Fact]
    public void Year_ShowsEachMarkOfTheGrammar()
    {
        var svg = Page(ChartSamples.Year(), 860, 420);

        Assert.Single(svg.WithClass("m-out"));
        Assert.Single(svg.WithClass("m-run"));
        Assert.Equal(2, svg.WithClass("m-hollow").Count());
        Assert.Equal(2, svg.WithClass("c-stem").Count());
        Assert.Equal(2, svg.WithClass("c-gap").Count());
        Assert.Equal(2, svg.WithClass("m-flag").Count());
        Assert.Single(svg.WithClass("c-band"));
        Assert.Equal(2, svg.WithClass("c-line").Count()); // before the gap and after it
        Assert.Contains("9 weeks above centre", svg.Words());
        Assert.Contains(svg.Words(), w => w.StartsWith("65.", StringComparison.Ordinal) || w.Contains("carrier strike", StringComparison.Ordinal));
    }

    [Fact]
    public void TooFewOrUnknown_DrawsNoValue()
    {
        var spec = ChartSamples.Weeks(0.5, 0.5, 0.5);
        spec = spec with { Points = [spec.Points[0], spec.Points[1] with { State = PointState.TooFew, Value = 0.01 }, spec.Points[2]] };

        var svg = Page(spec, 860, 420);

        Assert.Equal(2, svg.WithClass("m-pt").Count());
        Assert.DoesNotContain(svg.Words(), w => w.StartsWith("1.0%", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("empty", "Nothing here yet.")]
    [InlineData("unknown", "Nothing is known for these 3 weeks.")]
    [InlineData("nobody", "Nobody is waiting.")]
    [InlineData("early day", "Nothing yet today.")]
    [InlineData("no ladder", "not known")]
    public void NothingToDraw_SaysSo(string name, string words)
    {
        Assert.Contains(words, Page(ChartSamples.All()[name], 560, 300).Words());
    }

    [Fact]
    public void OneHugeValue_DoesNotFlattenTheOthersAndIsNamed()
    {
        var svg = Page(ChartSamples.Outlier(), 860, 420);

        Assert.Contains(svg.Words(), w => w.StartsWith("off the scale: 104", StringComparison.Ordinal));
        var others = svg.WithClass("m-pt").Select(d => d.Number("cy")).ToList();
        Assert.True(others.Max() - others.Min() > 80);
    }

    [Theory]
    [InlineData("</text><script>alert(1)</script>")]
    [InlineData("\" onload=\"alert(1)")]
    [InlineData("<img src=x onerror=alert(1)>&amp;]]>")]
    [InlineData("bell\u0007null\0lone\uD800 \u202Eturned")]
    public void HostileWords_StayWords(string hostile)
    {
        var spec = ChartSamples.Year() with
        {
            Title = hostile,
            Subtitle = hostile,
            Definition = hostile,
            Of = hostile,
            Step = hostile,
            Notes = [hostile],
            Runs = [new ChartRun(42, 50, true, hostile)],
            Changes = [new ChartChange(ChartSamples.Week(21).Start, "A", hostile)],
            Points = [.. ChartSamples.Year().Points.Select(p => p with { Note = hostile, Label = hostile })],
        };

        foreach (var theme in Enum.GetValues<ChartTheme>())
        {
            var svg = SvgReading.Parse(SvgChart.Draw(spec, theme, 1200, 520));
            string[] known = ["svg", "g", "title", "desc", "text", "line", "rect", "path", "circle"];
            Assert.All(svg.DescendantsAndSelf(), e => Assert.Contains(e.Name.LocalName, known));
            Assert.All(svg.DescendantsAndSelf().Attributes(), a => Assert.False(a.Name.LocalName.StartsWith("on", StringComparison.OrdinalIgnoreCase)));
            Assert.DoesNotContain('\u202E', svg.ToString());
        }

        var title = SvgReading.Parse(SvgChart.Draw(spec, ChartTheme.Light, 1200, 520)).Named("title").First().Value;
        Assert.Equal(SvgText.Clean(hostile), title);
    }

    [Fact]
    public void File_NamesNothingOutsideItself()
    {
        var svg = SvgReading.Parse(SvgChart.Draw(ChartSamples.Year(), ChartTheme.Light, 1200, 520));

        string[] forbidden = ["href", "src", "style", "class", "id"];
        Assert.All(svg.DescendantsAndSelf().Attributes(), a => Assert.DoesNotContain(a.Name.LocalName, forbidden));
        Assert.DoesNotContain("url(", svg.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("var(", svg.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void File_CarriesItsContext()
    {
        var words = string.Join(' ', SvgReading.Parse(SvgChart.Draw(ChartSamples.Year(), ChartTheme.Dark, 560, 300)).Words());

        foreach (var part in new[] { "Held within 7 days", "Channel: all.", "Sample data", "31,800 issues", "14 May 2026, 14:31", "Europe/Amsterdam", "Definition held-rate-7d, version 2." })
            Assert.Contains(part, words.Replace('\u00A0', ' '), StringComparison.Ordinal);
    }

    [Fact]
    public void Page_CarriesClassesAndNoColour()
    {
        var svg = Page(ChartSamples.Year(), 860, 420);

        Assert.DoesNotContain("#", svg.ToString(), StringComparison.Ordinal);
        Assert.Equal(ChartWords.Alternative(ChartSamples.Year()), svg.Attribute("aria-label")!.Value);
    }

    [Theory]
    [InlineData("de-DE")]
    [InlineData("tr-TR")]
    [InlineData("ar-SA")]
    [InlineData("th-TH")]
    public void AnyCultureOfTheMachine_DrawsTheSame(string culture)
    {
        var here = ChartSamples.All().ToDictionary(p => p.Key, p => SvgChart.Draw(p.Value, ChartTheme.Light, 700, 400) + ChartCsv.Write(p.Value));
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
            foreach (var (name, picture) in ChartSamples.All()) Assert.Equal(here[name], SvgChart.Draw(picture, ChartTheme.Light, 700, 400) + ChartCsv.Write(picture));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void AskedForGerman_WritesGermanNumbers()
    {
        var words = Page(ChartSamples.Year() with { Culture = CultureInfo.GetCultureInfo("de-DE") }, 860, 420).Words();

        Assert.Contains("80,0\u00A0%", words);
    }

    [Theory]
    [InlineData(59, 100)]
    [InlineData(100, 15)]
    [InlineData(4801, 100)]
    public void SizeOutOfBounds_IsRefused(int width, int height)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => SvgChart.Draw(ChartSamples.Year(), ChartTheme.Light, width, height));
    }

    private static XElement Page(ChartPicture picture, int width, int height) => SvgReading.Parse(SvgChart.Draw(picture, ChartTheme.Page, width, height));
}
