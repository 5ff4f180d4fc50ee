using CxDashboard.Data;
using CxDashboard.Live;
using CxDashboard.Measuring;
using Microsoft.EntityFrameworkCore;

namespace CxDashboard.Features.Operations;

/// <summary>Rows of an import that were set aside for one reason: how many, and the first of them.</summary>
/// <param name="Reason">Without the value that stood there, so that all rows with that fault are one reason.</param>
/// <param name="Count">How many rows.</param>
/// <param name="First">The first, as they came.</param>
public sealed record RejectedReason(string Reason, long Count, IReadOnlyList<RejectedLine> First);

/// <summary>What an import set aside, and whether its file is still there to be mended.</summary>
/// <param name="Import">The import; null where there is none of that number.</param>
/// <param name="Reasons">The most frequent first.</param>
/// <param name="Others">How many further reasons there are.</param>
/// <param name="KeptUntil">Until when the file stays, in the workspace's zone; null where it is not kept.</param>
/// <param name="Now">The present moment there.</param>
public sealed record SetAsideModel(ImportRow? Import, IReadOnlyList<RejectedReason> Reasons, int Others, DateTimeOffset? KeptUntil, DateTimeOffset Now)
{
    /// <summary>Whether the file may be opened again.</summary>
    public bool MayMend { get; init; }
}

/// <summary>Answers for the page of what an import set aside.</summary>
public sealed class RejectedReasonsQuery(DataFolder folder, IImportControl control, Measure measure, TimeProvider clock)
{
    private const int ReasonsShown = 30, RowsShown = 3;

    // A reason ends where the value begins that stood there.
    private const string Question = """
        WITH told AS (SELECT id, line, reason, text, CASE WHEN instr(reason, ': "') > 0 THEN substr(reason, 1, instr(reason, ': "') - 1) ELSE reason END AS kind
            FROM rejected_row WHERE import_id = $import),
        counted AS (SELECT kind, count(*) AS rows, min(id) AS first FROM told GROUP BY kind),
        shown AS (SELECT * FROM counted ORDER BY rows DESC, first LIMIT $reasons)
        SELECT s.kind, s.rows, (SELECT count(*) FROM counted), t.id, t.line, t.reason, substr(t.text, 1, $length), length(t.text)
            FROM shown s JOIN (SELECT *, row_number() OVER (PARTITION BY kind ORDER BY id) AS place FROM told) t ON t.kind = s.kind AND t.place <= $rows
            ORDER BY s.rows DESC, s.first, t.id
        """;

    // SQLite answers on the thread that asks, and that must not be the one that draws the page.
    public Task<SetAsideModel> RunAsync(long importId, CancellationToken ct) => Task.Run(async () =>
    {
        await using var context = new QueryContextFactory(folder.StorePath).CreateDbContext();
        var import = await context.Imports.FirstOrDefaultAsync(i => i.Id == importId, ct);
        DateTimeOffset Local(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, measure.State.Zone);
        var (reasons, all) = import is null or { Rejected: 0 } ? ([], 0) : Reasons(importId);
        return new SetAsideModel(import, reasons, all - reasons.Count, control.FileKeptUntil(importId) is { } until ? Local(until) : null, Local(clock.GetUtcNow())) { MayMend = control.MayMend(importId) };
    }, ct);

    private (List<RejectedReason> Reasons, int All) Reasons(long importId)
    {
        using var reader = Store.OpenReader(folder.StorePath);
        using var command = reader.CreateCommand();
        command.CommandText = Question;
        foreach (var (name, value) in (ReadOnlySpan<(string, long)>)[("$import", importId), ("$reasons", ReasonsShown), ("$rows", RowsShown), ("$length", RejectedQuery.LongestText)]) command.Parameters.AddWithValue(name, value);
        using var rows = command.ExecuteReader();
        var (found, all) = (new List<RejectedReason>(), 0);
        while (rows.Read())
        {
            all = rows.GetInt32(2);
            var line = new RejectedLine(rows.GetInt64(3), rows.GetInt64(4), rows.GetString(5), rows.GetString(6), rows.GetInt32(7));
            if (found.Count > 0 && found[^1].Reason == rows.GetString(0)) found[^1] = found[^1] with { First = [.. found[^1].First, line] };
            else found.Add(new RejectedReason(rows.GetString(0), rows.GetInt64(1), [line]));
        }

        return (found, all);
    }
}
