using System.Runtime.InteropServices;
using CxDashboard.Domain.Time;

namespace CxDashboard.Features.Ingest.Reading;

/// <summary>
/// Folds the events of one id into its record. Claimed at the first event in a claimed state; reopened at the first event
/// that leaves those states; last claimed at the latest return into them; the other fields are the last event's.
/// </summary>
/// <param name="orderByTime">Whether the events' times say their order; else the file does.</param>
internal sealed class EventFold(bool orderByTime)
{
    private readonly List<(Instant Time, int Nth, bool? Claimed)> _events = [];
    private RecordDraft _last;
    private Instant _latest;

    /// <summary>Whether there is an event at all.</summary>
    public bool Any => _events.Count > 0;

    /// <summary>The latest time of any event up to <paramref name="bound"/>; null where there is none.</summary>
    public Instant? Latest(Instant bound)
    {
        if (_latest <= bound) return _latest;
        Instant? latest = null;
        foreach (var (time, _, _) in CollectionsMarshal.AsSpan(_events))
        {
            if (time <= bound && !(time < latest)) latest = time;
        }

        return latest;
    }

    /// <param name="draft">What the event's row says of the other fields.</param>
    /// <param name="time">When it happened.</param>
    /// <param name="claimed">Whether its state is a claimed one; null where the state is unknown, which changes nothing.</param>
    public void Add(in RecordDraft draft, Instant time, bool? claimed)
    {
        // In order of time, a row that comes later in the file but happened earlier is not the last word.
        if (!Any || !orderByTime || time >= _latest) _last = draft;
        if (!Any || time > _latest) _latest = time;
        _events.Add((time, _events.Count, claimed));
    }

    /// <summary>The record; the fold is empty again afterwards.</summary>
    public RecordDraft Take()
    {
        // Events of one time stay as the file has them.
        if (orderByTime) _events.Sort(static (a, b) => a.Time == b.Time ? a.Nth.CompareTo(b.Nth) : a.Time.CompareTo(b.Time));
        var record = _last;
        var reopened = 0;
        var inside = false;
        foreach (var (time, _, claimed) in CollectionsMarshal.AsSpan(_events))
        {
            if (claimed is not { } now || now == inside) continue;
            inside = now;
            if (!now)
            {
                reopened++;
                record.ReopenedAt ??= time;
            }
            else if (record.ClaimedAt is null)
            {
                record.ClaimedAt = time;
            }
            else
            {
                record.LastClaimedAt = time;
            }
        }

        record.Claimed = record.ClaimedAt is not null;
        record.ReopenedCount = reopened;
        _events.Clear();
        return record;
    }
}
