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

    /// <summary>Folds in everything that was committed since the facts' sequence number. Returns how many records that were.</summary>
    public static int Follow(SqliteConnection reader, Facts facts, CancellationToken cancellation)
    {
        // One read transaction, so that the records are those of the sequence number.
        using var transaction = reader.BeginTransaction(deferred: true);
        var names = ReadSources(reader, facts);
        var last = Scalar(reader, "SELECT max(sequence) FROM journal");
        if (last <= facts.Sequence) return 0;

        var first = facts.Sequence == 0;
        using var command = reader.CreateCommand();
        command.CommandText = first
            ? $"SELECT i.id, i.id, {Columns} FROM interaction i"
            : $"""
               SELECT j.id, i.id, {Columns}
               FROM (SELECT DISTINCT interaction_id AS id FROM journal WHERE sequence > $since) j LEFT JOIN interaction i ON i.id = j.id
               """;
        command.Parameters.AddWithValue("$since", facts.Sequence);
        var count = 0;
        List<int> touched = [];
        using (var rows = command.ExecuteReader())
        {
            while (rows.Read())
            {
                if ((++count & 4095) == 0) cancellation.ThrowIfCancellationRequested();
                var row = rows.GetInt32(0);
                if (rows.IsDBNull(1)) facts.Remove(row);
                else facts.Put(row, Read(rows, names));
                if (!first) touched.Add(row);
            }
        }

        foreach (var (name, dimension) in facts.Extras) ReadExtra(reader, name, dimension, first ? null : touched);
        facts.Sequence = last;
        return count;
    }

    /// <summary>A dimension over one extra field of all records; null where no record has such a field.</summary>
    public static Dimension? LoadExtra(SqliteConnection reader, Facts facts, string name)
    {
        var dimension = new Dimension();
        if (facts.Rows > 0) dimension.Set(facts.Rows - 1, null);
        ReadExtra(reader, name, dimension, null);
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

    private static void ReadExtra(SqliteConnection reader, string name, Dimension dimension, List<int>? only)
    {
        using var command = reader.CreateCommand();
        command.CommandText = "SELECT i.id, e.value FROM interaction i, json_each(i.extra) e WHERE i.extra IS NOT NULL AND e.key = $name AND ($only IS NULL OR i.id IN (SELECT value FROM json_each($only)))";
        command.Parameters.AddWithValue("$name", name);
        command.Parameters.AddWithValue("$only", only is null ? DBNull.Value : JsonSerializer.Serialize(only));
        foreach (var row in only ?? []) dimension.Set(row, null);
        using var rows = command.ExecuteReader();
        while (rows.Read()) dimension.Set(rows.GetInt32(0), rows.IsDBNull(1) ? null : rows.GetString(1));
    }

    private static Dictionary<long, string> ReadSources(SqliteConnection reader, Facts facts)
    {
        var names = new Dictionary<long, string>();
        using var command = reader.CreateCommand();
        command.CommandText = "SELECT id, name, live, known_until, contacts_known_until, colleague_fields FROM source";
        using var rows = command.ExecuteReader();
        while (rows.Read())
        {
            var name = rows.GetString(1);
            names.Add(rows.GetInt64(0), name);
            facts.SetSource(new SourceFacts(name, rows.GetInt64(2) != 0, Long(rows, 3), Long(rows, 4),
                rows.IsDBNull(5) ? [] : JsonSerializer.Deserialize<string[]>(rows.GetString(5)) ?? []));
        }

        return names;
    }

    private static FactRow Read(SqliteDataReader rows, Dictionary<long, string> sources)
    {
        var row = new FactRow { Customer = Text(rows, 3), Opened = rows.GetInt64(13) };

        // In the order of CoreDimensions: source, channel, topic, product, region, team, segment, cause, policy.
        row.Dimensions[0] = sources[rows.GetInt64(2)];
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

    private static long Scalar(SqliteConnection reader, string sql)
    {
        using var command = reader.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar() is long value ? value : 0;
    }
}
