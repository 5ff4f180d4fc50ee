namespace CxDashboard.Domain.Statistics;

/// <summary>A generalized linear fit, or why there is none: then all but the outcome is null.</summary>
public sealed record GeneralizedFit
{
    /// <summary>What came of it.</summary>
    public required GeneralizedOutcome Outcome { get; init; }

    /// <summary>In the order of the columns, on the scale of the link, variance as the family has it; normal intervals.</summary>
    public IReadOnlyList<RegressionCoefficient>? Coefficients { get; init; }

    /// <summary>The same with standard errors widened by √dispersion and t intervals: the quasi family. Null where no degree of freedom is left.</summary>
    public IReadOnlyList<RegressionCoefficient>? QuasiCoefficients { get; init; }

    /// <summary>Σ(y−μ)² ÷ V(μ) ÷ df: about 1 where the family's variance holds. Null where no degree of freedom is left.</summary>
    public double? Dispersion { get; init; }

    /// <summary>Known rows less columns.</summary>
    public int? DegreesOfFreedom { get; init; }

    /// <summary>Twice what the likelihood falls short of one that fits every row.</summary>
    public double? Deviance { get; init; }

    /// <summary>The same of the one common rate.</summary>
    public double? NullDeviance { get; init; }

    /// <summary>The linear predictor row by row, exposure left out; null for rows without trials.</summary>
    public IReadOnlyList<double?>? Linear { get; init; }

    /// <summary>The coefficients' covariances, variance as the family has it, row by row.</summary>
    public IReadOnlyList<IReadOnlyList<double>>? Covariance { get; init; }
}
