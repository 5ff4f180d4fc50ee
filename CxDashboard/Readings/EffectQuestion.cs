using CxDashboard.Measuring;

namespace CxDashboard.Readings;

/// <summary>Did a change of the work, whose day is known, go with a change of a metric?</summary>
/// <param name="Metric">The metric's id.</param>
/// <param name="Since">The first local day with the change.</param>
public sealed record EffectQuestion(string Metric, DateOnly Since)
{
    /// <summary>Whose work was changed; all where there are none.</summary>
    public IReadOnlyList<Slice> Slices { get; init; } = [];

    /// <summary>Whose work was not changed and goes through the same times: what both share is taken away. Null for no such.</summary>
    public IReadOnlyList<Slice>? Control { get; init; }

    /// <summary>The change that was expected, in the metric's unit (shares 0–1), written down before anybody looked; null where nothing was.</summary>
    public double? Expected { get; init; }
}
