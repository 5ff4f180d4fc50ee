using CxDashboard.Domain.Time;

namespace CxDashboard.Tests.Oracle;

/// <summary>Durations, in seconds of the calendar or of business hours; null is unknown.</summary>
public sealed partial class NaiveOracle
{
    private const string Business = "-business";

    private OracleFigure Time(string metric, List<OracleContact> contacts, List<OracleIssue> issues)
    {
        var business = metric.EndsWith(Business, StringComparison.Ordinal);
        var timed = issues.Where(i => !i.HasUnknownClaimAtF).ToList();
        return (business ? metric[..^Business.Length] : metric) switch
        {
            "first-reply-median" => OracleFigure.Quantile(Replies(contacts, c => c.Record.FirstReplyAt, business), 0.5),
            "first-reply-p90" => OracleFigure.Quantile(Replies(contacts, c => c.Record.FirstReplyAt, business), 0.9),
            "first-useful-reply-median" => OracleFigure.Quantile(Replies(contacts, c => c.Record.FirstUsefulReplyAt, business), 0.5),
            "first-useful-reply-p90" => OracleFigure.Quantile(Replies(contacts, c => c.Record.FirstUsefulReplyAt, business), 0.9),
            "resolution-time-median" => KaplanMeier(timed, business, 0.5),
            "resolution-time-p90" => KaplanMeier(timed, business, 0.9),
            "resolution-time-closed-median" => OracleFigure.Quantile(
                timed.Where(i => i.FirstClaim is not null).Select(i => Lasted(i.First, i.FirstClaim!.Value, business)), 0.5),
            "last-resolution-time-median" => OracleFigure.Quantile(
                issues.Where(i => i.FirstClaim is not null && !i.IsOpenNow && i.LatestKnownClaim is not null).Select(i => Lasted(i.First, i.LatestKnownClaim!.Value, business)), 0.5),
            "waiting-on-us-median" => OracleFigure.Quantile(issues.Select(WaitingOnUs), 0.5),
            _ => throw new ArgumentOutOfRangeException(nameof(metric), metric, "The oracle does not know this metric."),
        };
    }

    /// <summary>From the contact's opening, in the hours of its region where they are asked for.</summary>
    private double? Lasted(OracleContact from, Instant to, bool business) => business
        ? _settings.CalendarOf(from.Record.Region)?.OpenBetween(from.Opened, to) / 1000.0
        : (to - from.Opened).TotalSeconds;

    // Known, not later than T, and not before the opening.
    private IEnumerable<double?> Replies(IEnumerable<OracleContact> contacts, Func<OracleContact, Instant?> reply, bool business) => contacts
        .Where(c => c.IsIn && reply(c) is { } at && c.Opened <= at && at <= c.T)
        .Select(c => Lasted(c, reply(c)!.Value, business));

    private OracleFigure KaplanMeier(IEnumerable<OracleIssue> timed, bool business, double p)
    {
        var waits = timed
            .Select(i => (Seconds: Lasted(i.First, i.FirstClaim ?? i.T, business), Ended: i.FirstClaim is not null))
            .Where(w => w.Seconds is not null)
            .Select(w => (w.Seconds!.Value, w.Ended))
            .ToList();
        return new OracleFigure(null, waits.Count, OracleQuantiles.KaplanMeier(waits, p));
    }

    private static double? WaitingOnUs(OracleIssue issue) =>
        issue.Members.All(m => m.Record.WaitingSeconds is not null) ? issue.Members.Sum(m => m.Record.WaitingSeconds!.Value) : null;
}
