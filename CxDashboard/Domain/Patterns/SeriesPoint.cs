namespace CxDashboard.Domain.Patterns;

/// <summary>One step of a series. Null where it is unknown or not final yet: unknown is never zero.</summary>
/// <param name="Value">In the series' unit; a share is 0 to 1.</param>
/// <param name="Count">Of a share, how many of n; zero of anything else.</param>
/// <param name="N">Of how many; zero where it is not known.</param>
public readonly record struct SeriesPoint(double? Value, double Count, double N)
{
    /// <summary>A step that says nothing.</summary>
    public static SeriesPoint Unknown => default;

    /// <summary>count ÷ n; without n it is unknown. A count outside zero to n throws <see cref="ArgumentOutOfRangeException"/>.</summary>
    public static SeriesPoint OfShare(double count, double n)
    {
        if (!(count >= 0 && count <= n && double.IsFinite(n))) throw new ArgumentOutOfRangeException(nameof(count), count, "A count lies between zero and n.");
        return n > 0 ? new(count / n, count, n) : Unknown;
    }

    /// <summary>A value, of n things; one that is not finite, or a negative n, throws <see cref="ArgumentOutOfRangeException"/>.</summary>
    public static SeriesPoint OfValue(double? value, double n = 0)
    {
        if (!double.IsFinite(value ?? 0)) throw new ArgumentOutOfRangeException(nameof(value), value, "A value is a finite number, or null where it is unknown.");
        if (!(n >= 0 && double.IsFinite(n))) throw new ArgumentOutOfRangeException(nameof(n), n, "There are not fewer things than none.");
        return value is null ? Unknown : new(value, 0, n);
    }
}
