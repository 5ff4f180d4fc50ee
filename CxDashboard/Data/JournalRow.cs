using CxDashboard.Domain.Time;

namespace CxDashboard.Data;

/// <summary>What happened to a record.</summary>
public enum JournalKind
{
    New = 1,
    Changed = 2,

    /// <summary>It is gone, or what was written then has been erased: as of this sequence the record is not there.</summary>
    Deleted = 3,
}

/// <summary>One change of one record. Sequences are dense and ascend in the order of commits: followers remember the last one.</summary>
public sealed class JournalRow
{
    public long Sequence { get; init; }
    public long InteractionId { get; init; }
    public JournalKind Kind { get; init; }

    /// <summary>When the writer took it, by the program's clock.</summary>
    public Instant At { get; init; }
}
