using CxDashboard.Domain.Interactions;

namespace CxDashboard.Tests.Sample;

/// <summary>An issue of the sample, told as plainly as the rules allow: seconds, no cleaning, since the sample is clean.</summary>
internal sealed record SampleIssue(List<Interaction> Members, double? FirstClaim, double? Break)
{
    public Interaction First => Members[0];
    public double Opened => SampleIssues.Seconds(First.OpenedAt.UnixMilliseconds);
    public bool Named => First.Customer is not null;
    public bool Claimed => FirstClaim is not null;

    public bool Broken(double days) => FirstClaim is { } claim && Break < claim + (days * 86_400);

    public bool Held(double days, double knownUntil) =>
        FirstClaim is { } claim && !Broken(days) && claim + (days * 86_400) <= knownUntil;
}

/// <summary>Chains the sample's contacts by the rules of issues, in the most straightforward way that works for clean records.</summary>
internal static class SampleIssues
{
    private const double Window = 7 * 86_400;

    public static double Seconds(long milliseconds) => milliseconds / 1000.0;

    public static List<SampleIssue> Chain(IEnumerable<Interaction> records)
    {
        var issues = new List<SampleIssue>();
        var incoming = records.Where(r => r.Direction == Direction.In).ToList();
        issues.AddRange(incoming.Where(r => r.Customer is null).Select(r => Tell([r], [r])));
        foreach (var pair in incoming.Where(r => r.Customer is not null).GroupBy(r => (r.Customer, r.Topic)))
        {
            var all = pair.OrderBy(r => r.OpenedAt).ThenBy(r => r.Source, StringComparer.Ordinal).ThenBy(r => r.ExternalId, StringComparer.Ordinal).ToList();
            List<Interaction> members = [];
            foreach (var record in all)
            {
                if (members.Count > 0 && !Joins(members, At(record)))
                {
                    issues.Add(Tell(members, all));
                    members = [];
                }

                members.Add(record);
            }

            issues.Add(Tell(members, all));
        }

        return issues;
    }

    public static double At(Interaction record) => Seconds(record.OpenedAt.UnixMilliseconds);

    public static bool IsOpen(Interaction record, double at)
    {
        if (At(record) > at || record.Abandoned == true) return false;
        if (Claim(record) is not { } claim || at < claim) return true;
        return Reopening(record) is { } reopened && at >= reopened && !(LastClaim(record) <= at);
    }

    private static bool Joins(List<Interaction> members, double at) =>
        members.Any(m => IsOpen(m, at))
        || members.SelectMany(Claims).Any(c => c <= at && at < c + Window)
        || members.Any(m => m.Abandoned == true && at < At(m) + Window);

    private static SampleIssue Tell(List<Interaction> members, List<Interaction> pair)
    {
        double? first = members.SelectMany(Claims).Order()
            .Where(c => !members.Any(m => IsOpen(m, c))).Select(c => (double?)c).FirstOrDefault();
        if (first is not { } claim) return new SampleIssue(members, null, null);
        var breaks = pair.Select(At).Concat(pair.Select(Reopening).OfType<double>()).Where(t => t > claim).ToList();
        return new SampleIssue(members, first, breaks.Count > 0 ? breaks.Min() : null);
    }

    private static IEnumerable<double> Claims(Interaction record)
    {
        if (Claim(record) is { } claim) yield return claim;
        if (LastClaim(record) is { } last) yield return last;
    }

    private static double? Claim(Interaction record) => record.ClaimedAt is { } at ? Seconds(at.UnixMilliseconds) : null;

    private static double? Reopening(Interaction record) => record.ReopenedAt is { } at ? Seconds(at.UnixMilliseconds) : null;

    private static double? LastClaim(Interaction record) => record.LastClaimedAt is { } at ? Seconds(at.UnixMilliseconds) : null;
}
