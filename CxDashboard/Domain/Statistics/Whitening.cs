namespace CxDashboard.Domain.Statistics;

/// <summary>
/// R^(−½) times a column, R being ρ^(steps of time apart): rows made independent of those before them. Each row less ρ^d of the one before, d steps
/// ago, divided by √(1 − ρ^2d).
/// </summary>
internal sealed class Whitening(int[] times)
{
    private readonly double[] _follow = new double[times.Length];
    private readonly double[] _scale = new double[times.Length];

    /// <summary>ln|R|.</summary>
    public double LogDeterminant { get; private set; }

    public void By(double rho)
    {
        var (single, singles) = (1 / Math.Sqrt(1 - (rho * rho)), 0);
        LogDeterminant = 0;
        for (var i = 1; i < times.Length; i++)
        {
            var steps = times[i] - times[i - 1];
            if (steps == 1)
            {
                singles++;
                (_follow[i], _scale[i]) = (rho, single);
                continue;
            }

            _follow[i] = Math.Pow(rho, steps);
            var left = 1 - (_follow[i] * _follow[i]);
            LogDeterminant += Math.Log(left);
            _scale[i] = 1 / Math.Sqrt(left);
        }

        LogDeterminant += singles * Math.Log(1 - (rho * rho));
    }

    public void Apply(double[] column, double[] into)
    {
        into[0] = column[0];
        for (var i = 1; i < column.Length; i++) into[i] = (column[i] - (_follow[i] * column[i - 1])) * _scale[i];
    }
}
