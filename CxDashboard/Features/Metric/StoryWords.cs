using System.Globalization;
using CxDashboard.Domain.Time;
using CxDashboard.Kit;
using CxDashboard.Measuring.Behind;

namespace CxDashboard.Features.Metric;

/// <summary>What became of an issue in one plain sentence, where it stands in two or three words, and as three rungs.</summary>
internal static class StoryWords
{
    private const double Hour = 3600;
    private const double Day = 86_400;

    /// <summary>"Claimed the same day; came back after 2 d". Days are those of the zone.</summary>
    public static string Then(IssueStory story, TimeZoneInfo zone)
    {
        var parts = story.ClaimedAt is { } claimed ? Claimed(story, claimed, zone) : Unclaimed(story);
        if (story.Answer is { } answer) parts = parts.Append(Said(answer, story.AnsweredAt, zone));
        return string.Join("; ", parts);
    }

    /// <summary>"held, they said yes".</summary>
    public static string Stands(IssueStory story)
    {
        var said = story.Answer switch { true => "they said yes", false => "they said no", _ => null };
        return story.Standing switch
        {
            IssueStanding.NeverClaimed => With("never claimed", said),
            IssueStanding.Held => With("held", said ?? "silent"),
            IssueStanding.DidNotHold => said is null ? "claimed, did not hold" : With("did not hold", said),
            IssueStanding.Maturing => With(said is null ? "claimed, too early to say" : "too early to say", said),
            _ => With("claimed, customer not known", said),
        };

        static string With(string standing, string? more) => more is null ? standing : $"{standing}, {more}";
    }

    /// <summary>Claimed, held and confirmed, from the lowest up.</summary>
    public static IReadOnlyList<RungMark> Rungs(IssueStory story) =>
    [
        story.ClaimedAt is null ? RungMark.Open : RungMark.Reached,
        story.Standing switch
        {
            IssueStanding.Held => RungMark.Reached,
            IssueStanding.DidNotHold => RungMark.Struck,
            IssueStanding.Maturing => RungMark.Maturing,
            _ => RungMark.Open,
        },
        story.Answer switch { true => RungMark.Reached, false => RungMark.Struck, _ => RungMark.Open },
    ];

    private static IEnumerable<string> Claimed(IssueStory story, Instant claimed, TimeZoneInfo zone)
    {
        yield return $"Claimed{When(story, claimed, zone)}{Contacts(story)}";
        if (story.CameBackAt.Count > 0) yield return CameBack(story.CameBackAt, claimed);
        if (story.ReopenedAt is { } reopened) yield return $"opened again after {Span((reopened - claimed).TotalSeconds)}";
        else if (story.ReopenedAtUnknownTime) yield return "opened again, nobody knows when";
        if (story.Standing == IssueStanding.Held) yield return $"quiet for {story.WindowDays.ToString(CultureInfo.InvariantCulture)} days";
        if (story.Standing == IssueStanding.Maturing) yield return "quiet so far";
        if (story.Standing == IssueStanding.NobodyKnows) yield return "nobody can say whether they came back";
        if (story.IsOpen) yield return "open now";
    }

    private static IEnumerable<string> Unclaimed(IssueStory story)
    {
        yield return "Never claimed";
        if (story.IsOpen) yield return story.IsQuiet ? "still open, and long untouched" : "still open";
        else if (story.WasDropped) yield return "the customer gave up";
    }

    private static string When(IssueStory story, Instant claimed, TimeZoneInfo zone)
    {
        if (story.ClaimInstantUnknown) return ", nobody knows when";
        var seconds = (claimed - story.Opened).TotalSeconds;
        if (seconds == 0) return " at once";
        if (seconds < Hour) return $" in {Span(seconds)}";
        var days = Buckets.DayOf(claimed, zone).DayNumber - Buckets.DayOf(story.Opened, zone).DayNumber;
        return days switch { 0 => " the same day", 1 => " the next day", _ => $" after {Span(seconds)}" };
    }

    // Only where the customer had to ask more than once before anybody claimed it.
    private static string Contacts(IssueStory story) => story.ContactsUntilClaim > 1 ? $", after {Figures.InWords(story.ContactsUntilClaim)} contacts" : "";

    private static string CameBack(IReadOnlyList<Instant> at, Instant claimed)
    {
        var first = Span((at[0] - claimed).TotalSeconds);
        return at.Count switch
        {
            1 => $"came back after {first}",
            2 => Span((at[1] - claimed).TotalSeconds) is var second && second == first ? $"came back twice after {first}" : $"came back after {first}, and after {second}",
            _ => $"came back {Figures.Of(at.Count, "time", "times")}, first after {first}",
        };
    }

    private static string Said(bool yes, Instant? at, TimeZoneInfo zone) =>
        at is { } when ? $"they said {(yes ? "yes" : "no")} on {Buckets.DayOf(when, zone).ToString("d MMM", CultureInfo.InvariantCulture)}" : $"they said {(yes ? "yes" : "no")}";

    // In a sentence one unit is enough: nobody asks after how many hours of the third day.
    private static string Span(double seconds) => Figures.Duration(seconds switch
    {
        >= Day => Math.Round(seconds / Day, MidpointRounding.AwayFromZero) * Day,
        >= Hour => Math.Round(seconds / Hour, MidpointRounding.AwayFromZero) * Hour,
        _ => seconds,
    });
}
