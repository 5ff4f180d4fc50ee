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
    /// <summary>Of two series of the same steps, by whether higher is what one would want of each; by special causes that last alone, so it is a state and no pattern.</summary>
    public static PairState Of(PatternSeries metric, bool metricWantedUp, PatternSeries counter, bool counterWantedUp, Range? baseline = null) =>
        Of(Better(metric, metricWantedUp, baseline), Better(counter, counterWantedUp, baseline));

    /// <summary>"Better" only where nothing is in concern.</summary>
    public static PairState Of(bool? metricBetter, bool? counterBetter) => (metricBetter, counterBetter) switch
    {
        (null, null) => PairState.Noise,
        (true, false) or (false, true) => PairState.TradeOff,
        (false, _) or (_, false) => PairState.Worse,
        _ => PairState.Better,
    };

    private static bool? Better(PatternSeries series, bool wantedUp, Range? baseline) =>
        LastingChange.Of(series, baseline) is { Above: var above } ? above == wantedUp : null;
}
