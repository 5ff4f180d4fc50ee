namespace CxDashboard.Features.Ingest.Reading.Json;

/// <summary>Tells JSON Lines and JSON from tables of text.</summary>
internal static class JsonKind
{
    private const string Space = " \t\r\n";

    /// <param name="head">UTF-8, the beginning of the file.</param>
    /// <param name="name">The file's name: a line alone may be either.</param>
    public static FileKind Of(ReadOnlySpan<byte> head, string name)
    {
        var (first, second) = (Visible(head, 0), Visible(head, 1));
        var (objects, whole) = Objects(head);
        if (IsLines(name) && objects > 0) return FileKind.JsonLines;
        if (first == '[') return second is (byte)'{' or (byte)']' ? FileKind.Json : FileKind.Text;
        if (first != '{' || second is not ((byte)'"' or (byte)'}')) return FileKind.Text;
        // In a document the lines that begin an object end open or with a comma.
        return objects > 1 && whole * 2 > objects ? FileKind.JsonLines : FileKind.Json;
    }

    private static bool IsLines(string name)
    {
        if (name.EndsWith(".gz", StringComparison.OrdinalIgnoreCase)) name = name[..^3];
        return name.EndsWith(".jsonl", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".ndjson", StringComparison.OrdinalIgnoreCase);
    }

    // How many lines begin an object, and how many of them end one.
    private static (int All, int Whole) Objects(ReadOnlySpan<byte> head)
    {
        var (all, whole) = (0, 0);
        foreach (var range in head.Split((byte)'\n'))
        {
            var line = Utf8Trim.Trim(head[range]);
            if (line.Length == 0 || line[0] != '{' || head[range.Start] != '{') continue;
            all++;
            if (line[^1] == '}') whole++;
        }

        return (all, whole);
    }

    // The nth byte that is no space.
    private static byte Visible(ReadOnlySpan<byte> text, int nth)
    {
        foreach (var b in text)
        {
            if (!Space.Contains((char)b) && nth-- == 0) return b;
        }

        return 0;
    }
}
