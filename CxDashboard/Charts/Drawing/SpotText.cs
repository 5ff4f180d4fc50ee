using System.Globalization;
using System.Text;

namespace CxDashboard.Charts.Drawing;

/// <summary>
/// Writes points as two attributes of a page's drawing, as short as they can be read by js/charts.js: where they are, and what each says. Words that all points share
/// are written once, and those that a point shares with the one before it not at all. Columns are apart by "~", points by "|"; the first two rows are what
/// stands before and after the words of each column. "=" at an end is what the point before has from its first space on.
/// </summary>
internal static class SpotText
{
    /// <summary>Places are whole halves of a pixel.</summary>
    private const double Unit = 0.5;

    /// <summary>"a 30.5 12 840 380 0 0;61 14 15-3;200-4": how they lie, the room of the crosshair, the size of a cell, then all x and all y, each as the difference to the one before.</summary>
    public static string Places(Reach reach, Box room, IReadOnlyList<Spot> spots, (double Width, double Height) cell)
    {
        var text = new StringBuilder();
        text.Append(reach switch { Reach.Across => 'a', Reach.Down => 'd', Reach.Cells => 'c', _ => 'p' });
        foreach (var number in (ReadOnlySpan<double>)[room.Left, room.Top, room.Right, room.Bottom, cell.Width, cell.Height]) text.Append(' ').Append(Pen.Number(number));
        text.Append(';');
        if (Even(spots) is { } step) text.Append('=').Append(Pen.Number(spots[0].X)).Append(' ').Append(step.ToString("0.#####", CultureInfo.InvariantCulture));
        else Differences(text, spots.Select(s => s.X));
        text.Append(';');
        Differences(text, spots.Select(s => s.Y));
        return text.ToString();
    }

    public static string Words(IReadOnlyList<Spot> spots)
    {
        var width = spots.Max(s => s.Words.Count);
        var columns = Enumerable.Range(0, width).Select(c => Column([.. spots.Select(s => c < s.Words.Count ? SvgText.Clean(s.Words[c]) : "")])).Where(c => c is not null).Select(c => c!).ToList();
        var text = new StringBuilder();
        for (var row = 0; row < spots.Count + 2; row++)
        {
            if (row > 0) text.Append('|');
            var (from, last) = (text.Length, 0);
            for (var c = 0; c < columns.Count; c++)
            {
                if (c > 0) text.Append('~');
                text.Append(columns[c][row]);
                if (columns[c][row].Length > 0) last = text.Length - from;
            }

            // Empty columns at the end of a point go unwritten; the first row says how many there are.
            if (row > 0) text.Length = from + last;
        }

        return text.ToString();
    }

    // What stands before and after all of its words, then what is left of each. Nothing where no point says anything.
    private static string[]? Column(string[] words)
    {
        var said = words.Where(w => w.Length > 0).ToList();
        if (said.Count == 0) return null;
        var before = Shared(said, (word, i) => word[i]);
        if (before > 0 && char.IsHighSurrogate(said[0][before - 1])) before--;
        var after = Shared(said.ConvertAll(w => w[before..]), (word, i) => word[^(i + 1)]);
        if (after > 0 && char.IsLowSurrogate(said[0][^after])) after--;
        var column = new string[words.Length + 2];
        (column[0], column[1]) = (Escape(said[0][..before]), Escape(said[0][^after..]));
        string? last = null;
        for (var i = 0; i < words.Length; i++)
        {
            if (words[i].Length == 0)
            {
                column[i + 2] = "";
                continue;
            }

            var left = words[i][before..^after];
            column[i + 2] = Short(left, last);
            last = left;
        }

        return column;
    }

    private static string Short(string words, string? last)
    {
        if (words == last) return "=";
        if (words.Length == 0) return "\\.";
        var space = last?.AsSpan().IndexOfAny(' ', '\u00A0') ?? -1;
        return space >= 0 && words.Length > last!.Length - space && words.EndsWith(last[space..], StringComparison.Ordinal) ? Escape(words[..^(last.Length - space)]) + "=" : Escape(words);
    }

    private static int Shared(List<string> words, Func<string, int, char> at)
    {
        var most = words.Min(w => w.Length);
        for (var i = 0; i < most; i++)
            if (words.Exists(w => at(w, i) != at(words[0], i))) return i;
        return most;
    }

    private static string Escape(string words) => words.AsSpan().IndexOfAny("\\|~=") < 0 ? words
        : words.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("|", "\\!", StringComparison.Ordinal).Replace("~", "\\-", StringComparison.Ordinal).Replace("=", "\\:", StringComparison.Ordinal);

    // Buckets of one length are one number; a clock change moves a week by less than a pixel's tenth.
    private static double? Even(IReadOnlyList<Spot> spots)
    {
        if (spots.Count < 3) return null;
        var step = (spots[^1].X - spots[0].X) / (spots.Count - 1);
        for (var i = 0; i < spots.Count; i++)
            if (Math.Abs(spots[0].X + (i * step) - spots[i].X) > Unit / 2) return null;
        return step;
    }

    // Whole numbers: their differences add up to no error. A minus is a separator too.
    private static void Differences(StringBuilder text, IEnumerable<double> places)
    {
        var (before, first) = (0L, true);
        foreach (var place in places)
        {
            var now = (long)Math.Round(place / Unit);
            if (!first && now >= before) text.Append(' ');
            text.Append((now - before).ToString(CultureInfo.InvariantCulture));
            (before, first) = (now, false);
        }
    }
}
