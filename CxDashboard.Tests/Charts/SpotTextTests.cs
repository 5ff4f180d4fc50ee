using CxDashboard.Charts;
using CxDashboard.Charts.Drawing;
using Xunit;

namespace CxDashboard.Tests.Charts;

/// <summary>What a page's drawing carries of its points.</summary>
public sealed class SpotTextTests
{
    public static TheoryData<string> Pictures => [.. ChartSamples.All().Keys];

    [Theory]
    [MemberData(nameof(Pictures))]
    public void Page_CarriesItsPoints_AndAFileCarriesNone(string name)
    {
        var picture = ChartSamples.All()[name];
        var spots = SvgReading.Parse(SvgChart.Draw(picture, ChartTheme.Page, 860, 420)).Spots();
        if (picture is ChartSpec spec)
        {
            Assert.Equal(Enumerable.Range(0, spec.Points.Count).Select(i => ChartWords.Point(spec, i)), spots.Select(s => $"{s.Words[0]}: {string.Join(", ", s.Words.Skip(1).Where(w => w.Length > 0))}"));
        }

        Assert.All(spots, s => Assert.True(new Box(0, 0, 860, 420).Holds(new Box(s.X, s.Y, s.X, s.Y)), $"{s.X}, {s.Y} is outside of the picture."));
        var file = SvgChart.Draw(picture, ChartTheme.Light, 860, 420);
        Assert.DoesNotContain("data-", file, StringComparison.Ordinal);
        Assert.DoesNotContain("tabindex", file, StringComparison.Ordinal);
    }

    [Fact]
    public void Words_ComeBackAsTheyWere_WhateverTheyAre()
    {
        string[] pieces = ["", "\\", "|", "~", "=", "\\.", "a", " May", "\u00A0", "12", "<b>", "\"", "😀", "\uD83D\uDE01", "مرحبا", "=2+2", "%", ":"];
        var random = new Random(7);
        for (var round = 0; round < 500; round++)
        {
            var spots = Enumerable.Range(0, random.Next(1, 9)).Select(i => new Spot(i * 9.3, random.Next(300), [.. Enumerable.Range(0, 4).Select(_ => string.Concat(Enumerable.Range(0, random.Next(4)).Select(_ => random.GetItems(pieces, 1)[0])))])).ToList();
            spots[0] = spots[0] with { Words = ["some", "some", "some", "some"] };
            var svg = SvgText.Write(new SvgNode("svg", [("data-at", SpotText.Places(Reach.Across, new Box(0, 0, 100, 300), spots, default)), ("data-points", SpotText.Words(spots))], []));

            var read = SvgReading.Parse(svg).Spots();
            Assert.Equal(spots.Select(s => string.Join('\n', s.Words)), read.Select(s => string.Join('\n', s.Words)));
            Assert.All(spots.Zip(read), p => Assert.True(Math.Abs(p.First.X - p.Second.X) <= 0.26 && Math.Abs(p.First.Y - p.Second.Y) <= 0.26));
        }
    }

    [Theory]
    [InlineData(ChartKind.Behaviour)]
    [InlineData(ChartKind.Small)]
    [InlineData(ChartKind.Spark)]
    public void TwoYearsOfDays_DoNotDoubleTheDrawing(ChartKind kind)
    {
        var svg = SvgReading.Parse(SvgChart.Draw(Days(kind), ChartTheme.Page, 860, 420));
        var (whole, data) = (svg.ToString(System.Xml.Linq.SaveOptions.DisableFormatting).Length, svg.Attribute("data-at")!.Value.Length + svg.Attribute("data-points")!.Value.Length);
        Assert.True(data < whole - data, $"{data} of {whole} characters are data.");
    }

    // Daily shares with intervals and limits that change with n, as Trends has them.
    private static ChartSpec Days(ChartKind kind)
    {
        var random = new Random(3);
        return ChartSamples.Weeks() with
        {
            Kind = kind,
            Step = "day",
            Points =
            [
                .. Enumerable.Range(0, 730).Select(i =>
                {
                    var (n, start) = (random.Next(60, 120), ChartSamples.AsOf + TimeSpan.FromDays(i));
                    var value = 0.75 + (0.1 * (random.NextDouble() - 0.5));
                    return new ChartPoint(start, start + TimeSpan.FromDays(1)) { Value = value, N = n, Low = value - (0.8 / Math.Sqrt(n)), High = value + (0.8 / Math.Sqrt(n)), Centre = 0.75, Lower = 0.75 - (1.3 / Math.Sqrt(n)), Upper = 0.75 + (1.3 / Math.Sqrt(n)) };
                }),
            ],
        };
    }
}
