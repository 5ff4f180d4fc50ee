using CxDashboard.Charts;
using CxDashboard.Charts.Native;
using Xunit;

namespace CxDashboard.Tests.Charts;

/// <summary>A PNG is drawn in two halves, by two threads where another is free: nobody may see where they meet.</summary>
public sealed class PngHalvesTests
{
    public PngHalvesTests()
    {
        try
        {
            ChartLibraries.Require();
        }
        catch (ChartExportUnavailableException missing)
        {
            Assert.Skip(missing.Message);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(1.5)]
    public void PictureCutElsewhere_HasTheSamePixels(double scale)
    {
        // The same drawing on a higher sheet is cut at another row; what both show must be alike.
        var (low, high) = (Pixels.OfPng(ChartExport.Png(Sheet(400), scale)), Pixels.OfPng(ChartExport.Png(Sheet(640), scale)));
        Assert.Equal(low.Width, high.Width);
        Assert.True(low.Grey.Count(g => g < 200) > 1000);
        Assert.Equal(low.Grey, high.Grey[..low.Grey.Length]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void PictureOfFewRows_IsDrawn(int rows)
    {
        var png = Pixels.OfPng(ChartExport.Png($"""<svg xmlns="http://www.w3.org/2000/svg" width="3" height="{rows}"><rect width="3" height="{rows}" fill="#000"/></svg>""", 1));
        Assert.Equal((3, rows), (png.Width, png.Height));
        Assert.All(png.Grey, g => Assert.Equal(0, g));
    }

    // Lines, a shade, dashes and words across every row at which it may be cut.
    private static string Sheet(int height)
    {
        var line = string.Join(' ', Enumerable.Range(0, 120).Select(i => $"{5 * i},{(i * 7919) % 400}"));
        var words = string.Concat(Enumerable.Range(0, 33).Select(i => $"""<text x="{4 + (i * 13)}" y="{8 + (i * 12)}" font-family="Inter, sans-serif" font-size="11">held {i}</text>"""));
        return $"""
            <svg xmlns="http://www.w3.org/2000/svg" width="600" height="{height}"><rect width="600" height="{height}" fill="#fff"/>
            <path d="M{line}" fill="#2b6cb0" fill-opacity="0.2" stroke="#123" stroke-width="1.6" stroke-dasharray="5 3"/>
            <polyline points="{line}" fill="none" stroke="#a41" stroke-width="1.3"/>{words}</svg>
            """;
    }
}
