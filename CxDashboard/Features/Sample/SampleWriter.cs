using System.Globalization;
using CxDashboard.Data;
using Microsoft.Data.Sqlite;

namespace CxDashboard.Features.Sample;

/// <summary>
/// Puts a sample year into the sample store in place of what is there. What follows the store sees it as any other change:
/// records that are new, changed or gone. Written a second time it leaves everything as it is.
/// </summary>
public sealed class SampleWriter(Store store)
{
    // Raised when the generator makes another year of the same seed and end, so that stores of earlier programs are renewed.
    private const int Generator = 1;
    private const int BatchSize = 4_000;
    private const string Mark = "sample";

    /// <summary>Writes the year, unless the store already holds exactly this one.</summary>
    /// <param name="progress">Told after each batch that is on disk.</param>
    public async Task<SampleAnswer> WriteAsync(
        DateOnly until, ulong seed, TimeZoneInfo zone, IProgress<SampleProgress>? progress, CancellationToken ct)
    {
        var mark = string.Create(CultureInfo.InvariantCulture, $"{Generator} {until:yyyy-MM-dd} {seed} {zone.Id}");
        var from = until.AddDays(-364);
        if (string.Equals(ReadMark(), mark, StringComparison.Ordinal)) return new SampleAnswer(from, until, seed, CountRecords(), Written: false);

        // A year that was cut off in the middle of writing has no mark, and is written again.
        await store.Writer.RunAsync((connection, transaction) => Execute(connection, transaction, "DELETE FROM setting WHERE name = $name", null), ct);
        var records = await ReplaceAsync(until, seed, zone, progress, ct);
        await store.Writer.RunAsync(
            (connection, transaction) =>
            {
                // Nobody asks what the sample said before it was renewed, and each renewal would keep a whole year of it.
                Execute(connection, transaction, "DELETE FROM interaction_version", null);
                return Execute(connection, transaction, "INSERT INTO setting (name, value) VALUES ($name, $value)", mark);
            },
            ct);
        return new SampleAnswer(from, until, seed, records, Written: true);
    }

    private async Task<long> ReplaceAsync(DateOnly until, ulong seed, TimeZoneInfo zone, IProgress<SampleProgress>? progress, CancellationToken ct)
    {
        var gone = ReadIdentities();
        var end = SampleYear.End(until, zone);
        long records = 0;
        foreach (var batch in SampleYear.Make(until, seed, zone).Chunk(BatchSize))
        {
            foreach (var record in batch) gone.Remove((record.Source, record.ExternalId));
            await store.Writer.WriteAsync(new WriteBatch { Records = batch }, ct);
            records += batch.Length;
            progress?.Report(new SampleProgress(records));
        }

        foreach (var batch in gone.Chunk(BatchSize)) await store.Writer.WriteAsync(new WriteBatch { Deletions = batch }, ct);

        // Forced, because a year that ends earlier than the one before it is known until an earlier moment.
        string[] sources = [Larkfield.Helpdesk, Larkfield.PhoneLog];
        var known = sources.Select(s => new SourceKnownUntil(s, end, end, Forced: true)).ToArray();
        await store.Writer.WriteAsync(new WriteBatch { KnownUntil = known }, ct);
        return records;
    }

    private HashSet<(string Source, string ExternalId)> ReadIdentities()
    {
        using var reader = Store.OpenReader(store.Path);
        using var command = reader.CreateCommand();
        command.CommandText = "SELECT s.name, i.external_id FROM interaction i JOIN source s ON s.id = i.source_id";
        using var rows = command.ExecuteReader();
        var identities = new HashSet<(string, string)>();
        while (rows.Read()) identities.Add((rows.GetString(0), rows.GetString(1)));
        return identities;
    }

    private long CountRecords() => (long)Ask("SELECT COUNT(*) FROM interaction")!;

    private string? ReadMark() => Ask("SELECT value FROM setting WHERE name = $name") as string;

    private object? Ask(string sql)
    {
        using var reader = Store.OpenReader(store.Path);
        using var command = reader.CreateCommand();
        command.CommandText = sql;
        command.Parameters.AddWithValue("$name", Mark);
        return command.ExecuteScalar();
    }

    private static int Execute(SqliteConnection connection, SqliteTransaction transaction, string sql, string? value)
    {
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = sql;
        command.Parameters.AddWithValue("$name", Mark);
        command.Parameters.AddWithValue("$value", (object?)value ?? DBNull.Value);
        return command.ExecuteNonQuery();
    }
}
