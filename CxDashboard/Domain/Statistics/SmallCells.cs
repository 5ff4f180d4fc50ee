namespace CxDashboard.Domain.Statistics;

/// <summary>
/// Counts of a breakdown that are so small that they may tell who is meant. Source: the confidentiality rule of the CDC's surveytable
/// (a threshold of 5); Hundepool and others 2012, Statistical Disclosure Control.
/// </summary>
public static class SmallCells
{
    /// <summary>
    /// Which counts to hide: those of 1 to threshold − 1, and those whose rest of the whole is as small, because the rest tells as much.
    /// One value for each count; none for none. A negative count, or a threshold below one, throws <see cref="ArgumentOutOfRangeException"/>.
    /// It does not look for counts that follow from a published sum and the others: publish no sum beside hidden cells.
    /// </summary>
    public static bool[] Hidden(ReadOnlySpan<long> counts, int threshold = 5)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threshold, 1);
        var sum = 0L;
        foreach (var count in counts)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(count, nameof(counts));
            sum += count;
        }

        var hidden = new bool[counts.Length];
        for (var i = 0; i < counts.Length; i++) hidden[i] = IsSmall(counts[i]) || IsSmall(sum - counts[i]);
        return hidden;

        bool IsSmall(long count) => count > 0 && count < threshold;
    }
}
