namespace CxDashboard.Tests.Oracle;

/// <summary>Numerator (null where there is none), n, value, and a 95 % interval where the oracle can say one.</summary>
public readonly record struct OracleFigure(double? Count, long N, double? Value, double? Low = null, double? High = null)
{
    private const double Z = 1.959963984540054;

    /// <summary>How many of them are so, with Wilson's interval.</summary>
    public static OracleFigure Share<T>(IReadOnlyCollection<T> of, Func<T, bool> counts)
    {
        if (of.Count == 0) return new OracleFigure(0, 0, null);
        double n = of.Count;
        var p = of.Count(counts) / n;
        var middle = (p + (Z * Z / (2 * n))) / (1 + (Z * Z / n));
        var half = Z / (1 + (Z * Z / n)) * Math.Sqrt((p * (1 - p) / n) + (Z * Z / (4 * n * n)));
        return new OracleFigure(of.Count(counts), of.Count, p, middle - half, middle + half);
    }

    /// <summary>100 × (share 9–10 − share 0–6), with the adjusted Wald interval: three more answers, ¾ with, 1½ between, ¾ against.</summary>
    public static OracleFigure Nps(IReadOnlyCollection<int> recommend)
    {
        if (recommend.Count == 0) return new OracleFigure(null, 0, null);
        double n = recommend.Count;
        double promoters = recommend.Count(r => r is 9 or 10), detractors = recommend.Count(r => r is >= 0 and <= 6);
        var (with, against, all) = ((promoters + 0.75) / (n + 3), (detractors + 0.75) / (n + 3), n + 3);
        var adjusted = with - against;
        var half = Z * Math.Sqrt((with + against - (adjusted * adjusted)) / all);
        return new OracleFigure(null, recommend.Count, 100 * (promoters - detractors) / n, 100 * (adjusted - half), 100 * (adjusted + half));
    }

    /// <summary>A mean, or a sum for each of n.</summary>
    public static OracleFigure Ratio(double count, int n) => new(count, n, n == 0 ? null : count / n);

    /// <summary>How many there are; nothing where nothing is.</summary>
    public static OracleFigure Number(int n, int number) => new(null, n, n == 0 ? null : number);

    /// <summary>The sum of what is known; null where nothing is.</summary>
    public static OracleFigure Sum(IReadOnlyCollection<decimal?> values) =>
        new(null, values.Count, values.Any(v => v is not null) ? (double)values.Sum(v => v ?? 0) : null);

    /// <summary>The type-7 quantile of what is known.</summary>
    public static OracleFigure Quantile(IEnumerable<double?> values, double p)
    {
        var known = values.Where(v => v is not null).Select(v => v!.Value).ToList();
        return new OracleFigure(null, known.Count, OracleQuantiles.Type7(known, p));
    }

    public OracleFigure Times(double factor) => this with { Value = Value * factor, Low = Low * factor, High = High * factor };
}
