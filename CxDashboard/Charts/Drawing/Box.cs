namespace CxDashboard.Charts.Drawing;

/// <summary>An upright rectangle in CSS pixels, y growing downwards.</summary>
internal readonly record struct Box(double Left, double Top, double Right, double Bottom)
{
    private const double Hair = 1e-6;

    public double Width => Right - Left;
    public double Height => Bottom - Top;

    public bool Meets(Box other, double gap = 0) =>
        Left < other.Right + gap && other.Left < Right + gap && Top < other.Bottom + gap && other.Top < Bottom + gap;

    /// <summary>Whether a part of a line lies in it: what is left of the line after each side has cut it (Liang and Barsky).</summary>
    public bool Meets(double x1, double y1, double x2, double y2)
    {
        var (from, to) = (0.0, 1.0);
        return Cut(x1 - x2, x1 - Left) && Cut(x2 - x1, Right - x1) && Cut(y1 - y2, y1 - Top) && Cut(y2 - y1, Bottom - y1);

        bool Cut(double towards, double room)
        {
            if (towards == 0) return room >= 0;
            if (towards < 0) from = Math.Max(from, room / towards);
            else to = Math.Min(to, room / towards);
            return from <= to;
        }
    }

    // A sum of widths may miss the edge by what a double cannot hold.
    public bool Holds(Box other) => other.Left >= Left - Hair && other.Right <= Right + Hair && other.Top >= Top - Hair && other.Bottom <= Bottom + Hair;
}
