using CxDashboard.Domain.Time;

namespace CxDashboard.Charts;

/// <summary>How far a point's value can be trusted to stay.</summary>
public enum PointState
{
    /// <summary>Will not change unless records are corrected.</summary>
    Final,

    /// <summary>May still move, at most to <see cref="ChartPoint.MayReach"/>.</summary>
    Maturing,

    /// <summary>Nothing is known for this bucket.</summary>
    Unknown,

    /// <summary>Too few answers for a number: the value is in the table, but is not drawn.</summary>
    TooFew,
}

/// <summary>One bucket of a measure. Values are in the chart's unit: shares 0 to 1, times in seconds; what is not a finite number is unknown.</summary>
/// <param name="Start">First instant of the bucket.</param>
/// <param name="End">The instant after it.</param>
public sealed record ChartPoint(Instant Start, Instant End)
{
    /// <summary>The bucket in words ("27 April"); null writes its first local day or hour.</summary>
    public string? Label { get; init; }

    /// <summary>Null where nothing is known; never zero for unknown.</summary>
    public double? Value { get; init => field = Known(value); }

    /// <summary>95 % interval, or null.</summary>
    public double? Low { get; init => field = Known(value); }
    public double? High { get; init => field = Known(value); }

    /// <summary>The numerator where there is one.</summary>
    public double? Count { get; init => field = Known(value); }
    public long N { get; init; }

    /// <summary>The version of the definition by which the value was made, or null.</summary>
    public int? Version { get; init; }
    public PointState State { get; init; } = PointState.Final;

    /// <summary>For a maturing point, how far its value may still fall (or rise, where it is above the value).</summary>
    public double? MayReach { get; init => field = Known(value); }

    /// <summary>Centre and limits that hold in this bucket; a change of centre begins a new phase.</summary>
    public double? Centre { get; init => field = Known(value); }
    public double? Lower { get; init => field = Known(value); }
    public double? Upper { get; init => field = Known(value); }

    /// <summary>Outside the limits, by the rules of whoever computed them.</summary>
    public bool Outside { get; init; }

    /// <summary>A word to stand beside the mark, such as the cause somebody noted.</summary>
    public string? Note { get; init; }

    /// <summary>The value, where it may be drawn.</summary>
    internal double? Drawn => State is PointState.Final or PointState.Maturing ? Value : null;

    private static double? Known(double? value) => value is { } v && double.IsFinite(v) ? v : null;
}

/// <summary>Points <paramref name="First"/> to <paramref name="Last"/>, both included, on one side of the centre for longer than routine allows.</summary>
/// <param name="Words">"nine weeks above centre".</param>
public sealed record ChartRun(int First, int Last, bool Above, string Words);

/// <summary>Something we did, at an instant.</summary>
/// <param name="Letter">One or two letters, explained in words elsewhere.</param>
public sealed record ChartChange(Instant At, string Letter, string Words);
