namespace CxDashboard.Domain.Statistics;

/// <summary>
/// The rate r = Σx/Σn of things that come in clusters, such as cases of one customer, which are more alike than cases of different
/// customers: its standard error comes from how whole clusters differ. Source: the ratio estimator, Cochran 1977, section 6;
/// Liang and Zeger 1986.
/// </summary>
public sealed record ClusteredRate
{
    /// <summary>Σx/Σn, 0 to 1.</summary>
    public required double Rate { get; init; }

    /// <summary>Σn, all things.</summary>
    public required long N { get; init; }

    /// <summary>How many clusters hold at least one thing.</summary>
    public required int Clusters { get; init; }

    /// <summary>√(r(1−r)/Σn), as if nothing were clustered.</summary>
    public required double BinomialStandardError { get; init; }

    /// <summary>√Σ(x − r·n)² ÷ Σn, without correction for few clusters (HC0).</summary>
    public required double UncorrectedStandardError { get; init; }

    /// <summary>
    /// The same times √(G/(G−1)), with G clusters (HC1; of a rate it is the linearised standard error of a survey as well). Null of a
    /// single cluster.
    /// </summary>
    public double? StandardError => Clusters < 2 ? null : UncorrectedStandardError * Math.Sqrt(Clusters / (Clusters - 1.0));

    /// <summary>
    /// How many times the variance is what it would be without clusters. Null of a single cluster, and where the rate is 0 or 1, which
    /// leaves nothing to compare.
    /// </summary>
    public double? DesignEffect => StandardError is { } error && BinomialStandardError > 0 ? error / BinomialStandardError * (error / BinomialStandardError) : null;

    /// <summary>
    /// How many unclustered things would say as much: N ÷ design effect, at most N. Where there is no design effect, the number of clusters,
    /// as if all things of one cluster were the same.
    /// </summary>
    public double EffectiveN => DesignEffect is { } effect ? N / Math.Max(1, effect) : Clusters;

    /// <summary>Counts and sizes of clusters, in the same order; a cluster of nothing does not count.</summary>
    /// <returns>Null where there is nothing in any cluster.</returns>
    /// <exception cref="ArgumentException">The lists differ in length.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A count does not lie between zero and its cluster's size.</exception>
    public static ClusteredRate? Of(ReadOnlySpan<long> counts, ReadOnlySpan<long> sizes)
    {
        if (counts.Length != sizes.Length) throw new ArgumentException("Each cluster has a count and a size.", nameof(sizes));
        var (count, n, clusters) = (0L, 0L, 0);
        for (var i = 0; i < counts.Length; i++)
        {
            if (counts[i] < 0 || counts[i] > sizes[i])
                throw new ArgumentOutOfRangeException(nameof(counts), counts[i], "A count lies between zero and its cluster's size.");
            count += counts[i];
            n += sizes[i];
            if (sizes[i] > 0) clusters++;
        }

        if (n == 0) return null;
        var rate = (double)count / n;
        var squares = 0.0;
        for (var i = 0; i < counts.Length; i++) squares += (counts[i] - (rate * sizes[i])) * (counts[i] - (rate * sizes[i]));
        return new ClusteredRate
        {
            Rate = rate,
            N = n,
            Clusters = clusters,
            BinomialStandardError = Math.Sqrt(rate * (1 - rate) / n),
            UncorrectedStandardError = Math.Sqrt(squares) / n,
        };
    }

    /// <summary>Wilson's interval of the rate among <see cref="EffectiveN"/> things.</summary>
    public (double Low, double High) Interval(double level = Confidence.Usual) => Proportion.Wilson(Rate * EffectiveN, EffectiveN, level);
}
