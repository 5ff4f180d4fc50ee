using CxDashboard.Domain.Metrics;
using CxDashboard.Measuring;

namespace CxDashboard.Readings;

/// <summary>The kinds of chart that the command line draws, and what each can be asked of.</summary>
internal static class ChartKinds
{
    /// <summary>As they are named.</summary>
    public static readonly IReadOnlyList<string> All = ["behaviour", "small", "lines", "pareto", "comparison", "waterfall", "distribution", "heat"];

    private static readonly string[] Splits = ["lines", "pareto", "comparison", "waterfall"];

    /// <summary>What is wrong with asking for a kind in this way, as a sentence; null for nothing.</summary>
    /// <param name="kind">One of <see cref="All"/>.</param>
    /// <param name="metric">Whose chart.</param>
    /// <param name="question">What is asked of it.</param>
    /// <param name="saysBy">Whether steps were asked for, and are not the default.</param>
    /// <param name="saysBefore">Whether an earlier period was named.</param>
    public static string? Fault(string kind, MetricDefinition metric, MetricQuestion question, bool saysBy, bool saysBefore)
    {
        var overTime = kind is "behaviour" or "small" or "lines";
        if (Splits.Contains(kind))
        {
            if (question.Split.Count != 1) return $"--kind {kind} needs one --split FIELD, for example --split channel.";
        }
        else if (question.Split.Count > 0)
        {
            return kind is "behaviour" or "small"
                ? "A chart of one line takes no --split. Draw --kind lines, comparison, pareto or waterfall, or one chart for each value with --slice."
                : $"--kind {kind} shows one group and takes no --split. Narrow it with --slice.";
        }

        if (overTime && question.By == Domain.Time.BucketSize.All) return "A chart over time needs steps: --by day, week, month or quarter. For one figure ask `metric`.";
        if (!overTime && saysBy) return kind == "heat" ? "--kind heat is of the hours of the week and takes no --by." : $"--kind {kind} is of the whole span and takes no --by.";
        if (saysBefore && kind != "waterfall") return "--before names the first of two periods, which --kind waterfall alone has.";
        if (kind == "waterfall" && question.Top is not null) return "--kind waterfall names the values that moved most by itself and takes no --top.";
        if (kind == "waterfall" && (question.From is null || question.To is null)) return "--kind waterfall compares two periods: give --from and --to for the second; the first is as long and ends where it begins, or --before DAY..DAY.";
        if (question.Restricted && kind is ("pareto" or "waterfall" or "distribution" or "heat")) return $"--kind {kind} adds up single cells, which --restricted withholds. Ask `metric` with --restricted for the figures.";
        return OfMetric(kind, metric);
    }

    /// <summary>Whether counts of hours, or of values, add up to the count of all.</summary>
    public static bool AddsUp(MetricDefinition metric) => metric.Kind == ValueKind.Count && !Standings.IsOfAnInstant(metric) && (metric.CountedAs ?? metric.Id) != "customers-served";

    /// <summary>Whether values of a field can stand side by side: there is an interval or a mean.</summary>
    public static bool CanCompare(MetricDefinition metric) => metric.Kind is not (ValueKind.Count or ValueKind.Sum or ValueKind.Longest);

    /// <summary>Whether single values of it are durations that can be drawn.</summary>
    public static bool IsOfDurations(MetricDefinition metric) => metric.Kind is ValueKind.Quantile or ValueKind.KaplanMeier;

    private static string? OfMetric(string kind, MetricDefinition metric) => kind switch
    {
        "pareto" when !AddsUp(metric) => $"--kind pareto is of counts that add up, such as interactions or issues-opened, and {metric.Id} is none.",
        "heat" when !AddsUp(metric) && metric.Kind != ValueKind.Rate => $"--kind heat is of counts that add up and of shares, such as interactions or held-rate-7d, and {metric.Id} is neither.",
        "comparison" when !CanCompare(metric) => $"--kind comparison is of values with an interval or a mean, and {metric.Id} is a plain number. Draw --kind pareto or lines.",
        "waterfall" when metric.Kind is not (ValueKind.Rate or ValueKind.Mean or ValueKind.Ratio or ValueKind.NetShare) => $"--kind waterfall takes a share or a mean apart, such as held-rate-7d, and {metric.Id} is neither.",
        "distribution" when !IsOfDurations(metric) => $"--kind distribution is of durations, such as first-reply-median, and {metric.Id} is none.",
        _ => null,
    };
}
