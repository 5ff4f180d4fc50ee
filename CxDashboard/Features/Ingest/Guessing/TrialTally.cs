using CxDashboard.Domain.Time;
using CxDashboard.Features.Ingest.Maps;
using CxDashboard.Features.Ingest.Reading;
using CxDashboard.Kit;

namespace CxDashboard.Features.Ingest.Guessing;

/// <summary>Counts what records of a trial say.</summary>
internal sealed class TrialTally
{
    private ulong _known;
    private readonly OpeningWeeks _weeks = new();
    private long _claimedEarlier, _repliedEarlier, _repliedAfterClaim, _withReply;

    public long Records { get; private set; }
    public long Claimed { get; private set; }
    public long SayClaimed { get; private set; }
    public long WithCustomer { get; private set; }
    public long Rated { get; private set; }
    public Instant? First { get; private set; }
    public Instant? Last { get; private set; }
    public IReadOnlySet<RecordField> Known => Enum.GetValues<RecordField>().Where(f => (_known & Bit(f)) != 0).ToHashSet();

    public void Add(in RecordDraft draft)
    {
        AddOpening(draft);
        if (draft.Claimed is not null || draft.ClaimedAt is not null) SayClaimed++;
        if (draft.Claimed ?? (draft.ClaimedAt is not null)) Claimed++;
        var opened = draft.OpenedAt!.Value;
        if (draft.ClaimedAt < opened) _claimedEarlier++;
        if (draft.FirstReplyAt is { } reply)
        {
            _withReply++;
            if (reply < opened) _repliedEarlier++;
            if (draft.ClaimedAt < reply) _repliedAfterClaim++;
        }
    }

    /// <summary>A record whose claim its events tell.</summary>
    public void AddOpening(in RecordDraft draft)
    {
        Records++;
        var opened = draft.OpenedAt!.Value;
        if (!(First < opened)) First = opened;
        if (!(Last > opened)) Last = opened;
        _weeks.Add(opened);
        if (draft.Customer is not null) WithCustomer++;
        if (draft.Rating is not null) Rated++;
        _known |= draft.Known();
    }

    /// <summary>Whether a record of events is claimed.</summary>
    public void Add(bool claimed)
    {
        SayClaimed++;
        if (claimed) Claimed++;
        _known |= Bit(RecordField.ClaimedAt) | Bit(RecordField.ReopenedCount);
    }

    private static ulong Bit(RecordField field) => 1UL << (int)field;

    /// <summary>What looks wrong, as sentences.</summary>
    public IEnumerable<string> Warnings(string file)
    {
        if (_claimedEarlier > 0) yield return $"{Figures.Of(_claimedEarlier, "record was", "records were", capital: true)} claimed before {(_claimedEarlier == 1 ? "it" : "they")} opened: kept, and left out of durations. Many of them mean that a date is the wrong column, or day and month are swapped.";
        if (_repliedEarlier > 0) yield return $"{Figures.Of(_repliedEarlier, "record has its", "records have their", capital: true)} first reply before the opening: kept, and left out of durations.";
        if (_repliedAfterClaim > 0) yield return $"On {Figures.Of(_repliedAfterClaim, "record", "records")} of {Figures.Count(_withReply)} the first reply comes after the claim: one of the two columns may be another one.";
        if (_weeks.Warning(file) is { } thin) yield return thin;
    }
}
