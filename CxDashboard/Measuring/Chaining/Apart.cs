namespace CxDashboard.Measuring.Chaining;

/// <summary>
/// How far apart in time two rows opened, in a few steps: those of one customer that are further apart than a bucket is wide
/// are never in one bucket, and need not be compared. The steps are the widths of a day, a week, a month and a quarter at
/// their longest, when a clock is set back.
/// </summary>
internal static class Apart
{
    /// <summary>The step of a row that there is no other beside.</summary>
    public const int Alone = 7;

    // Where a recovery has its step.
    private const int Shift = 2;
    private const long Hour = 3_600_000;
    private static readonly long[] _widths = [25 * Hour, ((7 * 24) + 1) * Hour, ((31 * 24) + 1) * Hour, ((92 * 24) + 1) * Hour];

    /// <summary>The step of an unhappy answer.</summary>
    public static int Of(Recovery recovery) => ((int)recovery >> Shift) & Alone;

    /// <summary>What came of the customer, with a step.</summary>
    public static Recovery With(Recovery recovery, int step) => recovery | (Recovery)(step << Shift);

    /// <summary>The step of a distance in milliseconds to the nearest other row.</summary>
    public static int Of(long distance)
    {
        var step = 0;
        while (step < _widths.Length && distance >= _widths[step]) step++;
        return step;
    }

    /// <summary>The least step at which two rows are never in one bucket of a width in milliseconds.</summary>
    public static int Needed(long width)
    {
        for (var step = 0; step < _widths.Length; step++)
        {
            if (width <= _widths[step]) return step + 1;
        }

        return Alone;
    }
}
