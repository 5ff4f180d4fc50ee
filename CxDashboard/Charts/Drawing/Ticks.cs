using CxDashboard.Domain.Metrics;

namespace CxDashboard.Charts.Drawing;

/// <summary>Round places on a value axis.</summary>
internal static class Ticks
{
    private static readonly double[] Seconds =
        [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200, 86_400, 172_800, 432_000, 864_000];

    /// <summary>The smallest round step that cuts a span into at most so many parts.</summary>
    public static double Step(double span, int parts, Unit unit)
    {
        var least = span / Math.Max(1, parts);
        if (!(least > 0) || !double.IsFinite(least)) return 1;
        if (unit == Unit.Seconds && least <= 864_000 && least > 0.5) return Seconds.First(s => s >= least * (1 - 1e-9));
        if (unit == Unit.Seconds && least > 864_000) return Round(least / 86_400) * 86_400;
        var step = unit == Unit.Share ? Round(least * 100) / 100 : Round(least);
        return unit == Unit.Count ? Math.Max(1, step) : step;
    }

    /// <summary>The multiples of a step within a span, both ends included.</summary>
    public static IEnumerable<double> Within(double low, double high, double step)
    {
        for (var k = Math.Ceiling((low / step) - 1e-9); k * step <= high + (step * 1e-9); k++) yield return k * step;
    }

    // 1, 2 or 5 times a power of ten.
    private static double Round(double least)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(least)));
        foreach (var m in (ReadOnlySpan<double>)[1, 2, 5])
            if (m * power >= least * (1 - 1e-9)) return m * power;
        return 10 * power;
    }
}
