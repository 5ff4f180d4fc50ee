namespace CxDashboard.Charts.Drawing;

/// <summary>The context that a file carries: title and subtitle above, where the figures come from beneath.</summary>
internal sealed record Frame
{
    private const double TitleLine = 22, SubLine = 16, FootLine = 15;

    public required IReadOnlyList<string> Title { get; init; }
    public required IReadOnlyList<string> Sub { get; init; }
    public required IReadOnlyList<string> Foot { get; init; }
    public required double Margin { get; init; }
    public required int Width { get; init; }

    /// <summary>Where the drawing begins.</summary>
    public double Top => Margin + 10 + (Title.Count * TitleLine) + (Sub.Count * SubLine) + 10;

    /// <summary>What the footer takes at the bottom.</summary>
    public double Bottom => Margin + 12 + (Foot.Count * FootLine);

    public static Frame Of(ChartPicture picture, int width, int height)
    {
        var margin = width >= 560 ? 24.0 : width >= 300 ? 16 : 10;
        var room = width - (2 * margin);
        var frame = new Frame
        {
            Margin = margin,
            Width = width,
            Title = Words.Wrap(picture.Title, "t-title", room, 3),
            Sub = Words.Wrap(picture.Subtitle ?? "", "t-sub", room, 4),
            Foot = Footer(0),
        };
        if (picture is not ComparisonSpec comparison) return frame;

        // Which rows there is room for decides what there is to explain. Without that sentence there is the most room: no mark is left unexplained.
        var free = Math.Max(height, Math.Ceiling(frame.Top + ComparisonDrawing.Height(comparison, room) + frame.Bottom)) - frame.Top - frame.Bottom;
        return frame with { Foot = Footer(ComparisonDrawing.Shown(comparison, room, free)) };

        IReadOnlyList<string> Footer(int rows) => Words.Wrap(string.Join(' ', ChartWords.Footer(picture, room, rows)), "t-foot", room, 24);
    }

    /// <summary>Writes the context; the drawing itself has its own pen.</summary>
    public void Draw(Pen pen, int height)
    {
        pen.Line(Margin, Margin, Width - Margin, Margin, "f-top");
        var y = Margin + 10 + 15;
        foreach (var line in Title)
        {
            pen.Text(Margin, y, line, "t-title", gap: 0);
            y += TitleLine;
        }

        y -= 4;
        foreach (var line in Sub)
        {
            pen.Text(Margin, y, line, "t-sub", gap: 0);
            y += SubLine;
        }

        y = height - Bottom + 8;
        if (Foot.Count > 0) pen.Line(Margin, y, Width - Margin, y, "f-rule");
        y += 17;
        foreach (var line in Foot)
        {
            pen.Text(Margin, y, line, "t-foot", gap: 0);
            y += FootLine;
        }
    }
}
