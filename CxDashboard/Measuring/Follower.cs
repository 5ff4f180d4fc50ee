using System.Text.Json;
using CxDashboard.Domain.Interactions;
using Microsoft.Data.Sqlite;

namespace CxDashboard.Measuring;

/// <summary>
/// Reads committed records into the facts: all of them at first, then what the journal says has changed, by its sequence
/// number. The statements are SQLite's; another provider gets its own beside them.
/// </summary>
internal static class Follower
{
    private const string Columns = """
        i.source_id, i.customer, i.segment, i.channel, i.topic, i.product, i.region, i.team, i.cause, i.policy, i.direction,
        i.opened_at, i.first_reply_at, i.first_useful_reply_at, i.claimed_at, i.claimed, i.reopened_count, i.reopened_at,
        i.last_claimed_at, i.abandoned, i.asked, i.rating, i.rating_scale, i.rated_at, i.confirmed
        """;

    /// <summary>Fills empty facts with all records, as they come. Returns how many there are.</summary>
    public static int Load(SqliteConnection reader, Facts facts, CancellationToken cancellation)
    {
        // One read transaction, so that the records are those of the sequence number.
        using var transaction = reader.BeginTransaction(deferred: true);
        var sources = ReadSources(reader);
        foreach (var source in sources.Values) facts.SetSource(source);
        using var command = reader.CreateCommand();
        command.CommandText = $"SELECT i.id, i.id, {Columns} FROM interaction i";
        var count = 0;
        foreach (var (row, record) in Rows(command, sources, cancellation))
        {
            facts.Put(row, record!.Value);
            count++;
        }

        facts.Sequence = LastSequence(reader);
        return count;
    }

    /// <summary>
    /// Everything that was committed after the facts' sequence number. It is read before anything is changed, so that a
    /// fault of the store leaves the facts as they were, and those who ask wait for the folding only.
    /// </summary>
    public static News Read(SqliteConnection reader, Facts facts, CancellationToken cancellation)
    {
        using var transaction = reader.BeginTransaction(deferred: true);
        var sources = ReadSources(reader);
        var last = LastSequence(reader);
        if (last <= facts.Sequence) return new News(facts.Sequence, [.. sources.Values], [], new Dictionary<string, List<(int, string?)>>());

        using var command = reader.CreateCommand();
        command.CommandText = $"""
            SELECT j.id, i.id, {Columns}
            FROM (SELECT DISTINCT interaction_id AS id FROM journal WHERE sequence > $since) j LEFT JOIN interaction i ON i.id = j.id
            """;
        command.Parameters.AddWithValue("$since", facts.Sequence);
        List<(int Row, FactRow? Record)> rows = [.. Rows(command, sources, cancellation)];
        var touched = JsonSerializer.Serialize(rows.Where(r => r.Record is not null).Select(r => r.Row));
        return new News(last, [.. sources.Values], rows, facts.Extras.Keys.ToDictionary(name => name, name => ReadExtra(reader, name, touched), StringComparer.Ordinal));
    }

    /// <summary>A dimension over one extra field of all records; null where no record has such a field.</summary>
    public static Dimension? LoadExtra(SqliteConnection reader, Facts facts, string name)
    {
        var dimension = new Dimension();
        if (facts.Rows > 0) dimension.Set(facts.Rows - 1, null);
        foreach (var (row, value) in ReadExtra(reader, name, only: null)) dimension.Set(row, value);
        return dimension.Count == 1 ? null : dimension;
    }

    /// <summary>External id of a record, and whether it is a hash that stands for a blank one.</summary>
    public static (string Id, bool IsHash) ExternalId(SqliteConnection reader, int row)
    {
        using var command = reader.CreateCommand();
        command.CommandText = "SELECT external_id, external_id_is_hash FROM interaction WHERE id = $id";
        command.Parameters.AddWithValue("$id", row);
        using var rows = command.ExecuteReader();
        return rows.Read() ? (rows.GetString(0), rows.GetInt64(1) != 0) : ("", true);
    }

    private static IEnumerable<(int Row, FactRow? Record)> Rows(SqliteCommand command, Dictionary<long, SourceFacts> sources, CancellationToken cancellation)
    {
        var count = 0;
        using var rows = command.ExecuteReader();
        while (rows.Read())
        {
            if ((++count & 4095) == 0) cancellation.ThrowIfCancellationRequested();
            yield return (rows.GetInt32(0), rows.IsDBNull(1) ? null : Read(rows, sources));
        }
    }

    // Of a few rows each is looked up: an OR in one statement for both would read the whole table for each commit.
    private static List<(int Row, string? Value)> ReadExtra(SqliteConnection reader, string name, string? only)
    {
        using var command = reader.CreateCommand();
        command.CommandText = only is null
            ? "SELECT i.id, e.value FROM interaction i, json_each(i.extra) e WHERE i.extra IS NOT NULL AND e.key = $name"
            : "SELECT i.id, e.value FROM json_each($only) o CROSS JOIN interaction i ON i.id = o.value CROSS JOIN json_each(i.extra) e WHERE i.extra IS NOT NULL AND e.key = $name";
        command.Parameters.AddWithValue("$name", name);
        if (only is not null) command.Parameters.AddWithValue("$only", only);
        var values = new List<(int, string?)>();
        using var rows = command.ExecuteReader();
        while (rows.Read()) values.Add((rows.GetInt32(0), rows.IsDBNull(1) ? null : rows.GetString(1)));
        return values;
    }

    private static Dictionary<long, SourceFacts> ReadSources(SqliteConnection reader)
    {
        var sources = new Dictionary<long, SourceFacts>();
        using var command = reader.CreateCommand();
        command.CommandText = "SELECT id, name, live, known_until, contacts_known_until, colleague_fields FROM source";
        using var rows = command.ExecuteReader();
        while (rows.Read())
        {
            sources.Add(rows.GetInt64(0), new SourceFacts(rows.GetString(1), rows.GetInt64(2) != 0, Long(rows, 3), Long(rows, 4),
                rows.IsDBNull(5) ? [] : JsonSerializer.Deserialize<string[]>(rows.GetString(5)) ?? []));
        }

        return sources;
    }

    private static FactRow Read(SqliteDataReader rows, Dictionary<long, SourceFacts> sources)
    {
        var row = new FactRow { Customer = Text(rows, 3), Opened = rows.GetInt64(13) };

        // In the order of CoreDimensions: source, channel, topic, product, region, team, segment, cause, policy.
        row.Dimensions[0] = sources[rows.GetInt64(2)].Name;
        row.Dimensions[1] = Text(rows, 5);
        row.Dimensions[2] = Text(rows, 6);
        row.Dimensions[3] = Text(rows, 7);
        row.Dimensions[4] = Text(rows, 8);
        row.Dimensions[5] = Text(rows, 9);
        row.Dimensions[6] = Text(rows, 4);
        row.Dimensions[7] = Text(rows, 10);
        row.Dimensions[8] = Text(rows, 11);

        row.FirstReplyAt = Time(rows, 14);
        row.ClaimedAt = Time(rows, 16);
        row.ReopenedCount = rows.IsDBNull(18) ? null : rows.GetInt32(18);
        row.ReopenedAt = Time(rows, 19);
        row.LastClaimedAt = Time(rows, 20);
        row.Rating = rows.IsDBNull(23) ? null : rows.GetDouble(23);
        row.RatingScale = rows.IsDBNull(24) ? null : rows.GetInt32(24);
        row.RatedAt = Time(rows, 25);
        row.Flags = (rows.GetInt64(12) == (long)Direction.Out ? RowFlags.Out : RowFlags.None)
            | If(Flag(rows, 17) == true, RowFlags.ClaimedFlag) | If(Flag(rows, 21) == true, RowFlags.Abandoned) | If(Flag(rows, 22) == false, RowFlags.AskedNo)
            | If(Flag(rows, 26) == true, RowFlags.ConfirmedYes) | If(Flag(rows, 26) == false, RowFlags.ConfirmedNo);
        row.LatestInstant = Math.Max(Math.Max(Math.Max(row.Opened, row.FirstReplyAt), Math.Max(Time(rows, 15), row.ClaimedAt)),
            Math.Max(Math.Max(row.ReopenedAt, row.LastClaimedAt), row.RatedAt));
        return row;
    }

    private static RowFlags If(bool condition, RowFlags flag) => condition ? flag : RowFlags.None;

    private static string? Text(SqliteDataReader rows, int column) => rows.IsDBNull(column) ? null : rows.GetString(column);

    private static long Time(SqliteDataReader rows, int column) => rows.IsDBNull(column) ? Lifeline.Unknown : rows.GetInt64(column);

    private static long? Long(SqliteDataReader rows, int column) => rows.IsDBNull(column) ? null : rows.GetInt64(column);

    private static bool? Flag(SqliteDataReader rows, int column) => rows.IsDBNull(column) ? null : rows.GetInt64(column) != 0;

    private static long LastSequence(SqliteConnection reader)
    {
        using var command = reader.CreateCommand();
        command.CommandText = "SELECT max(sequence) FROM journal";
        return command.ExecuteScalar() is long value ? value : 0;
    }
}

/// <summary>What the journal told since a sequence number, on its way into the facts.</summary>
/// <param name="Sequence">The number up to which it tells.</param>
/// <param name="Rows">The newest version of each touched record; null where it is gone.</param>
/// <param name="Extras">Values of the loaded extra fields, of touched records that have one.</param>
internal sealed record News(
    long Sequence, IReadOnlyList<SourceFacts> Sources, IReadOnlyList<(int Row, FactRow? Record)> Rows, IReadOnlyDictionary<string, List<(int Row, string? Value)>> Extras)
{
    public int Count => Rows.Count;

    public void FoldInto(Facts facts)
    {
        foreach (var source in Sources) facts.SetSource(source);
        foreach (var (row, record) in Rows)
        {
            if (record is { } present) facts.Put(row, present);
            else facts.Remove(row);
        }

        foreach (var (name, values) in Extras)
        {
            var dimension = facts.Extras[name];
            foreach (var (row, _) in Rows) dimension.Set(row, null);
            foreach (var (row, value) in values) dimension.Set(row, value);
        }

        facts.Sequence = Sequence;
    }
}
