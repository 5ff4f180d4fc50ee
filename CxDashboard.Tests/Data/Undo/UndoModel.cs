using System.Text.Json;
using CxDashboard.Data;
using CxDashboard.Domain.Interactions;
using CxDashboard.Domain.Time;

namespace CxDashboard.Tests.Data.Undo;

/// <summary>
/// What should be there, the naive way: of each record all that was ever written, by whom, of which the last one counts that is
/// not of an import that was taken back. It knows nothing of journals.
/// </summary>
internal sealed class UndoModel
{
    private readonly List<Life> _lives = [];
    private readonly List<(int By, string Source, SourceKnownUntil? Known, SourceTraits? Traits)> _said = [];
    private readonly HashSet<int> _undone = [];

    /// <summary>A record from its making to its end; made again it is another one.</summary>
    private sealed class Life
    {
        public required (string Source, string Id) Identity { get; init; }

        /// <summary>Null where it was deleted then, or what was written is erased.</summary>
        public List<(int By, Interaction? Record)> Written { get; } = [];

        public bool IsOver { get; set; }
    }

    /// <summary>Does the step; of an undo it tells how many records are deleted, restored and stay.</summary>
    public (long Deleted, long Restored, long Stayed) Do(Step step)
    {
        switch (step)
        {
            case WriteStep w: Write(w); break;
            case DeleteStep d: Delete(d); break;
            case EraseStep e: Erase(e.Customer); break;
            case UndoStep u: return Undo(u.Import);
        }

        return default;
    }

    public IEnumerable<Interaction> Records => _lives.Where(l => !l.IsOver).Select(Stands).OfType<Interaction>();

    /// <summary>"name|live|known until|contacts known until|colleague fields" of each source.</summary>
    public IEnumerable<string> Sources => _said.Where(s => !_undone.Contains(s.By)).GroupBy(s => s.Source, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal).Select(said =>
    {
        var (live, known, contacts, colleagues) = (false, (Instant?)null, (Instant?)null, (SortedSet<string>?)null);
        foreach (var (_, _, k, t) in said)
        {
            live = t?.Live ?? live;
            if (k?.KnownUntil is { } until && (k.Forced || known is null || known < until)) known = until;
            if (k?.ContactsKnownUntil is { } openings && (k.Forced || contacts is null || contacts < openings)) contacts = openings;
            if (t?.ColleagueFields is { } fields) (colleagues ??= new(StringComparer.Ordinal)).UnionWith(JsonSerializer.Deserialize<string[]>(fields)!);
        }

        return $"{said.Key}|{(live ? 1 : 0)}|{Text(known)}|{Text(contacts)}|{(colleagues is null ? "-" : JsonSerializer.Serialize(colleagues))}";
    });

    private static string Text(Instant? instant) => instant is { } i ? i.UnixMilliseconds.ToString(System.Globalization.CultureInfo.InvariantCulture) : "-";

    private Interaction? Stands(Life life) => life.Written.LastOrDefault(w => !_undone.Contains(w.By)).Record;

    private void Write(WriteStep write)
    {
        foreach (var traits in write.Traits) _said.Add((write.Import, traits.Source, null, traits));
        foreach (var known in write.Known) _said.Add((write.Import, known.Source, known, null));
        foreach (var record in write.Records)
        {
            _said.Add((write.Import, record.Source, null, null));
            var life = _lives.Find(l => !l.IsOver && l.Identity == (record.Source, record.ExternalId));
            if (life is not null && Stands(life) == record) continue;
            if (life is null) _lives.Add(life = new Life { Identity = (record.Source, record.ExternalId) });
            life.Written.Add((write.Import, record));
        }
    }

    private void Delete(DeleteStep delete)
    {
        if (_lives.Find(l => !l.IsOver && l.Identity == (delete.Source, delete.ExternalId)) is not { } life) return;
        life.Written.Add((0, null));
        life.IsOver = true;
    }

    // What lives as hers goes, and what she was of others is not known any more.
    private void Erase(string customer)
    {
        foreach (var life in _lives)
        {
            var goes = !life.IsOver && Stands(life)?.Customer == customer;
            for (var i = 0; i < life.Written.Count; i++)
            {
                if (goes || life.Written[i].Record?.Customer == customer) life.Written[i] = (life.Written[i].By, null);
            }

            if (!goes) continue;
            life.Written.Add((0, null));
            life.IsOver = true;
        }
    }

    private (long Deleted, long Restored, long Stayed) Undo(int import)
    {
        var before = _lives.Select(Stands).ToList();
        var last = _lives.Select(l => l.Written.FindLastIndex(w => !_undone.Contains(w.By))).ToList();
        _undone.Add(import);
        long deleted = 0, restored = 0, stayed = 0;
        for (var i = 0; i < _lives.Count; i++)
        {
            var life = _lives[i];
            if (life.Written.Exists(w => w.By == import) && last[i] >= 0 && life.Written[last[i]].By != import) stayed++;
            if (life.IsOver) continue;
            var now = Stands(life);
            if (now is null) (deleted, life.IsOver) = (deleted + 1, true);
            else if (now != before[i]) restored++;
        }

        return (deleted, restored, stayed);
    }
}
