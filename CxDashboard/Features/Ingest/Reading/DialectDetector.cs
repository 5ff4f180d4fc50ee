namespace CxDashboard.Features.Ingest.Reading;

/// <summary>
/// Finds what stands between the fields: of comma, tab, semicolon and bar the one by which most rows have the same number of
/// fields, and fields that hold none of the others. Quoted fields, decimal commas and titles above the header do not mislead it.
/// </summary>
internal static class DialectDetector
{
    private const int MostRows = 200;
    private static readonly byte[] Candidates = [(byte)',', (byte)'\t', (byte)';', (byte)'|'];

    /// <param name="head">UTF-8, the beginning of the file.</param>
    /// <param name="whole">Whether it is all of the file; else its last line may be cut off.</param>
    public static Dialect Detect(ReadOnlySpan<byte> head, bool whole = false)
    {
        var above = Lines.Above(head, out var hint);
        if (hint is { } named) return Judge(head, above, named, whole).Dialect;
        var best = Judge(head, above, Candidates[0], whole);
        foreach (var candidate in Candidates.AsSpan(1))
        {
            // A tie goes to the earlier.
            var other = Judge(head, above, candidate, whole);
            if (other.Score > best.Score) best = other;
        }

        return best.Dialect;
    }

    private static (double Score, Dialect Dialect) Judge(ReadOnlySpan<byte> head, int above, byte delimiter, bool whole)
    {
        var rows = Rows(head, above, delimiter, whole);
        if (rows.Count == 0) return (0, new Dialect((char)delimiter, above + 1, 0, 0));
        // One field a row says nothing of what stands between fields.
        var usual = rows.Where(r => r.Fields > 1).GroupBy(r => r.Fields).OrderByDescending(g => g.Count()).ThenByDescending(g => g.Key).FirstOrDefault()?.Key;
        if (usual is not { } width) return (0, new Dialect((char)delimiter, rows[0].Line, rows.Count, rows.Count));
        // A title is one word in a row of blanks, where a spreadsheet wrote it.
        var header = rows.FindIndex(r => r.Fields == width && r.Filled * 2 > width);
        if (header < 0) header = rows.FindIndex(r => r.Fields == width);
        // Rows often end with more separators than the header: then it is the line above them that has a word for each of their fields.
        while (header > 0 && rows[header - 1].Fields != width && rows[header - 1].Filled > 1 && rows[header - 1].Filled >= rows[header].Filled) header--;
        var agree = rows.Skip(header).Count(r => r.Fields == width);
        var clean = rows.Sum(r => r.Clean) / (double)rows.Sum(r => r.Fields);
        var score = agree / (double)rows.Count * (1 - (1.0 / width)) * clean;
        return (score, new Dialect((char)delimiter, rows[header].Line, agree, rows.Count));
    }

    private static List<(int Line, int Fields, int Filled, int Clean)> Rows(ReadOnlySpan<byte> text, int above, byte delimiter, bool whole)
    {
        var rows = new List<(int, int, int, int)>();
        var place = Lines.Skip(text, above);
        var line = above + 1;
        while (place < text.Length && rows.Count < MostRows)
        {
            var (first, fields, filled, clean) = (line, 1, 0, 0);
            var ended = false;
            while (!ended && place < text.Length)
            {
                var inside = text[Field(text, ref place, ref line, delimiter, out var quoted)];
                // Quoted text may hold anything.
                if (quoted || IsClean(inside, delimiter)) clean++;
                if (!Utf8Trim.Trim(inside).IsEmpty) filled++;
                if (place >= text.Length) break;
                if (text[place] == delimiter)
                {
                    fields++;
                    place++;
                    if (place == text.Length) clean++;
                    continue;
                }

                place = Lines.Skip(text[place..], 1) + place;
                line++;
                ended = true;
            }

            // The last line of a piece may be cut off.
            if (!ended && !whole && rows.Count > 0) break;
            if (filled > 0) rows.Add((first, fields, filled, Math.Min(clean, fields)));
        }

        return rows;
    }

    // From the place to the separator or line end behind the field; without its quotes where it has any.
    private static Range Field(ReadOnlySpan<byte> text, ref int place, ref int line, byte delimiter, out bool quoted)
    {
        var start = place;
        quoted = text[place] == '"';
        if (quoted)
        {
            for (place++; place < text.Length; place++)
            {
                if (text[place] == '"')
                {
                    if (place + 1 >= text.Length || text[place + 1] != '"') break;
                    place++;
                }
                else if (text[place] == '\n' || (text[place] == '\r' && (place + 1 >= text.Length || text[place + 1] != '\n')))
                {
                    line++;
                }
            }

            var end = Math.Min(place, text.Length);
            while (place < text.Length && text[place] != delimiter && text[place] is not ((byte)'\n' or (byte)'\r')) place++;
            return new Range(start + 1, Math.Max(end, start + 1));
        }

        var length = text[place..].IndexOfAny(delimiter, (byte)'\n', (byte)'\r');
        place = length < 0 ? text.Length : place + length;
        return new Range(start, place);
    }

    // Clean is what holds none of the other separators, but for a comma in a number or before a space.
    private static bool IsClean(ReadOnlySpan<byte> field, byte delimiter)
    {
        for (var i = 0; i < field.Length; i++)
        {
            if (field[i] == delimiter || !Candidates.AsSpan().Contains(field[i])) continue;
            var number = field[i] == ',' && i > 0 && i + 1 < field.Length && char.IsAsciiDigit((char)field[i - 1]) && char.IsAsciiDigit((char)field[i + 1]);
            var prose = field[i] is (byte)',' or (byte)';' && i + 1 < field.Length && field[i + 1] == ' ';
            if (!number && !prose) return false;
        }

        return true;
    }
}
