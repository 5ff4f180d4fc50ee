using CxDashboard.Domain.Time;

namespace CxDashboard.Charts;

/// <summary>The machine lacks what turns a picture into PNG or PDF. The message is one sentence that says what to install.</summary>
public sealed class ChartExportUnavailableException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>Turns the text of an SVG file into PNG and PDF, through librsvg and cairo of the machine.</summary>
public static class ChartExport
{
    /// <summary>A PNG, <paramref name="scale"/> device pixels to a CSS pixel.</summary>
    /// <exception cref="ChartExportUnavailableException">The libraries are missing.</exception>
    /// <exception cref="ArgumentException">The text is no SVG, or the picture would be larger than 100 million pixels.</exception>
    public static byte[] Png(string svg, double scale = 2) => throw new ChartExportUnavailableException($"Not built yet: {svg.Length} {scale}");

    /// <summary>A PDF of one page with the size of the picture (a CSS pixel is 0.75 pt), vector, its text selectable.</summary>
    /// <param name="asOf">Written as the file's date, so that equal pictures are equal files; null takes the first instant of 2000.</param>
    /// <inheritdoc cref="Png"/>
    public static byte[] Pdf(string svg, Instant? asOf = null) => throw new ChartExportUnavailableException($"Not built yet: {svg.Length} {asOf}");
}
