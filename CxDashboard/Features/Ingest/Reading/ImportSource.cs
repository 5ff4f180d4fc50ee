namespace CxDashboard.Features.Ingest.Reading;

/// <summary>A file that was looked at: what stands between its fields is known.</summary>
internal sealed record ImportSource(SourceFile File, char Delimiter)
{
    private const int Head = 64 * 1024;

    /// <summary>The table in an opened file, from its header on. The caller disposes it.</summary>
    public TableReader Read(OpenedFile opened) => new(opened.Text, File.Path, Delimiter);

    /// <exception cref="ImportRefusedException">The file cannot be read, or is not a table of text.</exception>
    public static ImportSource Look(string path, Maps.ImportMap map)
    {
        var file = new SourceFile(path, map.Encoding);
        var head = file.Peek(Head);
        return new ImportSource(file, map.Delimiter ?? Delimiters.Detect(head));
    }
}
