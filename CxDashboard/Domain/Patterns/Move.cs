using CxDashboard.Domain.Statistics;

namespace CxDashboard.Domain.Patterns;

/// <summary>
/// How far a series lies since a step from where its baseline lay before, with an interval of 95 %. The step was chosen because the series moved, so
/// the true size is rather smaller than said. Sources: Newcombe 1998; Welch 1947; Laney 2002 for what shares vary beyond chance.
/// </summary>
public sealed record Move
{
    /// <summary>
    /// The level of the interval that must exclude zero before anything is said. Steps are read week after week, and since a change that shows itself: with 95 % a
    /// counter-metric at rest would be taken for worse in one year of twenty.
    /// </summary>
    public const double SureLevel = 0.99;

    /// <summary>The series that moved.</summary>
    public required string Series { get; init; }

    /// <summary>Σcount ÷ Σn of the steps before for a share, else the mean of their values.</summary>
    public required double Before { get; init; }

    /// <summary>The same of the steps since.</summary>
    public required double After { get; init; }

    /// <summary>Lower end of the difference's interval.</summary>
    public required double Low { get; init; }

    /// <summary>Upper end of the difference's interval.</summary>
    public required double High { get; init; }

    /// <summary>The interval of 99 %, which decides.</summary>
    public required (double Low, double High) Sure { get; init; }

    /// <summary>Known steps before.</summary>
    public required int StepsBefore { get; init; }

    /// <summary>Known steps since.</summary>
    public required int StepsAfter { get; init; }

    /// <summary>Of values that are all above zero: the geometric mean since ÷ that before, with its interval.</summary>
    public (double Value, double Low, double High)? Ratio { get; init; }

    /// <summary>The ratio's interval of 99 %.</summary>
    public (double Low, double High)? SureRatio { get; init; }

    public double Difference => After - Before;

    /// <summary>The interval of 99 % lies on one side of zero, and this is the side.</summary>
    public bool Went(bool up) => up ? Sure.Low > 0 : Sure.High < 0;

    /// <summary>
    /// Of shares p₁ − p₀ with Newcombe's interval, counts divided by σ_z² where the shares of the baseline vary more than chance; of values x̄₁ − x̄₀ with
    /// Welch's interval, each step being one value. Where neighbouring steps before go together (r₁ above zero) a variance is (1+r₁)/(1−r₁) times as large, as of
    /// steps that follow the one before. Null with fewer than two known steps on a side, or where nothing varies.
    /// </summary>
    public static Move? Of(PatternSeries series, StepWindow window)
    {
        var (before, after) = window.Parts(series.Points);
        if (before.Count < 2 || after.Count < 2) return null;
        return series.Kind == SeriesKind.Share ? OfShares(series, window, before, after) : OfValues(series.Name, before, after);
    }

    private static Move OfShares(PatternSeries series, StepWindow window, IReadOnlyList<SeriesPoint> before, IReadOnlyList<SeriesPoint> after)
    {
        var sigmaZ = series.Limits(window.Start..window.End).SigmaZ ?? 1;
        var effect = Math.Max(1, sigmaZ * sigmaZ) * Together([.. before.Select(p => p.Value!.Value)]);
        var (x0, n0, x1, n1) = (before.Sum(p => p.Count), before.Sum(p => p.N), after.Sum(p => p.Count), after.Sum(p => p.N));
        var (low, high) = Newcombe(Confidence.Usual);
        return new()
        {
            Series = series.Name,
            Before = x0 / n0,
            After = x1 / n1,
            Low = low,
            High = high,
            StepsBefore = before.Count,
            StepsAfter = after.Count,
            Sure = Newcombe(SureLevel),
        };

        (double, double) Newcombe(double level) => ProportionDifference.Newcombe(x1 / effect, n1 / effect, x0 / effect, n0 / effect, level);
    }

    private static Move? OfValues(string name, IReadOnlyList<SeriesPoint> before, IReadOnlyList<SeriesPoint> after)
    {
        double[] x0 = [.. before.Select(p => p.Value!.Value)], x1 = [.. after.Select(p => p.Value!.Value)];
        var wider = Math.Sqrt(Together(x0));
        if (Compare(x0, x1, Confidence.Usual) is not var (_, low, high) || Compare(x0, x1, SureLevel) is not var (_, sureLow, sureHigh)) return null;
        var ratio = x0.Concat(x1).All(x => x > 0) ? OfLogarithms(Confidence.Usual) : null;
        return new()
        {
            Series = name,
            Before = x0.Average(),
            After = x1.Average(),
            Low = low,
            High = high,
            StepsBefore = x0.Length,
            StepsAfter = x1.Length,
            Sure = (sureLow, sureHigh),
            Ratio = ratio is { } log ? (Math.Exp(log.Moved), Math.Exp(log.Low), Math.Exp(log.High)) : null,
            SureRatio = ratio is null ? null : OfLogarithms(SureLevel) is { } s ? (Math.Exp(s.Low), Math.Exp(s.High)) : null,
        };

        (double Moved, double Low, double High)? OfLogarithms(double level) => Compare([.. x0.Select(x => Math.Log(x))], [.. x1.Select(x => Math.Log(x))], level);

        (double Moved, double Low, double High)? Compare(double[] from, double[] to, double level) => Means.Welch(Means.Of(to)!.Value, Means.Of(from)!.Value, level) is { } welch
            ? (welch.Difference, welch.Difference - (wider * (welch.Difference - welch.Low)), welch.Difference + (wider * (welch.High - welch.Difference)))
            : null;
    }

    // How much the variance of a mean grows where each step keeps a part of the one before; few steps tell that part badly, so it is not let beyond 0.9.
    private static double Together(double[] before)
    {
        var r = Math.Clamp(Autocorrelation.LagOne(before), 0, 0.9);
        return (1 + r) / (1 - r);
    }
}
