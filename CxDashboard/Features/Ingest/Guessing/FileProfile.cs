using CxDashboard.Features.Ingest.Reading;

namespace CxDashboard.Features.Ingest.Guessing;

/// <summary>All columns of a file, looked at from its first row to its last: what is said of them is said of the whole file.</summary>
/// <param name="Columns">In the file's order.</param>
/// <param name="Rows">Rows after the header, those in a wrong form included.</param>
/// <param name="Torn">Rows in a wrong form, of which nothing was counted.</param>
internal sealed record FileProfile(IReadOnlyList<ColumnProfile> Columns, long Rows, long Torn)
{
    /// <param name="source">The file.</param>
    /// <param name="tell">Told of rows and bytes now and then.</param>
    /// <param name="ct">Stops between rows.</param>
    /// <exception cref="ImportRefusedException">It cannot be read.</exception>
    public static FileProfile Run(ImportSource source, Action<long, OpenedFile>? tell, CancellationToken ct)
    {
        using var opened = source.File.Open();
        using var table = source.Read(opened);
        ColumnProfile[] columns = [.. table.Header.Names.Select((name, place) => new ColumnProfile(place, name))];
        long rows = 0, torn = 0;
        while (table.Next())
        {
            if ((++rows & 0xFFF) == 0)
            {
                ct.ThrowIfCancellationRequested();
                tell?.Invoke(rows, opened);
            }

            if (table.Fault is not null)
            {
                torn++;
                continue;
            }

            foreach (var column in columns) column.Add(table.Row.GetSpan(column.Place));
        }

        if (!opened.IsWhole) throw new ImportRefusedException($"The file {source.File.Path} is damaged: it breaks off after line {table.LastLine}. Fetch it again.");
        return new FileProfile(columns, rows, torn);
    }
}
