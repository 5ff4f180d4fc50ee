using CxDashboard.Domain.Interactions;
using CxDashboard.Domain.Time;

namespace CxDashboard.Tests.Oracle;

/// <summary>One interaction as it had happened by T, cleaned. Every rule stands alone, in the order of the definition.</summary>
public sealed class OracleContact
{
    /// <param name="customer">Who it is: aliases resolved, null for a shared or an unknown customer.</param>
    public OracleContact(Interaction record, string? customer, Instant t, Instant k)
    {
        (Record, Customer, T, K) = (record, customer, t, k);

        // A claim before the opening, or a yes without a time, is at an unknown instant and counts as made at the opening.
        if (record.ClaimedAt is { } claimedAt)
        {
            ClaimIsUnknown = claimedAt < Opened;
            Claim = claimedAt > t ? null : ClaimIsUnknown ? Opened : claimedAt;
        }
        else if (record.Claimed == true)
        {
            (Claim, ClaimIsUnknown) = (Opened, true);
        }

        var reopening = record.ReopenedAt <= t ? record.ReopenedAt : null;
        var lastClaim = record.LastClaimedAt <= t ? record.LastClaimedAt : null;
        Reopened = Math.Max(0, record.ReopenedCount ?? 0);
        if (reopening is not null) Reopened = Math.Max(1, Reopened);
        if (record.ReopenedCount is null && Claim is not null && lastClaim > Claim) Reopened = Math.Max(1, Reopened);
        if (Claim is null) Reopened = 0;
        if (record.ReopenedAt > t) Reopened = 0;
        if (Reopened == 0) return;

        Reopening = reopening < Claim ? null : reopening;
        LastClaim = lastClaim < Claim || lastClaim <= Reopening ? null : lastClaim;
    }

    public Interaction Record { get; }
    public string? Customer { get; }
    public Instant T { get; }
    public Instant K { get; }
    public Instant Opened => Record.OpenedAt;
    public bool IsIn => Record.Direction == Direction.In;
    public bool IsAbandoned => Record.Abandoned == true;

    /// <summary>The first claim; the opening where its instant is unknown.</summary>
    public Instant? Claim { get; }
    public bool ClaimIsUnknown { get; }

    /// <summary>k.</summary>
    public int Reopened { get; }

    /// <summary>k as text; null where the source did not say and nothing else shows it.</summary>
    public string? ReopenedText => Record.ReopenedCount is null && Reopened == 0 ? null : $"{Reopened}";

    /// <summary>The first reopening where its time is known.</summary>
    public Instant? Reopening { get; }
    public bool ReopenedAtUnknownTime => Reopened > 0 && Reopening is null;
    public Instant? LastClaim { get; }
    public IEnumerable<Instant> Claims => Known(Claim, LastClaim);

    /// <summary>Its claims, without one whose instant nobody knows: that is no duration.</summary>
    public IEnumerable<Instant> ClaimsAtKnownInstants => Known(ClaimIsUnknown ? null : Claim, LastClaim);
    public IEnumerable<Instant> Activity => Known(Opened, Claim, Reopening, LastClaim);

    /// <summary>Whether the source gives a rating on a scale that holds it, and the customer had given it by T.</summary>
    public bool IsRated => HasAnswered && Record.Rating is { } r && OracleRating.Find(Record.RatingScale)?.Holds(r) == true;
    public bool IsSatisfied => IsRated && OracleRating.Find(Record.RatingScale)!.Satisfied(Record.Rating!.Value);
    public bool IsUnhappy => IsRated && OracleRating.Find(Record.RatingScale)!.Unhappy(Record.Rating!.Value);

    /// <summary>The customer's yes or no to "was it resolved?", where it had been given by T.</summary>
    public bool? Answer => HasAnswered ? Record.Confirmed : null;
    public int? Effort => HasAnswered ? Record.Effort : null;
    public int? Recommend => HasAnswered ? Record.Recommend : null;
    public bool? WouldBuyAgain => HasAnswered ? Record.WouldBuyAgain : null;

    /// <summary>An unhappy rating, or a "no, it was not resolved".</summary>
    public bool IsUnhappyMoment => IsUnhappy || Answer == false;
    public Instant AnsweredAt => Record.RatedAt ?? Opened;
    private bool HasAnswered => AnsweredAt <= T;

    public bool IsOpenAt(Instant t)
    {
        if (IsAbandoned && Claim is null) return false;
        if (Opened <= t && !(Claim <= t)) return true;
        return Reopening <= t && !(LastClaim <= t);
    }

    private static IEnumerable<Instant> Known(params Instant?[] instants) => instants.Where(i => i is not null).Select(i => i!.Value);
}
