namespace CxDashboard.Data;

/// <summary>What came of one record.</summary>
public enum WriteKind
{
    New,

    /// <summary>At least one column differs; the earlier version is kept.</summary>
    Changed,

    /// <summary>Every column is as it was; nothing was written.</summary>
    Unchanged,
}

/// <summary>What came of one record, and its dense id.</summary>
public readonly record struct WriteOutcome(WriteKind Kind, long Id);

/// <summary>What came of one batch, after it is safely on disk.</summary>
/// <param name="Outcomes">One for each of the batch's <see cref="WriteBatch.Records"/>, in their order.</param>
/// <param name="Sequence">The journal's last sequence with this batch in it.</param>
public sealed record WriteResult(IReadOnlyList<WriteOutcome> Outcomes, long Sequence)
{
    /// <summary>How many records are new, changed and unchanged.</summary>
    public long New { get; init; }
    public long Changed { get; init; }
    public long Unchanged { get; init; }

    /// <summary>What came of each correction, in their order; null of a record that is not there.</summary>
    public IReadOnlyList<WriteOutcome?> Corrections { get; init; } = [];

    /// <summary>What came of each part, in their order.</summary>
    public IReadOnlyList<PartKind> Parts { get; init; } = [];

    /// <summary>What became of each delivery, in their order.</summary>
    public IReadOnlyList<DeliveryOutcome> Deliveries { get; init; } = [];

    /// <summary>What the batch's request is answered; null where it had none.</summary>
    public GivenAnswer? Answer { get; init; }

    /// <summary>How many of the batch's deletions found their record.</summary>
    public long Deleted { get; init; }

    /// <summary>How many customer rules were not so before.</summary>
    public long RulesWritten { get; init; }

    /// <summary>How many changes of phases were not so before.</summary>
    public long PhasesWritten { get; init; }

    /// <summary>What the batch's erasures removed, in all.</summary>
    public ErasedCounts Erased { get; init; }

    /// <summary>The import as it is stored now, with its id and the writer's counts; null where the batch had none.</summary>
    public ImportRow? Import { get; init; }
}

/// <summary>What erasing removed.</summary>
/// <param name="Records">Records as they stood.</param>
/// <param name="Versions">Superseded versions.</param>
/// <param name="Rules">Entries of the log of customer rules.</param>
/// <param name="Stories">What messages of other systems told, apart from the records.</param>
/// <param name="Messages">Messages that were kept.</param>
public readonly record struct ErasedCounts(long Records, long Versions, long Rules, long Stories = 0, long Messages = 0)
{
    /// <summary>Whether anything was there.</summary>
    public bool Any => Records + Versions + Rules + Stories + Messages > 0;

    public static ErasedCounts operator +(ErasedCounts a, ErasedCounts b) => new(a.Records + b.Records, a.Versions + b.Versions, a.Rules + b.Rules, a.Stories + b.Stories, a.Messages + b.Messages);
}
