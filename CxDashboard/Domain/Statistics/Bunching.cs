namespace CxDashboard.Domain.Statistics;

/// <summary>
/// Whether more ends just before a promised time than just after it: two windows of equal width beside the promise share what falls into
/// them evenly if nobody watches the clock. Source: the window test of Cattaneo, Titiunik and Vazquez-Bare 2017; the exact binomial test.
/// </summary>
public sealed record Bunching
{
    public required long Below { get; init; }
    public required long Above { get; init; }

    /// <summary>Of both windows, what lies below; 0 to 1.</summary>
    public required double ShareBelow { get; init; }

    /// <summary>The Clopper–Pearson interval of that share.</summary>
    public required (double Low, double High) Interval { get; init; }

    /// <summary>The chance of an outcome no more likely than this, on either side, if the share were the one expected.</summary>
    public required double TwoSidedP { get; init; }

    /// <summary>The chance of as many below, or more.</summary>
    public required double GreaterP { get; init; }

    /// <summary>The test of how many fell into the window below and the one above.</summary>
    /// <param name="below">How many ended just within the promise; not negative.</param>
    /// <param name="above">How many ended just after it; not negative.</param>
    /// <param name="expectedShare">The share that would lie below without bunching, strictly between 0 and 1.</param>
    /// <param name="level">Of the interval, strictly between 0 and 1.</param>
    /// <returns>Null where both windows are empty.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An argument is not as said.</exception>
    public static Bunching? Of(long below, long above, double expectedShare = 0.5, double level = Confidence.Usual)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(below);
        ArgumentOutOfRangeException.ThrowIfNegative(above);
        if (!(expectedShare > 0 && expectedShare < 1))
            throw new ArgumentOutOfRangeException(nameof(expectedShare), expectedShare, "An expected share lies strictly between 0 and 1.");
        Confidence.Check(level);
        var n = below + above;
        if (n == 0) return null;
        return new Bunching
        {
            Below = below,
            Above = above,
            ShareBelow = (double)below / n,
            Interval = Proportion.ClopperPearson(below, n, level),
            TwoSidedP = BinomialTails.TwoSided(below, n, expectedShare),
            GreaterP = BinomialTails.AtLeast(below, n, expectedShare),
        };
    }
}
