using MathNet.Numerics.Distributions;

namespace CxDashboard.Domain.Statistics;

/// <summary>
/// Where one more value is to be expected when values differ by factors: with ȳ and s the mean and the sample standard
/// deviation of the n values' natural logarithms, exp(ȳ ± t(n−1)·s·√(1 + 1/n)). Its middle is their geometric mean.
/// Source: Hahn and Meeker 1991, on logarithms.
/// </summary>
public static class LogPrediction
{
    /// <summary>
    /// The band, in the values' own unit. Null below two values: one says nothing about its spread. Equal values make a band
    /// without width.
    /// </summary>
    /// <param name="values">Above zero and finite, else <see cref="ArgumentOutOfRangeException"/>: others have no logarithm.</param>
    /// <param name="level">How often the next value lies in it, strictly between 0 and 1; else <see cref="ArgumentOutOfRangeException"/>.</param>
    public static PredictionBand? Band(IReadOnlyList<double> values, double level)
    {
        PredictionBand.CheckLevel(level);
        foreach (var value in values)
        {
            if (!(value > 0 && double.IsFinite(value))) throw new ArgumentOutOfRangeException(nameof(values), value, "Only a finite value above zero has a logarithm.");
        }

        if (values.Count < 2) return null;
        var logs = values.Select(v => Math.Log(v)).ToArray();
        var mean = logs.Average();
        var half = Spread(logs, mean) * Quantile(logs.Length - 1, level) * Math.Sqrt(1 + (1.0 / logs.Length));
        return new(Math.Exp(mean - half), Math.Exp(mean), Math.Exp(mean + half));
    }

    /// <summary>Student's t so that a share of the level lies between −t and t.</summary>
    internal static double Quantile(int freedom, double level)
    {
        // The library's search stops at about nine digits; Newton's step doubles them. The lower tail keeps the digits of levels near 1.
        var tail = (1 - level) / 2;
        var t = StudentT.InvCDF(0, 1, freedom, tail);
        for (var i = 0; i < 2; i++) t -= (StudentT.CDF(0, 1, freedom, t) - tail) / StudentT.PDF(0, 1, freedom, t);
        return -t;
    }

    private static double Spread(double[] logs, double mean) =>
        Array.TrueForAll(logs, l => l == logs[0]) ? 0 : Math.Sqrt(logs.Sum(l => (l - mean) * (l - mean)) / (logs.Length - 1));
}
