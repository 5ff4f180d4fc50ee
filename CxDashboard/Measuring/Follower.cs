using System.Text.Json;
using CxDashboard.Data;
using CxDashboard.Data.Writing;
using CxDashboard.Measuring.Columns;
using Microsoft.Data.Sqlite;

namespace CxDashboard.Measuring;

/// <summary>
/// Reads committed records into the facts: all of them at first, then what the journal says has changed, by its sequence
/// number. The statements are SQLite's; another provider gets its own beside them.
/// </summary>
internal static class Follower
{
    // The last that the journal says of each record up to the sequence ?1.
    private const string Known = "SELECT interaction_id AS id, max(sequence), kind FROM journal WHERE sequence <= ?1 GROUP BY interaction_id";

    private const string LastEntry = "SELECT coalesce(max(sequence), 0) FROM journal";

    private const string LastRule = "SELECT coalesce(max(sequence), 0) FROM customer_rule";

    private const string SourcesNow = "SELECT id, name, live, known_until, contacts_known_until, colleague_fields FROM source";

    private const string SourcesThen = """
        SELECT s.id, s.name, coalesce(v.live, 0), v.known_until, v.contacts_known_until, s.colleague_fields
        FROM (SELECT id, name, colleague_fields FROM source UNION ALL SELECT id, name, colleague_fields FROM former_source) s LEFT JOIN source_version v ON v.id = (SELECT max(id) FROM source_version WHERE source_id = s.id AND at <= ?1)
        """;

    private const string Touched = $"""
        SELECT j.id, {RecordReader.Columns}, i.id IS NULL
        FROM (SELECT DISTINCT interaction_id AS id FROM journal WHERE sequence > ?1) j LEFT JOIN interaction i ON i.id = j.id
        """;

    private const string ExtraOfAll = "SELECT i.id, e.value FROM interaction i, json_each(i.extra) e WHERE i.extra IS NOT NULL AND e.key = ?1";

    // Of a few rows each is looked up: an OR in one statement for both would read the whole table for each commit.
    private const string ExtraOfSome =
        "SELECT i.id, e.value FROM json_each(?2) o CROSS JOIN interaction i ON i.id = o.value CROSS JOIN json_each(i.extra) e WHERE i.extra IS NOT NULL AND e.key = ?1";

    /// <summary>The external id of the record ?1; the one of its last version where it is gone.</summary>
    public const string ExternalIdOf = """
        SELECT external_id, external_id_is_hash FROM interaction WHERE id = ?1
        UNION ALL SELECT external_id, external_id_is_hash FROM interaction_version WHERE interaction_id = ?1 LIMIT 1
        """;

    /// <summary>The journal's last sequence number, 0 where it is empty.</summary>
    public static long LastSequence(SqliteConnection reader)
    {
        using var statement = new Statement(reader, LastEntry);
        return Number(statement);
    }

    /// <summary>The last sequence of the log of phases, 0 where it is empty.</summary>
    public static long LastPhase(FollowedStore store) => Number(store.Prepared(PhaseLog.LastSequence));

    /// <summary>Fills empty facts with all records, as they come. Returns how many there are.</summary>
    public static int Load(SqliteConnection reader, Facts facts, ILogger log, CancellationToken cancellation)
    {
        // One read transaction, so that the records are those of the sequence number.
        using var transaction = reader.BeginTransaction(deferred: true);
        var (count, _) = AllRecords.Put(reader, facts, Remember(reader, facts, atOrBefore: null), log, cancellation);
        facts.Sequence = LastSequence(reader);

        // News that is read next may be of the same rows, and a row that joined twice before it is taken up stands twice in its list.
        facts.Customers.Apply();
        return count;
    }

    /// <summary>Fills empty facts with the records as they were known at an instant, that of each entry included.</summary>
    /// <param name="at">Unix milliseconds.</param>
    public static int LoadKnownAt(SqliteConnection reader, Facts facts, long at, CancellationToken cancellation)
    {
        using var transaction = reader.BeginTransaction(deferred: true);
        var sources = Remember(reader, facts, at);
        using (var last = new Statement(reader, "SELECT coalesce(max(sequence), 0) FROM journal WHERE at <= ?1"))
        {
            last.Bind(1, at);
            last.Step();
            facts.Sequence = last.Integer(0);
        }

        var count = 0;
        foreach (var standing in (ReadOnlySpan<string>)[Unchanged(RecordReader.Columns), Replaced(RecordReader.Columns)])
        {
            using var statement = new Statement(reader, standing);
            statement.Bind(1, facts.Sequence);
            count += Fill(statement, facts, sources, cancellation);
        }

        return count;
    }

    /// <summary>
    /// Everything that was committed after the facts' sequence number. It is read before anything is changed, so that a
    /// fault of the store leaves the facts as they were, and those who ask wait for the folding only. Called as of one moment.
    /// </summary>
    public static News Read(FollowedStore store, Facts facts, CancellationToken cancellation)
    {
        var sources = ReadSources(store.Prepared(SourcesNow));
        var rules = Number(store.Prepared(LastRule)) == facts.RulesVersion ? null : CustomerRules.Read(store.Connection, null);
        var last = Number(store.Prepared(LastEntry));
        var names = Codes(sources, facts);
        if (last <= facts.Sequence) return News.Nothing(facts) with { Sources = [.. sources.Values], Rules = rules };

        var statement = store.Prepared(Touched);
        statement.Bind(1, facts.Sequence);
        var rows = new List<(int Row, FactRow? Record)>();
        while (statement.Step())
        {
            if ((rows.Count & 4095) == 0) cancellation.ThrowIfCancellationRequested();
            rows.Add(((int)statement.Integer(0), statement.Integer(RecordReader.After) != 0 ? null : RecordReader.Read(statement, facts, names)));
        }

        var touched = JsonSerializer.Serialize(rows.Where(r => r.Record is not null).Select(r => r.Row));
        return new News(last, [.. sources.Values], rules, rows, facts.Extras.ToDictionary(e => e.Key, e => ReadExtra(store.Prepared(ExtraOfSome), e.Key, e.Value, touched), StringComparer.Ordinal));
    }

    /// <summary>A dimension over one extra field of all records; null where no record has such a field.</summary>
    public static Dimension? LoadExtra(SqliteConnection reader, Facts facts, string name)
    {
        var dimension = new Dimension();
        using var all = new Statement(reader, ExtraOfAll);
        var values = facts.KnownAt == long.MaxValue ? ReadExtra(all, name, dimension, only: null) : ReadExtraKnownAt(reader, facts, name, dimension);
        foreach (var (row, code) in values)
        {
            if (row < facts.Rows) dimension.Put(row, code);
        }

        return values.Count == 0 ? null : dimension;
    }

    /// <summary>External id of a record, and whether it is a hash that stands for a blank one.</summary>
    /// <param name="find">Of <see cref="ExternalIdOf"/>.</param>
    public static (string Id, bool IsHash) ExternalId(Statement find, int row)
    {
        find.Bind(1, row);
        try
        {
            return find.Step() ? (find.Text(0), find.Integer(1) != 0) : ("", true);
        }
        finally
        {
            find.Reset();
        }
    }

    /// <summary>Takes over what is said of sources and of customers. Returns codes of the sources, by their id in the store.</summary>
    public static Dictionary<long, int> Remember(SqliteConnection reader, Facts facts, long? atOrBefore)
    {
        using var rows = new Statement(reader, atOrBefore is null ? SourcesNow : SourcesThen);
        if (atOrBefore is { } at) rows.Bind(1, at);
        var sources = ReadSources(rows);
        foreach (var source in sources.Values) facts.SetSource(source);
        facts.SetRules(CustomerRules.Read(reader, atOrBefore));
        return Codes(sources, facts);
    }

    private static int Fill(Statement statement, Facts facts, Dictionary<long, int> sources, CancellationToken cancellation)
    {
        var count = 0;
        while (statement.Step())
        {
            if ((++count & 4095) == 0) cancellation.ThrowIfCancellationRequested();
            facts.Put((int)statement.Integer(0), RecordReader.Read(statement, facts, sources));
        }

        return count;
    }

    private static Dictionary<long, int> Codes(Dictionary<long, SourceFacts> sources, Facts facts) =>
        sources.ToDictionary(s => s.Key, s => facts.Source.Texts.Encode(s.Value.Name));

    private static List<(int Row, int Code)> ReadExtra(Statement statement, string name, Dimension dimension, string? only)
    {
        statement.Bind(1, name);
        if (only is not null) statement.Bind(2, only);
        var values = new List<(int, int)>();
        while (statement.Step()) values.Add(((int)statement.Integer(0), statement.IsNull(1) ? 0 : dimension.Texts.Encode(statement.Utf8(1))));
        return values;
    }

    private static List<(int Row, int Code)> ReadExtraKnownAt(SqliteConnection reader, Facts facts, string name, Dimension dimension)
    {
        var values = new List<(int, int)>();
        foreach (var standing in (ReadOnlySpan<string>)[Unchanged("i.extra"), Replaced("i.extra")])
        {
            using var statement = new Statement(reader, $"SELECT r.id, e.value FROM ({standing}) r, json_each(r.extra) e WHERE r.extra IS NOT NULL AND e.key = ?2");
            statement.Bind(1, facts.Sequence);
            statement.Bind(2, name);
            while (statement.Step()) values.Add(((int)statement.Integer(0), statement.IsNull(1) ? 0 : dimension.Texts.Encode(statement.Utf8(1))));
        }

        return values;
    }

    // Records as they stood at the sequence ?1: as they are where nothing came later, else as they were before the first
    // replacement that did.
    private static string Unchanged(string columns) => $"""
        WITH known AS ({Known}) SELECT i.id, {columns} FROM known k JOIN interaction i ON i.id = k.id
        WHERE k.kind <> {(int)JournalKind.Deleted} AND NOT EXISTS (SELECT 1 FROM interaction_version v WHERE v.interaction_id = k.id AND v.replaced_sequence > ?1)
        """;

    private static string Replaced(string columns) => $"""
        WITH known AS ({Known}) SELECT i.interaction_id AS id, {columns} FROM known k JOIN interaction_version i ON i.interaction_id = k.id
        WHERE k.kind <> {(int)JournalKind.Deleted} AND i.replaced_sequence = (SELECT min(v.replaced_sequence) FROM interaction_version v WHERE v.interaction_id = k.id AND v.replaced_sequence > ?1)
        """;

    private static Dictionary<long, SourceFacts> ReadSources(Statement rows)
    {
        var sources = new Dictionary<long, SourceFacts>();
        while (rows.Step())
        {
            sources.Add(rows.Integer(0), new SourceFacts(rows.Text(1), rows.Integer(2) != 0, Long(rows, 3), Long(rows, 4),
                rows.IsNull(5) ? [] : JsonSerializer.Deserialize<string[]>(rows.Utf8(5)) ?? []));
        }

        return sources;
    }

    private static long? Long(Statement rows, int column) => rows.IsNull(column) ? null : rows.Integer(column);

    private static long Number(Statement statement)
    {
        statement.Step();
        return statement.Integer(0);
    }
}

/// <summary>What the journal told since a sequence number, on its way into the facts.</summary>
/// <param name="Sequence">The number up to which it tells.</param>
/// <param name="Rules">Whose id is whose, now; null where nothing new was said of it.</param>
/// <param name="Rows">The newest version of each touched record; null where it is gone.</param>
/// <param name="Extras">Codes of the loaded extra fields, of touched records that have one.</param>
internal sealed record News(
    long Sequence, IReadOnlyList<SourceFacts> Sources, CustomerRules? Rules, IReadOnlyList<(int Row, FactRow? Record)> Rows, IReadOnlyDictionary<string, List<(int Row, int Code)>> Extras)
{
    private static readonly Dictionary<string, List<(int Row, int Code)>> NoExtras = new(StringComparer.Ordinal);

    public int Count => Rows.Count;

    /// <summary>Nothing was committed since the facts' sequence number.</summary>
    public static News Nothing(Facts facts) => new(facts.Sequence, [], null, [], NoExtras);

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
            foreach (var (row, _) in Rows) dimension.Take(row);
            var told = values.ToDictionary(v => v.Row, v => v.Code);
            foreach (var (row, record) in Rows)
            {
                if (record is not null) dimension.Put(row, told.GetValueOrDefault(row));
            }
        }

        if (Rules is not null) facts.SetRules(Rules);
        facts.Spans.Tighten(facts);
        facts.Sequence = Sequence;
    }
}
