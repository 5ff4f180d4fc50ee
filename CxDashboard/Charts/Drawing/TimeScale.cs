using CxDashboard.Domain.Time;

namespace CxDashboard.Charts.Drawing;

/// <summary>The time axis: a bucket is as wide as it lasted.</summary>
internal readonly record struct TimeScale(Instant From, Instant To, double Left, double Right)
{
    public double X(Instant at)
    {
        var span = To.UnixMilliseconds - From.UnixMilliseconds;
        if (span <= 0) return (Left + Right) / 2;
        return Math.Clamp(Left + ((Right - Left) * (at.UnixMilliseconds - From.UnixMilliseconds) / span), Left, Right);
    }

    /// <summary>Left edge, middle and right edge of a bucket.</summary>
    public (double Left, double Middle, double Right) Slot(ChartPoint point)
    {
        var (a, b) = (X(point.Start), X(point.End));
        return (a, (a + b) / 2, b);
    }
}
