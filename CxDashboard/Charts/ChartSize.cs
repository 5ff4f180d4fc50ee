namespace CxDashboard.Charts;

/// <summary>How large a picture is drawn, in CSS pixels, and how much larger than that it is shown.</summary>
/// <param name="Zoom">Letters and lines grow with it, as for a wall that is read from across a room.</param>
public readonly record struct ChartSize(int Width, int Height, double Zoom = 1)
{
    /// <summary>A report's column: 16 cm of paper.</summary>
    public static readonly ChartSize Column = new(605, 400);

    /// <summary>A slide of 16 : 9, 13.33 inches wide.</summary>
    public static readonly ChartSize Slide = new(960, 540, 4 / 3.0);

    /// <summary>A screen on a wall, full high definition.</summary>
    public static readonly ChartSize Wall = new(800, 450, 2.4);

    /// <summary>Each by the name it is asked for.</summary>
    public static readonly IReadOnlyDictionary<string, ChartSize> Named = new Dictionary<string, ChartSize>(StringComparer.Ordinal) { ["column"] = Column, ["slide"] = Slide, ["wall"] = Wall };
}
