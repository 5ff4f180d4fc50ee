namespace CxDashboard.Domain.Statistics;

/// <summary>A chart's newest known point among those of many charts; all but the outcome is null where it is not judged.</summary>
/// <param name="Outcome">Whether it was judged, or why not.</param>
/// <param name="Index">Its index among the chart's values.</param>
/// <param name="Sigmas">How many sigmas it lies above the centre.</param>
/// <param name="P">The chance of a point as far out, on either side, of noise alone.</param>
/// <param name="Adjusted">The same for having looked at so many charts.</param>
/// <param name="StandsOut">Adjusted, it is at most the share asked for.</param>
public readonly record struct NewestPoint(NewestPointOutcome Outcome, int? Index, double? Sigmas, double? P, double? Adjusted, bool StandsOut);
