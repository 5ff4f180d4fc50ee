namespace CxDashboard.Features.Ingest.Reading;

/// <summary>A file that was looked at: what stands between its fields is known.</summary>
internal sealed record ImportSource(SourceFile File, char Delimiter)
{
    /// <exception cref="ImportRefusedException">The file cannot be read, or is not a table.</exception>
    public static ImportSource Look(string path, Maps.ImportMap map)
    {
        var file = new SourceFile(path, FileChoices.Of(map));
        return new ImportSource(file, file.Delimiter);
    }

    /// <summary>The rows of one pass. The caller disposes both.</summary>
    public TableReader Read(OpenedFile opened) => new(opened.Text, File.Path, Delimiter, opened.LinesAbove);
}
