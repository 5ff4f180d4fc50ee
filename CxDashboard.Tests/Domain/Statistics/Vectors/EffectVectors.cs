using System.Globalization;
using System.Text.RegularExpressions;
using CxDashboard.Domain.Statistics;
using CxDashboard.Tests.Support;

namespace CxDashboard.Tests.Domain.Statistics.Vectors;

internal static class EffectVectors
{
    public static readonly Dictionary<string, Func<Vector, object>> Functions = new()
    {
        ["interrupted-series-level"] = Level,
        ["interrupted-series-level-and-slope"] = LevelAndSlope,
        ["interrupted-series-controlled"] = Controlled,
        ["interrupted-series-poisson"] = Poisson,
        ["interrupted-series-quasibinomial"] = QuasiBinomial,
        ["local-level-counterfactual"] = Counterfactual,
        ["local-level-variances"] = Variances,
    };

    private static object Level(Vector vector)
    {
        var y = vector.Numbers("y");
        double[][] columns = [Ones(y.Length), Weeks(y.Length), Post(y.Length, Change(vector))];
        var fit = LeastSquares.Fit(y, columns)!;
        var lag = (int)(vector.Parameter("newey_west_lag") ?? Math.Floor(Math.Pow(y.Length, 0.25)));
        var robust = LeastSquares.NeweyWest(y, columns, lag)!;
        return new
        {
            coefficient_order = (string[])["intercept", "t", "post"],
            ols = Plain(fit),
            newey_west = With(Coefficients(robust), ("se_unadjusted", LeastSquares.NeweyWest(y, columns, lag, adjusted: false)!.Select(c => c.StandardError))),
            durbin_watson = fit.DurbinWatson,
            gls_reml_ar1 = Follows(y, columns, restricted: true),
            gls_ml_ar1 = Follows(y, columns, restricted: false),
        };
    }

    private static object LevelAndSlope(Vector vector)
    {
        var y = vector.Numbers("y");
        var change = Change(vector);
        double[][] columns = [Ones(y.Length), Weeks(y.Length), Post(y.Length, change), [.. Weeks(y.Length).Select(t => Math.Max(0, t - change))]];
        return new
        {
            coefficient_order = (string[])["intercept", "t", "post", "slope_change"],
            ols = Plain(LeastSquares.Fit(y, columns)!),
            gls_reml_ar1 = Follows(y, columns, restricted: true),
            gls_ml_ar1 = Follows(y, columns, restricted: false),
        };
    }

    private static object Controlled(Vector vector)
    {
        var (treated, control) = (vector.Numbers("treated"), vector.Numbers("control"));
        double[][] columns = [Ones(treated.Length), Post(treated.Length, Change(vector))];
        return With(
            Plain(LeastSquares.Fit([.. treated.Zip(control, (a, b) => a - b)], columns)!),
            ("naive_uncontrolled_estimate", LeastSquares.Fit(treated, columns)!.Coefficients[1].Estimate));
    }

    private static object Poisson(Vector vector)
    {
        var (month, events, exposure) = (vector.Numbers("month_index"), vector.Numbers("events"), vector.Numbers("standard_population"));
        double[][] columns = [Ones(month.Length), vector.Numbers("post"), month];
        var fit = GeneralizedRegression.Poisson(events, columns, exposure);
        var seasonal = GeneralizedRegression.Poisson(events, [.. columns, .. Harmonics(month, 12, 2)], exposure);
        return new
        {
            rr_post_poisson = Ratio(fit.Coefficients!),
            rr_post_quasipoisson = Ratio(fit.QuasiCoefficients!),
            rr_post_quasipoisson_2_harmonics = Ratio(seasonal.QuasiCoefficients!),
            dispersion_2_harmonics = seasonal.Dispersion,
            coefficients = fit.Coefficients!.Select(c => c.Estimate),
            coefficient_order = (string[])["intercept", "post", "time"],
            se_poisson = fit.Coefficients!.Select(c => c.StandardError),
            se_quasipoisson = fit.QuasiCoefficients!.Select(c => c.StandardError),
            dispersion = fit.Dispersion,
            df = fit.DegreesOfFreedom,
            deviance = fit.Deviance,
            null_deviance = fit.NullDeviance,
        };

        double[] Ratio(IReadOnlyList<RegressionCoefficient> coefficients)
        {
            var (b, half) = (coefficients[1].Estimate, Proportion.Z * coefficients[1].StandardError);
            return [Math.Exp(b), Math.Exp(b - half), Math.Exp(b + half)];
        }
    }

    private static object QuasiBinomial(Vector vector)
    {
        var (resolved, closed) = (vector.Numbers("resolved"), vector.Numbers("closed"));
        var n = resolved.Length;
        var fit = GeneralizedRegression.Binomial(resolved, closed, [Ones(n), Weeks(n), Post(n, Change(vector))]);
        return With(
            Coefficients(fit.QuasiCoefficients!),
            ("coefficient_order", (string[])["intercept", "t", "post"]),
            ("dispersion", fit.Dispersion),
            ("df", fit.DegreesOfFreedom),
            ("deviance", fit.Deviance),
            ("null_deviance", fit.NullDeviance),
            ("odds_ratio_post", Math.Exp(fit.QuasiCoefficients![2].Estimate)));
    }

    private static object Counterfactual(Vector vector)
    {
        var y = vector.Input["y"].Values();
        var before = (int)vector.Input["pre_points"].Number();
        var fit = LocalLevel.Filter(y[..before], vector.Parameter("irregular_variance")!.Value, vector.Parameter("level_variance")!.Value)!;
        var forecast = fit.Forecast(y.Length - before);
        return new
        {
            loglike = fit.LogLikelihood,
            filtered_level = fit.Filtered,
            filtered_var = fit.FilteredVariance,
            smoothed_level = fit.Smoothed,
            smoothed_var = fit.SmoothedVariance,
            forecast = forecast.Select(f => f.Value),
            forecast_var = forecast.Select(f => f.Variance),
            forecast_ci95 = forecast.Select(f => (double[])[f.Low, f.High]),
            mean_pointwise_effect = forecast.Zip(y[before..], (f, value) => value - f.Value).Average(),
        };
    }

    private static object Variances(Vector vector)
    {
        var (irregular, level) = LocalLevel.Variances(vector.Input["y"].Values())!.Value;
        return new { level_variance = level, irregular_variance = irregular };
    }

    private static Dictionary<string, object?> Plain(LinearFit fit) => With(
        Coefficients(fit.Coefficients), ("df", fit.DegreesOfFreedom), ("sigma", fit.Sigma), ("durbin_watson", fit.DurbinWatson));

    private static Dictionary<string, object?> Follows(double[] y, double[][] columns, bool restricted)
    {
        var fit = AutoregressiveRegression.Fit(y, columns, restricted: restricted)!;
        return With(Coefficients(fit.Coefficients), ("rho", fit.Rho), ("sigma", fit.Sigma), ("logLik", fit.LogLikelihood), ("df", fit.DegreesOfFreedom));
    }

    private static Dictionary<string, object?> Coefficients(IReadOnlyList<RegressionCoefficient> coefficients)
    {
        // What is post comes last, or last but one before its slope.
        var post = coefficients[Math.Min(2, coefficients.Count - 1)];
        return new()
        {
            ["estimate"] = coefficients.Select(c => c.Estimate),
            ["se"] = coefficients.Select(c => c.StandardError),
            ["t"] = coefficients.Select(c => c.Statistic),
            ["p"] = coefficients.Select(c => c.P),
            ["ci95_post"] = (double[])[post.Low, post.High],
        };
    }

    private static Dictionary<string, object?> With(Dictionary<string, object?> answer, params (string Name, object? Value)[] more)
    {
        foreach (var (name, value) in more) answer[name] = value;
        return answer;
    }

    // One-based, as in the file: a parameter, or "from week 21" or "t>=13" in the model's words.
    private static int Change(Vector vector) => vector.Parameter("change_at") is { } at
        ? (int)at
        : int.Parse(Regex.Match((string)vector.Parameters["model"]!, @"(from week |t ?>= ?)(?<week>\d+)", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)).Groups["week"].Value, CultureInfo.InvariantCulture);

    private static double[] Ones(int n) => [.. Enumerable.Repeat(1.0, n)];

    private static double[] Weeks(int n) => [.. Enumerable.Range(1, n).Select(t => (double)t)];

    private static double[] Post(int n, int change) => [.. Enumerable.Range(1, n).Select(t => t < change ? 0.0 : 1)];

    private static IEnumerable<double[]> Harmonics(double[] time, double period, int pairs)
    {
        for (var i = 1; i <= pairs; i++)
        {
            var turn = 2 * Math.PI * i / period;
            yield return [.. time.Select(t => Math.Sin(turn * t))];
            yield return [.. time.Select(t => Math.Cos(turn * t))];
        }
    }
}
