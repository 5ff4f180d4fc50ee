using CxDashboard.Charts;
using CxDashboard.Charts.Drawing;
using CxDashboard.Features.Gallery;
using CxDashboard.Tests.Charts;
using Xunit;

namespace CxDashboard.Tests.Features.Gallery;

public sealed class GalleryTests
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
}
