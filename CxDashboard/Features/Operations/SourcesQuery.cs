using CxDashboard.Data;
using CxDashboard.Domain.Time;
using CxDashboard.Live;
using CxDashboard.Measuring;
<<<<<<< HEAD
using Microsoft.Data.Sqlite;

namespace CxDashboard.Features.Operations;

/// <summary>Sources, the last imports and the last runs; read once for all viewers and each change.</summary>
public sealed class SourcesQuery(Measure measure, Store store, LiveFeed feed, TimeProvider clock) : IDisposable
{
    private const int ShownImports = 20;
    private const int ShownRuns = 10;
    private const int ShownReasons = 5;
    private readonly Shared<string, SourcesModel> _answers = new(1);
    private readonly Lock _gate = new();
    private IDisposable? _subscription;
    private long _version;

    /// <summary>The newest model.</summary>
    public Task<SourcesModel> RunAsync(CancellationToken ct)
    {
        lock (_gate) _subscription ??= feed.Subscribe([Topic.Runs, Topic.Measures], _ => Interlocked.Increment(ref _version));
        return _answers.GetAsync("", Interlocked.Read(ref _version), _ => Task.FromResult(Read()), ct);
    }

    /// <inheritdoc/>
    public void Dispose() => _subscription?.Dispose();

    private SourcesModel Read()
    {
        using var reader = Store.OpenReader(store.Path);
        var state = measure.State;
        var counts = measure.ValuesOf("source").Where(v => v.Value is not null).ToDictionary(v => v.Value!, v => v.Interactions, StringComparer.Ordinal);
        return new SourcesModel(
            TimeZoneInfo.ConvertTime(clock.GetUtcNow(), state.Zone), state,
            [.. state.Sources.Select(s => new SourceLine(s, counts.GetValueOrDefault(s.Name)))],
            [.. Imports(reader).Select(i => new ImportLine(i, i.Rejected == 0 ? [] : Reasons(reader, i.Id)))],
            RunsQuery.Last(reader, ShownRuns));
    }

    private static List<ImportRow> Imports(SqliteConnection reader)
    {
        using var command = reader.CreateCommand();
        command.CommandText = """
            SELECT id, file_name, map_name, started_at, finished_at, "read", "new", changed, unchanged, rejected, fault
            FROM import ORDER BY id DESC LIMIT $shown
            """;
        command.Parameters.AddWithValue("$shown", ShownImports);
        using var rows = command.ExecuteReader();
        var imports = new List<ImportRow>();
        while (rows.Read())
        {
            imports.Add(new ImportRow
            {
                Id = rows.GetInt64(0), FileName = rows.GetString(1), FileHash = "", MapName = rows.GetString(2), MapHash = "",
                StartedAt = new Instant(rows.GetInt64(3)), FinishedAt = rows.IsDBNull(4) ? null : new Instant(rows.GetInt64(4)),
                Read = rows.GetInt64(5), New = rows.GetInt64(6), Changed = rows.GetInt64(7), Unchanged = rows.GetInt64(8), Rejected = rows.GetInt64(9),
                Fault = rows.IsDBNull(10) ? null : rows.GetString(10),
            });
        }

        return imports;
    }

    private static List<RejectedReason> Reasons(SqliteConnection reader, long import)
    {
        using var command = reader.CreateCommand();
        command.CommandText = "SELECT reason, count(*), min(line) FROM rejected_row WHERE import_id = $import GROUP BY reason ORDER BY 2 DESC, 3 LIMIT $shown";
        command.Parameters.AddWithValue("$import", import);
        command.Parameters.AddWithValue("$shown", ShownReasons);
        using var rows = command.ExecuteReader();
        var reasons = new List<RejectedReason>();
        while (rows.Read()) reasons.Add(new RejectedReason(rows.GetString(0), rows.GetInt64(1), rows.GetInt64(2)));
        return reasons;
=======
using Microsoft.EntityFrameworkCore;

namespace CxDashboard.Features.Operations;

/// <summary>Answers for the page Sources. Imports and runs are those of the real store, also while the sample is shown.</summary>
public sealed class SourcesQuery(Measure measure, DataFolder folder, LiveFeed feed, TimeProvider clock) : IDisposable
{
    private const int ImportsShown = 20;
    private const int RunsShown = 5;
    private const int ReasonsShown = 5;

    private readonly Shared<string, SourcesModel> _answers = new(1);
    private readonly News _news = new(feed);

    /// <summary>The model of the present state.</summary>
    public Task<SourcesModel> RunAsync(CancellationToken ct) => _answers.GetAsync("", _news.Count, AskAsync, ct);

    /// <summary>The newest model at hand without waiting, or null.</summary>
    public SourcesModel? Latest => _answers.Latest("");

    /// <inheritdoc/>
    public void Dispose() => _news.Dispose();

    private async Task<SourcesModel> AskAsync(CancellationToken ct)
    {
        var state = measure.State;
        DateTimeOffset Local(Instant instant) => TimeZoneInfo.ConvertTime(instant.ToDateTimeOffset(), state.Zone);
        await using var context = new QueryContextFactory(folder.StorePath).CreateDbContext();
        var imports = await context.Imports.OrderByDescending(i => i.Id).Take(ImportsShown).ToListAsync(ct);
        var told = new List<ImportTold>();
        foreach (var import in imports)
        {
            var reasons = import.Rejected == 0 ? [] : await context.RejectedRows.Where(r => r.ImportId == import.Id).GroupBy(r => r.Reason)
                .Select(g => new { Reason = g.Key, Count = g.LongCount() }).OrderByDescending(g => g.Count).Take(ReasonsShown).ToListAsync(ct);
            told.Add(new ImportTold(import, Local(import.StartedAt), import.FinishedAt is { } end ? Local(end) : null, [.. reasons.Select(r => (r.Reason, r.Count))]));
        }

        using var reader = Store.OpenReader(folder.StorePath);
        return new SourcesModel
        {
            Now = Local(Instant.Now(clock)),
            IsSample = state.IsSample,
            Records = state.Interactions,
            Sources = [.. state.Sources.Select(s => (s.Name, s.Live, Local(s.KnownUntil)))],
            Imports = told,
            Runs = [.. RunsQuery.Last(reader, RunsShown).Select(r => new RunTold(r, Local(r.StartedAt), r.EndedAt is { } end ? Local(end) : null))],
        };
    }

    // Counts what was published, so that viewers share an answer until there is other news.
    private sealed class News : IDisposable
    {
        private readonly IDisposable _subscription;
        private long _count;

        public News(LiveFeed feed) => _subscription = feed.Subscribe([Topic.Measures, Topic.Runs], _ => Interlocked.Increment(ref _count));

        public long Count => Interlocked.Read(ref _count);

        public void Dispose() => _subscription.Dispose();
>>>>>>> pages
    }
}
