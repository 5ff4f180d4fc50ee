using System.Text;

namespace CxDashboard.Charts.Drawing;

/// <summary>Slanting lines in a box, drawn line by line: a pattern needs an id, and two pictures in one page would share it.</summary>
internal static class Hatching
{
    public static void Draw(Pen pen, Box box, double gap, bool down, string look)
    {
        var path = new StringBuilder();
        for (var c = box.Left - box.Height + gap; c < box.Right; c += gap)
        {
            // The line runs from (c, bottom) to (c + height, top), cut at both sides of the box.
            var (a, b) = (Math.Max(c, box.Left), Math.Min(c + box.Height, box.Right));
            if (b - a < 0.2) continue;
            var (ya, yb) = down ? (box.Bottom - (a - c), box.Bottom - (b - c)) : (box.Top + (a - c), box.Top + (b - c));
            path.Append('M').Append(Pen.Number(a)).Append(' ').Append(Pen.Number(ya)).Append('L').Append(Pen.Number(b)).Append(' ').Append(Pen.Number(yb));
        }

        pen.Path(path.ToString(), look);
    }
}
