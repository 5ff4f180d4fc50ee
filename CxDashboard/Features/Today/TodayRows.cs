using CxDashboard.Domain.Time;
using Microsoft.Data.Sqlite;

namespace CxDashboard.Features.Today;

/// <summary>The statements behind Today: plain SQL that every store understands, read-only, each bounded in rows.</summary>
internal sealed class TodayRows(SqliteConnection connection)
{
    /// <summary>More open records than this are counted, not listed.</summary>
    public const int MostOpen = 20_000;

    // A source is known until its own moment; the clock's present counts for those that keep up by themselves.
    private const string Until = "CASE WHEN s.live = 1 OR s.known_until IS NULL OR s.known_until > $now THEN $now ELSE s.known_until END";

    private const string IsOpen = $"""
        (i.direction = 0 AND COALESCE(i.abandoned, 0) = 0 AND i.opened_at <= {Until} AND (
            (i.claimed_at IS NULL AND COALESCE(i.claimed, 0) = 0) OR i.claimed_at > {Until}
            OR (i.reopened_at >= i.claimed_at AND i.reopened_at <= {Until}
                AND (i.last_claimed_at IS NULL OR i.last_claimed_at <= i.reopened_at OR i.last_claimed_at > {Until}))))
        """;

    /// <summary>An open record, and the moment up to which its source is known.</summary>
    public sealed record Open(string? Customer, string? Topic, string? Channel, Instant OpenedAt, Instant Since, Instant Until, string? Comment);

    /// <summary>A comment with its rating.</summary>
    public sealed record Said(long Id, string Words, Instant At, string? Channel, string? Topic, double? Rating, int? Scale);

    /// <summary>
    /// What is open, newest first, and how many of them opened before <paramref name="quietBefore"/> and are only counted.
    /// One pass: the store has no index for it.
    /// </summary>
    public (List<Open> Open, int Quiet) ReadOpen(Instant now, Instant quietBefore)
    {
        var all = Read(
            $"""
            SELECT i.customer, i.topic, i.channel, i.opened_at, i.claimed_at, i.reopened_at, {Until}, i.comment
            FROM interaction i JOIN source s ON s.id = i.source_id
            WHERE {IsOpen}
            ORDER BY i.opened_at DESC, i.id DESC LIMIT {MostOpen}
            """,
            [("$now", now.UnixMilliseconds)],
            r =>
            {
                var (opened, until) = (At(r, 3), At(r, 6));
                var since = Null(r, 4) || Null(r, 5) || At(r, 4) > until ? opened : At(r, 5);
                return new Open(Text(r, 0), Text(r, 1), Text(r, 2), opened, since, until, Text(r, 7));
            });
        var open = all.FindAll(o => o.Since > quietBefore);
        return (open, all.Count - open.Count);
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

    private List<T> Read<T>(string sql, (string Name, long Value)[] parameters, Func<SqliteDataReader, T> map)
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
