using CxDashboard.Features.Ingest.Reading;

namespace CxDashboard.Features.Ingest;

/// <summary>Tells how far an import is and how fast, a few times a second.</summary>
internal sealed class ImportPace(TimeProvider clock, IProgress<ImportProgress>? progress)
{
    private static readonly TimeSpan Often = TimeSpan.FromMilliseconds(200);
    private long _start = clock.GetTimestamp();
    private long _told;
    private long _before;
    private long _total;
    private long _bytes;

    /// <summary>The first pass: rows are counted, none is stored.</summary>
    public void Counting(long rows, OpenedFile file) => Report(rows, 0, file.BytesRead, file.Length, force: false);

    /// <summary>The second pass begins.</summary>
    /// <param name="done">Rows that an earlier run has stored.</param>
    /// <param name="total">Rows of the file.</param>
    public void Begin(long done, long total) => (_start, _before, _total) = (clock.GetTimestamp(), done, total);

    public void Tell(long rows, long rejected, OpenedFile file) => Report(rows, rejected, file.BytesRead, file.Length, force: false);

    /// <summary>All of it is on disk.</summary>
    public void End(long rows, long rejected) => Report(rows, rejected, _bytes, _bytes, force: true);

    private void Report(long rows, long rejected, long bytes, long size, bool force)
    {
        _bytes = size;
        if (progress is null || (!force && clock.GetElapsedTime(_told) < Often)) return;
        _told = clock.GetTimestamp();
        var seconds = clock.GetElapsedTime(_start).TotalSeconds;
        progress.Report(new ImportProgress(rows, seconds > 0 ? (rows - _before) / seconds : 0, rejected, bytes, size, _total));
    }
}
