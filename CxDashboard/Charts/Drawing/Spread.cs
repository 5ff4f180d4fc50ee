using CxDashboard.Domain.Metrics;
using CxDashboard.Domain.Statistics;

namespace CxDashboard.Charts.Drawing;

/// <summary>Values in bins of one width, cut where a long tail would flatten all others, and their percentiles, which are of all of them.</summary>
internal sealed record Spread(double Low, double Step, IReadOnlyList<int> Bins, int Below, int Beyond, IReadOnlyList<double> At, double Least, double Most, int Count)
{
    /// <summary>Half, three quarters, nine tenths.</summary>
    public static readonly IReadOnlyList<double> Percentiles = [0.5, 0.75, 0.9];

    public double High => Edge(Bins.Count);

    /// <summary>Where a bin begins.</summary>
    public double Edge(int bin) => Low + (bin * Step);

    /// <summary>The values that are numbers, ascending.</summary>
    public static double[] Sorted(DistributionSpec spec)
    {
        // So the engine gives them: to sort millions anew for each drawing and each word would take longer than all the rest.
        if (spec.Values is double[] given && IsAscending(given)) return given;
        return [.. spec.Values.Where(double.IsFinite).Order()];
    }

    /// <summary>In at most about so many bins; at least one value.</summary>
    public static Spread Of(DistributionSpec spec, int parts)
    {
        var sorted = Sorted(spec);
        var (low, high) = (sorted[0], sorted[^1]);
        if (spec.Unit is not (Unit.Share or Unit.OfFive))
        {
            // As far as the process charts show: six times the middle half, and nine tenths in any case.
            var (a, b) = (Quantiles.Type7(sorted, 0.25), Quantiles.Type7(sorted, 0.75));
            var reach = 6 * (b - a);
            if (reach > 0) (low, high) = (Math.Max(low, a - reach), Math.Min(high, Math.Max(b + reach, Quantiles.Type7(sorted, 0.9))));
            else if (Quantiles.Type7(sorted, 0.95) is var most && most > b) high = most;
            else if (high > low) (low, high) = (a, b);
        }

        if (high - low < 1e-12) high = low + (spec.Unit == Unit.Share ? 0.05 : Math.Max(1, Math.Abs(low) * 0.1));
        var step = Ticks.Step(high - low, parts, spec.Unit);
        var start = Math.Floor((low / step) + 1e-9) * step;
        var bins = new int[Math.Max(1, (int)Math.Ceiling(((high - start) / step) - 1e-9))];
        var below = First(sorted, 0, 0);
        var from = below;
        for (var bin = 0; bin < bins.Length; bin++)
        {
            var next = First(sorted, from, bin + 1);
            (bins[bin], from) = (next - from, next);
        }

        return new Spread(start, step, bins, below, sorted.Length - from, [.. Percentiles.Select(p => Quantiles.Type7(sorted, p))], sorted[0], sorted[^1], sorted.Length);

        // -1 below the bins, their number beyond them.
        int BinOf(double value) => ((value - start) / step) switch
        {
            < -1e-9 => -1,
            var at when at > bins.Length + 1e-9 => bins.Length,
            var at => Math.Clamp((int)(at + 1e-9), 0, bins.Length - 1),
        };

        // The first of the values, from one on, that lies in a bin or above it.
        int First(double[] values, int begin, int bin)
        {
            var (least, most) = (begin, values.Length);
            while (least < most)
            {
                var middle = (least + most) / 2;
                if (BinOf(values[middle]) < bin) least = middle + 1;
                else most = middle;
            }

            return least;
        }
    }

    private static bool IsAscending(double[] values)
    {
        if (values.Length == 0 || !double.IsFinite(values[0]) || !double.IsFinite(values[^1])) return values.Length == 0;
        for (var i = 1; i < values.Length; i++)
        {
            if (!(values[i] >= values[i - 1])) return false;
        }

        return true;
    }
}
