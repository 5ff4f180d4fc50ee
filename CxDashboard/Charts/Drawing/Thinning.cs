namespace CxDashboard.Charts.Drawing;

/// <summary>
/// What is drawn of more points than a reader could tell apart: so many neighbours at a time. How many depends on the width and the number of points
/// alone, so that words around the picture can say it.
/// </summary>
internal static class Thinning
{
    // The axis and the numbers beside it take a part of the width.
    private const double PlotShare = 0.8;

    private static readonly int[] Round = [1, 2, 5];

    /// <summary>How many points stand together in one column; 1 as long as each has a pixel of the width.</summary>
    public static int Every(int points, double width) => points <= width ? 1 : (int)Math.Ceiling(points / Math.Max(1, width * PlotShare));

    /// <summary>How many things one mark of a pile stands for: 1, 2, 5, 10, 20, … so that there is at most one mark for every two pixels of the width.</summary>
    public static int Each(int things, double width)
    {
        var each = 1;
        for (var i = 1; things / (double)each > width / 2; i++) each = Round[i % 3] * (int)Math.Pow(10, i / 3);
        return each;
    }

    /// <summary>First and last index of each column of <paramref name="every"/> points, from one index to another, both included.</summary>
    public static IEnumerable<(int First, int Last)> Columns(int first, int last, int every)
    {
        for (var i = first; i <= last; i += every) yield return (i, Math.Min(last, i + every - 1));
    }
}
