namespace CxDashboard.Domain.Statistics;

/// <summary>
/// Ordinary least squares y = Xb + e. y in any unit, one value a row; X as a list of columns, each as long as y, an intercept
/// being a column of ones. Columns of another length, no column, or a value that is no finite number throw
/// <see cref="ArgumentException"/>. Null where rows are not more than columns, or a column is a combination of the others.
/// </summary>
public static class LeastSquares
{
    /// <summary>
    /// b = (X′X)⁻¹X′y with s² = Σe² ÷ (n−k) and standard errors √(s²(X′X)⁻¹ⱼⱼ), t with n−k degrees of freedom. Residuals that
    /// are rounding only count as none: no statistic, no p. Source: Gauss 1823; Durbin and Watson 1950.
    /// </summary>
    public static LinearFit? Fit(IReadOnlyList<double> y, IReadOnlyList<IReadOnlyList<double>> columns)
    {
        var values = RegressionInput.Copy(y, nameof(y));
        var x = RegressionInput.Copy(columns, values.Length);
        return Solve(values, x) is var (factors, residuals) ? Describe(values, factors, residuals) : null;
    }

    /// <summary>
    /// The same coefficients with standard errors that allow for dependence up to <paramref name="lag"/> rows apart: with
    /// gᵢ = eᵢ(X′X)⁻¹xᵢ, variance = Σgᵢ² + 2Σ(1 − l/(L+1))·gᵢgᵢ₋ₗ (Bartlett's weights, no prewhitening), times n ÷ (n−k) where
    /// adjusted. <paramref name="times"/>, strictly ascending, tells rows apart where some are missing. A negative lag throws
    /// <see cref="ArgumentOutOfRangeException"/>, other times than one a row ascending <see cref="ArgumentException"/>.
    /// Source: Newey and West 1987.
    /// </summary>
    public static IReadOnlyList<RegressionCoefficient>? NeweyWest(
        IReadOnlyList<double> y, IReadOnlyList<IReadOnlyList<double>> columns, int lag, bool adjusted = true, IReadOnlyList<int>? times = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(lag);
        var values = RegressionInput.Copy(y, nameof(y));
        var x = RegressionInput.Copy(columns, values.Length);
        var at = Times(times, values.Length);
        if (Solve(values, x) is not var (factors, residuals)) return null;
        var (n, k) = (values.Length, x.Length);
        var perfect = RegressionInput.IsPerfect(factors.ResidualSum, values);
        var inverse = factors.Inverse();
        var errors = new double[k];
        var g = new double[n];
        for (var j = 0; j < k; j++)
        {
            for (var i = 0; i < n; i++)
            {
                g[i] = 0;
                for (var m = 0; m < k; m++) g[i] += inverse[j, m] * x[m][i] * residuals[i];
            }

            double variance = 0;
            for (var i = 0; i < n; i++)
            {
                variance += g[i] * g[i];
                for (var b = i - 1; b >= 0 && (long)at[i] - at[b] <= lag; b--) variance += 2 * (1 - (((double)at[i] - at[b]) / (lag + 1.0))) * g[i] * g[b];
            }

            if (adjusted) variance *= (double)n / (n - k);
            errors[j] = perfect ? 0 : Math.Sqrt(Math.Max(0, variance));
        }

        return RegressionCoefficient.OfT(factors.Coefficients, j => errors[j], n - k);
    }

    /// <summary>Where rows lie in time: given, checked, or one after the other.</summary>
    internal static int[] Times(IReadOnlyList<int>? times, int rows)
    {
        if (times is null) return [.. Enumerable.Range(0, rows)];
        if (times.Count != rows) throw new ArgumentException("Every row needs its time.", nameof(times));
        for (var i = 1; i < rows; i++)
        {
            if (times[i] <= times[i - 1]) throw new ArgumentException("Times ascend.", nameof(times));
        }

        return [.. times];
    }

    private static (OrthogonalFactors Factors, double[] Residuals)? Solve(double[] y, double[][] x)
    {
        if (y.Length <= x.Length || OrthogonalFactors.Of([.. x.Select(c => (double[])c.Clone())], (double[])y.Clone()) is not { } factors) return null;
        var residuals = (double[])y.Clone();
        for (var j = 0; j < x.Length; j++)
        {
            for (var i = 0; i < residuals.Length; i++) residuals[i] -= factors.Coefficients[j] * x[j][i];
        }

        return (factors, residuals);
    }

    private static LinearFit Describe(double[] y, OrthogonalFactors factors, double[] residuals)
    {
        var df = y.Length - factors.Coefficients.Length;
        var perfect = RegressionInput.IsPerfect(factors.ResidualSum, y);
        var sigma = perfect ? 0 : Math.Sqrt(factors.ResidualSum / df);
        var inverse = factors.Inverse();
        double steps = 0, squares = 0;
        for (var i = 0; i < residuals.Length; i++)
        {
            squares += residuals[i] * residuals[i];
            if (i > 0) steps += (residuals[i] - residuals[i - 1]) * (residuals[i] - residuals[i - 1]);
        }

        return new LinearFit(
            RegressionCoefficient.OfT(factors.Coefficients, j => sigma * Math.Sqrt(inverse[j, j]), df), sigma, df, residuals, perfect ? null : steps / squares);
    }
}
