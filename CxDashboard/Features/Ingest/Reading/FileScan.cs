namespace CxDashboard.Features.Ingest.Reading;

/// <summary>What one look through the whole file tells before anything of it is stored.</summary>
/// <param name="Hash">SHA-256 of the file as it lies on disk, as lower-case hex.</param>
/// <param name="Rows">How many rows follow the header.</param>
/// <param name="Returning">The ids that may stand in it more than once.</param>
/// <param name="Records">What turns its rows into records.</param>
/// <param name="Header">Its columns.</param>
internal sealed record FileScan(string Hash, long Rows, ReturningIds Returning, RecordReader Records, Header Header)
{
    /// <summary>Reads the file from end to end, so that one that is damaged anywhere is refused before its first row is stored.</summary>
    /// <param name="source">The file.</param>
    /// <param name="bind">Binds the map to the file's header, and refuses one that does not fit.</param>
    /// <param name="tell">Told of rows and bytes now and then.</param>
    /// <param name="ct">Stops between rows.</param>
    public static FileScan Run(ImportSource source, Func<Header, RecordReader> bind, Action<long, OpenedFile> tell, CancellationToken ct)
    {
        var returning = new ReturningIds();
        HashingStream? hashing = null;
        using var opened = source.File.Open(stream => hashing = new HashingStream(stream));
        using var table = source.Read(opened);
        var records = bind(table.Header);
        long rows = 0;
        ulong last = 0;
        while (table.Next())
        {
            if ((++rows & 0xFFF) == 0)
            {
                ct.ThrowIfCancellationRequested();
                tell(rows, opened);
            }

            if (!records.HasKeys || table.Fault is not null || records.Key(table.Row) is not { IsEmpty: false } key) continue;

            // Neighbouring events of one id are one group, which is folded as it is read; only a later return counts.
            var id = TextHash.Of(key);
            if (!records.HasEvents || id != last) returning.Note(id);
            last = id;
        }

        if (!opened.IsWhole) throw new ImportRefusedException($"The file {source.File.Path} is damaged: it breaks off after line {table.LastLine}. Fetch it again.");
        returning.Close();
        return new FileScan(hashing!.Finish(), rows, returning, records, table.Header);
    }
}
