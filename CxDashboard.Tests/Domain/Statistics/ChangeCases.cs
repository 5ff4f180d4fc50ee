using FsCheck;
using FsCheck.Fluent;

namespace CxDashboard.Tests.Domain.Statistics;

/// <summary>Random series whose level moves a few times, of which no two cuts are equally good.</summary>
internal static class ChangeCases
{
    public static Gen<double[]> Between(int shortest, int longest) =>
        from seed in Gen.Choose(0, int.MaxValue - 1)
        from length in Gen.Choose(shortest, longest)
        from moves in Gen.Choose(0, 4)
        select Series(seed, length, moves);

    public static double[] Series(int seed, int length, int moves)
    {
        var random = new Random(seed);
        var level = new double[length];
        for (var i = 0; i < moves; i++)
        {
            var (from, by) = (random.Next(length), 3 * Normal(random));
            for (var j = from; j < length; j++) level[j] += by;
        }

        return [.. level.Select(l => l + Normal(random))];
    }

    public static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    /// <summary>Every way to cut so many values into segments of at least so many: numbers of values before each cut.</summary>
    public static IEnumerable<int[]> Cuts(int length, int segment, int from = 0)
    {
        if (length - from >= segment) yield return [];
        for (var cut = from + segment; cut <= length - segment; cut++)
        {
            foreach (var rest in Cuts(length, segment, cut)) yield return [cut, .. rest];
        }
    }

    public static IEnumerable<double[]> Segments(double[] values, int[] cuts) =>
        cuts.Prepend(0).Zip(cuts.Append(values.Length), (from, to) => values[from..to]);

    public static double SumOfSquares(double[] values)
    {
        var mean = values.Average();
        return values.Sum(v => (v - mean) * (v - mean));
    }

    /// <summary>The same breaks seen from the other end.</summary>
    public static IEnumerable<int> Mirror(IEnumerable<int> breaks, int length) => breaks.Select(b => length - b).Reverse();
}
