using System.Globalization;

namespace CxDashboard.Benchmarks.Calibration;

/// <summary>How often an interval of 95 % holds what it is of, as cells of a table.</summary>
internal static class Coverage
{
    /// <summary>Below this an interval is called too narrow: fewer than 93 of 100 hold the truth.</summary>
    public const double Wanted = 0.93;

    public static readonly int[] Sizes = [10, 30, 100, 1000];

    /// <summary>A simulated coverage, bold where it is too narrow for certain; and how often there was no interval at all.</summary>
    public static string Cell(Share share, double wanted = Wanted)
    {
        if (share.Answered == 0) return "no interval";
        var figure = share.Value + (2 * share.Error) < wanted ? $"**{share}**" : share.ToString();
        return share.Silent == 0 ? figure : figure + string.Create(CultureInfo.InvariantCulture, $", none {share.SilentShare:0.## %}");
    }

    /// <summary>An exact coverage, over several truths: the mean and the least, and where that is.</summary>
    public static string Cell(IReadOnlyCollection<(double Covered, string Where)> exact)
    {
        // Mirror images cover alike but for rounding: of those the first is told.
        var (mean, bound) = (exact.Average(e => e.Covered), exact.Min(e => e.Covered) + 1e-9);
        var least = exact.First(e => e.Covered <= bound);
        return $"{Exact(mean)}, least {Exact(least.Covered)} at {least.Where}";
    }

    public static string Exact(double covered) =>
        covered < Wanted - 0.0005 ? string.Create(CultureInfo.InvariantCulture, $"**{covered:0.000}**") : covered.ToString("0.000", CultureInfo.InvariantCulture);

    /// <summary>The chances of 0 to n of n.</summary>
    public static double[] Binomial(int n, double p) => [.. Enumerable.Range(0, n + 1).Select(x => MathNet.Numerics.Distributions.Binomial.PMF(p, n, x))];

    public static string Number(double value) => value.ToString("0.###", CultureInfo.InvariantCulture);
}
