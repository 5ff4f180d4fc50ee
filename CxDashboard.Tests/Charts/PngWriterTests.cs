using CxDashboard.Charts;
using Xunit;

namespace CxDashboard.Tests.Charts;

public sealed class PngWriterTests
{
    // As cairo holds them: blue, green, red, alpha; colours multiplied by alpha; four bytes of padding a row.
    [Theory]
    [InlineData(255, 2)]
    [InlineData(128, 6)]
    public void Pixels_ComeBackWithAlphaOnlyWhereThereIsAny(byte alpha, byte kind)
    {
        const int Width = 3, Height = 2, Stride = 16;
        var pixels = new byte[Height * Stride];
        for (var y = 0; y < Height; y++)
            for (var x = 0; x < Width; x++)
            {
                byte[] pixel = y == 1 && x == 2 ? [(byte)(40 * alpha / 255), (byte)(80 * alpha / 255), (byte)(160 * alpha / 255), alpha] : [40, 80, 160, 255];
                pixel.CopyTo(pixels, (y * Stride) + (x * 4));
            }

        var png = PngWriter.Write(pixels, Width, Height, Stride);

        Assert.Equal(kind, png[25]);
        var read = Pixels.OfPng(png);
        Assert.Equal((Width, Height), (read.Width, read.Height));
        Assert.All(read.Grey, g => Assert.InRange(g, (byte)94, (byte)96));
    }
}
