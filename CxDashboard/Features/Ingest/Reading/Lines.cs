namespace CxDashboard.Features.Ingest.Reading;

/// <summary>The lines at the beginning of a table of text, which end with LF, CR LF, or CR alone.</summary>
internal static class Lines
{
    /// <summary>How many bytes a number of lines take; all of the text where it has fewer.</summary>
    public static int Skip(ReadOnlySpan<byte> text, int lines)
    {
        var place = 0;
        for (; lines > 0 && place < text.Length; lines--)
        {
            var end = text[place..].IndexOfAny((byte)'\r', (byte)'\n');
            if (end < 0) return text.Length;
            place += end + 1;
            if (text[place - 1] == '\r' && place < text.Length && text[place] == '\n') place++;
        }

        return place;
    }

    /// <summary>How many lines stand above the first with a word on it: blank ones, and "sep=;", by which Excel is told what separates.</summary>
    /// <param name="text">UTF-8 without byte order mark.</param>
    /// <param name="delimiter">What such a line names, or null.</param>
    public static int Above(ReadOnlySpan<byte> text, out byte? delimiter)
    {
        delimiter = null;
        var lines = 0;
        for (var place = 0; place < text.Length; lines++)
        {
            var length = Skip(text[place..], 1);
            var line = text.Slice(place, length).TrimEnd("\r\n"u8);
            if (Hint(line) is { } named) delimiter = named;
            else if (line.IndexOfAnyExcept(" \t,;|\""u8) >= 0) return lines;
            place += length;
        }

        return 0;
    }

    private static byte? Hint(ReadOnlySpan<byte> line)
    {
        if (line.Length > 2 && line[0] == '"' && line[^1] == '"') line = line[1..^1];
        return line.Length == 5 && System.Text.Ascii.EqualsIgnoreCase(line[..4], "sep="u8) && char.IsAscii((char)line[4]) && line[4] is not ((byte)'"' or (byte)' ') ? line[4] : null;
    }
}
