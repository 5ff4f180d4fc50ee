namespace CxDashboard.Tests.Oracle;

/// <summary>Quantiles by the book, written a second time on purpose.</summary>
public static class OracleQuantiles
{
    public static double? Type7(IReadOnlyCollection<double> values, double p)
    {
        if (values.Count == 0) return null;
        var x = values.Order().ToList();
        var h = (x.Count - 1) * p;
        var (below, above) = ((int)Math.Floor(h), (int)Math.Ceiling(h));
        return x[below] + ((h - below) * (x[above] - x[below]));
    }

    /// <summary>The smallest time at which at most 1 − p still wait; null if never.</summary>
    public static double? KaplanMeier(IReadOnlyCollection<(double Seconds, bool Ended)> waits, double p)
    {
        var survival = 1.0;
        foreach (var time in waits.Where(w => w.Ended).Select(w => w.Seconds).Distinct().Order())
        {
            double atRisk = waits.Count(w => w.Seconds >= time);
            double ended = waits.Count(w => w.Ended && w.Seconds == time);
            survival *= 1 - (ended / atRisk);
            if (survival <= 1 - p + 1e-12) return time;
        }

        return null;
    }
}
