namespace CxDashboard.Features.Ingest.Reading.Json;

/// <summary>The records of a JSON file, one after the other, each as its own text.</summary>
internal abstract class JsonRecords : IDisposable
{
    protected static readonly RowFault TooLong = new("The record is longer than 16 MB.", "The record is longer than 16 MB.");

    /// <summary>The record's text in UTF-8; valid until the next one.</summary>
    public abstract ReadOnlySpan<byte> Text { get; }

    /// <summary>The line of the file on which it begins, from 1.</summary>
    public long Line { get; protected set; }

    /// <summary>Why there is no text, or null.</summary>
    public RowFault? Fault { get; protected set; }

    /// <summary>Goes to the next record; false at the end of the file.</summary>
    /// <exception cref="ImportRefusedException">The file cannot be read any further.</exception>
    public abstract bool Next();

    public abstract void Dispose();

    /// <summary>Opens a pass.</summary>
    /// <param name="text">UTF-8, disposed with the records.</param>
    /// <param name="path">How the file is called in sentences.</param>
    /// <param name="place">Where the array of records is; null for one record on each line.</param>
    public static JsonRecords Open(Stream text, string path, JsonPlace? place) => place is null ? new JsonLineRecords(text) : new JsonArrayRecords(text, path, place);
}
