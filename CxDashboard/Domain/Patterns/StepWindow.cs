namespace CxDashboard.Domain.Patterns;

/// <summary>The steps that are compared: those of the baseline before the change, and all since it.</summary>
/// <param name="Start">First step of the baseline.</param>
/// <param name="End">Step after the last one before the change that counts.</param>
/// <param name="Since">First step of the change.</param>
public readonly record struct StepWindow(int Start, int End, int Since)
{
    /// <summary>Of a change and the baseline of the series in which it was found.</summary>
    public static StepWindow Of(PatternSeries series, Range? baseline, int since)
    {
        var (start, end) = LastingChange.Ends(series.BaselineOf(baseline), series.Points.Count);
        return new(start, Math.Min(end, since), since);
    }

    /// <summary>The known steps of a series before, and since.</summary>
    public (IReadOnlyList<SeriesPoint> Before, IReadOnlyList<SeriesPoint> After) Parts(IReadOnlyList<SeriesPoint> points) =>
        ([.. points.Take(Start..End).Where(p => p.Value is not null)], [.. points.Skip(Since).Where(p => p.Value is not null)]);
}
