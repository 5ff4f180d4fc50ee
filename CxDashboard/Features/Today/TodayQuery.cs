using CxDashboard.Domain.Interactions;
using CxDashboard.Domain.Time;
using CxDashboard.Live;
using CxDashboard.Measuring;

namespace CxDashboard.Features.Today;

/// <summary>Answers for the page Today: once for each version of the data, whoever looks.</summary>
public sealed class TodayQuery(Measure measure, TimeProvider clock)
{
    /// <summary>Open and untouched for so long counts as abandoned (docs/metrics.md), so nobody is said to wait.</summary>
    public static readonly TimeSpan QuietAfter = TimeSpan.FromDays(90);

    private const string Topic = "topic";
    private const int TopicsAsked = 24;
    private const int CommentsRead = 200;
    private const int CommentsShown = 6;
    private readonly Shared<string, TodayModel> _answers = new(1);

    /// <summary>The model of the present data.</summary>
    public Task<TodayModel> RunAsync(CancellationToken ct) => _answers.GetAsync("", Turn(), AskAsync, ct);

    /// <summary>The newest model at hand without waiting, or null.</summary>
    public TodayModel? Latest => _answers.Latest("");

    // A new version of the data, or another minute (who waits, waits longer). Both only grow, so their sum tells both.
    private long Turn() => measure.State.Version + (Instant.Now(clock).UnixMilliseconds / 60_000);

    private async Task<TodayModel> AskAsync(CancellationToken ct)
    {
        var state = measure.State;
        var now = Instant.Now(clock);
        var newest = state.NewestOpening is { } n && n < now ? n : now;
        var zone = state.Zone;
        var day = Buckets.DayOf(newest, zone);
        var isPast = day < Buckets.DayOf(now, zone);
        var until = isPast ? newest : now;
        var (contacts, usual) = await AskDayAsync(day, until, state, ct);
        var (read, open) = await measure.OpenAsync(ct);

        using var connection = read.OpenReader();
        var rows = new TodayRows(connection);
        // The same look at the store for every statement, whatever is committed meanwhile.
        using var look = connection.BeginTransaction(deferred: true);
        var recent = open.Where(o => o.Since > until - QuietAfter).Take(TodayRows.MostOpen).ToList();
        var waiting = new Waiting { People = WaitingList.Of(rows.ReadOpen(recent), zone), Quiet = open.Count - recent.Count, UsualSeconds = usual };
        return new TodayModel
        {
            Day = day,
            Until = Local(until, zone),
            IsPast = isPast,
            YearNow = Local(now, zone).Year,
            Waiting = waiting,
            IsMeasuring = state.Version == 0,
            Contacts = contacts,
            Comments = Comments(rows, until, zone),
            WaitingPicture = TodayPictures.OfWaiting(waiting, until, zone, state.IsSample),
            DayPicture = TodayPictures.OfDay(contacts, day, isPast, until, zone, state.IsSample),
        };
    }

    // One call, so that what is usual, the day and its topics are of one moment.
    private async Task<(DaySoFar Contacts, double? UsualWait)> AskDayAsync(DateOnly day, Instant until, MeasureState state, CancellationToken ct)
    {
        var waits = new MetricQuestion { Metric = "resolution-time-p90", From = day.AddDays(-7 * DayCourse.Weeks), To = day.AddDays(1) };
        var hours = waits with { Metric = "interactions", By = BucketSize.Hour };
        var answers = await measure.AskManyAsync([waits, hours, hours with { Split = [Topic], Top = TopicsAsked }], ct);
        // Those after the largest share an answer that names what it leaves out; unknown is no topic.
        var topics = answers[2].Where(a => a.Slices is [{ Not: false, Value: not null }]).GroupBy(a => a.Slices[0].Value!, StringComparer.Ordinal);
        var course = DayCourse.Of(
            DayCourse.Days(answers[1], day, state.FirstDay),
            topics.Select(t => (t.Key, DayCourse.Days([.. t], day, state.FirstDay))),
            (until - Buckets.StartOfDay(day, state.Zone)).TotalHours);
        // Nine in ten issues of the last eight weeks were claimed within this; issues still open count as still waiting.
        return (course, answers[0] is [{ Value: { } value, Weak: false }] ? value : null);
    }

    private static List<Comment> Comments(TodayRows rows, Instant until, TimeZoneInfo zone) =>
    [
        .. rows.ReadComments(until, CommentsRead).OrderByDescending(c => c.At).Take(CommentsShown).Select(c =>
        {
            var highest = c.Scale is { } scale ? RatingScales.Range(scale)?.High : null;
            return new Comment(c.Id, c.Words, Local(c.At, zone), c.Channel, c.Topic, highest is null ? null : c.Rating, highest);
        }),
    ];

    private static DateTimeOffset Local(Instant instant, TimeZoneInfo zone) => TimeZoneInfo.ConvertTime(instant.ToDateTimeOffset(), zone);
}
