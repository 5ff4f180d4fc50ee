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
}

/// <summary>The family under which a page shows a metric.</summary>
public enum Family { Flow, Resolution, Time, Delight }

/// <summary>
/// A named, versioned definition of one metric: what is counted and of what, in words that a manager understands. A new
/// version never changes history silently.
/// </summary>
public sealed record MetricDefinition
{
    /// <summary>Stable: the command line, the API and addresses use it.</summary>
    public required string Id { get; init; }
    public int Version { get; init; } = 1;

    /// <summary>Short name, as a chart's title.</summary>
    public required string Name { get; init; }

    /// <summary>One or two sentences: what the figure says.</summary>
    public required string Wording { get; init; }
    public required Population Population { get; init; }

    /// <summary>Whose n, in plain words: "issues with a known customer".</summary>
    public required string Of { get; init; }
    public required Unit Unit { get; init; }
    public required ValueKind Kind { get; init; }
    public required Family Family { get; init; }

    /// <summary>The metric that gets worse when this one is improved at the customer's cost; its id, or null.</summary>
    public string? CounterMetric { get; init; }

    /// <summary>Days until a cohort's value is final (7 or 30); null where it is at once.</summary>
    public int? WindowDays { get; init; }

    /// <summary>The quantile asked for (0.5, 0.9); null where there is none.</summary>
    public double? Quantile { get; init; }

    /// <summary>Always "calendar" until business calendars exist.</summary>
    public string Clock { get; init; } = "calendar";
}
