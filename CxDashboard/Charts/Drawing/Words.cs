namespace CxDashboard.Charts.Drawing;

/// <summary>Breaks sentences into lines.</summary>
internal static class Words
{
    /// <summary>Lines of at most <paramref name="width"/> CSS pixels, at most so many; what does not fit ends in an ellipsis.</summary>
    public static IReadOnlyList<string> Wrap(string words, string look, double width, int most)
    {
        var lines = new List<string>();
        var line = "";
        foreach (var word in SvgText.Clean(words).Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var longer = line.Length == 0 ? word : line + " " + word;
            if (Pen.Width(longer, look) <= width)
            {
                line = longer;
                continue;
            }

            if (line.Length > 0) lines.Add(line);
            line = word;
            while (lines.Count < most && Pen.Width(line, look) > width)
            {
                var fits = Fitting(line, look, width);
                lines.Add(line[..fits]);
                line = line[fits..];
            }

            if (lines.Count >= most) break;
        }

        if (lines.Count < most && line.Length > 0)
        {
            lines.Add(line);
            return lines;
        }

        if (line.Length > 0 && lines.Count > 0) lines[^1] = Shorten(lines[^1], look, width);
        return lines;
    }

    private static string Shorten(string line, string look, double width)
    {
        while (line.Length > 0 && Pen.Width(line + "…", look) > width) line = line[..^(line.Length > 1 && char.IsLowSurrogate(line[^1]) ? 2 : 1)];
        return line.TrimEnd() + "…";
    }

    // At least one character, and never half of one.
    private static int Fitting(string word, string look, double width)
    {
        var n = 0;
        foreach (var rune in word.EnumerateRunes())
        {
            if (n > 0 && Pen.Width(word[..(n + rune.Utf16SequenceLength)], look) > width) break;
            n += rune.Utf16SequenceLength;
        }

        return n;
    }
}
