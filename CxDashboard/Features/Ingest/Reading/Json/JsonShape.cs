namespace CxDashboard.Features.Ingest.Reading.Json;

/// <summary>What a JSON file holds, known only when all of it was read once.</summary>
/// <param name="Place">Where its array of records is; null for one record on each line.</param>
/// <param name="Columns">Everything that stands in its records.</param>
internal sealed record JsonShape(JsonPlace? Place, JsonColumns Columns)
{
    /// <summary>Reads the whole file, twice where its records must be found first.</summary>
    /// <param name="open">Opens a pass over its text.</param>
    /// <param name="path">How the file is called in sentences.</param>
    /// <param name="lines">Whether there is one record on each line.</param>
    /// <param name="records">Where a person says that the records are, or null.</param>
    /// <exception cref="ImportRefusedException">It cannot be read, or has no records.</exception>
    public static JsonShape Read(Func<OpenedFile> open, string path, bool lines, string? records)
    {
        JsonPlace? place = null;
        if (!lines)
        {
            using var document = open();
            place = JsonPlace.Find(document.Text, path, records);
        }

        using var opened = open();
        using var all = JsonRecords.Open(opened.Text, path, place);
        var columns = new JsonColumns(path);
        var reader = new JsonRecordReader(columns);
        while (all.Next())
        {
            if (all.Fault is null) reader.TryRead(all.Text);
        }

        columns.Close();
        return columns.Kept.Count > 0 ? new JsonShape(place, columns)
            : throw new ImportRefusedException($"The file {path} is empty: it has no record that is a JSON object with properties.");
    }
}
