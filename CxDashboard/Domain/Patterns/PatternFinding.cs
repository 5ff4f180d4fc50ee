namespace CxDashboard.Domain.Patterns;

/// <summary>The steps in which a divergence is looked at, in this order.</summary>
public enum EvidenceStep
{
    /// <summary>Mix against rate.</summary>
    Mix,

    /// <summary>What metric and counter-metric do together.</summary>
    Pair,

    /// <summary>The chart of residuals.</summary>
    Residual,

    /// <summary>Denominators, answers, exclusions.</summary>
    Base,

    /// <summary>What leaving out open ones hides.</summary>
    Censoring,

    /// <summary>Ends that pile up before a border.</summary>
    Bunching,
}

/// <summary>A pattern that was found, with its evidence as figures in the order of <see cref="EvidenceStep"/>; a part is null where it does not apply or is not known.</summary>
public sealed record PatternFinding
{
    /// <summary>Which.</summary>
    public required Pattern Pattern { get; init; }

    /// <summary>Index of the first step, or day, of the metric's change.</summary>
    public required int Since { get; init; }

    /// <summary>How the metric looks better.</summary>
    public required Move Metric { get; init; }

    /// <summary>What the counter-metric did over the same steps.</summary>
    public required Move Counter { get; init; }

    /// <summary>The metric's special cause; null where bunching alone says it.</summary>
    public LastingChange? MetricCause { get; init; }

    /// <summary>The counter-metric's special cause; null where it is that it did not follow.</summary>
    public LastingChange? CounterCause { get; init; }

    /// <summary>1. How much of the metric's move is mix.</summary>
    public MixSplit? Mix { get; init; }

    /// <summary>1. How much of the counter-metric's move is mix.</summary>
    public MixSplit? CounterMix { get; init; }

    /// <summary>2. A counter-metric that did not follow where it should have counts as worse.</summary>
    public required PairState Pair { get; init; }

    /// <summary>3. Whether the counter-metric left its line.</summary>
    public ResidualShift? Residual { get; init; }

    /// <summary>4. Whether the base changed.</summary>
    public BaseShift? Base { get; init; }

    /// <summary>5. What open ones hide.</summary>
    public CensoringGap? Censoring { get; init; }

    /// <summary>6. How claims pile up.</summary>
    public PeriodEndBunching? Bunching { get; init; }

    /// <summary>Which steps speak for the pattern, in order. The pair always does, or bunching; the others add to it.</summary>
    public IReadOnlyList<EvidenceStep> CarriedBy =>
    [
        .. Mix is not null || CounterMix is not null ? [EvidenceStep.Mix] : Array.Empty<EvidenceStep>(),
        .. Pair == PairState.TradeOff ? [EvidenceStep.Pair] : Array.Empty<EvidenceStep>(),
        .. Residual?.Signals == true ? [EvidenceStep.Residual] : Array.Empty<EvidenceStep>(),
        .. Base?.Narrowed == true ? [EvidenceStep.Base] : Array.Empty<EvidenceStep>(),
        .. Censoring?.Widened == true ? [EvidenceStep.Censoring] : Array.Empty<EvidenceStep>(),
        .. Bunching is not null ? [EvidenceStep.Bunching] : Array.Empty<EvidenceStep>(),
    ];
}
