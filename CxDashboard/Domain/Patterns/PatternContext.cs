namespace CxDashboard.Domain.Patterns;

/// <summary>What else is known beside a metric and its counter-metric, over the same steps; null where it is not.</summary>
public sealed record PatternContext
{
    /// <summary>Nothing else is known.</summary>
    public static PatternContext None { get; } = new();

    /// <summary>Of those who were asked, the share that answered.</summary>
    public PatternSeries? ResponseRate { get; init; }

    /// <summary>Of the contacts, the share that was asked.</summary>
    public PatternSeries? AskedShare { get; init; }

    /// <summary>The share that a definition leaves out of the metric, such as issues without a known customer.</summary>
    public PatternSeries? LeftOutShare { get; init; }

    /// <summary>Median time of closed ones only.</summary>
    public PatternSeries? ClosedMedian { get; init; }

    /// <summary>Kaplan–Meier median, where open ones still wait.</summary>
    public PatternSeries? OpenIncludedMedian { get; init; }
}
