using System.Runtime.InteropServices;
using System.Text;
using CxDashboard.Charts.Native;
using CxDashboard.Domain.Time;

namespace CxDashboard.Charts;

/// <summary>The machine lacks what turns a picture into PNG or PDF. The message is one sentence that says what to install.</summary>
public sealed class ChartExportUnavailableException(string message) : Exception(message);

/// <summary>
/// Turns the text of an SVG file into PNG and PDF, through librsvg and cairo of the machine. At most as many draw at once as there are processors;
/// others wait their turn, and whoever waits asynchronously may give up. A PNG that nobody waits behind is drawn in two halves at once. Nothing reaches the libraries that <see cref="SvgGuard"/> does not know as a picture of ours.
/// </summary>
public static class ChartExport
{
    private const double PointsPerPixel = 0.75, MostPixels = 100_000_000, MostSide = 20_000;
    private static readonly SemaphoreSlim Turns = new(Math.Max(1, Environment.ProcessorCount));

    private static readonly Instant SomeDay = new(946_684_800_000);

    /// <summary>A PNG, <paramref name="scale"/> device pixels to a CSS pixel.</summary>
    /// <exception cref="ChartExportUnavailableException">The libraries are missing.</exception>
    /// <exception cref="ArgumentException">The text is no SVG with a size, or the picture would have more than 100 million pixels.</exception>
    public static byte[] Png(string svg, double scale = 2) => InTurn(svg, ToPng(scale));

    /// <inheritdoc cref="Png"/>
    /// <exception cref="OperationCanceledException">Cancelled before its turn came.</exception>
    public static Task<byte[]> PngAsync(string svg, double scale, CancellationToken cancellation) => InTurnAsync(svg, ToPng(scale), cancellation);

    /// <summary>A PDF of one page with the size of the picture (a CSS pixel is 0.75 pt), vector, its text selectable.</summary>
    /// <param name="svg">The text of an SVG file.</param>
    /// <param name="asOf">Written as the file's date, so that equal pictures are equal files; null takes the first instant of 2000.</param>
    /// <exception cref="ChartExportUnavailableException">The libraries are missing.</exception>
    /// <exception cref="ArgumentException">The text is no SVG with a size.</exception>
    public static byte[] Pdf(string svg, Instant? asOf = null) => InTurn(svg, ToPdf(asOf));

    /// <inheritdoc cref="Pdf"/>
    /// <exception cref="OperationCanceledException">Cancelled before its turn came.</exception>
    public static Task<byte[]> PdfAsync(string svg, Instant? asOf, CancellationToken cancellation) => InTurnAsync(svg, ToPdf(asOf), cancellation);

    private static Func<byte[], RsvgHandle, double, double, byte[]> ToPng(double scale)
    {
        if (!(scale > 0) || !double.IsFinite(scale)) throw new ArgumentException($"A scale of {scale} draws nothing.", nameof(scale));
        return (svg, document, width, height) =>
        {
            var (across, down) = (Math.Ceiling(width * scale), Math.Ceiling(height * scale));
            if (across * down > MostPixels) throw new ArgumentException($"{across} by {down} pixels are too many: ask for a smaller picture or scale.", nameof(scale));
            var (columns, rows, stride) = ((int)across, (int)down, 4 * (int)across);
            unsafe
            {
                var pixels = NativeMemory.AllocZeroed((nuint)rows, (nuint)stride);
                try
                {
                    var start = (nint)pixels;
                    var upper = rows / 2;
                    InHalves(
                        svg,
                        document,
                        half => PaintRows(half, start, columns, upper, 0, width, height, scale),
                        half => PaintRows(half, start + (upper * (nint)stride), columns, rows - upper, upper, width, height, scale));
                    return PngWriter.Write(new ReadOnlySpan<byte>(pixels, stride * rows), columns, rows, stride);
                }
                finally
                {
                    NativeMemory.Free(pixels);
                }
            }
        };
    }

    // The halves are the same whether one thread or two draw them, so that equal pictures are equal files. A document is for one thread alone: the second reads its own.
    private static void InHalves(byte[] svg, RsvgHandle document, Action<RsvgHandle> above, Action<RsvgHandle> below)
    {
        if (!Turns.Wait(0))
        {
            above(document);
            below(document);
            return;
        }

        var other = Task.Run(() =>
        {
            try
            {
                using var again = Parse(svg);
                below(again);
            }
            finally
            {
                Turns.Release();
            }
        });
        try
        {
            above(document);
        }
        finally
        {
            // Waited for even where the upper half failed, because it writes into the same pixels. A task that no thread has taken yet runs here.
            other.GetAwaiter().GetResult();
        }
    }

    private static void PaintRows(RsvgHandle document, nint pixels, int columns, int rows, int first, double width, double height, double scale)
    {
        if (rows == 0) return;
        using var surface = Cairo.Image(pixels, Cairo.Argb32, columns, rows, 4 * columns);
        Paint(document, surface, width, height, scale, first);
        Cairo.Finish(surface);
        Check(Cairo.Status(surface));
    }

    private static Func<byte[], RsvgHandle, double, double, byte[]> ToPdf(Instant? asOf) => (_, document, width, height) => Collect(closure =>
    {
        CairoSurface surface;
        unsafe
        {
            surface = Cairo.Pdf(&Cairo.Append, closure, width * PointsPerPixel, height * PointsPerPixel);
        }

        using (surface)
        {
            Cairo.PdfMetadata(surface, Cairo.CreateDate, (asOf ?? SomeDay).ToDateTimeOffset().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture));
            Paint(document, surface, width, height, PointsPerPixel);
            Cairo.Finish(surface);
            Check(Cairo.Status(surface));
        }
    });

    private static byte[] InTurn(string svg, Func<byte[], RsvgHandle, double, double, byte[]> draw)
    {
        ArgumentNullException.ThrowIfNull(svg);
        ChartLibraries.Require();
        Turns.Wait();
        try
        {
            return Now(svg, draw);
        }
        finally
        {
            Turns.Release();
        }
    }

    private static async Task<byte[]> InTurnAsync(string svg, Func<byte[], RsvgHandle, double, double, byte[]> draw, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(svg);
        ChartLibraries.Require();
        await Turns.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            // What has begun is finished: the libraries cannot be interrupted, and it takes milliseconds.
            return await Task.Run(() => Now(svg, draw), CancellationToken.None).ConfigureAwait(false);
        }
        finally
        {
            Turns.Release();
        }
    }

    private static byte[] Now(string svg, Func<byte[], RsvgHandle, double, double, byte[]> draw)
    {
        if (SvgGuard.Fault(svg) is { } fault) throw new ArgumentException("This is not an SVG picture: " + fault, nameof(svg));
        var bytes = Encoding.UTF8.GetBytes(svg);
        using var document = Parse(bytes);
        if (!Rsvg.Size(document, out var width, out var height) || !(width > 0) || !(height > 0) || Math.Max(width, height) > MostSide)
            throw new ArgumentException("The SVG picture has no width and height in pixels.", nameof(svg));
        return draw(bytes, document, width, height);
    }

    private static RsvgHandle Parse(byte[] svg)
    {
        var document = Rsvg.Parse(svg, (nuint)svg.Length, out var error);
        if (!document.IsInvalid) return document;
        document.Dispose();
        throw new ArgumentException("This is not an SVG picture: " + Rsvg.Message(error), nameof(svg));
    }

    private static void Paint(RsvgHandle document, CairoSurface surface, double width, double height, double scale, int rowsAbove = 0)
    {
        Check(Cairo.Status(surface));
        using var context = Cairo.Create(surface);
        Cairo.Translate(context, 0, -rowsAbove);
        Cairo.Scale(context, scale, scale);
        if (!Rsvg.Render(document, context, new Rsvg.Rectangle { Width = width, Height = height }, out var error))
            throw new InvalidOperationException("The picture could not be drawn: " + Rsvg.Message(error));
        Check(Cairo.Status(context));
    }

    private static byte[] Collect(Action<nint> write)
    {
        using var stream = new MemoryStream();
        var pin = GCHandle.Alloc(stream);
        try
        {
            write(GCHandle.ToIntPtr(pin));
            return stream.ToArray();
        }
        finally
        {
            pin.Free();
        }
    }

    private static void Check(int status)
    {
        if (status != 0) throw new InvalidOperationException($"The picture could not be drawn: cairo answered with status {status}.");
    }
}
