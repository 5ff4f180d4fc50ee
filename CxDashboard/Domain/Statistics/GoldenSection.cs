namespace CxDashboard.Domain.Statistics;

/// <summary>The top of a function with one top between two points. Source: Kiefer 1953.</summary>
internal static class GoldenSection
{
    private static readonly double Part = (Math.Sqrt(5) - 1) / 2;

    public static double Highest(Func<double, double> function, double low, double high, double within)
    {
        var (left, right) = (high - (Part * (high - low)), low + (Part * (high - low)));
        var (atLeft, atRight) = (function(left), function(right));
        while (high - low > within)
        {
            if (atLeft >= atRight)
            {
                (high, right, atRight) = (right, left, atLeft);
                left = high - (Part * (high - low));
                atLeft = function(left);
            }
            else
            {
                (low, left, atLeft) = (left, right, atRight);
                right = low + (Part * (high - low));
                atRight = function(right);
            }
        }

        return (low + high) / 2;
    }
}
