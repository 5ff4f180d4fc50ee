namespace CxDashboard.Domain.Patterns;

/// <summary>What a metric and its counter-metric do together.</summary>
public enum PairState
{
    /// <summary>Neither moved for good.</summary>
    Noise,

    /// <summary>One got better and the other did not get worse.</summary>
    Better,

    /// <summary>One got better at the other's cost, or did not take it along where it should have.</summary>
    TradeOff,

    /// <summary>One got worse, and nothing better.</summary>
    Worse,
}

/// <summary>The state of a pair, by what lasts of each: true is better, false worse, null neither.</summary>
public static class PairStates
{
    /// <summary>"Better" only where nothing is in concern.</summary>
    public static PairState Of(bool? metricBetter, bool? counterBetter) => (metricBetter, counterBetter) switch
    {
        (null, null) => PairState.Noise,
        (true, false) or (false, true) => PairState.TradeOff,
        (false, _) or (_, false) => PairState.Worse,
        _ => PairState.Better,
    };
}
