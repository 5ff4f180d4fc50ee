namespace CxDashboard.Domain.Statistics;

/// <summary>
/// Kaplan and Meier's curve S(t) = Π(1 − dᵢ/nᵢ): the share still waiting at t when some were still waiting at the end of
/// what is known (censored). Input are two lists of durations in ascending order, in any one unit, not negative; at equal
/// times events come before censorings. Linear in their number, without any allocation: <see cref="KaplanMeierTable"/> has the whole
/// curve. That they are sorted is the caller's promise and is not checked. Source: Kaplan and Meier 1958; Greenwood 1926 for the variance; the log–log
/// interval of Kalbfleisch and Prentice, as R's survival package computes it.
/// </summary>
public static class KaplanMeier
{
    // S is a long product: what is equal on paper may differ by this much.
    private const double Slack = 1e-12;

    /// <summary>
    /// The p-quantile: the smallest event time with S(t) ≤ 1−p, and the same of the two 95 % log–log limits of S. It is a wait that somebody
    /// had, as "nine in ten within" wants it; where the curve is level at just 1−p, <see cref="KaplanMeierTable.Quantile"/> has the middle of
    /// that stretch, and nowhere else do the two differ. Null where the curve, or its limit, never comes that low. 0 &lt; p &lt; 1, else
    /// <see cref="ArgumentOutOfRangeException"/>.
    /// </summary>
    public static (double? Value, double? Low, double? High) Quantile(
        ReadOnlySpan<double> sortedEvents, ReadOnlySpan<double> sortedCensored, double p)
    {
        if (!(p > 0 && p < 1)) throw new ArgumentOutOfRangeException(nameof(p), p, "A quantile is asked for strictly between 0 and 1.");
        var left = 1 - p + Slack;
        var leastOfLog = -Math.Log(left);
        double? value = null, low = null, high = null;
        var walk = new Walk(sortedEvents, sortedCensored);
        while (high is null && walk.Next())
        {
            var isLow = walk.Survival <= left;
            if (isLow) value ??= walk.Time;

            // The upper limit is never below S; and powers take longer than the rest of a step.
            if (walk.Survival <= 0 || !(isLow || (low is null && LowerLimitMayBeBelow(leastOfLog, walk.Survival, walk.Greenwood)))) continue;
            var (under, over) = LogLog(walk.Survival, Proportion.Z * Math.Sqrt(walk.Greenwood));
            if (under <= left) low ??= walk.Time;
            if (isLow && over <= left) high = walk.Time;
        }

        return (value, low, high);
    }

    /// <summary>exp(−exp(ln(−ln S) ± half/|ln S|)) = S^exp(±half/ln S), with half = z·√V and V Greenwood's Σ d/(n(n−d)). 0 &lt; S &lt; 1.</summary>
    internal static (double Low, double High) LogLog(double survival, double half)
    {
        var step = half / -Math.Log(survival);
        return (Math.Pow(survival, Math.Exp(step)), Math.Pow(survival, Math.Exp(-step)));
    }

    // x·exp(z·√V/x) ≥ −ln(1−p), x being −ln S, is what puts the lower limit there. False where even larger numbers do not reach it:
    // 1−S ≤ −ln S ≤ (1−S)/√S, and exp(y) ≤ 1 + (e−1)·y up to y = 1.
    private static bool LowerLimitMayBeBelow(double leastOfLog, double survival, double greenwood)
    {
        var gone = 1 - survival;
        var y = Proportion.Z * Math.Sqrt(greenwood) / gone;
        return !(y <= 1 && gone / Math.Sqrt(survival) * (1 + ((Math.E - 1) * y)) < leastOfLog);
    }

    internal ref struct Walk(ReadOnlySpan<double> events, ReadOnlySpan<double> censored)
    {
        private readonly ReadOnlySpan<double> _events = events;
        private readonly ReadOnlySpan<double> _censored = censored;
        private int _nextEvent;
        private int _nextCensored;

        public double Time { get; private set; }
        public int AtRisk { get; private set; }
        public int Events { get; private set; }
        public double Survival { get; private set; } = 1;
        public double Greenwood { get; private set; }

        public bool Next()
        {
            if (_nextEvent == _events.Length) return false;
            Time = _events[_nextEvent];

            // Strictly before: whoever is censored at the time of an event was still waiting at it.
            while (_nextCensored < _censored.Length && _censored[_nextCensored] < Time) _nextCensored++;
            AtRisk = _events.Length - _nextEvent + _censored.Length - _nextCensored;
            var first = _nextEvent;
            while (_nextEvent < _events.Length && _events[_nextEvent] == Time) _nextEvent++;
            Events = _nextEvent - first;
            var stay = AtRisk - Events;
            Survival = stay == 0 ? 0 : Survival * (1 - ((double)Events / AtRisk));
            Greenwood += stay == 0 ? 0 : Events / ((double)AtRisk * stay);
            return true;
        }
    }
}
