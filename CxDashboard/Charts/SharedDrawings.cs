using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace CxDashboard.Charts;

/// <summary>
/// Drawings for pages, each made once for a picture and a size and handed to every viewer as the same string. They live as long as their picture, which
/// belongs to one version of the data: whoever asks of the same version has the same object.
/// </summary>
public static class SharedDrawings
{
    private static readonly ConditionalWeakTable<ChartPicture, ConcurrentDictionary<(int Width, int Height), Lazy<string>>> Made = [];

    /// <summary>The picture for a page, as <see cref="SvgText"/> writes it: all words escaped.</summary>
    public static string Of(ChartPicture picture, int width, int height)
    {
        ArgumentNullException.ThrowIfNull(picture);

        // Two viewers who come at once wait for one drawing.
        return Made.GetOrCreateValue(picture).GetOrAdd((width, height), static (size, p) => new Lazy<string>(() => SvgChart.Draw(p, ChartTheme.Page, size.Width, size.Height)), picture).Value;
    }
}
