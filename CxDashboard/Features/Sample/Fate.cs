namespace CxDashboard.Features.Sample;

/// <summary>
/// Decides how a contact goes. Rates are not drawn anywhere: a claim is true or not, a customer whose problem is still there
/// comes back, and what the metrics then say follows from that.
/// </summary>
internal sealed class Fate(ulong seed, SampleCalendar calendar)
{
    // Moments of a claim and after it.
    private const double SlowClaimHours = 10, SlowClaimSpread = 1.0;
    private const double ReturnHours = 26, ReturnSpread = 1.2, ComesBack = 0.83;
    private const double ReopensInstead = 0.32, ReclaimHours = 13;
    private const double PatienceHours = 26, PatienceSpread = 0.8;

    // The planted changes, as they work on a contact.
    private const double AcknowledgedMinutes = 17.5, AcknowledgedSpread = 0.45;
    private const double QuickAtOnce = 0.78, QuickGivesUp = 0.045, QuickSolvesLess = 0.195;
    private const double ImprovementSolvesMore = 0.120;
    private const double SeasonSlowsReplies = 0.40, SeasonSlowsClaims = 0.20;

    // Beyond pure chance: some weeks go a little better than others.
    private const double WeekToWeek = 0.006;

    /// <summary>The course of a contact; the same for the same contact, whatever else happens.</summary>
    public Course Of(Contact contact)
    {
        var chance = Chance.Of(seed, Chance.Key(contact.Problem.Key, (ulong)contact.Number, 1));
        var course = new Course();
        var season = calendar.Season(calendar.DayOf(contact.At));
        var (leaves, stays) = (chance.Uniform(), Talk(contact, season, course, chance));
        if (contact.Reason == ContactReason.CallBack) return course;
        if (leaves < GivesUp(contact)) GiveUp(contact, course, chance);
        else if (contact.Reason == ContactReason.Chase) AnswerChase(contact, course, stays, chance);
        else Claim(contact, season, course, stays, chance);
        return course;
    }

    private bool IsQuick(Contact contact) => contact.Channel == Larkfield.Chat && contact.Problem.Topic != Larkfield.Delivery
        && calendar.Has(Planted.QuickClosing, contact.Problem.BeganOn);

    private double GivesUp(Contact contact) =>
        contact.Reason == ContactReason.Chase ? 0.02
        : IsQuick(contact) ? QuickGivesUp
        : Larkfield.Channels[contact.Channel].GivesUp;

    // Replies, and for calls the wait; returns how long the talk itself takes.
    private long Talk(Contact contact, double season, Course course, Chance chance)
    {
        var channel = Larkfield.Channels[contact.Channel];
        var slow = 1 + (SeasonSlowsReplies * season);
        var (first, further, useless) = (chance.Normal(), chance.Normal(), chance.Happens(channel.Useless));
        var (acknowledged, night, later) = (chance.Around(AcknowledgedMinutes * 60, AcknowledgedSpread), chance.Uniform(), chance.Uniform());
        if (contact.Channel == Larkfield.Phone)
        {
            course.Waited = (long)(125 * slow * Chance.Exp(0.9 * first));
            return (long)(380 * Chance.Exp(0.6 * further));
        }

        var reply = AtDesk(contact.At + (long)(channel.ReplyMinutes * 60 * slow * Chance.Exp(channel.ReplySpread * first)), night);
        course.FirstReply = reply;
        course.FirstUsefulReply = useless ? AtDesk(reply + (long)(channel.UsefulMinutes * 60 * slow * Chance.Exp(0.9 * further)), later) : reply;
        if (contact.Channel is Larkfield.Mail or Larkfield.Form && calendar.Has(Planted.Acknowledgement, calendar.DayOf(contact.At)))
            course.FirstReply = Math.Min(reply, contact.At + (long)acknowledged);
        return (long)(540 * Chance.Exp(0.6 * further));
    }

    private void GiveUp(Contact contact, Course course, Chance chance)
    {
        var after = contact.Channel switch
        {
            Larkfield.Phone => course.Waited!.Value + 60,
            Larkfield.Chat => (long)chance.Around(1_500, 0.5),
            _ => (long)chance.Around(30 * 3600, 0.6),
        };
        course.GaveUp = contact.At + after;
        if (course.FirstReply > course.GaveUp) course.FirstReply = null;
        if (course.FirstUsefulReply > course.GaveUp) course.FirstUsefulReply = null;
        var again = course.GaveUp.Value + 120 + (long)chance.Around(2_700, 1.3);
        if (chance.Happens(Larkfield.Channels[contact.Channel].TriesAgain)) course.ComesBack = again;
    }

    // "We are on it": closed soon for itself, or together with the contact that it asks about.
    private static void AnswerChase(Contact contact, Course course, long talk, Chance chance)
    {
        var together = contact.MainClaim + 600;
        var soon = (course.FirstUsefulReply ?? contact.At + course.Waited!.Value) + talk;
        var claim = chance.Happens(0.7) ? Math.Min(soon, together) : together;
        course.Claim = claim;
        if (course.FirstUsefulReply > claim) course.FirstUsefulReply = claim;
        if (course.FirstReply > claim) course.FirstReply = claim;
        course.Solved = true;
    }

    private void Claim(Contact contact, double season, Course course, long talk, Chance chance)
    {
        var topic = Larkfield.Topics[contact.Problem.Topic];
        var answered = course.FirstUsefulReply ?? contact.At + course.Waited!.Value;
        var atOnce = chance.Uniform() < (IsQuick(contact) ? QuickAtOnce : Larkfield.Channels[contact.Channel].AtOnce);
        var hours = chance.Around(SlowClaimHours * topic.Slowness * (1 + (SeasonSlowsClaims * season)), SlowClaimSpread);
        var slow = AtDesk(answered + (long)(hours * 3600), chance.Uniform());
        var patience = contact.At + (long)(chance.Around(PatienceHours, PatienceSpread) * 3600);
        course.Claim = atOnce ? answered + talk : slow;
        if (patience < course.Claim) course.Chases = patience;
        course.Solved = chance.Uniform() < Solves(contact);
        WhatFollows(contact, course, chance);
    }

    private double Solves(Contact contact)
    {
        var (problem, topic) = (contact.Problem, Larkfield.Topics[contact.Problem.Topic]);
        var week = Chance.Of(seed, Chance.Key(0x3EE4, (ulong)(problem.BeganOn.DayNumber / 7))).Normal() * WeekToWeek;
        var improved = problem.Topic == Larkfield.Delivery && calendar.Has(Planted.Improvement, problem.BeganOn) ? ImprovementSolvesMore : 0;
        return topic.Solved + week + improved - (IsQuick(contact) ? QuickSolvesLess : 0);
    }

    private void WhatFollows(Contact contact, Course course, Chance chance)
    {
        while (!course.Solved)
        {
            var from = course.LastClaim!.Value;
            var wait = Math.Max(1_800, (long)(chance.Around(ReturnHours, ReturnSpread) * 3600));
            var (returns, reopens) = (chance.Happens(contact.Number < 8 ? ComesBack : 0.5), chance.Happens(ReopensInstead));
            if (!returns) return;
            if (!reopens || contact.Channel == Larkfield.Phone || course.Reopenings.Count == 3)
            {
                course.ComesBack = from + wait;
                return;
            }

            var reopened = Awake(from + wait, chance);
            course.Reopenings.Add((reopened, AtDesk(reopened + 600 + (long)(chance.Around(ReclaimHours, 0.9) * 3600), chance.Uniform())));
            course.Solved = chance.Uniform() < Solves(contact);
        }
    }

    /// <summary>A moment at which somebody sits at the desks: 7:00 to 22:00, else the next morning.</summary>
    private long AtDesk(long at, double lateness)
    {
        var hour = calendar.HourOf(at);
        if (hour is >= 7 and < 22) return at;
        return at + (long)((hour < 7 ? 7 - hour : 31 - hour) * 3600) + (long)(lateness * 5_400);
    }

    /// <summary>A moment at which customers are awake: 7:00 to 23:00, else during the next morning.</summary>
    private long Awake(long at, Chance chance)
    {
        var (hour, later) = (calendar.HourOf(at), chance.Uniform());
        if (hour is >= 7 and < 23) return at;
        return at + (long)(((hour < 7 ? 7 - hour : 31 - hour) + (later * 4)) * 3600);
    }

    /// <summary>A moment at which this channel is open to customers: calls are taken from 8:00 to 20:00.</summary>
    public long Reaches(int channel, long at, Chance chance)
    {
        if (channel != Larkfield.Phone) return Awake(at, chance);
        var (hour, later) = (calendar.HourOf(at), chance.Uniform());
        if (hour is >= 8 and < 20) return at;
        return at + (long)(((hour < 8 ? 8 - hour : 32 - hour) + (later * 3)) * 3600);
    }
}
