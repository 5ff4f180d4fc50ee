namespace CxDashboard.Domain.Statistics;

/// <summary>One series of a <see cref="CauseSelectingChart"/> with its limits; lists are as long as the values.</summary>
/// <param name="Values">The points; null is a gap.</param>
/// <param name="Centre">The mean of the baseline.</param>
/// <param name="Lower">The lower limit of all points.</param>
/// <param name="Upper">The upper limit of all points.</param>
/// <param name="Outside">Which points lie strictly outside of the limits.</param>
public sealed record CauseSelectingSeries(IReadOnlyList<double?> Values, double Centre, double Lower, double Upper, IReadOnlyList<bool> Outside);
