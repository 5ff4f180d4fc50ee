namespace CxDashboard.Domain.Statistics;

/// <summary>
/// The patterns that rule sets are made of. Each answers, for the points of one phase in order, at which of them the pattern
/// is complete: 1 above or rising, −1 below or falling, 0 not there. Patterns without a side answer 1.
/// </summary>
internal static class RunRules
{
    public static int[] Outside(List<RulePoint> points) => [.. points.Select(p => p.Outside)];

    /// <summary>A point on the centre breaks the run.</summary>
    public static int[] SameSide(List<RulePoint> points, int length) => InARow([.. points.Select(p => p.Side)], length);

    /// <summary>Equal neighbours break the trend. So many points have one step fewer.</summary>
    public static int[] Trend(List<RulePoint> points, int length) => InARow(Steps(points), length - 1);

    public static int[] Alternating(List<RulePoint> points, int length)
    {
        var steps = Steps(points);
        var found = new int[points.Count];
        for (var (i, turns) = (1, 0); i < points.Count; i++)
        {
            turns = steps[i] == 0 ? 0 : steps[i] == -steps[i - 1] ? turns + 1 : 1;
            if (turns >= length - 1) found[i] = 1;
        }

        return found;
    }

    /// <summary>The last point is beyond so many sigmas, and enough of those before it are on the same side.</summary>
    public static int[] Among(List<RulePoint> points, int enough, int of, int sigmas)
    {
        int[] beyond = [.. points.Select(p => p.Beyond(sigmas))];
        var found = new int[points.Count];
        for (var i = 0; i < found.Length; i++)
        {
            if (beyond[i] == 0) continue;
            var count = 0;
            for (var j = Math.Max(0, i - of + 1); j <= i; j++)
            {
                if (beyond[j] == beyond[i]) count++;
            }

            if (count >= enough) found[i] = beyond[i];
        }

        return found;
    }

    public static int[] NearCentre(List<RulePoint> points, int length) => InARow([.. points.Select(p => p.IsNearCentre ? 1 : 0)], length);

    public static int[] AwayFromCentre(List<RulePoint> points, int length) => InARow([.. points.Select(p => Math.Abs(p.Beyond(1)))], length);

    /// <summary>Marks the whole pattern where its last point is marked.</summary>
    public static int[] Whole(int[] complete, int length)
    {
        var whole = new int[complete.Length];
        for (var i = 0; i < complete.Length; i++)
        {
            // A point that ends one pattern and starts another is of the later one.
            if (complete[i] != 0) whole.AsSpan(i - length + 1, length).Fill(complete[i]);
        }

        return whole;
    }

    /// <summary>The signals of one rule.</summary>
    public static IEnumerable<RuleSignal> Signals(List<RulePoint> points, int[] found, SpecialCauseRule rule, bool hasSide = true)
    {
        for (var i = 0; i < found.Length; i++)
        {
            if (found[i] != 0) yield return new RuleSignal(points[i].Index, rule, hasSide ? found[i] > 0 : null);
        }
    }

    private static int[] Steps(List<RulePoint> points)
    {
        var steps = new int[points.Count];
        for (var i = 1; i < steps.Length; i++)
            steps[i] = Near.Equal(points[i].Value, points[i - 1].Value) ? 0 : points[i].Value > points[i - 1].Value ? 1 : -1;
        return steps;
    }

    private static int[] InARow(int[] signs, int length)
    {
        var found = new int[signs.Length];
        for (var (i, run) = (0, 0); i < signs.Length; i++)
        {
            run = signs[i] == 0 ? 0 : i > 0 && signs[i] == signs[i - 1] ? run + 1 : 1;
            if (run >= length) found[i] = signs[i];
        }

        return found;
    }
}
