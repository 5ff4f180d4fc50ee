using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;

namespace CxDashboard.Data.Writing;

/// <summary>
/// Which records an import wrote, and since when each of them stands by nothing else. A record stands by the last entry of its
/// journal that is neither of an import that was taken back nor of a taking back; what follows that entry goes back together,
/// so that it makes no difference in which order imports are taken back.
/// </summary>
internal sealed class ImportTrace
{
    private readonly Dictionary<long, Trace> _records;

    private ImportTrace(int records) => _records = new(records);

    private struct Trace
    {
        /// <summary>The sequence since which it stands by nothing else; 0 where the newest entry is somebody else's.</summary>
        public long Since;

        /// <summary>Whether any entry since then is the import's.</summary>
        public bool IsOurs;

        /// <summary>How many entries are the import's.</summary>
        public int Entries;
    }

    /// <summary>Records that go back, and the sequence that first changed what they go back to, in the order in which they were first written.</summary>
    public IEnumerable<(long Id, long Since)> GoBack => _records.Where(r => r.Value.IsOurs).Select(r => (r.Key, r.Value.Since));

    /// <summary>How many entries of the journal the import has for the record of that dense id.</summary>
    public int Entries(long id) => _records.TryGetValue(id, out var trace) ? trace.Entries : 0;

    /// <summary>Whether the import wrote that record, and something else did since.</summary>
    public bool HasStayed(long id) => _records.TryGetValue(id, out var trace) && !trace.IsOurs;

    /// <summary>How many of its records something else wrote since.</summary>
    public long Stayed => _records.Values.LongCount(r => !r.IsOurs);

    /// <summary>Reads the journal. Some 40 bytes of memory for each record of the import.</summary>
    public static ImportTrace Read(SqliteConnection connection, long import)
    {
        var ranges = Ranges(connection, import);
        var ours = ranges.Where(r => r.IsOurs).ToList();
        var trace = new ImportTrace((int)ours.Sum(r => r.Last - r.First + 1));
        foreach (var (first, last, _) in ours)
        {
            using var entries = new Statement(connection, "SELECT interaction_id FROM journal WHERE sequence BETWEEN ?1 AND ?2 ORDER BY sequence");
            entries.Bind(1, first);
            entries.Bind(2, last);
            while (entries.Step()) CollectionsMarshal.GetValueRefOrAddDefault(trace._records, entries.Integer(0), out _).Entries++;
        }

        if (ours.Count > 0) trace.Follow(connection, ranges);
        return trace;
    }

    // What the import wrote, and what does not count: sequences of imports that were taken back, and of their taking back.
    private static List<(long First, long Last, bool IsOurs)> Ranges(SqliteConnection connection, long import)
    {
        using var statement = new Statement(connection, """
            SELECT b.first_sequence, b.last_sequence, b.import_id = ?1 FROM import_batch b JOIN import i ON i.id = b.import_id WHERE b.import_id = ?1 OR i.undone_at IS NOT NULL
            UNION ALL SELECT undo_first_sequence, undo_last_sequence, 0 FROM import WHERE undo_first_sequence IS NOT NULL
            ORDER BY 1
            """);
        statement.Bind(1, import);
        var ranges = new List<(long, long, bool)>();
        while (statement.Step()) ranges.Add((statement.Integer(0), statement.Integer(1), statement.Integer(2) != 0));
        return ranges;
    }

    private void Follow(SqliteConnection connection, List<(long First, long Last, bool IsOurs)> ranges)
    {
        using var entries = new Statement(connection, "SELECT sequence, interaction_id FROM journal WHERE sequence >= ?1 ORDER BY sequence");
        entries.Bind(1, ranges[0].First);
        var at = 0;
        while (entries.Step())
        {
            var sequence = entries.Integer(0);
            while (at < ranges.Count && ranges[at].Last < sequence) at++;
            ref var record = ref CollectionsMarshal.GetValueRefOrNullRef(_records, entries.Integer(1));
            if (System.Runtime.CompilerServices.Unsafe.IsNullRef(ref record)) continue;
            if (at == ranges.Count || sequence < ranges[at].First)
            {
                record = new Trace { Entries = record.Entries };
                continue;
            }

            if (record.Since == 0) record.Since = sequence;
            record.IsOurs |= ranges[at].IsOurs;
        }
    }
}
