namespace CxDashboard.Domain.Statistics;

/// <summary>
/// The cumulative binomial distribution of n trials with chance p (0 &lt; p &lt; 1, n ≥ 0), as a table over the outcomes
/// that have any weight: about 20·√n of them, so a million trials are cheap and exact to rounding. Built outward from the
/// most likely outcome by f(k+1)/f(k) = (n−k)/(k+1) · p/(1−p), then normalised.
/// </summary>
public sealed class BinomialTable
{
    private readonly int _first;
    private readonly double[] _cumulative;

    public BinomialTable(int n, double p)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(n);
        if (!(p > 0 && p < 1)) throw new ArgumentOutOfRangeException(nameof(p), p, "A chance lies strictly between 0 and 1.");
        var odds = p / (1 - p);
        var mode = Math.Min(n, (int)Math.Floor((n + 1.0) * p));
        List<double> below = [], above = [1];
        for (var (k, f) = (mode, 1.0); k > 0; k--)
        {
            f *= k / ((n - k + 1) * odds);
            if (f < 1e-25) break;
            below.Add(f);
        }

        for (var (k, f) = (mode, 1.0); k < n; k++)
        {
            f *= (n - k) * odds / (k + 1);
            if (f < 1e-25) break;
            above.Add(f);
        }

        below.Reverse();
        _first = mode - below.Count;
        _cumulative = [.. below, .. above];
        var sum = 0.0;
        for (var i = 0; i < _cumulative.Length; i++) _cumulative[i] = sum += _cumulative[i];
        for (var i = 0; i < _cumulative.Length; i++) _cumulative[i] /= sum;
    }

    /// <summary>The chance of at most k.</summary>
    public double AtMost(int k) =>
        k < _first ? 0 : k - _first >= _cumulative.Length ? 1 : _cumulative[k - _first];

    /// <summary>The smallest k whose <see cref="AtMost"/> reaches the chance.</summary>
    public int Quantile(double chance)
    {
        // A hair of slack, so that a chance that is reached exactly is reached in spite of rounding.
        var at = Array.FindIndex(_cumulative, c => c >= chance * (1 - 1e-13));
        return _first + (at < 0 ? _cumulative.Length - 1 : at);
    }
}
