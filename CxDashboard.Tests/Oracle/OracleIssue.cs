using CxDashboard.Domain.Time;

namespace CxDashboard.Tests.Oracle;

/// <summary>The state of an issue for one window.</summary>
public enum OracleState { Unclaimed, Broken, Held, Maturing }

/// <summary>One issue: its members in the order of the chain, and everything asked of it, worked out anew each time.</summary>
/// <param name="members">In order; the first one opened the issue.</param>
/// <param name="pair">Every existing `in` contact of its customer and topic; empty where the customer is unknown.</param>
/// <param name="earlier">The issues that stand before it in the chain of its customer and topic.</param>
public sealed class OracleIssue(IReadOnlyList<OracleContact> members, IReadOnlyList<OracleContact> pair, IReadOnlyList<OracleIssue> earlier)
{
    public IReadOnlyList<OracleContact> Members => members;
    public OracleContact First => members[0];
    public Instant Opened => First.Opened;
    public bool HasCustomer => First.Customer is not null;
    public Instant T => members.Min(m => m.T);
    public Instant K => members.Min(m => m.K);
    public Instant LatestActivity => members.SelectMany(m => m.Activity).Max();

    /// <summary>F: the first claim at which no member opened so far is open.</summary>
    public Instant? FirstClaim => members
        .SelectMany(m => m.Claims)
        .Where(claim => !members.Any(m => m.Opened <= claim && m.IsOpenAt(claim)))
        .Order()
        .Select(claim => (Instant?)claim)
        .FirstOrDefault();

    /// <summary>Whether the first claim, if any, comes with a claim whose instant nobody knows.</summary>
    public bool HasUnknownClaimAtF => FirstClaim is { } f && members.Any(m => m.Opened <= f && m.ClaimIsUnknown && m.Claim is not null);

    /// <summary>An `in` contact of the pair opened in (F, F + w), whether or not it joined.</summary>
    public bool IsRepeatedWithin(TimeSpan w) => FirstClaim is { } f && pair.Any(c => f < c.Opened && c.Opened < f + w);

    /// <summary>A known reopening in (F, F + w) of the pair or a member, or one at an unknown time of a member opened by F.</summary>
    public bool IsReopenedWithin(TimeSpan w) => FirstClaim is { } f
        && (pair.Concat(members).Any(c => f < c.Reopening && c.Reopening < f + w)
            || members.Any(m => m.Opened <= f && m.ReopenedAtUnknownTime));

    public OracleState State(TimeSpan w)
    {
        if (FirstClaim is not { } f) return OracleState.Unclaimed;
        if (IsRepeatedWithin(w) || IsReopenedWithin(w)) return OracleState.Broken;
        return f + w <= K ? OracleState.Held : OracleState.Maturing;
    }

    /// <summary>The latest answer among the members; of several at one instant a "no" wins; null is silence.</summary>
    public bool? Answer => members
        .Where(m => m.Answer is not null)
        .OrderByDescending(m => m.AnsweredAt)
        .ThenBy(m => m.Answer)
        .Select(m => m.Answer)
        .FirstOrDefault();

    /// <summary>Whether some member is open at an instant, by what had happened by its own T.</summary>
    public bool IsOpenAt(Instant t) => members.Any(m => m.IsOpenAt(t));

    /// <summary>Open at T, and so at every later instant, for nothing after T exists.</summary>
    public bool IsOpenNow => IsOpenAt(new Instant(long.MaxValue));

    /// <summary>The latest claim of a member, of those at a known instant.</summary>
    public Instant? LatestKnownClaim => members.SelectMany(m => m.ClaimsAtKnownInstants).Select(c => (Instant?)c).Max();

    /// <summary>Whether the member is here because something had not been right before.</summary>
    public bool IsRepetition(OracleContact member) => member != First
        || earlier.Any(e => e.FirstClaim is { } f && f < member.Opened && member.Opened < f + TimeSpan.FromDays(30));

    public bool IsAbandoned(TimeSpan q) => FirstClaim is null && (T - LatestActivity >= q || members.Any(m => m.IsAbandoned));
}
