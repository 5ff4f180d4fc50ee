using CxDashboard.Charts;
using CxDashboard.Charts.Drawing;
using Xunit;

namespace CxDashboard.Tests.Charts;

public sealed class LabelPlacementTests
{
    public static TheoryData<string, int, int> Grid()
    {
        var grid = new TheoryData<string, int, int>();
        foreach (var name in ChartSamples.All().Keys)
            foreach (var (width, height) in new[] { (240, 120), (300, 112), (320, 420), (560, 300), (640, 400), (1200, 520), (2400, 900) })
                grid.Add(name, width, height);
        return grid;
    }

    [Theory]
    [MemberData(nameof(Grid))]
    public void AnyWidth_NoWordLeavesTheFrameOrCoversAnother(string name, int width, int height)
    {
        var svg = SvgReading.Parse(SvgChart.Draw(ChartSamples.All()[name], ChartTheme.Light, width, height));
        var frame = new Box(0, 0, svg.Number("width"), svg.Number("height"));
        var boxes = svg.Named("text").Select(t => (t.Value, Box: SvgReading.Place(t))).ToList();

        foreach (var (words, box) in boxes) Assert.True(frame.Holds(box), $"\"{words}\" leaves the frame: {box}");
        for (var i = 0; i < boxes.Count; i++)
            for (var j = i + 1; j < boxes.Count; j++)
                Assert.False(boxes[i].Box.Meets(boxes[j].Box), $"\"{boxes[i].Value}\" meets \"{boxes[j].Value}\"");
    }

    [Theory]
    [MemberData(nameof(Grid))]
    public void AnyWidth_NoMarkLeavesTheFrame(string name, int width, int height)
    {
        var svg = SvgReading.Parse(SvgChart.Draw(ChartSamples.All()[name], ChartTheme.Dark, width, height));
        var frame = new Box(-1, -1, svg.Number("width") + 1, svg.Number("height") + 1);

        foreach (var mark in svg.Named("line")) Assert.True(frame.Holds(Ordered(mark.Number("x1"), mark.Number("y1"), mark.Number("x2"), mark.Number("y2"))), mark.ToString());
        foreach (var mark in svg.Named("circle")) Assert.True(frame.Holds(new Box(mark.Number("cx"), mark.Number("cy"), mark.Number("cx"), mark.Number("cy"))), mark.ToString());
        foreach (var mark in svg.Named("rect")) Assert.True(frame.Holds(new Box(mark.Number("x"), mark.Number("y"), mark.Number("x") + mark.Number("width"), mark.Number("y") + mark.Number("height"))), mark.ToString());
        Assert.DoesNotContain("NaN", svg.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("∞", svg.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Share of issues held within 7 days of our last claim", 12, 400, 286.1, 305.4)]
    [InlineData("upper limit", 12, 400, 59.8, 65.4)]
    [InlineData("9 weeks above centre", 12, 600, 132.3, 147.9)]
    public void Width_LiesBetweenInterAndALittleOverTheWidestSubstitute(string words, double size, int weight, double inter, double widest)
    {
        Assert.InRange(TextWidth.Of(words, size, weight), inter, widest + 1);
    }

    [Fact]
    public void FlagsOfTwoChangesAWeekApart_BothHaveTheirLetters()
    {
        var year = ChartSamples.Year() with { Changes = [new ChartChange(ChartSamples.Week(21).Start, "A", "Return label in the first reply"), new ChartChange(ChartSamples.Week(22).Start, "B", "Delivery photo")] };
        foreach (var width in new[] { 560, 640, 860 })
        {
            var svg = SvgReading.Parse(SvgChart.Draw(year, ChartTheme.Page, width, 400));
            var letters = svg.WithClass("t-flag").ToList();
            Assert.Equal(["A", "B"], letters.Select(t => t.Value));
            Assert.False(SvgReading.Place(letters[0]).Meets(SvgReading.Place(letters[1])));

            // Words keep away from both flags all the same.
            var flags = svg.WithClass("m-flag").Select(f => new Box(f.Number("x"), f.Number("y"), f.Number("x") + f.Number("width"), f.Number("y") + f.Number("height"))).ToList();
            Assert.All(svg.Named("text").Except(letters), t => Assert.All(flags, f => Assert.False(SvgReading.Place(t).Meets(f), $"{width}: {t.Value}")));
        }
    }

    private static Box Ordered(double x1, double y1, double x2, double y2) => new(Math.Min(x1, x2), Math.Min(y1, y2), Math.Max(x1, x2), Math.Max(y1, y2));
}
