namespace CxDashboard.Domain.Statistics;

/// <summary>What a change of the mean must be worth before it is one; see <see cref="Pelt"/>.</summary>
public enum ChangePenalty
{
    /// <summary>Modified BIC, 3·ln n a change and ln(length) a segment: fewer short segments. Source: Zhang and Siegmund 2007.</summary>
    ModifiedBic,

    /// <summary>BIC, 2·ln n a change. Source: Schwarz 1978; Yao 1988.</summary>
    Bic,
}
