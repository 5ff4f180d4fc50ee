namespace CxDashboard.Domain.Metrics;

/// <summary>What one unit of a metric's population is.</summary>
public enum Population
{
    /// <summary>Issues that opened in the bucket: a cohort, so numerator and denominator are the same issues.</summary>
    Issues,

    /// <summary>Interactions that opened in the bucket.</summary>
    Interactions,
}

/// <summary>The unit of a metric's value.</summary>
public enum Unit
{
    /// <summary>0 to 1.</summary>
    Share,

    /// <summary>Seconds.</summary>
    Seconds,

    /// <summary>A number of things.</summary>
    Count,

    /// <summary>On the scale of five.</summary>
    OfFive,

    /// <summary>A mean number of things for each issue.</summary>
    PerIssue,

    /// <summary>The workspace's currency.</summary>
    Money,

    /// <summary>−100 to 100.</summary>
    Points,

    /// <summary>A number of things for each hundred issues.</summary>
    PerHundredIssues,
}

/// <summary>How the value is made, which decides its interval and its chart.</summary>
public enum ValueKind
{
    /// <summary>count ÷ n, with a Wilson interval.</summary>
    Rate,

    /// <summary>A number of things; no interval.</summary>
    Count,

    /// <summary>Mean of n values, with a t interval.</summary>
    Mean,

    /// <summary>Type-7 quantile of n values, with an order-statistic interval.</summary>
    Quantile,

    /// <summary>Quantile of a Kaplan–Meier curve, with a log–log interval.</summary>
    KaplanMeier,

    /// <summary>100 × (share of promoters − share of detractors), with an adjusted Wald interval.</summary>
    NetShare,

    /// <summary>A sum ÷ n; no interval.</summary>
    Ratio,

    /// <summary>A sum of n values; no interval.</summary>
    Sum,

    /// <summary>The longest of n durations; no interval.</summary>
    Longest,
}

/// <summary>The family under which a page shows a metric.</summary>
public enum Family { Flow, Resolution, Time, Delight, Recovery, Frugality }

/// <summary>Which time a duration counts.</summary>
public enum MetricClock
{
    /// <summary>Every hour of every day.</summary>
    Calendar,

    /// <summary>Only the open hours of the business calendar of the record's region, else of the workspace's.</summary>
    Business,
}

/// <summary>
/// A named definition of one metric in one version: what is counted and of what, in words that a manager understands. A
/// new version is a new object beside the old one, so that both can be computed from the same records.
/// </summary>
public sealed record MetricDefinition
{
    /// <summary>Stable: the command line, the API and addresses use it.</summary>
    public required string Id { get; init; }
    public int Version { get; init; } = 1;

    /// <summary>The first local day whose figures this version is for; earlier days keep the version before.</summary>
    public DateOnly Since { get; init; } = new(2026, 11, 23);

    /// <summary>Short name, as a chart's title.</summary>
    public required string Name { get; init; }

    /// <summary>One or two sentences: what the figure says.</summary>
    public required string Wording { get; init; }

    /// <summary>The exact rule, in the terms of docs/issues.md.</summary>
    public required string Rule { get; init; }

    /// <summary>Where it differs from what others call by the same name; null where it does not.</summary>
    public string? DiffersFrom { get; init; }
    public required Population Population { get; init; }

    /// <summary>Whose n, in plain words: "issues with a known customer".</summary>
    public required string Of { get; init; }
    public required Unit Unit { get; init; }
    public required ValueKind Kind { get; init; }
    public required Family Family { get; init; }

    /// <summary>The metric that gets worse when this one is improved at the customer's cost; its id, or null.</summary>
    public string? CounterMetric { get; init; }

    /// <summary>Days until a cohort's value is final (7, 30, 90 or 365); null where it is at once.</summary>
    public int? WindowDays { get; init; }

    /// <summary>The quantile asked for (0.5, 0.9); null where there is none.</summary>
    public double? Quantile { get; init; }
    public MetricClock Clock { get; init; }

    /// <summary>The id of the metric whose rule counts this version; null where one of its own does. So a version can begin to count as another metric does.</summary>
    public string? CountedAs { get; init; }
}
