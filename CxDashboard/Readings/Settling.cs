using CxDashboard.Domain.Metrics;
using CxDashboard.Measuring;

namespace CxDashboard.Readings;

/// <summary>
/// How long after its end a cohort of issues still moves by what becomes of its issues, so that it is no fair neighbour of older ones: of a process in which one in ten
/// waits for twelve days, last week's share of claimed ones is always lower than it will be.
/// </summary>
/// <param name="Claims">Until most of what will be claimed is.</param>
/// <param name="Quiet">Until an issue of which nothing was heard counts as abandoned.</param>
internal sealed record Settling(TimeSpan Claims, TimeSpan Quiet)
{
    /// <summary>By this time nine in ten are claimed, those that still wait counted as waiting.</summary>
    public const string SlowTenth = "resolution-time-p90";

    private const double Times = 2;
    private static readonly TimeSpan Least = TimeSpan.FromDays(7);

    /// <summary>Where nothing is known of how long it takes.</summary>
    public static readonly Settling Usual = new(Least, TimeSpan.FromDays(90));

    /// <summary>Twice the time in which nine in ten are claimed in the middle one of the asked steps: at least seven days, and at most until what is quiet counts as abandoned.</summary>
    public static Settling Of(Workspace workspace, IReadOnlyList<MetricAnswer> slowTenth)
    {
        var quiet = TimeSpan.FromMilliseconds(workspace.QuietLimit);
        double[] seconds = [.. slowTenth.Where(a => !a.Weak).Select(a => a.Value).OfType<double>().Order()];
        var usual = TimeSpan.FromSeconds(seconds.Length == 0 ? 0 : Times * seconds[seconds.Length / 2]);
        return new Settling(usual < Least ? Least : usual > quiet ? quiet : usual, quiet);
    }

    /// <summary>How long a metric of issues waits after the end of a step.</summary>
    public TimeSpan After(MetricDefinition metric) => (metric.CountedAs ?? metric.Id) switch
    {
        "abandoned-share" => Quiet,
        // What opened is known, and in a curve with those that still wait nothing is missing.
        "issues-opened" => Least,
        { } id when id.StartsWith("resolution-time-median", StringComparison.Ordinal) || id.StartsWith(SlowTenth, StringComparison.Ordinal) => Least,
        _ => Claims,
    };
}
