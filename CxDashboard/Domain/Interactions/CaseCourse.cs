using CxDashboard.Domain.Time;

namespace CxDashboard.Domain.Interactions;

/// <summary>When a case was claimed and reopened, of how it stood from time to time.</summary>
internal readonly record struct CaseCourse
{
    // A message of the opening itself comes within this of it.
    private static readonly TimeSpan AtOnce = TimeSpan.FromMinutes(1);

    /// <summary>The first claim; null without one, and where nobody knows when it was.</summary>
    public Instant? ClaimedAt { get; private init; }

    /// <summary>The claim that stands now; null while it is open, and where nobody knows when it was.</summary>
    public Instant? LastClaimedAt { get; private init; }
    public Instant? ReopenedAt { get; private init; }
    public int Reopened { get; private init; }

    /// <summary>Whether it ever was claimed.</summary>
    public bool WasClaimed { get; private init; }

    private Instant? First { get; init; }

    /// <summary>Whether the case was watched from its opening on: then what was not seen was not.</summary>
    public bool IsKnownSince(Instant opened) => First <= opened + AtOnce;

    /// <param name="states">By time.</param>
    public static CaseCourse Of(IEnumerable<StateAt> states)
    {
        Instant? first = null, claimed = null, last = null, reopenedAt = null;
        var (reopened, was, isClaimed) = (0, false, false);
        foreach (var (at, state) in states)
        {
            first ??= at;
            switch (state)
            {
                case CaseState.Open when isClaimed:
                    reopened++;
                    reopenedAt ??= at;
                    (isClaimed, last) = (false, null);
                    break;
                case CaseState.Claimed when !isClaimed:
                    if (!was) claimed = at;
                    (isClaimed, was, last) = (true, true, at);
                    break;
                case CaseState.WasClaimed when !isClaimed:
                    (isClaimed, was, last) = (true, true, null);
                    break;
            }
        }

        return new CaseCourse { First = first, ClaimedAt = claimed, LastClaimedAt = last, ReopenedAt = reopenedAt, Reopened = reopened, WasClaimed = was };
    }
}
