namespace CxDashboard.Domain.Statistics;

/// <summary>
/// y = Xb + e where errors d steps of time apart correlate by ρ^d. Shapes, units and refusals as in <see cref="LeastSquares"/>.
/// Source: Harville 1977 (restricted likelihood); Pinheiro and Bates 2000, section 5.4.
/// </summary>
public static class AutoregressiveRegression
{
    // Beyond it the errors would be a random walk, of which the level is not known at all.
    private const double MostRho = 0.9999;
    private const double RhoWithin = 1e-10;

    /// <summary>
    /// ρ is where the profile likelihood is highest, searched on ±0.9999: restricted
    /// −½[(n−k)ln(2πs²) + ln|R| + ln|X′R⁻¹X| + (n−k)], s² = e′R⁻¹e ÷ (n−k); else −½[n·ln(2πs²) + ln|R| + n] with s² = e′R⁻¹e ÷ n.
    /// Standard errors √(e′R⁻¹e ÷ (n−k) · (X′R⁻¹X)⁻¹ⱼⱼ), t with n−k degrees of freedom. <paramref name="times"/>, strictly ascending,
    /// one a row, leave gaps for missing rows. Null where rows are not at least two more than columns, a column is a combination of the
    /// others, or the fit is perfect: then every ρ is as good.
    /// </summary>
    public static AutoregressiveFit? Fit(
        IReadOnlyList<double> y, IReadOnlyList<IReadOnlyList<double>> columns, IReadOnlyList<int>? times = null, bool restricted = true)
    {
        var values = RegressionInput.Copy(y, nameof(y));
        var x = RegressionInput.Copy(columns, values.Length);
        var at = LeastSquares.Times(times, values.Length);
        var (n, k) = (values.Length, x.Length);
        var profile = new Profile(values, x, at, restricted);
        if (n - k < 2 || profile.At(0) is not { } independent || RegressionInput.IsPerfect(independent.Factors.ResidualSum, values)) return null;
        var rho = Highest(r => profile.At(r)?.LogLikelihood ?? double.NegativeInfinity);
        if (profile.At(rho) is not { } best || !double.IsFinite(best.LogLikelihood)) return null;
        var scale = Math.Sqrt(best.Factors.ResidualSum / (n - k));
        var inverse = best.Factors.Inverse();
        return new AutoregressiveFit(
            RegressionCoefficient.OfT(best.Factors.Coefficients, j => scale * Math.Sqrt(inverse[j, j]), n - k), rho, Math.Sqrt(best.Factors.ResidualSum / (restricted ? n - k : n)), best.LogLikelihood, n - k);
    }

    // Every fiftieth, because the likelihood may have several tops; then around the highest by golden section.
    private static double Highest(Func<double, double> likelihood)
    {
        var (best, bestAt) = (double.NegativeInfinity, 0.0);
        for (var i = 50; i >= -50; i--)
        {
            var at = Math.Clamp(i / 50.0, -MostRho, MostRho);
            if (likelihood(at) is var here && here > best) (best, bestAt) = (here, at);
        }

        return GoldenSection.Highest(likelihood, Math.Max(-MostRho, bestAt - 0.02), Math.Min(MostRho, bestAt + 0.02), RhoWithin);
    }

    private sealed class Profile(double[] y, double[][] x, int[] times, bool restricted)
    {
        private readonly Whitening _whitening = new(times);
        private readonly double[] _y = new double[y.Length];
        private readonly double[][] _x = [.. x.Select(c => new double[c.Length])];

        public (OrthogonalFactors Factors, double LogLikelihood)? At(double rho)
        {
            _whitening.By(rho);
            _whitening.Apply(y, _y);
            for (var j = 0; j < x.Length; j++) _whitening.Apply(x[j], _x[j]);
            if (OrthogonalFactors.Of(_x, _y) is not { } factors) return null;
            var freedom = restricted ? y.Length - x.Length : y.Length;
            var sum = (freedom * Math.Log(2 * Math.PI * factors.ResidualSum / freedom)) + freedom + _whitening.LogDeterminant;
            return (factors, -0.5 * (restricted ? sum + factors.LogDeterminant : sum));
        }
    }
}
