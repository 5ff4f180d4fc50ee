using System.Globalization;
using CxDashboard.Charts.Drawing;
using CxDashboard.Domain.Metrics;

namespace CxDashboard.Charts;

/// <summary>What a Pareto chart shows, in words.</summary>
internal static class ParetoWords
{
    private const int Said = 5;

    /// <summary>The sentence that stands where the chart cannot be drawn, or null where it can.</summary>
    public static string? Nothing(ParetoSpec pareto)
    {
        if (pareto.Whole == 0) return "Nothing here yet.";
        return pareto.Whole < ParetoSpec.Enough ? $"Not enough yet: {NotEnough.Words(pareto.Whole, ParetoSpec.Enough, pareto.Culture)}, then shares." : null;
    }

    public static string Of(ParetoSpec pareto)
    {
        if (Nothing(pareto) is { } nothing) return $"{pareto.Title}. {nothing}";
        var (format, counts) = (new ValueFormat(Unit.Share, pareto.Culture), new ValueFormat(Unit.Count, pareto.Culture));
        string Share(long count) => format.Part((double)count / pareto.Whole);
        var order = pareto.InOrder();
        var parts = order.Take(Said).Select(p => $"{Bidi.Closed(p.Name)} {Share(p.Count)}").ToList();
        if (order.Count > 1) parts.Add($"these {Math.Min(Said, order.Count).ToString(CultureInfo.InvariantCulture)} together {Share(order.Take(Said).Sum(p => p.Count))}");
        var (kinds, others) = (pareto.OtherKinds + Math.Max(0, order.Count - Said), pareto.Others + order.Skip(Said).Sum(p => p.Count));
        if (others > 0) parts.Add($"{Others(kinds, pareto.Culture).ToLowerInvariant()} {Share(others)}");
        if (pareto.Unknown > 0) parts.Add($"not known {Share(pareto.Unknown)}");
        return $"{Bidi.Closed(pareto.Title)}, of {counts.Full(pareto.Whole)}{(pareto.Of.Length > 0 ? " " + pareto.Of : "")}: {string.Join("; ", parts)}.";
    }

    /// <summary>Explains the marks that this chart has.</summary>
    public static IEnumerable<string> Legend(ParetoSpec pareto)
    {
        if (Nothing(pareto) is not null) yield break;
        yield return "Bar: share of all; line across its end: 95% interval. Rings: what the kinds down to there make together.";
        if (pareto.Others > 0) yield return "Dashed: kinds not named one by one.";
        if (pareto.Unknown > 0) yield return "Hatched: no kind known.";
    }

    /// <summary>"Others (14)".</summary>
    public static string Others(int kinds, CultureInfo culture) => kinds > 0 ? $"Others ({kinds.ToString("N0", culture)})" : "Others";
}
