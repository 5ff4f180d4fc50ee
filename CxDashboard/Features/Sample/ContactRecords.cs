using System.Globalization;
using CxDashboard.Domain.Interactions;
using CxDashboard.Domain.Time;

namespace CxDashboard.Features.Sample;

/// <summary>
/// Turns one contact into the record that the shop's systems would hold at the end of the year, and tells which contacts
/// follow from it. What happens at or after the end is not in the record.
/// </summary>
internal sealed class ContactRecords(ulong seed, SampleCalendar calendar, Action<Contact> follows)
{
    private readonly Fate _fate = new(seed, calendar);
    private readonly Answers _answers = new(seed);
    private int _helpdeskNumber = 104_232;
    private int _phoneNumber = 58_210;

    public Interaction Write(Contact contact)
    {
        var (problem, channel, topic) = (contact.Problem, Larkfield.Channels[contact.Channel], Larkfield.Topics[contact.Problem.Topic]);
        var chance = Chance.Of(seed, Chance.Key(problem.Key, (ulong)contact.Number, 3));
        var course = _fate.Of(contact);
        var main = contact.Reason is ContactReason.First or ContactReason.Again;
        var cause = Cause(contact, chance);
        var gesture = Gesture(contact, chance, main && course.Claim < calendar.End);
        var answer = main && course.Claim is not null ? _answers.To(contact, course, gesture is not null, cause.Policy is not null) : null;
        Follow(contact, course, answer);

        var named = contact.Reason == ContactReason.CallBack | chance.Uniform() >= channel.Unnamed;
        var reopenings = course.Reopenings.TakeWhile(r => r.Reopened < calendar.End).ToArray();
        var claimed = course.Claim < calendar.End;
        var answered = claimed && answer?.At < calendar.End;
        var rating = answered ? answer!.Rating : null;
        return new Interaction
        {
            Source = channel.Source,
            ExternalId = NextId(contact.Channel),
            Customer = named ? problem.Customer.Name : null,
            Segment = named ? problem.Customer.Segment : null,
            Region = named ? Larkfield.Regions[problem.Customer.Region] : null,
            Channel = channel.Name,
            Topic = FiledUnder(contact, chance),
            Product = problem.Product,
            Team = chance.Happens(0.86) ? topic.Team : "Front line",
            Direction = contact.Reason == ContactReason.CallBack ? Direction.Out : Direction.In,
            OpenedAt = new Instant(contact.At * 1000),
            FirstReplyAt = Known(course.FirstReply),
            FirstUsefulReplyAt = Known(course.FirstUsefulReply),
            ClaimedAt = Known(course.Claim),
            Claimed = contact.Reason == ContactReason.CallBack ? null : claimed,
            ReopenedCount = contact.Channel == Larkfield.Phone ? null : reopenings.Length,
            ReopenedAt = reopenings.Length > 0 ? Known(reopenings[0].Reopened) : null,
            LastClaimedAt = reopenings.Length > 0 ? Known(reopenings[^1].Claimed) : null,
            Abandoned = course.GaveUp < calendar.End,
            Transfers = Transfers(contact, chance),
            WaitingSeconds = Waited(contact, course, claimed),
            Asked = claimed && (answer?.Asked ?? false),
            Rating = rating,
            RatingScale = rating is null ? null : channel.Scale,
            RatedAt = answered ? Known(answer!.At) : null,
            Effort = answered ? answer!.Effort : null,
            Recommend = answered ? answer!.Recommend : null,
            WouldBuyAgain = answered ? answer!.BuyAgain : null,
            Confirmed = answered ? answer!.Confirmed : null,
            Comment = Words(contact, channel, claimed, answered ? answer!.OnFive : null),
            Cost = Cost(contact, channel, course, chance),
            Cause = cause.Cause,
            Policy = cause.Policy,
            Gesture = gesture,
            Extra = problem.Extra,
        };
    }

    private Instant? Known(long? second) => second < calendar.End ? new Instant(second.Value * 1000) : null;

    private string NextId(int channel) => channel == Larkfield.Phone
        ? "PL-" + (++_phoneNumber).ToString(CultureInfo.InvariantCulture)
        : "HD-" + (++_helpdeskNumber).ToString(CultureInfo.InvariantCulture);

    private void Follow(Contact contact, Course course, Answer? answer)
    {
        var chance = Chance.Of(seed, Chance.Key(contact.Problem.Key, (ulong)contact.Number, 4));
        var (same, other) = (chance.Happens(0.62), chance.ByWeight(Larkfield.ChannelsOf(contact.Problem.Topic)));
        var (rings, after) = (chance.Happens(0.40), (long)chance.Around(28 * 3600, 0.6));
        if (course.ComesBack is { } back)
        {
            // Whoever gave up before an answer asks for the first time again.
            var reason = course.GaveUp is null ? ContactReason.Again : ContactReason.First;
            Next(reason, contact.Number + 2, same ? contact.Channel : other, back);
        }

        if (course.Chases is { } at)
        {
            var by = chance.Happens(0.45) ? Larkfield.Phone : chance.Happens(0.5) ? Larkfield.Mail : Larkfield.Chat;
            Next(ContactReason.Chase, contact.Number + 1, by, at, course.Claim!.Value);
        }

        // The shop rings some of those who were unhappy; the number keeps the call's draws apart from the contacts'.
        if (answer?.OnFive <= 2 && rings) Next(ContactReason.CallBack, contact.Number + 1000, Larkfield.Phone, answer.At!.Value + after);

        void Next(ContactReason reason, int number, int channel, long moment, long mainClaim = long.MaxValue)
        {
            var opens = _fate.Reaches(channel, moment, chance);
            if (opens < mainClaim) follows(new Contact(contact.Problem, channel, reason, number, opens, mainClaim));
        }
    }

    // Some returns are filed under another topic, as people at a busy desk do.
    private static string FiledUnder(Contact contact, Chance chance)
    {
        var (astray, other) = (chance.Happens(0.05), chance.Below(Larkfield.Topics.Length));
        return Larkfield.Topics[contact.Reason == ContactReason.Again && astray ? other : contact.Problem.Topic].Name;
    }

    private static (string? Cause, string? Policy) Cause(Contact contact, Chance chance)
    {
        var (has, cause, policy) = (chance.Uniform(), Larkfield.Causes[chance.ByWeight(Larkfield.CauseWeights)], chance.OneOf<string>(Larkfield.Policies));
        var share = contact.Reason switch { ContactReason.First => 0.045, ContactReason.Again => 0.14, _ => 0 };
        if (has >= share) return (null, null);
        return (cause, string.Equals(cause, "policy", StringComparison.Ordinal) ? policy : null);
    }

    private static string? Gesture(Contact contact, Chance chance, bool possible)
    {
        var (does, what) = (chance.Uniform(), chance.OneOf<string>(Larkfield.Gestures));
        return possible && does < (contact.Reason == ContactReason.Again ? 0.018 : 0.006) ? what : null;
    }

    private static int? Transfers(Contact contact, Chance chance)
    {
        var mean = (contact.Channel == Larkfield.Phone ? 0.28 : 0.14) + (contact.Reason == ContactReason.Again ? 0.15 : 0);
        var count = chance.Count(mean);
        return contact.Reason == ContactReason.CallBack ? null : count;
    }

    // A call's wait is in the phone log. The helpdesk adds up its own side of a closed contact: to the answer, and a part of the rest.
    private static long? Waited(Contact contact, Course course, bool claimed) =>
        contact.Reason == ContactReason.CallBack ? null
        : contact.Channel == Larkfield.Phone ? course.Waited
        : claimed && course.FirstUsefulReply is { } useful ? useful - contact.At + ((course.Claim!.Value - useful) * 3 / 10)
        : null;

    private static decimal? Cost(Contact contact, SampleChannel channel, Course course, Chance chance)
    {
        var work = chance.Around(channel.Cost, 0.35) * (course.GaveUp is null ? 1 : 0.3) * (1 + (0.6 * course.Reopenings.Count));
        if (contact.Reason == ContactReason.Chase) work *= 0.6;
        return chance.Happens(0.03) ? null : (long)(work * 100) / 100m;
    }

    private string? Words(Contact contact, SampleChannel channel, bool claimed, int? rating)
    {
        if (contact.Reason == ContactReason.CallBack) return null;
        var (problem, chance) = (contact.Problem, Chance.Of(seed, Chance.Key(contact.Problem.Key, (ulong)contact.Number, 5)));
        var (writes, keeps) = (chance.Uniform(), chance.Uniform());
        if (rating is { } given)
            return writes < (given == 3 ? 0.42 : 0.58) ? CustomerWords.Answer(chance, problem, given) : null;

        // What is still open lies on somebody's desk with the customer's words; of what is closed only some were kept.
        var share = claimed ? channel.Words : 0.4 + channel.Words;
        return keeps < share ? CustomerWords.Opening(chance, problem, contact.Reason) : null;
    }
}
