namespace CxDashboard.Domain.Statistics;

/// <summary>What the band of today was made by, or why there is none.</summary>
public enum TodayBandBasis
{
    /// <summary>No band: fewer than four earlier weeks are known.</summary>
    TooFewWeeks,

    /// <summary>No band: in each known week the count was zero.</summary>
    NothingCame,

    /// <summary>A prediction interval of the counts' logarithms.</summary>
    Logarithms,

    /// <summary>A band of counts, since some are zero or all are equal.</summary>
    QuasiPoisson,
}
