using System.Collections.Frozen;
using CxDashboard.Domain.Interactions;

namespace CxDashboard.Measuring;

/// <summary>A yes or no about an issue, whose T and K are given.</summary>
internal delegate bool IssueTest(in IssueRow issue, long t, long k);

/// <summary>How a share of issues is counted: which belong to n, and which of those to the count.</summary>
internal sealed record IssueShare(IssueTest Of, IssueTest Counts);

/// <summary>What each metric of issues counts. The words are in <c>Domain/Metrics</c>; these are the same rules as tests.</summary>
internal static class MetricRules
{
    public const long Day = 86_400_000;
    private const long Week = 7 * Day;
    private const long Month = 30 * Day;

    private static readonly IssueTest Every = static (in _, _, _) => true;
    private static readonly IssueTest Known = static (in issue, _, _) => issue.KnownCustomer;
    private static readonly IssueTest Claimed = static (in issue, _, _) => issue.IsClaimed;
    private static readonly IssueTest ClaimedAndKnown = static (in issue, _, _) => issue.IsClaimed && issue.KnownCustomer;

    public static FrozenDictionary<string, IssueShare> Shares { get; } = new Dictionary<string, IssueShare>(StringComparer.Ordinal)
    {
        ["claimed-rate"] = new(Every, Claimed),
        ["held-rate-7d"] = new(Known, static (in issue, _, k) => Held(issue, k, Week)),
        ["held-rate-30d"] = new(Known, static (in issue, _, k) => Held(issue, k, Month)),
        ["claimed-held-gap"] = new(Known, static (in issue, _, _) => issue.IsClaimed && issue.BrokeWithin(Week)),
        ["first-contact-resolution"] = new(Known, static (in issue, _, k) => issue.Members == 1 && Held(issue, k, Week)),
        ["reopen-rate-7d"] = new(Claimed, static (in issue, _, _) => issue.ReopenedWithin(Week)),
        ["reopen-rate-30d"] = new(Claimed, static (in issue, _, _) => issue.ReopenedWithin(Month)),
        ["repeat-contact-rate-7d"] = new(ClaimedAndKnown, static (in issue, _, _) => issue.CameBackWithin(Week)),
        ["repeat-contact-rate-30d"] = new(ClaimedAndKnown, static (in issue, _, _) => issue.CameBackWithin(Month)),
        ["confirmed-rate"] = new(Claimed, static (in issue, _, _) => issue.Answer == Answer.Yes),
        ["refuted-rate"] = new(Claimed, static (in issue, _, _) => issue.Answer == Answer.No),
        ["silent-share"] = new(Claimed, static (in issue, _, _) => issue.Answer == Answer.Silent),
        ["abandoned-share"] = new(Every, static (in issue, t, _) => !issue.IsClaimed && (issue.AbandonedMember || t - issue.LatestActivity >= IssueTable.QuietLimit)),
        ["identified-share"] = new(Every, Known),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Claimed, nothing broke it, and the whole window is known.</summary>
    public static bool Held(in IssueRow issue, long k, long window) =>
        issue.IsClaimed && !issue.BrokeWithin(window) && issue.FirstClaim + window <= k;

    /// <summary>Claimed, nothing broke it yet, and the window is not over.</summary>
    public static bool Maturing(in IssueRow issue, long k, long window) =>
        issue.IsClaimed && !issue.BrokeWithin(window) && issue.FirstClaim + window > k;

    /// <summary>Whether a share of ratings counts a rating.</summary>
    public static FrozenDictionary<string, Func<int, double, bool>> Ratings { get; } = new Dictionary<string, Func<int, double, bool>>(StringComparer.Ordinal)
    {
        ["delighted-share"] = RatingScales.IsDelighted,
        ["satisfied-share"] = RatingScales.IsSatisfied,
        ["unhappy-share"] = RatingScales.IsUnhappy,
    }.ToFrozenDictionary(StringComparer.Ordinal);
}
