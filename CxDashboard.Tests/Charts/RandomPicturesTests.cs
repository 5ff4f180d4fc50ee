using System.Xml.Linq;
using CxDashboard.Charts;
using CxDashboard.Charts.Drawing;
using Xunit;

namespace CxDashboard.Tests.Charts;

/// <summary>What holds for every picture, asked of two thousand that nobody thought of, at widths from 240 to 2,400.</summary>
public sealed class RandomPicturesTests
{
    private const int Pictures = 2000;
    private static readonly string[] Known = ["svg", "g", "title", "desc", "text", "line", "rect", "path", "circle"];

    [Fact]
    public void NoWordCoversAnotherOrLeavesTheFrame_AndWordsStayWords()
    {
        var faults = new List<string>();
        for (var number = 0; number < Pictures; number++)
        {
            var (picture, width, height) = RandomPictures.Of(number);
            foreach (var theme in number % 2 == 0 ? (ChartTheme[])[ChartTheme.Light, ChartTheme.Page] : [ChartTheme.Dark, ChartTheme.Page])
            {
                var svg = SvgReading.Parse(SvgChart.Draw(picture, theme, width, height));
                foreach (var fault in Faults(svg)) faults.Add($"{number} ({picture.GetType().Name}, {theme}, {width} × {height}): {fault}");
            }
        }

        Assert.True(faults.Count == 0, $"{faults.Count} faults:\n{string.Join('\n', faults.Take(30).Select(f => f[..Math.Min(f.Length, 300)]))}");
    }

    [Fact]
    public void EveryPictureHasATable()
    {
        for (var number = 0; number < 300; number++)
        {
            var rows = ChartCsv.Table(RandomPictures.Of(number).Picture).Rows;
            Assert.All(rows, r => Assert.Equal(rows[0].Count, r.Count));
        }
    }

    private static IEnumerable<string> Faults(XElement svg)
    {
        var frame = new Box(0, 0, svg.Number("width"), svg.Number("height"));
        var words = svg.Named("text").Select(t => (t.Value, Box: SvgReading.Place(t))).ToList();
        foreach (var (value, box) in words)
            if (!frame.Holds(box)) yield return $"“{value}” leaves the frame: {box}";
        for (var i = 0; i < words.Count; i++)
            for (var j = i + 1; j < words.Count; j++)
                if (words[i].Box.Meets(words[j].Box)) yield return $"“{words[i].Value}” meets “{words[j].Value}”";
        foreach (var element in svg.DescendantsAndSelf())
        {
            if (!Known.Contains(element.Name.LocalName)) yield return $"<{element.Name.LocalName}>";
            foreach (var attribute in element.Attributes())
            {
                if (attribute.Name.LocalName.StartsWith("on", StringComparison.OrdinalIgnoreCase)) yield return attribute.ToString();
                if (attribute.Name.LocalName is "x" or "y" or "d" or "width" or "height" or "cx" or "cy" && (attribute.Value.Contains('N', StringComparison.Ordinal) || attribute.Value.Contains("∞", StringComparison.Ordinal) || attribute.Value.Contains('E', StringComparison.Ordinal)))
                    yield return attribute.ToString();
            }
        }

        foreach (var line in svg.Named("line"))
            if (new[] { "x1", "x2" }.Any(x => line.Number(x) < -1 || line.Number(x) > frame.Right + 1) || new[] { "y1", "y2" }.Any(y => line.Number(y) < -1 || line.Number(y) > frame.Bottom + 1)) yield return line.ToString();
        foreach (var dot in svg.Named("circle"))
            if (!new Box(-1, -1, frame.Right + 1, frame.Bottom + 1).Holds(new Box(dot.Number("cx"), dot.Number("cy"), dot.Number("cx"), dot.Number("cy")))) yield return dot.ToString();
    }
}
