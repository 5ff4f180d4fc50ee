using CxDashboard.Domain.Metrics;

namespace CxDashboard.Charts.Drawing;

/// <summary>The ladder's bars, from zero to all issues.</summary>
internal static class LadderDrawing
{
    private const double Bar = 30, Above = 20, Beneath = 16, Between = 14;

    public static double Height(LadderSpec ladder, double width) => Math.Max(40, ladder.Rungs.Sum(r => Above + Bar + Beside(Lines(r, width).Count) + Between));

    public static void Draw(LadderSpec ladder, Pen pen, Box area)
    {
        if (ladder.Rungs.Count == 0)
        {
            NothingToDraw.Write(pen, area, "Nothing here yet.");
            return;
        }

        var format = new ValueFormat(Unit.Share, ladder.Culture);
        var y = area.Top;
        foreach (var rung in ladder.Rungs)
        {
            var bar = new Box(area.Left, y + Above, area.Right, y + Above + Bar);
            if (pen.Text(area.Left, y + 13, rung.Rung.ToString(), "t-val"))
            {
                var room = area.Width - Pen.Width(rung.Rung.ToString(), "t-val") - 12;
                if (Words.Wrap(rung.Meaning, "t-tick", room, 1) is [var meaning]) pen.Text(area.Right, y + 13, meaning, "t-tick", Anchor.End, gap: 8);
            }

            Segments(rung, bar, pen, format);
            pen.Reaches(Reach.Down, area);
            pen.Spot(bar.Left + (bar.Width * Math.Clamp(rung.Share is { } s && double.IsFinite(s) ? s : 0, 0, 1)), (bar.Top + bar.Bottom) / 2, ChartWords.Rung(rung, ladder));
            y = bar.Bottom;
            var lines = Lines(rung, area.Width);
            for (var i = 0; i < lines.Count; i++) pen.Text(area.Left, y + 17 + (i * Beneath), lines[i], "t-note", gap: 0);
            y += Beside(lines.Count) + Between;
        }
    }

    private static IReadOnlyList<string> Lines(LadderRung rung, double width) => Words.Wrap(rung.Words, "t-note", width, 4);

    private static double Beside(int lines) => lines == 0 ? 0 : 6 + (lines * Beneath);

    private static void Segments(LadderRung rung, Box bar, Pen pen, ValueFormat format)
    {
        var at = bar.Left;
        var shown = rung.Share is { } s && double.IsFinite(s);
        if (shown)
        {
            var filled = Next(rung.Share!.Value);
            pen.Rectangle(filled, rung.Rung switch { Rung.Claimed => "l-claimed", Rung.Held => "l-held", _ => "l-confirmed" });
            var (words, look) = (format.Full(rung.Share.Value), rung.Rung == Rung.Claimed ? "t-rung1" : "t-rung");
            var foot = bar.Top + 19.5;

            // A short bar has its number beside it, past everything else that is drawn.
            if (Pen.Width(words, look) + 16 <= filled.Width) pen.Text(filled.Left + 8, foot, words, look);
            else pen.Text(bar.Left + (bar.Width * Math.Clamp(rung.Share.Value + rung.Maturing + rung.Lost + rung.Refuted, 0, 1)) + 8, foot, words, "t-rung1");
        }
        else pen.Text(bar.Left + 8, bar.Top + 19.5, "not known", "t-tick");

        if (Part(rung.Maturing) is { } maturing)
        {
            Hatching.Draw(pen, maturing, 6, down: true, "l-hatch");
            pen.Rectangle(maturing, "l-edge");
        }

        if (Part(rung.Refuted) is { } no)
        {
            Hatching.Draw(pen, no, 4.5, down: true, "l-no");
            Hatching.Draw(pen, no, 4.5, down: false, "l-no");
            pen.Rectangle(no, "l-no");
        }

        if (Part(rung.Lost) is { } lost) pen.Rectangle(lost, "l-lost");
        if (!shown) pen.Rectangle(bar, "l-lost");

        Box? Part(double share) => share > 0 && double.IsFinite(share) ? Next(share) : null;

        Box Next(double share)
        {
            var right = Math.Min(bar.Right, at + (bar.Width * Math.Clamp(share, 0, 1)));
            var box = bar with { Left = at, Right = right };
            at = right;
            return box;
        }
    }
}
