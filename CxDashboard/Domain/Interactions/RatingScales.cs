namespace CxDashboard.Domain.Interactions;

/// <summary>
/// The scales on which customers may rate, and what delighted, satisfied and unhappy mean on each (docs/metrics.md).
/// Ratings keep their own scale; <see cref="OnFive"/> maps them where one mean is wanted.
/// </summary>
public static class RatingScales
{
    private readonly record struct Scale(double Low, double High, double Delighted, double Satisfied, double Unhappy);

    private static Scale? Find(int scale) => scale switch
    {
        2 => new(0, 1, 1, 1, 0),
        3 => new(1, 3, 3, 3, 1),
        5 => new(1, 5, 5, 4, 2),
        7 => new(1, 7, 7, 6, 3),
        10 => new(0, 10, 9, 7, 4),
        100 => new(0, 100, 90, 75, 40),
        _ => null,
    };

    /// <summary>Whether the scale is known and the rating lies on it. Fractions are allowed.</summary>
    public static bool Holds(int scale, double rating) => Find(scale) is { } s && rating >= s.Low && rating <= s.High;

    /// <summary>Lowest and highest rating of a known scale; null for an unknown one.</summary>
    public static (double Low, double High)? Range(int scale) => Find(scale) is { } s ? (s.Low, s.High) : null;

    /// <summary>The top box only.</summary>
    public static bool IsDelighted(int scale, double rating) => rating >= Known(scale).Delighted;

    /// <summary>The top two of five, or what matches them.</summary>
    public static bool IsSatisfied(int scale, double rating) => rating >= Known(scale).Satisfied;

    /// <summary>The bottom two of five, or what matches them.</summary>
    public static bool IsUnhappy(int scale, double rating) => rating <= Known(scale).Unhappy;

    /// <summary>The rating moved linearly onto 1 to 5.</summary>
    public static double OnFive(int scale, double rating)
    {
        var s = Known(scale);
        return scale == 5 ? rating : 1 + (4 * (rating - s.Low) / (s.High - s.Low));
    }

    private static Scale Known(int scale) =>
        Find(scale) ?? throw new ArgumentOutOfRangeException(nameof(scale), scale, "Not a scale that customers may rate on.");
}
