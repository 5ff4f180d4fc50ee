namespace CxDashboard.Tests.Oracle;

/// <summary>The table of rating scales, written a second time on purpose.</summary>
public sealed record OracleRating(
    double Low, double High, Predicate<double> Delighted, Predicate<double> Satisfied, Predicate<double> Unhappy, Func<double, double> OnFive)
{
    public static OracleRating? Find(int? scale) => scale switch
    {
        2 => new(0, 1, r => r >= 1, r => r >= 1, r => r <= 0, r => 1 + (4 * r)),
        3 => new(1, 3, r => r >= 3, r => r >= 3, r => r <= 1, r => 1 + (4 * (r - 1) / 2)),
        5 => new(1, 5, r => r >= 5, r => r >= 4, r => r <= 2, r => r),
        7 => new(1, 7, r => r >= 7, r => r >= 6, r => r <= 3, r => 1 + (4 * (r - 1) / 6)),
        10 => new(0, 10, r => r >= 9, r => r >= 7, r => r <= 4, r => 1 + (4 * r / 10)),
        100 => new(0, 100, r => r >= 90, r => r >= 75, r => r <= 40, r => 1 + (4 * r / 100)),
        _ => null,
    };

    public bool Holds(double rating) => Low <= rating && rating <= High;
}
