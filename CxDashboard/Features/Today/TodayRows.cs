using System.Text.Json;
using CxDashboard.Domain.Time;
using CxDashboard.Measuring;
using Microsoft.Data.Sqlite;

namespace CxDashboard.Features.Today;

/// <summary>The statements behind Today: plain SQL that every store understands, read-only, each bounded in rows.</summary>
internal sealed class TodayRows(SqliteConnection connection)
{
    /// <summary>More open records than this are counted, not listed.</summary>
    public const int MostOpen = 20_000;

    /// <summary>An open record, and the moment up to which its source is known.</summary>
    public sealed record Open(string? Customer, string? Topic, string? Channel, Instant OpenedAt, Instant Since, Instant Until, string? Comment);

    /// <summary>A comment with its rating.</summary>
    public sealed record Said(long Id, string Words, Instant At, string? Channel, string? Topic, double? Rating, int? Scale);

    /// <summary>What records say that the engine found open, in its order; one that went in between is left out.</summary>
    public List<Open> ReadOpen(IReadOnlyList<OpenInteraction> open)
    {
        var waits = open.ToDictionary(o => (long)o.Id);
        var found = Read(
            "SELECT i.id, i.customer, i.topic, i.channel, i.opened_at, i.comment FROM interaction i WHERE i.id IN (SELECT value FROM json_each($ids))",
            [("$ids", JsonSerializer.Serialize(open.Select(o => o.Id)))],
            r => (Id: r.GetInt64(0), Open: new Open(Text(r, 1), Text(r, 2), Text(r, 3), At(r, 4), waits[r.GetInt64(0)].Since, waits[r.GetInt64(0)].Until, Text(r, 5))))
            .ToDictionary(f => f.Id, f => f.Open);
        return [.. open.Where(o => found.ContainsKey(o.Id)).Select(o => found[o.Id])];
    }

    /// <summary>The comments of the newest records that have one, newest first.</summary>
    public List<Said> ReadComments(Instant until, int count) => Read(
        $"""
        SELECT i.id, i.comment, i.opened_at, i.rated_at, i.channel, i.topic, i.rating, i.rating_scale FROM interaction i
        WHERE i.comment IS NOT NULL AND i.comment <> '' AND i.opened_at <= $until AND i.direction = 0
        ORDER BY i.opened_at DESC, i.id DESC LIMIT {count}
        """,
        [("$until", until.UnixMilliseconds)],
        r =>
        {
            var said = Null(r, 3) || At(r, 3) > until ? At(r, 2) : At(r, 3);
            return new Said(r.GetInt64(0), r.GetString(1), said, Text(r, 4), Text(r, 5), Null(r, 6) ? null : r.GetDouble(6), Null(r, 7) ? null : r.GetInt32(7));
        });

    private List<T> Read<T>(string sql, (string Name, object Value)[] parameters, Func<SqliteDataReader, T> map)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in parameters) command.Parameters.AddWithValue(name, value);
        using var reader = command.ExecuteReader();
        var rows = new List<T>();
        while (reader.Read()) rows.Add(map(reader));
        return rows;
    }

    private static bool Null(SqliteDataReader r, int i) => r.IsDBNull(i);
    private static string? Text(SqliteDataReader r, int i) => r.IsDBNull(i) ? null : r.GetString(i);
    private static Instant At(SqliteDataReader r, int i) => new(r.GetInt64(i));
}
