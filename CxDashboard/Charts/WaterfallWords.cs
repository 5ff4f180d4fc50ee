using CxDashboard.Charts.Drawing;

namespace CxDashboard.Charts;

/// <summary>What a waterfall shows, in words.</summary>
internal static class WaterfallWords
{
    private const int Said = 3;

    /// <summary>The sentence that stands where the chart cannot be drawn, or null where it can.</summary>
    public static string? Nothing(WaterfallSpec fall)
    {
        if (fall.BeforeN == 0 && fall.AfterN == 0) return "Nothing here yet.";
        var least = Math.Min(fall.BeforeN, fall.AfterN);
        if (least < WaterfallSpec.Enough)
        {
            var side = fall.BeforeN <= fall.AfterN ? fall.BeforeWords : fall.AfterWords;
            return $"Not enough yet for {side}: {NotEnough.Words(least, WaterfallSpec.Enough, fall.Culture)}.";
        }

        return fall.Difference is null ? "Nothing is known of the difference." : null;
    }

    public static string Of(WaterfallSpec fall)
    {
        if (Nothing(fall) is { } nothing || fall.Difference is not { } parts) return $"{fall.Title}. {Nothing(fall)}";
        var format = new ValueFormat(fall.Unit, fall.Culture, fall.Currency);
        var own = parts.Categories.Select((c, i) => (Name: i < fall.Names.Count ? fall.Names[i] : "?", c.Rate)).OrderByDescending(c => Math.Abs(c.Rate)).ToList();
        var said = string.Join(", ", own.Take(Said).Select(c => $"{Bidi.Closed(c.Name)} {format.Change(c.Rate)}"));
        var rest = own.Count > Said ? $", others {format.Change(own.Skip(Said).Sum(c => c.Rate))}" : "";
        return $"{Bidi.Closed(fall.Title)}: {Bidi.Closed(fall.BeforeWords)} {format.Full(parts.Before)}, {Bidi.Closed(fall.AfterWords)} {format.Full(parts.After)}, {format.Change(parts.Difference)}. "
            + $"Another mix of {fall.MixOf} {format.Change(parts.Mix)}; the {fall.MixOf}\u2019 own rates {format.Change(parts.Rate)}: {said}{rest}.{Verdict(parts)}";
    }

    /// <summary>Explains the marks that this chart has.</summary>
    public static IEnumerable<string> Legend(WaterfallSpec fall)
    {
        if (Nothing(fall) is not null || fall.Difference is not { } parts) yield break;
        yield return $"Filled: adds. Hatched: takes away. Mix: what another share of each of the {fall.MixOf} did; each name: what its own rate did.";
        if (Verdict(parts) is [_, .. var verdict]) yield return verdict;
    }

    // The overall rate and the rates it is made of went different ways.
    private static string Verdict(Domain.Statistics.Kitagawa parts) => parts.Difference * parts.Rate < 0 ? " The difference is the mix: the rates themselves went the other way." : "";
}
