namespace CxDashboard.Domain.Statistics;

/// <summary>
/// Chances of a binomial outcome, exact to many digits however small they are: x of n trials (0 ≤ x ≤ n, n above zero) with the chance
/// p (0 &lt; p &lt; 1) each.
/// </summary>
internal static class BinomialTails
{
    // Outcomes that are as likely on paper differ in rounding; R allows as much.
    private const double Slack = 1e-7;

    /// <summary>The chance of at least x: I_p(x, n−x+1).</summary>
    public static double AtLeast(long x, long n, double p) => x <= 0 ? 1 : x > n ? 0 : IncompleteBeta.Cumulative(x, n - x + 1, p);

    /// <summary>The chance of at most x: I_{1−p}(n−x, x+1).</summary>
    public static double AtMost(long x, long n, double p) => x < 0 ? 0 : x >= n ? 1 : IncompleteBeta.Cumulative(n - x, x + 1, 1 - p);

    /// <summary>The chance of an outcome that is no more likely than x, on either side. Source: Clopper and Pearson 1934; R's binom.test.</summary>
    public static double TwoSided(long x, long n, double p)
    {
        var mean = n * p;
        if (x == mean) return 1;
        var limit = LogChance(x, n, p) + Slack;
        if (x < mean)
        {
            // Beyond the mean chances only fall, so the first that is small enough is found by halving.
            var (above, end) = ((long)Math.Ceiling(mean), n + 1);
            while (above < end)
            {
                var middle = above + ((end - above) / 2);
                if (LogChance(middle, n, p) <= limit) end = middle;
                else above = middle + 1;
            }

            return Math.Min(1, AtMost(x, n, p) + AtLeast(above, n, p));
        }

        var (start, below) = (-1L, (long)Math.Floor(mean));
        while (start < below)
        {
            var middle = below - ((below - start) / 2);
            if (LogChance(middle, n, p) <= limit) start = middle;
            else below = middle - 1;
        }

        return Math.Min(1, AtMost(below, n, p) + AtLeast(x, n, p));
    }

    private static double LogChance(long x, long n, double p)
    {
        if (x == 0) return n * Math.Log(1 - p);
        if (x == n) return n * Math.Log(p);
        var rest = n - x;
        return Stirling.Error(n) - Stirling.Error(x) - Stirling.Error(rest) - Stirling.Deviance(x, n * p) - Stirling.Deviance(rest, n * (1 - p))
            + (0.5 * Math.Log(n / (2 * Math.PI * x * rest)));
    }
}
