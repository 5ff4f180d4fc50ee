using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace CxDashboard.Charts;

/// <summary>
/// A drawing for a page: the outermost element's attributes, and what is in it as pieces of text, each of whole elements. The next
/// drawing of the same chart has most pieces as they were, and only the others are sent to those who look at it.
/// </summary>
/// <param name="Attributes">Of the element "svg"; as they are, not escaped.</param>
/// <param name="Pieces">Written by <see cref="SvgText"/>: all words escaped.</param>
public sealed record PageDrawing(IReadOnlyList<(string Name, string Value)> Attributes, IReadOnlyList<string> Pieces);

/// <summary>
/// Drawings for pages, each made once for a picture and a size and handed to every viewer as the same strings. They live as long as their picture, which
/// belongs to one version of the data: whoever asks of the same version has the same object.
/// </summary>
public static class SharedDrawings
{
    // A piece is found or replaced as a whole, and each costs a viewer's circuit a frame and the browser a mark.
    private const int ElementsOfPiece = 8;

    private static readonly ConditionalWeakTable<ChartPicture, ConcurrentDictionary<(int Width, int Height), Lazy<PageDrawing>>> Made = [];

    /// <summary>The picture for a page.</summary>
    public static PageDrawing Of(ChartPicture picture, int width, int height)
    {
        ArgumentNullException.ThrowIfNull(picture);

        // Two viewers who come at once wait for one drawing.
        return Made.GetOrCreateValue(picture).GetOrAdd((width, height), static (size, p) => new Lazy<PageDrawing>(() => Draw(p, size.Width, size.Height)), picture).Value;
    }

    // In a page the drawing is one group, which is hidden from screen readers.
    private static PageDrawing Draw(ChartPicture picture, int width, int height)
    {
        var root = SvgChart.Tree(picture, ChartTheme.Page, width, height);
        return new PageDrawing(root.Attributes, [.. root.Children.Single().Children.Chunk(ElementsOfPiece).Select(SvgText.Write)]);
    }
}
