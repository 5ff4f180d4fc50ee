namespace CxDashboard.Domain.Interactions;

/// <summary>
/// The times of one record as received, in Unix milliseconds, with <see cref="Lifeline.Unknown"/> where nothing is known:
/// what cleaning starts from.
/// </summary>
/// <param name="ClaimedFlag">"Claimed: yes"; without <paramref name="ClaimedAt"/> a claim at an unknown instant.</param>
/// <param name="ReopenedCount">As received, null where blank.</param>
public readonly record struct RecordTimes(
    long Opened, long ClaimedAt, bool ClaimedFlag, int? ReopenedCount, long ReopenedAt, long LastClaimedAt, bool Abandoned);

/// <summary>
/// When one interaction was open and when it was claimed, as had happened by an instant T, after cleaning.
/// Times are Unix milliseconds; <see cref="Never"/> is what has not happened. It is open on [Opened, Claim) and, when it was
/// reopened at a known time, on [Reopening, LastClaim).
/// </summary>
public readonly record struct Lifeline
{
    /// <summary>A time that the record does not tell.</summary>
    public const long Unknown = long.MinValue;

    /// <summary>Later than anything: it has not happened.</summary>
    public const long Never = long.MaxValue;

    public long Opened { get; private init; }

    /// <summary>The first claim; at the opening where its instant is unknown.</summary>
    public long Claim { get; private init; }

    /// <summary>There is a claim, but nobody knows when: durations leave it out.</summary>
    public bool ClaimInstantUnknown { get; private init; }

    /// <summary>How often it was reopened, at least.</summary>
    public int ReopenedCount { get; private init; }

    /// <summary>The first reopening; <see cref="Never"/> where there is none or its time is unknown.</summary>
    public long Reopening { get; private init; }

    /// <summary>The last claim of a reopened interaction.</summary>
    public long LastClaim { get; private init; }

    /// <summary>Dropped and not claimed: nobody waits on us.</summary>
    public bool NeverOpen { get; private init; }

    public bool IsClaimed => Claim != Never;

    /// <summary>It was reopened, but nobody knows when.</summary>
    public bool ReopenedAtUnknownTime => ReopenedCount > 0 && Reopening == Never;

    /// <summary>Whether it is open at an instant.</summary>
    public bool IsOpenAt(long t) => !NeverOpen && ((t >= Opened && t < Claim) || (t >= Reopening && t < LastClaim));

    /// <summary>The cleaned times of a record, as had happened by <paramref name="asOf"/> (inclusive); null when it had not even opened.</summary>
    public static Lifeline? At(in RecordTimes record, long asOf)
    {
        if (record.Opened > asOf) return null;

        var claimBeforeOpening = record.ClaimedAt != Unknown && record.ClaimedAt < record.Opened;
        var instantUnknown = claimBeforeOpening || (record.ClaimedAt == Unknown && record.ClaimedFlag);
        var claim = instantUnknown ? record.Opened : record.ClaimedAt;
        if (claim == Unknown || claim > asOf)
        {
            return new Lifeline
            {
                Opened = record.Opened,
                Claim = Never,
                Reopening = Never,
                LastClaim = Never,
                NeverOpen = record.Abandoned,
            };
        }

        var lastClaim = record.LastClaimedAt == Unknown || record.LastClaimedAt > asOf ? Never : record.LastClaimedAt;
        var k = Math.Max(0, record.ReopenedCount ?? 0);
        var reopening = record.ReopenedAt == Unknown ? Never : record.ReopenedAt;
        if (reopening != Never) k = reopening > asOf ? 0 : Math.Max(1, k);
        else if (record.ReopenedCount is null && lastClaim != Never && lastClaim > claim) k = 1;

        // Before the claim it cannot have been reopened: that it was is known, when is not.
        if (k == 0 || reopening < claim) reopening = Never;
        if (k == 0 || lastClaim < claim || (reopening != Never && lastClaim <= reopening)) lastClaim = Never;
        return new Lifeline
        {
            Opened = record.Opened,
            Claim = claim,
            ClaimInstantUnknown = instantUnknown,
            ReopenedCount = k,
            Reopening = reopening,
            LastClaim = lastClaim,
        };
    }
}
