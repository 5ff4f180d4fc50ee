using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace CxDashboard.Charts;

/// <summary>
/// Writes pixels as cairo holds them (four bytes each: blue, green, red, alpha, colours multiplied by alpha) as a PNG. Cairo's own writer tries filters for photographs
/// on each row, which a chart does not need. Little-endian machines only, as cairo's pixels are there.
/// </summary>
internal static class PngWriter
{
    private static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10];

    // Higher levels look twice as long for two or three per cent.
    private const int Level = 3;

    public static byte[] Write(ReadOnlySpan<byte> pixels, int width, int height, int stride)
    {
        using var file = new MemoryStream();
        file.Write(Signature);
        Span<byte> head = stackalloc byte[13];
        BinaryPrimitives.WriteInt32BigEndian(head, width);
        BinaryPrimitives.WriteInt32BigEndian(head[4..], height);
        head[8] = 8; // bits a channel
        var channels = IsOpaque(pixels, width, height, stride) ? 3 : 4;
        head[9] = (byte)(channels == 3 ? 2 : 6); // red, green, blue, and alpha where there is any
        head[10] = head[11] = head[12] = 0;
        Chunk(file, "IHDR"u8, head);
        using var data = new MemoryStream();
        using (var packed = new ZLibStream(data, new ZLibCompressionOptions { CompressionLevel = Level }, leaveOpen: true)) Rows(packed, pixels, width, height, stride, channels);
        Chunk(file, "IDAT"u8, data.GetBuffer().AsSpan(0, (int)data.Length));
        Chunk(file, "IEND"u8, []);
        return file.ToArray();
    }

    // A file's ground is opaque, and a quarter fewer bytes are packed a quarter sooner.
    private static bool IsOpaque(ReadOnlySpan<byte> pixels, int width, int height, int stride)
    {
        for (var y = 0; y < height; y++)
        {
            foreach (var pixel in MemoryMarshal.Cast<byte, uint>(pixels.Slice(y * stride, width * 4)))
                if (pixel < 0xFF000000) return false;
        }

        return true;
    }

    // Each row as it is (filter 0): the packer finds what repeats from row to row by itself, and differences hide it where lines cross the picture.
    private static void Rows(Stream packed, ReadOnlySpan<byte> pixels, int width, int height, int stride, int channels)
    {
        var row = new byte[(width * channels) + 1];
        for (var y = 0; y < height; y++)
        {
            var from = pixels.Slice(y * stride, width * 4);
            if (channels == 3) Opaque(from, row.AsSpan(1));
            else Clear(from, row.AsSpan(1));
            packed.Write(row);
        }
    }

    // Four pixels at once while sixteen bytes fit, of which the last four are written over by the next.
    private static void Opaque(ReadOnlySpan<byte> from, Span<byte> to)
    {
        var order = Vector128.Create((byte)2, 1, 0, 6, 5, 4, 10, 9, 8, 14, 13, 12, 0, 0, 0, 0);
        for (; to.Length >= Vector128<byte>.Count; from = from[16..], to = to[12..]) Vector128.Shuffle(Vector128.Create(from), order).CopyTo(to);
        for (; from.Length > 0; from = from[4..], to = to[3..]) (to[0], to[1], to[2]) = (from[2], from[1], from[0]);
    }

    private static void Clear(ReadOnlySpan<byte> from, Span<byte> to)
    {
        for (; from.Length > 0; from = from[4..], to = to[4..])
        {
            var alpha = from[3];
            (to[0], to[1], to[2], to[3]) = alpha == 0 ? default : (Full(from[2], alpha), Full(from[1], alpha), Full(from[0], alpha), alpha);
        }
    }

    private static byte Full(byte colour, byte alpha) => (byte)Math.Min(255, ((colour * 255) + (alpha / 2)) / alpha);

    private static void Chunk(Stream file, ReadOnlySpan<byte> name, ReadOnlySpan<byte> data)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        file.Write(number);
        file.Write(name);
        file.Write(data);
        var sum = new Crc32();
        sum.Append(name);
        sum.Append(data);
        BinaryPrimitives.WriteUInt32BigEndian(number, sum.GetCurrentHashAsUInt32());
        file.Write(number);
    }
}
