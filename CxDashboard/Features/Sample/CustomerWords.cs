using System.Globalization;
using System.Text;

namespace CxDashboard.Features.Sample;

/// <summary>Puts customers' words together. Plain text only; quotes and accents as people type them.</summary>
internal static class CustomerWords
{
    private static readonly string[] Days = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
    private static readonly string[] FrenchDays = ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi"];
    private static readonly string[] DutchDays = ["maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag"];
    private static readonly string[] Numbers = ["two", "three", "four", "five", "six"];
    private static readonly string[] GermanNumbers = ["zwei", "drei", "vier", "fünf", "sechs"];
    private static readonly string[] FrenchNumbers = ["deux", "trois", "quatre", "cinq", "six"];
    private static readonly string[] Hours = ["nine", "ten", "noon", "two", "three", "four", "half past five"];

    /// <summary>What a customer writes who turns to the shop.</summary>
    public static string Opening(Chance chance, Problem problem, ContactReason reason)
    {
        var words = OneThatFits(chance, problem, reason switch
        {
            ContactReason.Again => OpeningWords.Again,
            ContactReason.Chase => OpeningWords.Chasing,
            _ => problem.InOutage ? OpeningWords.Outage : OpeningWords.First[problem.Topic],
        });
        var last = OneThatFits(chance, problem, OpeningWords.Last);
        return chance.Happens(0.3) && words.English ? words.Text + " " + last.Text : words.Text;
    }

    /// <summary>What a customer writes beside a rating of 1 to 5.</summary>
    public static string Answer(Chance chance, Problem problem, int rating)
    {
        if (problem.InOutage && rating <= 3) return OneThatFits(chance, problem, AnswerWords.Outage).Text;
        return rating switch
        {
            >= 4 => Pair(chance, problem, AnswerWords.Happy[problem.Topic], AnswerWords.HappyAnywhere, AnswerWords.BuyAgain),
            3 => OneThatFits(chance, problem, AnswerWords.Middling).Text,
            _ => Pair(chance, problem, AnswerWords.Unhappy[problem.Topic], AnswerWords.UnhappyAnywhere, AnswerWords.NotAgain),
        };
    }

    private static string Pair(Chance chance, Problem problem, string[] ofTopic, string[] anywhere, string[] last)
    {
        var words = OneThatFits(chance, problem, chance.Happens(0.6) ? ofTopic : anywhere);
        var (second, third) = (OneThatFits(chance, problem, anywhere), OneThatFits(chance, problem, last));
        var (more, end) = (chance.Happens(0.2), chance.Happens(0.08));
        if (!words.English) return words.Text;
        var text = words.Text;
        if (more && second.English && second != words) text += " " + second.Text;
        return end ? text + " " + third.Text : text;
    }

    // "Lamp,Desk|…" is said of these products only, "France|…" by customers there; a sentence about a product needs one.
    private static Sentence OneThatFits(Chance chance, Problem problem, string[] sentences)
    {
        for (var attempt = 0; attempt < 30; attempt++)
        {
            var sentence = chance.OneOf<string>(sentences);
            var mark = sentence.IndexOf('|', StringComparison.Ordinal);
            var said = sentence[(mark + 1)..];
            if (problem.Product is null && said.Contains("{product}", StringComparison.Ordinal)) continue;
            if (mark < 0) return new Sentence(Fill(chance, problem, said, Numbers), true);
            var marks = sentence[..mark].Split(',');
            var region = Larkfield.Regions[problem.Customer.Region];
            if (marks.Contains(problem.Product, StringComparer.Ordinal)) return new Sentence(Fill(chance, problem, said, Numbers), true);
            if (!marks.Contains(region, StringComparer.Ordinal)) continue;
            return new Sentence(Fill(chance, problem, said, marks[0] is "Germany" ? GermanNumbers : FrenchNumbers), false);
        }

        return new Sentence("Could somebody please ring me?", true);
    }

    private static string Fill(Chance chance, Problem problem, string words, string[] numbers)
    {
        var (day, number, house, hour) = (chance.Below(Days.Length), chance.Below(numbers.Length), chance.Below(88) + 2, chance.OneOf<string>(Hours));
        if (!words.Contains('{', StringComparison.Ordinal)) return words;
        return new StringBuilder(words)
            .Replace("{product}", problem.Product?.ToLowerInvariant())
            .Replace("{day}", Days[day]).Replace("{fday}", FrenchDays[day]).Replace("{nday}", DutchDays[day])
            .Replace("{n}", numbers[number])
            .Replace("{house}", house.ToString(CultureInfo.InvariantCulture))
            .Replace("{hour}", hour)
            .ToString();
    }

    private readonly record struct Sentence(string Text, bool English);
}
