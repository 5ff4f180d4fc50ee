using FsCheck;
using FsCheck.Fluent;

namespace CxDashboard.Tests.Domain.Statistics;

/// <summary>Series to try the season's functions on.</summary>
internal static class SeasonCases
{
    /// <summary>A series of more than two periods, noise and nothing but noise.</summary>
    public sealed record Case(double[] Values, int Period)
    {
        public override string ToString() => $"period {Period}: {string.Join(", ", Values)}";
    }

    public static Gen<Case> Any { get; } =
        from period in Gen.Choose(2, 9)
        from length in Gen.Choose((2 * period) + 1, 6 * period)
        from values in Gen.Choose(-50_000, 50_000).ListOf(length)
        select new Case([.. values.Select(v => v / 64.0)], period);

    /// <summary>Five days of contacts, and two of a few.</summary>
    public static double[] Week { get; } = [30, 22, 15, 11, 4, -38, -44];

    /// <summary>A series without gaps, as one that might have some.</summary>
    public static double?[] Known(IEnumerable<double> values) => [.. values.Select(v => (double?)v)];

    public static double?[] LineAndWeek(int length, double from = 200, double slope = 0.75) =>
        Known(Enumerable.Range(0, length).Select(i => from + (slope * i) + Week[i % 7]));

    public static bool Near(IEnumerable<double> a, IEnumerable<double> b, double tolerance) =>
        a.Zip(b, (x, y) => Math.Abs(x - y)).All(d => d <= tolerance);
}
