namespace CxDashboard.Domain.Patterns;

/// <summary>How what the metric is of has changed, before against since; null where a part is not known.</summary>
public sealed record BaseShift
{
    /// <summary>Things that a step counts, the metric's n.</summary>
    public Move? N { get; init; }

    /// <summary>Of those asked, the share that answered.</summary>
    public Move? ResponseRate { get; init; }

    /// <summary>Of the contacts, the share that was asked.</summary>
    public Move? AskedShare { get; init; }

    /// <summary>The share left out of the metric.</summary>
    public Move? LeftOutShare { get; init; }

    /// <summary>The answers come from a smaller part, or more is left out, than before: the interval of 99 % excludes zero.</summary>
    public bool Narrowed => ResponseRate?.Went(up: false) == true || AskedShare?.Went(up: false) == true || LeftOutShare?.Went(up: true) == true;

    /// <summary>Of a metric and what is known beside it; null where nothing is.</summary>
    public static BaseShift? Of(PatternSeries metric, PatternContext context, StepWindow window)
    {
        var shift = new BaseShift
        {
            N = metric.Points.Any(p => p.N > 0)
                ? Move.Of(PatternSeries.OfValues("n", [.. metric.Points.Select(p => SeriesPoint.OfValue(p.Value is null ? null : p.N))]), window)
                : null,
            ResponseRate = OfShare(context.ResponseRate),
            AskedShare = OfShare(context.AskedShare),
            LeftOutShare = OfShare(context.LeftOutShare),
        };
        return shift == new BaseShift() ? null : shift;

        Move? OfShare(PatternSeries? series) => series is null ? null : Move.Of(series, window);
    }
}
