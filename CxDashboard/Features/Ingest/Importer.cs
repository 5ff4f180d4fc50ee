using System.Text.Json;
using CxDashboard.Data;
using CxDashboard.Domain.Time;
using CxDashboard.Features.Ingest.Maps;
using CxDashboard.Features.Ingest.Reading;
using Microsoft.Data.Sqlite;

namespace CxDashboard.Features.Ingest;

/// <summary>
/// Imports a file of rows into the store. One pass looks at the whole file, a second one stores it batch by batch; an import
/// that was cut off goes on where its last batch ended, and ends as if it had run in one go. The same file twice changes nothing.
/// </summary>
/// <param name="store">The store, which this process owns.</param>
/// <param name="mapsFolder">Where a workspace keeps its own maps.</param>
/// <param name="zone">The workspace's zone, for local times where the map names none.</param>
/// <param name="clock">For when it ran and how fast.</param>
public sealed class Importer(Store store, string mapsFolder, TimeZoneInfo zone, TimeProvider clock)
{
    /// <summary>
    /// How many rows are written together: enough that a commit's wait for the disk is lost among them, and that ids without order
    /// do not write the same pages of their index over and over; few enough that others who write wait for less than half a second.
    /// </summary>
    internal const int UsualBatch = 40_000;

    /// <inheritdoc cref="UsualBatch"/>
    internal int BatchSize { get; init; } = UsualBatch;

    /// <summary>Told the import's number, as soon as the store has it.</summary>
    public Action<long>? Started { get; init; }

    // Clocks and zones differ by a day at most; an instant later than that is a mistake, and would keep its source from ever being corrected.
    private static readonly TimeSpan Beyond = TimeSpan.FromDays(1);

    /// <summary>Imports one file. The work is done on the thread pool; cancelling leaves what is stored to be gone on with.</summary>
    /// <exception cref="ImportRefusedException">The file, the map or the request cannot be used; says why in one sentence.</exception>
    public Task<ImportAnswer> RunAsync(ImportRequest request, IProgress<ImportProgress>? progress, CancellationToken ct) =>
        Task.Run(() => ImportAsync(request, progress, ct), ct);

    private async Task<ImportAnswer> ImportAsync(ImportRequest request, IProgress<ImportProgress>? progress, CancellationToken ct)
    {
        try
        {
            return await StoreAsync(request, progress, ct);
        }
        catch (SqliteException e)
        {
            throw new ImportRefusedException($"{Path.GetFileName(request.File)} could not be imported, because {StoreFaults.Why(e)}. Mend that and import it again: it goes on where it was.", e);
        }
    }

    private async Task<ImportAnswer> StoreAsync(ImportRequest request, IProgress<ImportProgress>? progress, CancellationToken ct)
    {
        var map = new MapFinder(mapsFolder).Find(request.Map ?? MapFinder.Standard);
        var source = ImportSource.Look(request.File, map);
        var asked = string.IsNullOrWhiteSpace(request.Source) ? null : request.Source.Trim();
        if (request.Rejects is { } path) RejectsFile.RefuseUnwritable(path, request.File);

        var customers = map.Pseudonymises ? CustomerIds.Hashed(Path.Combine(Path.GetDirectoryName(store.Path)!, "keys")) : CustomerIds.Plain;
        var pace = new ImportPace(clock, progress);
        var scan = FileScan.Run(source, header => new RecordReader(header, map, zone, asked, source.File.Stem, customers), pace.Counting, ct);

        var query = new ImportsQuery(store.Path);
        var mapHash = $"{map.Hash} {zone.Id}";
        var unfinished = query.FindUnfinished(scan.Hash, mapHash, asked);
        var import = unfinished ?? new ImportRow
        {
            FileName = source.File.Name,
            FileHash = scan.Hash,
            MapName = map.Name,
            MapHash = mapHash,
            Source = asked,
            StartedAt = Instant.Now(clock),
        };
        import = import with { AskedBy = request.AskedBy, Request = JsonSerializer.Serialize(request) };
        var state = ImportState.Parse(import.State);
        var sender = new BatchSender(store.Writer, import, state)
        {
            Size = BatchSize,
            Bound = import.StartedAt + Beyond,
            KnownUntil = request.KnownUntil ?? map.KnownUntilInstant,
            TellsNothing = map.KnownUntil == KnownUntilKind.None,
            Colleagues = scan.Records.Colleagues,
            KeepsText = !map.Pseudonymises,
        };
        try
        {
            if (unfinished is null) await sender.SendAsync(0, finished: null, ct);
            await sender.ArriveAsync();
            Started?.Invoke(sender.Import.Id);
            pace.Begin(import.Position, scan.Rows);
            using (var run = new ImportRun(store.Path, source, scan, sender, state, pace)) await run.StoreAsync(ct);
            await sender.SendAsync(scan.Rows, Instant.Now(clock), ct);
            await sender.ArriveAsync();
        }
        catch (IOException e)
        {
            // Rows that were put aside found no room, or the file is gone from under it.
            throw sender.Stopped(e.Message.TrimEnd('.'), e);
        }
        finally
        {
            await sender.SettleAsync();
        }

        pace.End(scan.Rows, sender.Import.Rejected);

        if (request.Rejects is { } rejects) await WriteRejectsAsync(rejects, source, scan, query, sender.Import, ct);
        return Answer(request, scan, sender.Import, state, query);
    }

    private static async Task WriteRejectsAsync(string path, ImportSource source, FileScan scan, ImportsQuery query, ImportRow import, CancellationToken ct)
    {
        try
        {
            await RejectsFile.WriteAsync(path, source, scan.Header, query, import.Id, ct);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ImportRefusedException($"{import.FileName} is in, but its rejected rows could not be written to {path}: {e.Message}", e);
        }
    }

    private static ImportAnswer Answer(ImportRequest request, FileScan scan, ImportRow import, ImportState state, ImportsQuery query)
    {
        string[] names = state.Sources.Count == 0 ? [scan.Records.DefaultSource] : [.. state.Sources.Keys.Order(StringComparer.Ordinal)];
        var known = query.KnownUntil(names);
        return new ImportAnswer
        {
            File = request.File,
            Source = string.Join(", ", names),
            Read = import.Read,
            New = import.New,
            Changed = import.Changed,
            Unchanged = import.Unchanged,
            Rejected = import.Rejected,
            KnownUntil = known.Min(s => s.KnownUntil),
            ContactsKnownUntil = known.Min(s => s.ContactsKnownUntil),
            Reasons = [.. state.Reasons.Select(r => new RejectReason(r.Key, r.Value.Count, r.Value.FirstLine)).OrderByDescending(r => r.Count).ThenBy(r => r.FirstLine)],
            Warnings = state.Weeks.Warning(import.FileName) is { } warning ? [warning] : [],
            Notes = scan.Records.Notes,
        };
    }
}
