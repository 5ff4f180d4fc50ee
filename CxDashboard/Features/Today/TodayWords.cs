using CxDashboard.Kit;

namespace CxDashboard.Features.Today;

/// <summary>The sentences of Today: what is so, how sure, what is not known.</summary>
internal static class TodayWords
{
    /// <summary>A sentence, and whether it is the one to see first.</summary>
    public readonly record struct Sentence(string Text, bool Strong);

    /// <summary>Customers first: who waits, and since when the longest; then the day itself.</summary>
    public static IEnumerable<Sentence> Lede(TodayModel model)
    {
        var people = model.Waiting.People;
        var (was, were) = model.IsPast ? ("was", "were") : ("is", "are");
        if (people.Count == 0)
        {
            yield return new($"Nobody {was} waiting on us.", true);
        }
        else
        {
            yield return new(people.Count == 1 ? $"One person {was} waiting on us." : $"{Figures.InWords(people.Count, true)} people {were} waiting on us.", true);
            yield return new(Longest(model), false);
        }

        foreach (var sentence in Day(model)) yield return sentence;
    }

    /// <summary>Why the page is about a day that is over; null while it is about today.</summary>
    public static string? Past(TodayModel model) =>
        model.IsPast ? $"The newest records are from {DayName(model.Day, model.YearNow)}; this page shows that day." : null;

    /// <summary>"Sunday 22 November", with the year where it is not this one.</summary>
    private static string DayName(DateOnly day, int yearNow) =>
        day.Year == yearNow ? day.ToString("dddd d MMMM", System.Globalization.CultureInfo.InvariantCulture) : Figures.Day(day);

    /// <summary>A customer as the source names them, or that nobody knows.</summary>
    public static string Who(Waiter waiter) => waiter.Customer ?? "Somebody unknown";

    /// <summary>"Refund · E-mail, 2nd contact".</summary>
    public static string About(Waiter waiter)
    {
        var how = waiter.Contacts > 1 ? $"{waiter.Channel ?? "unknown channel"}, {Ordinal(waiter.Contacts)} contact" : waiter.Channel;
        return string.Join(" · ", new[] { waiter.Topic, how }.Where(s => s is not null));
    }

    private static string Longest(TodayModel model)
    {
        var longest = model.Waiting.People[0];
        var late = model.Waiting.LongerThanUsual;
        var since = $"since {Figures.Moment(longest.Since, model.Until)}";
        return late == 0
            ? $"{longest.Customer ?? "One of them"} {(model.IsPast ? "had" : "has")} waited longest, {since}."
            : $"{(model.IsPast ? Figures.Of(late, "had", "had", true) : Figures.Of(late, "has", "have", true))} waited longer than is usual; {(longest.Customer ?? "the longest")} {since}.";
    }

    private static IEnumerable<Sentence> Day(TodayModel model)
    {
        var contacts = model.Contacts;
        var now = model.IsPast ? "" : " by now";
        var count = Figures.Of(contacts.Count, "contact", "contacts", true);
        if (contacts.UsualByNow is not { } usual)
        {
            yield return new($"{count} came in{(model.IsPast ? "" : " so far")}; too few earlier days are known to say what is usual.", false);
            yield break;
        }

        var range = Figures.Range(usual.Low, usual.High, Figures.Count).Replace("–", " to ", StringComparison.Ordinal);
        if (contacts.IsUnusual)
        {
            yield return new($"{count}, where {range} are usual{now}.", true);
            yield break;
        }

        var topic = contacts.Topics.FirstOrDefault(t => t.IsUnusual);
        yield return new(topic is null ? $"The day itself {(model.IsPast ? "was" : "is")} ordinary." : $"The day itself {(model.IsPast ? "was" : "is")} ordinary, except for {topic.Topic}:", false);
        if (topic is null) yield break;
        range = Figures.Range(topic.Low, topic.High, Figures.Count).Replace("–", " to ", StringComparison.Ordinal);
        yield return new($"{Figures.Of(topic.Count, "contact", "contacts")}, where {range} are usual{now}.", true);
    }

    private static string Ordinal(int n) => (n % 100) is 11 or 12 or 13 ? $"{n}th" : (n % 10) switch { 1 => $"{n}st", 2 => $"{n}nd", 3 => $"{n}rd", _ => $"{n}th" };
}
