using CxDashboard.Measuring;

namespace CxDashboard.Readings;

/// <summary>
/// What an address of Trends asks for, every part as it stands there (null or blank: not set). Compared by value, so viewers
/// of one address share one answer.
/// </summary>
public sealed record ViewAddress
{
    /// <summary>"12m" (the default), "3m", "6m", "24m", "all", or days "2015-04-01..2015-07-01", the second one excluded.</summary>
    public string? Period { get; init; }

    /// <summary>"natural" (the default: weeks, and months for what has too few a week), "week", "day", "month" or "quarter".</summary>
    public string? By { get; init; }

    /// <summary>Days for which a claim must hold: "7" (the default) or "30".</summary>
    public string? Window { get; init; }
    public string? Channel { get; init; }
    public string? Topic { get; init; }
    public string? Product { get; init; }
    public string? Region { get; init; }
    public string? Team { get; init; }
    public string? Segment { get; init; }
    public string? Source { get; init; }

    /// <summary>Everything but: "channel!=Chat" in the address, as on the command line.</summary>
    public string? NotChannel { get; init; }
    public string? NotTopic { get; init; }
    public string? NotProduct { get; init; }
    public string? NotRegion { get; init; }
    public string? NotTeam { get; init; }
    public string? NotSegment { get; init; }
    public string? NotSource { get; init; }

    /// <summary>Whether each measure is shown in the steps that are natural for it.</summary>
    public bool IsNatural => !ViewSpan.Steps.Skip(1).Any(s => string.Equals(s.Key, By, StringComparison.OrdinalIgnoreCase));

    /// <summary>The slices asked for, in the order in which they are told.</summary>
    public IEnumerable<Slice> Slices() =>
        new[]
        {
            ("channel", Channel, NotChannel), ("topic", Topic, NotTopic), ("product", Product, NotProduct), ("region", Region, NotRegion),
            ("team", Team, NotTeam), ("segment", Segment, NotSegment), ("source", Source, NotSource),
        }
        .SelectMany(f => new[] { new Slice(f.Item1, f.Item2), new Slice(f.Item1, f.Item3, Not: true) }).Where(s => !string.IsNullOrEmpty(s.Value));

    /// <summary>The name under which a slice stands in the address: "channel", or "channel!" for everything but.</summary>
    public static string KeyOf(Slice slice) => slice.Field + (slice.Not ? "!" : "");

    /// <summary>The same question as a query string, "?" included; blank where nothing is set.</summary>
    public string Query()
    {
        var parts = new[] { ("period", Period), ("by", By), ("window", Window) }.Concat(Slices().Select(s => (KeyOf(s), s.Value)))
            .Where(p => !string.IsNullOrEmpty(p.Item2)).Select(p => $"{p.Item1}={Uri.EscapeDataString(p.Item2!)}");
        var query = string.Join('&', parts);
        return query.Length == 0 ? "" : "?" + query;
    }
}
