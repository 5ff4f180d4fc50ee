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
        Confidence.Check(level);
        foreach (var value in values)
        {
            if (!(value > 0 && double.IsFinite(value))) throw new ArgumentOutOfRangeException(nameof(values), value, "Only a finite value above zero has a logarithm.");
        }

        if (values.Count < 2) return null;
        var logs = values.Select(v => Math.Log(v)).ToArray();
        var mean = logs.Average();
        var half = Spread(logs, mean) * Confidence.T(level, logs.Length - 1) * Math.Sqrt(1 + (1.0 / logs.Length));
        return new(Math.Exp(mean - half), Math.Exp(mean), Math.Exp(mean + half));
    }

    private static double Spread(double[] logs, double mean) =>
        Array.TrueForAll(logs, l => l == logs[0]) ? 0 : Math.Sqrt(logs.Sum(l => (l - mean) * (l - mean)) / (logs.Length - 1));
}
