namespace CxDashboard.Features.Sample;

/// <summary>What a customer answered when asked, as it stands in the record. Null is silence.</summary>
internal sealed record Answer(
    bool Asked, long? At, double? Rating, int? OnFive, int? Effort, int? Recommend, bool? BuyAgain, bool? Confirmed);

/// <summary>Draws what customers answer. A mood lies behind rating, effort and recommendation, so they hang together.</summary>
internal sealed class Answers(ulong seed)
{
    private const double AsksFor = 0.80, Responds = 0.285, SaysWhetherSolved = 0.36;
    private const double Base = 0.17;

    // The mood's borders between one and two, two and three, … of five.
    private static readonly double[] Borders = [-1.34, -0.954, -0.524, 0.2275];

    /// <summary>The answer to a claimed contact that was not merely a chase.</summary>
    public Answer To(Contact contact, Course course, bool gesture, bool policy)
    {
        var chance = Chance.Of(seed, Chance.Key(contact.Problem.Key, (ulong)contact.Number, 2));
        var mood = Mood(contact, course, gesture, policy) + chance.Normal();
        var (asked, responds) = (chance.Happens(AsksFor), chance.Happens(Responds));
        var (effort, recommend) = (chance.Normal(), chance.Normal());
        var (withEffort, withRecommend, withBuy, buys) = (chance.Happens(0.94), chance.Happens(0.35), chance.Happens(0.09), chance.Uniform());
        var confirms = chance.Happens(SaysWhetherSolved) ? chance.Uniform() < (course.Solved ? 0.965 : 0.25) : (bool?)null;
        var at = course.LastClaim!.Value + 240 + (long)chance.Around(4.5 * 3600, 1.1);
        if (!asked || !responds)
            return new Answer(asked, confirms is null ? null : at, null, null, null, null, null, confirms);
        return new Answer(
            true, at, Larkfield.Channels[contact.Channel].Scale == 10 ? OnTen(mood) : OnFive(mood), OnFive(mood),
            withEffort ? Clamp(4.85 + (1.0 * mood) + (1.1 * effort), 1, 7) : null,
            withRecommend ? Clamp(8.0 + (1.9 * mood) + (0.9 * recommend), 0, 10) : null,
            withBuy ? buys < 0.72 + (0.2 * mood) : null,
            confirms);
    }

    private static double Mood(Contact contact, Course course, bool gesture, bool policy)
    {
        var hours = (course.LastClaim!.Value - contact.At) / 3600.0;
        return Base + Larkfield.Topics[contact.Problem.Topic].Mood
            + (course.Solved ? 0.22 : -0.85)
            - (contact.Reason == ContactReason.Again ? 0.45 : 0)
            - (hours > 96 ? 0.55 : hours > 36 ? 0.25 : 0)
            - (0.3 * course.Reopenings.Count)
            - (contact.Problem.InOutage ? 1.3 : 0)
            - (policy ? 0.6 : 0)
            + (gesture ? 0.9 : 0);
    }

    private static int OnFive(double mood)
    {
        var rating = 1;
        foreach (var border in Borders)
            if (mood >= border) rating++;
        return rating;
    }

    // The same borders on 0 to 10: 9 and 10 are the top box, 4 and below unhappy.
    private static int OnTen(double mood) => mood switch
    {
        < -2.2 => 0,
        < -1.8 => 1,
        < -1.34 => 2,
        < -1.15 => 3,
        < -0.954 => 4,
        < -0.74 => 5,
        < -0.524 => 6,
        < -0.2 => 7,
        < 0.2275 => 8,
        < 0.72 => 9,
        _ => 10,
    };

    private static int Clamp(double value, int low, int high) => Math.Clamp((int)Math.Floor(value + 0.5), low, high);
}
