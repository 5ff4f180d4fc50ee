using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace CxDashboard.Tests.Charts;

/// <summary>A picture as grey levels, for comparing two of them.</summary>
internal sealed record Pixels(int Width, int Height, byte[] Grey)
{
    /// <summary>Reads a PNG of 8 bits a channel with red, green, blue and alpha, or without alpha, not interlaced: what cairo writes.</summary>
    public static Pixels OfPng(byte[] png)
    {
        var (width, height) = (BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(16)), BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(20)));
        var channels = png[25] == 6 ? 4 : 3;
        using var data = new MemoryStream();
        for (var at = 8; at < png.Length;)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(at));
            if (Encoding.ASCII.GetString(png, at + 4, 4) == "IDAT") data.Write(png, at + 8, length);
            at += length + 12;
        }

        data.Position = 0;
        using var inflated = new ZLibStream(data, CompressionMode.Decompress);
        var (above, row, grey) = (new byte[width * channels], new byte[width * channels], new byte[width * height]);
        for (var y = 0; y < height; y++)
        {
            var filter = inflated.ReadByte();
            inflated.ReadExactly(row);
            for (var i = 0; i < row.Length; i++)
            {
                int a = i >= channels ? row[i - channels] : 0, b = above[i], c = i >= channels ? above[i - channels] : 0;
                row[i] += (byte)(filter switch { 1 => a, 2 => b, 3 => (a + b) / 2, 4 => Paeth(a, b, c), _ => 0 });
            }

            for (var x = 0; x < width; x++) grey[(y * width) + x] = Level(row[x * channels], row[(x * channels) + 1], row[(x * channels) + 2]);
            (above, row) = (row, above);
        }

        return new Pixels(width, height, grey);
    }

    /// <summary>Reads a binary PPM.</summary>
    public static Pixels OfPpm(byte[] ppm)
    {
        var (numbers, at) = (new List<int>(), 2);
        while (numbers.Count < 3)
        {
            while (char.IsWhiteSpace((char)ppm[at])) at++;
            var n = 0;
            while (char.IsAsciiDigit((char)ppm[at])) n = (n * 10) + (ppm[at++] - '0');
            numbers.Add(n);
        }

        at++;
        var grey = new byte[numbers[0] * numbers[1]];
        for (var i = 0; i < grey.Length; i++) grey[i] = Level(ppm[at + (3 * i)], ppm[at + (3 * i) + 1], ppm[at + (3 * i) + 2]);
        return new Pixels(numbers[0], numbers[1], grey);
    }

    /// <summary>The share of pixels that have no like within one pixel of their place in the other picture.</summary>
    public double Unlike(Pixels other, int tolerance)
    {
        var unlike = 0;
        for (var y = 1; y < Height - 1; y++)
        {
            for (var x = 1; x < Width - 1; x++)
            {
                // Nearly all have their like at their own place.
                var (own, like) = (Grey[(y * Width) + x], false);
                if (Math.Abs(own - other.Grey[(y * Width) + x]) <= tolerance) continue;
                for (var dy = -1; dy <= 1 && !like; dy++)
                    for (var dx = -1; dx <= 1 && !like; dx++)
                        like = Math.Abs(own - other.Grey[((y + dy) * Width) + x + dx]) <= tolerance;
                if (!like) unlike++;
            }
        }

        return (double)unlike / (Width * Height);
    }

    private static byte Level(byte r, byte g, byte b) => (byte)(((r * 2) + (g * 5) + b) / 8);

    private static int Paeth(int a, int b, int c)
    {
        var p = a + b - c;
        var (pa, pb, pc) = (Math.Abs(p - a), Math.Abs(p - b), Math.Abs(p - c));
        return pa <= pb && pa <= pc ? a : pb <= pc ? b : c;
    }
}
