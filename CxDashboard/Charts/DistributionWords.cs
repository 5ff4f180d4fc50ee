using CxDashboard.Charts.Drawing;
using CxDashboard.Domain.Metrics;

namespace CxDashboard.Charts;

/// <summary>What a distribution shows, in words.</summary>
internal static class DistributionWords
{
    private static readonly string[] Shares = ["half", "three quarters", "nine tenths"];

    /// <summary>"half", "three quarters", "nine tenths".</summary>
    public static string Share(int percentile) => Shares[percentile];

    /// <summary>The sentence that stands where the chart cannot be drawn, or null where it can.</summary>
    public static string? Nothing(DistributionSpec spec)
    {
        var known = Known(spec);
        if (known == 0) return spec.Unknown > 0 || spec.Values.Count > 0 ? $"Nothing is known for these {Unknown(spec).ToString("N0", spec.Culture)} {spec.Counted}." : "Nothing here yet.";
        return known < DistributionSpec.Enough ? $"Not enough yet: {NotEnough.Words(known, DistributionSpec.Enough, spec.Culture)}." : null;
    }

    public static string Of(DistributionSpec spec)
    {
        if (Nothing(spec) is { } nothing) return $"{spec.Title}. {nothing}";
        var (spread, format) = (Spread.Of(spec, 40), new ValueFormat(spec.Unit, spec.Culture, spec.Currency));
        var parts = spread.At.Select((at, i) => $"{Share(i)} within {format.Full(at)}").ToList();
        parts.Add($"from {format.Full(spread.Least)} to {format.Full(spread.Most)}");
        if (spread.Beyond > 0) parts.Add(Beyond(spec, spread));
        if (Unknown(spec) > 0) parts.Add(Unknown(spec).ToString("N0", spec.Culture) + " not known");
        return $"{Bidi.Closed(spec.Title)}, {spread.Count.ToString("N0", spec.Culture)} {spec.Counted}: {string.Join("; ", parts)}.";
    }

    /// <summary>Explains the marks that this chart has.</summary>
    public static IEnumerable<string> Legend(DistributionSpec spec)
    {
        if (Nothing(spec) is not null) yield break;
        yield return "Dashed: half, three quarters and nine tenths of all values lie within.";
        if (Unknown(spec) > 0) yield return $"{Unknown(spec).ToString("N0", spec.Culture)} more are not known.";
    }

    /// <summary>"37 beyond 3 d; the longest 41 d".</summary>
    public static string Beyond(DistributionSpec spec, Spread spread)
    {
        var format = new ValueFormat(spec.Unit, spec.Culture, spec.Currency);
        return $"{spread.Beyond.ToString("N0", spec.Culture)} beyond {format.Full(spread.High)}, the {(spec.Unit == Unit.Seconds ? "longest" : "highest")} {format.Full(spread.Most)}";
    }

    private static long Unknown(DistributionSpec spec) => spec.Unknown + spec.Values.Count - Known(spec);

    private static int Known(DistributionSpec spec) => Spread.Sorted(spec).Length;
}
