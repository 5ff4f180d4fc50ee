using System.Text.Json;
using CxDashboard.Data;
using CxDashboard.Data.Writing;
using CxDashboard.Domain.Interactions;
using CxDashboard.Domain.Time;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace CxDashboard.Features.Ingest;

/// <summary>What the importer asks of the store. Every question is short: an open read keeps the log from shrinking.</summary>
internal sealed class ImportsQuery(string storePath)
{
    /// <summary>The latest import of the same file under the same map and as the same source that did not finish and stands, or null.</summary>
    public ImportRow? FindUnfinished(string fileHash, string mapHash, string? source)
    {
        // An import asks this and the next question without Entity Framework, which takes a second to begin with.
        using var connection = Store.OpenReader(storePath);
        using var statement = new Statement(connection, """
            SELECT id, file_name, map_name, started_at, position, read, rejected, state, new, changed, unchanged, traced, fault FROM import
            WHERE finished_at IS NULL AND undone_at IS NULL AND file_hash = ?1 AND map_hash = ?2 AND source IS ?3 ORDER BY id DESC LIMIT 1
            """);
        statement.Bind(1, fileHash);
        statement.Bind(2, mapHash);
        if (source is not null) statement.Bind(3, source);
        return !statement.Step() ? null : new ImportRow
        {
            Id = statement.Integer(0),
            FileName = statement.Text(1),
            FileHash = fileHash,
            MapName = statement.Text(2),
            MapHash = mapHash,
            Source = source,
            StartedAt = new Instant(statement.Integer(3)),
            Position = statement.Integer(4),
            Read = statement.Integer(5),
            Rejected = statement.Integer(6),
            State = statement.IsNull(7) ? null : statement.Text(7),
            New = statement.Integer(8),
            Changed = statement.Integer(9),
            Unchanged = statement.Integer(10),
            Traced = statement.Integer(11) != 0,
            Fault = statement.IsNull(12) ? null : statement.Text(12),
        };
    }

    /// <summary>Until when the sources of these names that are there are known, as far as they are.</summary>
    public IReadOnlyList<(Instant? KnownUntil, Instant? ContactsKnownUntil)> KnownUntil(IEnumerable<string> sources)
    {
        using var connection = Store.OpenReader(storePath);
        using var statement = new Statement(connection, "SELECT known_until, contacts_known_until FROM source WHERE name = ?1");
        var known = new List<(Instant?, Instant?)>();
        foreach (var source in sources)
        {
            statement.Bind(1, source);
            if (statement.Step()) known.Add((At(0), At(1)));
            statement.Reset();
        }

        return known;

        Instant? At(int column) => statement.IsNull(column) ? null : new Instant(statement.Integer(column));
    }

    /// <summary>All imports, newest first.</summary>
    public async Task<IReadOnlyList<ImportRow>> ListAsync(CancellationToken ct)
    {
        await using var context = new QueryContextFactory(storePath).CreateDbContext();
        return await context.Imports.OrderByDescending(i => i.Id).ToListAsync(ct);
    }

    /// <summary>Imports that did not finish and stand, newest first. Those that run now are among them.</summary>
    public async Task<IReadOnlyList<ImportRow>> CutOffAsync(CancellationToken ct)
    {
        await using var context = new QueryContextFactory(storePath).CreateDbContext();
        return await context.Imports.Where(i => i.FinishedAt == null && i.UndoneAt == null).OrderByDescending(i => i.Id).ToListAsync(ct);
    }

    /// <summary>Whether there is an import of this number that was not taken back.</summary>
    public async Task<bool> StandsAsync(long id, CancellationToken ct)
    {
        await using var context = new QueryContextFactory(storePath).CreateDbContext();
        return await context.Imports.AnyAsync(i => i.Id == id && i.UndoneAt == null, ct);
    }

    /// <summary>What was asked of an import that was cut off.</summary>
    /// <exception cref="ImportRefusedException">It was not cut off, or that is not known.</exception>
    public async Task<ImportRequest> RequestOfAsync(long id, CancellationToken ct)
    {
        await using var context = new QueryContextFactory(storePath).CreateDbContext();
        var import = await context.Imports.FirstOrDefaultAsync(i => i.Id == id, ct) ?? throw new ImportRefusedException($"There is no import {id}.");
        if (import.UndoneAt is not null) throw new ImportRefusedException($"Import {id} ({import.FileName}) was taken back; import the file anew.");
        if (import.FinishedAt is not null) throw new ImportRefusedException($"Import {id} ({import.FileName}) is finished already.");
        return import.Request is { } request ? JsonSerializer.Deserialize<ImportRequest>(request)!
            : throw new ImportRefusedException($"Where the file of import {id} ({import.FileName}) lies is not known; import it again to go on.");
    }

    /// <summary>The rejected rows of an import, in the file's order, page by page.</summary>
    /// <param name="reason">Those alone whose reason this is, or begins with it and the value that stood there; null for all.</param>
    public async Task<IReadOnlyList<RejectedRow>> RejectedAsync(long importId, (long Line, long Id) after, int count, CancellationToken ct, string? reason = null)
    {
        await using var context = new QueryContextFactory(storePath).CreateDbContext();
        var withValue = reason + ": \"";
        return await context.RejectedRows.Where(r => r.ImportId == importId && (reason == null || r.Reason == reason || r.Reason.StartsWith(withValue)) && (r.Line > after.Line || (r.Line == after.Line && r.Id > after.Id)))
            .OrderBy(r => r.Line).ThenBy(r => r.Id).Take(count).ToListAsync(ct);
    }

    /// <summary>Whether the store holds exactly this record now.</summary>
    public static bool Holds(SqliteConnection connection, Interaction record)
    {
        using var statement = new Statement(connection,
            $"SELECT {InteractionColumns.List} FROM interaction WHERE source_id = (SELECT id FROM source WHERE name = ?1) AND external_id = ?2");
        statement.Bind(1, record.Source);
        statement.Bind(2, record.ExternalId);
        if (!statement.Step()) return false;
        var values = new RowValues(InteractionColumns.Names.Count);
        values.Begin();
        InteractionColumns.Read(record, statement.Integer(0), values);
        return values.AreEqual(statement, firstColumn: 0);
    }
}
