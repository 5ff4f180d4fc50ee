namespace CxDashboard.Charts.Drawing;

/// <summary>A sentence where a drawing would be.</summary>
internal static class NothingToDraw
{
    public static void Write(Pen pen, Box room, string sentence)
    {
        var lines = Words.Wrap(sentence, "t-words", room.Width, Math.Max(1, (int)(room.Height / 18)));
        var y = room.Top + ((room.Height - (lines.Count * 18)) / 2) + 13;
        foreach (var line in lines)
        {
            pen.Text(room.Left, y, line, "t-words");
            y += 18;
        }
    }
}
