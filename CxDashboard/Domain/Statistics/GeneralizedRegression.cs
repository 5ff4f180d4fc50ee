namespace CxDashboard.Domain.Statistics;

/// <summary>
/// Regressions of counts and of shares by iteratively reweighted least squares. Columns as in <see cref="LeastSquares"/>, an intercept
/// being a column of ones; lists of different length, no column, or a value that is no finite number throw <see cref="ArgumentException"/>.
/// Source: Nelder and Wedderburn 1972; Wedderburn 1974 (quasi-likelihood); Albert and Anderson 1984 (separation).
/// </summary>
public static class GeneralizedRegression
{
    private const int MostSteps = 60;
    private const double Settled = 1e-10;

    /// <summary>
    /// ln μ = ln exposure + Xb, variance μ. Counts of at least zero; exposure (one unit for all where it is left out) above zero,
    /// else <see cref="ArgumentOutOfRangeException"/>. e^b is a rate ratio.
    /// </summary>
    public static GeneralizedFit Poisson(IReadOnlyList<double> counts, IReadOnlyList<IReadOnlyList<double>> columns, IReadOnlyList<double>? exposure = null)
    {
        var y = RegressionInput.Copy(counts, nameof(counts));
        var x = RegressionInput.Copy(columns, y.Length);
        if (exposure is not null && exposure.Count != y.Length) throw new ArgumentException("Every count needs its exposure.", nameof(exposure));
        var exposed = exposure is null ? [.. y.Select(_ => 1.0)] : RegressionInput.Copy(exposure, nameof(exposure));
        if (y.Any(c => c < 0)) throw new ArgumentOutOfRangeException(nameof(counts), "Counts are not negative.");
        if (exposed.Any(e => e <= 0)) throw new ArgumentOutOfRangeException(nameof(exposure), "Exposure is above zero.");
        return Fit(new PoissonFamily(), y, exposed, x);
    }

    /// <summary>
    /// ln(p ÷ (1−p)) = Xb, variance n·p(1−p). 0 ≤ successes ≤ trials, else <see cref="ArgumentOutOfRangeException"/>; a row without
    /// trials is unknown and counts for nothing. e^b is an odds ratio.
    /// </summary>
    public static GeneralizedFit Binomial(IReadOnlyList<double> successes, IReadOnlyList<double> trials, IReadOnlyList<IReadOnlyList<double>> columns)
    {
        var y = RegressionInput.Copy(successes, nameof(successes));
        var x = RegressionInput.Copy(columns, y.Length);
        if (trials.Count != y.Length) throw new ArgumentException("Every count needs its trials.", nameof(trials));
        var n = RegressionInput.Copy(trials, nameof(trials));
        for (var i = 0; i < n.Length; i++)
        {
            if (!(y[i] >= 0 && y[i] <= n[i])) throw new ArgumentOutOfRangeException(nameof(successes), y[i], "Successes lie between zero and the trials.");
        }

        return Fit(new BinomialFamily(), y, n, x);
    }

    private static GeneralizedFit Fit(IFamily family, double[] y, double[] size, double[][] x)
    {
        var (rows, k) = (y.Length, x.Length);
        int[] known = [.. Enumerable.Range(0, rows).Where(i => size[i] > 0)];
        if (known.Length < rows) (y, size, x) = (At(y, known), At(size, known), [.. x.Select(c => At(c, known))]);
        var n = y.Length;
        if (n < k) return new GeneralizedFit { Outcome = GeneralizedOutcome.TooFewRows };
        var linear = new double[n];
        for (var i = 0; i < n; i++) linear[i] = family.Start(y[i], size[i]);
        var deviance = double.PositiveInfinity;
        var (weighted, response, moved) = (x.Select(c => new double[n]).ToArray(), new double[n], double.PositiveInfinity);
        double[]? beta = null;
        for (var step = 0; step < MostSteps; step++)
        {
            if (Reweigh(family, y, size, x, linear, weighted, response) is not { } factors)
                return new GeneralizedFit { Outcome = step == 0 ? GeneralizedOutcome.Collinear : GeneralizedOutcome.Separated };
            var next = factors.Coefficients;
            var (nextLinear, nextDeviance) = Evaluate(family, y, size, x, next);

            // Half the way back while it is worse, as a step can go too far.
            for (var half = 0; half < 30 && beta is not null && !(nextDeviance <= deviance + (1e-8 * (1 + Math.Abs(deviance)))); half++)
            {
                for (var j = 0; j < k; j++) next[j] = (next[j] + beta[j]) / 2;
                (nextLinear, nextDeviance) = Evaluate(family, y, size, x, next);
            }

            double largest = 0;
            moved = 0;
            for (var i = 0; i < n; i++)
            {
                moved = Math.Max(moved, Math.Abs(nextLinear[i] - linear[i]));
                largest = Math.Max(largest, Math.Abs(nextLinear[i]));
            }

            (beta, linear, deviance) = (next, nextLinear, nextDeviance);
            if (moved > Settled * (1 + largest)) continue;
            return Reweigh(family, y, size, x, linear, weighted, response) is { } final
                ? Describe(family, y, size, final, beta, linear, deviance, known, rows)
                : new GeneralizedFit { Outcome = GeneralizedOutcome.Separated };
        }

        // Without a best value each step goes about one further; a search that only hesitates moves less.
        return new GeneralizedFit { Outcome = moved > 0.5 ? GeneralizedOutcome.Separated : GeneralizedOutcome.NotConverged };
    }

    private static double[] At(double[] values, int[] indexes) => [.. indexes.Select(i => values[i])];

    private static OrthogonalFactors? Reweigh(IFamily family, double[] y, double[] size, double[][] x, double[] linear, double[][] weighted, double[] response)
    {
        for (var i = 0; i < y.Length; i++)
        {
            var (weight, surplus) = family.Step(y[i], size[i], linear[i]);
            var root = Math.Sqrt(weight);
            response[i] = root * (linear[i] + surplus);
            for (var j = 0; j < x.Length; j++) weighted[j][i] = root * x[j][i];
        }

        return OrthogonalFactors.Of(weighted, response);
    }

    private static (double[] Linear, double Deviance) Evaluate(IFamily family, double[] y, double[] size, double[][] x, double[] beta)
    {
        var linear = new double[y.Length];
        double deviance = 0;
        for (var i = 0; i < linear.Length; i++)
        {
            for (var j = 0; j < x.Length; j++) linear[i] += beta[j] * x[j][i];
            deviance += family.Deviance(y[i], size[i], linear[i]);
        }

        return (linear, deviance);
    }

    private static GeneralizedFit Describe(
        IFamily family, double[] y, double[] size, OrthogonalFactors factors, double[] beta, double[] linear, double deviance, int[] known, int rows)
    {
        var (n, k, inverse) = (y.Length, beta.Length, factors.Inverse());
        var (pearson, nothing, common) = (0.0, 0.0, family.Common(y.Sum(), size.Sum()));
        for (var i = 0; i < n; i++)
        {
            // (y−μ)² ÷ V(μ) is the weight times the squared working residual.
            var (weight, surplus) = family.Step(y[i], size[i], linear[i]);
            pearson += weight * surplus * surplus;
            nothing += family.Deviance(y[i], size[i], common);
        }

        double? dispersion = n > k ? pearson / (n - k) : null;
        var whole = new double?[rows];
        for (var i = 0; i < n; i++) whole[known[i]] = linear[i];
        return new GeneralizedFit
        {
            Outcome = GeneralizedOutcome.Fitted,
            Coefficients = [.. beta.Select((b, j) => RegressionCoefficient.OfNormal(b, Math.Sqrt(inverse[j, j])))],
            QuasiCoefficients = dispersion is { } phi ? RegressionCoefficient.OfT(beta, j => Math.Sqrt(phi * inverse[j, j]), n - k) : null,
            Dispersion = dispersion,
            DegreesOfFreedom = n - k,
            Deviance = deviance,
            NullDeviance = nothing,
            Linear = whole,
            Covariance = [.. Enumerable.Range(0, k).Select(i => (IReadOnlyList<double>)[.. Enumerable.Range(0, k).Select(j => inverse[i, j])])],
        };
    }

    private interface IFamily
    {
        /// <summary>Where the search starts, on the link's scale.</summary>
        double Start(double y, double size);

        /// <summary>The weight of a row, and how far y is from its mean on the link's scale.</summary>
        (double Weight, double Surplus) Step(double y, double size, double linear);

        double Deviance(double y, double size, double linear);

        /// <summary>The one rate of all, on the link's scale.</summary>
        double Common(double y, double size);
    }

    // y·ln(y ÷ m), which is zero at y = 0.
    private static double Surprise(double y, double logOfMean) => y == 0 ? 0 : y * (Math.Log(y) - logOfMean);

    private sealed class PoissonFamily : IFamily
    {
        public double Start(double y, double size) => Math.Log((y + 0.1) / size);

        public (double Weight, double Surplus) Step(double y, double size, double linear)
        {
            var mean = size * Math.Exp(linear);
            return (mean, (y / mean) - 1);
        }

        public double Deviance(double y, double size, double linear)
        {
            var mean = size * Math.Exp(linear);
            return mean == 0 && y == 0 ? 0 : 2 * (Surprise(y, Math.Log(size) + linear) - (y - mean));
        }

        public double Common(double y, double size) => Math.Log(y / size);
    }

    private sealed class BinomialFamily : IFamily
    {
        public double Start(double y, double size) => Math.Log((y + 0.5) / (size - y + 0.5));

        public (double Weight, double Surplus) Step(double y, double size, double linear)
        {
            // Both shares from the smaller side, so that neither is lost in rounding.
            var (p, q) = (1 / (1 + Math.Exp(-linear)), 1 / (1 + Math.Exp(linear)));
            return (size * p * q, (y / (size * p)) - ((size - y) / (size * q)));
        }

        public double Deviance(double y, double size, double linear)
        {
            var (logP, logQ) = (-LogOfOnePlusExp(-linear), -LogOfOnePlusExp(linear));
            return 2 * (Surprise(y, Math.Log(size) + logP) + Surprise(size - y, Math.Log(size) + logQ));
        }

        public double Common(double y, double size) => Math.Log(y / (size - y));

        private static double LogOfOnePlusExp(double x) => x > 0 ? x + Small(Math.Exp(-x)) : Small(Math.Exp(x));

        // ln(1+x) for 0 ≤ x ≤ 1, also where 1+x is rounded to 1.
        private static double Small(double x) => x < 1e-5 ? x * (1 - (x / 2)) : Math.Log(1 + x);
    }
}
