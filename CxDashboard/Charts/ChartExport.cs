using System.Runtime.InteropServices;
using System.Text;
using CxDashboard.Charts.Native;
using CxDashboard.Domain.Time;

namespace CxDashboard.Charts;

/// <summary>The machine lacks what turns a picture into PNG or PDF. The message is one sentence that says what to install.</summary>
public sealed class ChartExportUnavailableException(string message) : Exception(message);

/// <summary>
/// Turns the text of an SVG file into PNG and PDF, through librsvg and cairo of the machine. At most as many draw at once as there are processors;
/// others wait their turn, and whoever waits asynchronously may give up. Nothing reaches the libraries that <see cref="SvgGuard"/> does not know as a picture of ours.
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

    private static Func<RsvgHandle, double, double, byte[]> ToPng(double scale)
    {
        if (!(scale > 0) || !double.IsFinite(scale)) throw new ArgumentException($"A scale of {scale} draws nothing.", nameof(scale));
        return (document, width, height) =>
        {
            var (w, h) = (Math.Ceiling(width * scale), Math.Ceiling(height * scale));
            if (w * h > MostPixels) throw new ArgumentException($"{w} by {h} pixels are too many: ask for a smaller picture or scale.", nameof(scale));
            using var surface = Cairo.Image(Cairo.Argb32, (int)w, (int)h);
            Paint(document, surface, width, height, scale);
            Cairo.Flush(surface);
            var (data, stride) = (Cairo.Data(surface), Cairo.Stride(surface));
            if (data == 0) throw new InvalidOperationException("The picture could not be drawn: cairo has no pixels.");
            unsafe
            {
                return PngWriter.Write(new ReadOnlySpan<byte>((void*)data, stride * (int)h), (int)w, (int)h, stride);
            }
        };
    }

    private static Func<RsvgHandle, double, double, byte[]> ToPdf(Instant? asOf) => (document, width, height) => Collect(closure =>
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

    private static byte[] InTurn(string svg, Func<RsvgHandle, double, double, byte[]> draw)
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

    private static async Task<byte[]> InTurnAsync(string svg, Func<RsvgHandle, double, double, byte[]> draw, CancellationToken cancellation)
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

    private static byte[] Now(string svg, Func<RsvgHandle, double, double, byte[]> draw)
    {
        if (SvgGuard.Fault(svg) is { } fault) throw new ArgumentException("This is not an SVG picture: " + fault, nameof(svg));
        var bytes = Encoding.UTF8.GetBytes(svg);
        using var document = Rsvg.Parse(bytes, (nuint)bytes.Length, out var error);
        if (document.IsInvalid) throw new ArgumentException("This is not an SVG picture: " + Rsvg.Message(error), nameof(svg));
        if (!Rsvg.Size(document, out var width, out var height) || !(width > 0) || !(height > 0) || Math.Max(width, height) > MostSide)
            throw new ArgumentException("The SVG picture has no width and height in pixels.", nameof(svg));
        return draw(document, width, height);
    }

    private static void Paint(RsvgHandle document, CairoSurface surface, double width, double height, double scale)
    {
        Check(Cairo.Status(surface));
        using var context = Cairo.Create(surface);
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
