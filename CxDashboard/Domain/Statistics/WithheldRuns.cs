namespace CxDashboard.Domain.Statistics;

/// <summary>A phase whose runs rules were not asked, since they would fire on noise.</summary>
/// <param name="Phase">Its first index, and the index after its last.</param>
/// <param name="LagOne">r₁ of its baseline; null where points depend on each other as they are made, as neighbouring moving ranges share a value.</param>
/// <param name="Points">How many points r₁ is of.</param>
public readonly record struct WithheldRuns(Range Phase, double? LagOne, int Points)
{
    /// <summary>Why, in words.</summary>
    public string Why => LagOne is { } r
        ? FormattableString.Invariant($"Neighbouring points depend on each other (r₁ {r:0.00}, chance explains {Autocorrelation.MostOfChance(Points):0.00}): noise makes runs too.")
        : "Neighbouring points share a value: noise makes runs too.";
}
