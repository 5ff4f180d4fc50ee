namespace CxDashboard.Domain.Statistics;

/// <summary>What goes with a yes, or why that is not known.</summary>
public sealed record LogisticDriversResult
{
    /// <summary>Whether there are estimates, or why not.</summary>
    public required LogisticDriversOutcome Outcome { get; init; }

    /// <summary>How often the rarer answer came.</summary>
    public required int Events { get; init; }

    /// <summary>So many more of the rarer answer would be enough; zero where there are.</summary>
    public required int MoreEvents { get; init; }

    /// <summary>Log odds: the intercept, then the predictors in the order given.</summary>
    public IReadOnlyList<RegressionCoefficient>? Coefficients { get; init; }

    /// <summary>By how much the chance of a yes differs, on −1 to 1, predictor by predictor.</summary>
    public IReadOnlyList<MarginalEffect>? Effects { get; init; }

    /// <summary>Twice what the log likelihood falls short of zero.</summary>
    public double? Deviance { get; init; }

    /// <summary>The same of one common chance.</summary>
    public double? NullDeviance { get; init; }
}
