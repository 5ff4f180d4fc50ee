namespace CxDashboard.Domain.Statistics;

/// <summary>
/// Local regression at equal distances: a weighted level or line through the nearest values, of weight (1 − (d/h)³)³ at the
/// distance d, h being that of the farthest. Source: Cleveland 1979; Cleveland and others 1990 for jumps and wide windows.
/// </summary>
/// <param name="window">How many values are near; odd.</param>
/// <param name="degree">0 for a level, 1 for a line.</param>
/// <param name="jump">Each so manyth value is fitted, and lines are drawn between.</param>
internal sealed class Loess(int window, int degree, int jump)
{
    // Distances closer than this to none or all of h have the whole weight or none.
    private const double Edge = 0.001;

    private double[] _shares = [];

    public int Window => window;

    /// <summary>Smooths y; weights as long as y, or empty for none. What has no weighty value near stays as it is.</summary>
    public void Smooth(ReadOnlySpan<double> y, ReadOnlySpan<double> weights, Span<double> smooth)
    {
        var n = y.Length;
        if (n < 2)
        {
            y.CopyTo(smooth);
            return;
        }

        var step = Math.Min(jump, n - 1);
        var last = (n - 1) / step * step;
        var (left, right) = (0, n - 1);
        for (var i = 0; i < n; i += step)
        {
            if (window < n)
            {
                left = Math.Clamp(i - (window / 2), 0, n - window);
                right = left + window - 1;
            }

            smooth[i] = At(i, y, weights, left, right) ?? y[i];
            if (i > 0) Line(smooth, i - step, i);
        }

        // The last value is fitted in any case, by the values that were near to the one before it.
        if (last == n - 1) return;
        smooth[n - 1] = At(n - 1, y, weights, left, right) ?? y[n - 1];
        Line(smooth, last, n - 1);
    }

    /// <summary>The fit at a place in or beside y by the values from left to right; null where all their weights are zero.</summary>
    public double? At(int place, ReadOnlySpan<double> y, ReadOnlySpan<double> weights, int left, int right)
    {
        var n = y.Length;
        var count = right - left + 1;
        if (_shares.Length < count) _shares = new double[Math.Max(n, count)];
        var shares = _shares.AsSpan(0, count);
        var reach = (double)Math.Max(place - left, right - place);

        // A window wider than the series reaches half of the excess further on either side.
        if (window > n) reach += (window - n) / 2;
        var total = 0.0;
        for (var j = 0; j < count; j++)
        {
            var distance = Math.Abs(left + j - place);
            var share = distance > (1 - Edge) * reach ? 0 : distance <= Edge * reach ? 1 : Tricube(distance / reach);
            if (!weights.IsEmpty) share *= weights[left + j];
            shares[j] = share;
            total += share;
        }

        if (!(total > 0)) return null;
        for (var j = 0; j < count; j++) shares[j] /= total;
        if (degree > 0 && reach > 0) Tilt(shares, place - left, n);
        var fit = 0.0;
        for (var j = 0; j < count; j++) fit += shares[j] * y[left + j];
        return fit;
    }

    // From the shares of a weighted mean to those of the weighted line's value at a place, unless all values are at one place.
    private static void Tilt(Span<double> shares, int place, int n)
    {
        double mean = 0, spread = 0;
        for (var j = 0; j < shares.Length; j++) mean += shares[j] * j;
        for (var j = 0; j < shares.Length; j++) spread += shares[j] * (j - mean) * (j - mean);
        if (Math.Sqrt(spread) <= Edge * (n - 1)) return;
        var slope = (place - mean) / spread;
        for (var j = 0; j < shares.Length; j++) shares[j] *= 1 + (slope * (j - mean));
    }

    private static double Tricube(double part)
    {
        var rest = 1 - (part * part * part);
        return rest * rest * rest;
    }

    private static void Line(Span<double> y, int from, int to)
    {
        var slope = (y[to] - y[from]) / (to - from);
        for (var i = from + 1; i < to; i++) y[i] = y[from] + (slope * (i - from));
    }
}
