using CxDashboard.Domain.Time;
using Microsoft.Data.Sqlite;

namespace CxDashboard.Data.Writing;

/// <summary>
/// Takes an import back inside the writer's transaction: its records, by new entries of the journal, and what it said of its
/// sources. Everything that was derived from the store is void then, and is read anew.
/// </summary>
internal static class UndoWriter
{
    private const int MostNamed = 20;

    /// <param name="stories">Takes it out of what messages told as well.</param>
    /// <param name="by">Who takes it back, in words.</param>
    /// <param name="at">Unix milliseconds for the journal.</param>
    /// <exception cref="UndoRefusedException">It cannot be taken back; nothing was written.</exception>
    public static ImportUndone Run(SqliteConnection connection, RecordWriter records, SourceWriter sources, StoryWriter stories, long import, string by, long at)
    {
        var file = Check(connection, import);
        var trace = ImportTrace.Read(connection, import);
        var days = new PublishedDays();
        var before = records.Sequence;
        long deleted = 0, restored = 0;
        foreach (var (id, since) in trace.GoBack)
        {
            switch (records.PutBack(id, since, at, days))
            {
                case PutBack.Deleted: deleted++; break;
                case PutBack.Restored: restored++; break;
            }
        }

        if (deleted > 0) records.RememberHighest();

        // Of records that messages wrote since, what they told stands without the import.
        var after = records.Sequence;
        var (gone, changed) = stories.TakeBack(import, trace, at, days);
        days.Void(connection);
        if (sources.TakeBack(import, at)) PublishedDays.Unfinish(connection);
        StoreIdentity.BeginEpoch(connection);
        var undone = new ImportUndone(import, file, new Instant(at), by, deleted + gone, restored + changed, trace.Stayed - gone - changed, SaidAgain(connection, import));
        Note(connection, undone, before, after);
        return undone;
    }

    private static string Check(SqliteConnection connection, long import)
    {
        using var found = new Statement(connection, "SELECT file_name, traced, undone_at, undone_by FROM import WHERE id = ?1");
        found.Bind(1, import);
        if (!found.Step()) throw new UndoRefusedException($"There is no import {import}; `imports` lists them.");
        var file = found.Text(0);
        if (!found.IsNull(2)) throw new UndoRefusedException($"Import {import} ({file}) was taken back already, at {new Instant(found.Integer(2))} by {found.Text(3)}.");
        return found.Integer(1) != 0 ? file : throw new UndoRefusedException(
            $"Import {import} ({file}) was made before CxDashboard noted what an import changes, so it cannot be taken back. Import a corrected file, or put a backup in the store's place.");
    }

    private static List<long> SaidAgain(SqliteConnection connection, long import)
    {
        using var later = new Statement(connection, $"SELECT id FROM import WHERE id > ?1 AND unchanged > 0 AND undone_at IS NULL ORDER BY id LIMIT {MostNamed}");
        later.Bind(1, import);
        var found = new List<long>();
        while (later.Step()) found.Add(later.Integer(0));
        return found;
    }

    private static void Note(SqliteConnection connection, ImportUndone undone, long before, long after)
    {
        using var note = new Statement(connection, """
            UPDATE import SET undone_at = ?2, undone_by = ?3, undone_deleted = ?4, undone_restored = ?5, undone_stayed = ?6, undo_first_sequence = ?7, undo_last_sequence = ?8
            WHERE id = ?1
            """);
        note.Bind(1, undone.ImportId);
        note.Bind(2, undone.At.UnixMilliseconds);
        note.Bind(3, undone.By);
        note.Bind(4, undone.Deleted);
        note.Bind(5, undone.Restored);
        note.Bind(6, undone.Stayed);
        if (after > before)
        {
            note.Bind(7, before + 1);
            note.Bind(8, after);
        }

        note.Execute();
    }
}
