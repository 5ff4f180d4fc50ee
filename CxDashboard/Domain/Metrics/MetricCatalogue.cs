using System.Collections.Frozen;
using System.Globalization;

namespace CxDashboard.Domain.Metrics;

/// <summary>
/// Definitions of metrics, of which each may have several versions: 1, 2, … without a gap, each in force from a later day
/// than the one before. Immutable.
/// </summary>
public sealed class MetricCatalogue
{
    private readonly FrozenDictionary<string, MetricDefinition[]> _versions;

    /// <param name="definitions">In the order in which they are shown; versions of one id in any order.</param>
    /// <exception cref="ArgumentException">Where a version is there twice or is missing, or begins no later than the one before it.</exception>
    public MetricCatalogue(IEnumerable<MetricDefinition> definitions)
    {
        MetricDefinition[][] metrics = [.. definitions.GroupBy(m => m.Id, StringComparer.Ordinal).Select(versions => versions.OrderBy(m => m.Version).ToArray())];
        foreach (var versions in metrics) Check(versions);
        _versions = metrics.ToFrozenDictionary(versions => versions[0].Id, StringComparer.Ordinal);
        AllVersions = [.. metrics.SelectMany(versions => versions)];
        Newest = [.. metrics.Select(versions => versions[^1])];
    }

    /// <summary>Every metric there is.</summary>
    public static MetricCatalogue Default { get; } = new([.. ResolutionMetrics.All, .. DelightMetrics.All, .. TimeMetrics.All, .. FlowMetrics.All, .. RecoveryMetrics.All, .. FrugalityMetrics.All]);

    /// <summary>The newest version of every metric of <see cref="Default"/>, in the order in which they are shown.</summary>
    public static IReadOnlyList<MetricDefinition> All => Default.Newest;

    /// <summary>The newest version of a metric of <see cref="Default"/>, or null where there is none of that id.</summary>
    public static MetricDefinition? Find(string id) => Default.Versions(id) is [.., var newest] ? newest : null;

    /// <summary>The newest version of each metric, in the order in which they are shown.</summary>
    public IReadOnlyList<MetricDefinition> Newest { get; }

    /// <summary>All versions of each metric, ascending, in the order in which the metrics are shown.</summary>
    public IReadOnlyList<MetricDefinition> AllVersions { get; }

    /// <summary>All versions of one metric, ascending; empty where there is none of that id.</summary>
    public IReadOnlyList<MetricDefinition> Versions(string id) => _versions.GetValueOrDefault(id) ?? [];

    /// <summary>One version of a metric, or null where there is no such version or metric.</summary>
    public MetricDefinition? Find(string id, int version) => version >= 1 && Versions(id) is var versions && version <= versions.Count ? versions[version - 1] : null;

    /// <summary>
    /// The version by which the figures of a local day are made: the newest that began on or before it, the oldest for days
    /// before any; null where there is no metric of that id.
    /// </summary>
    public MetricDefinition? InForce(string id, DateOnly day) => Versions(id) is [var oldest, ..] versions ? versions.LastOrDefault(m => m.Since <= day, oldest) : null;

    private static void Check(MetricDefinition[] versions)
    {
        for (var i = 0; i < versions.Length; i++)
        {
            var metric = versions[i];
            if (i > 0 && metric.Version == versions[i - 1].Version) throw new ArgumentException($"The metric {metric.Id} has version {metric.Version} twice. Give the later one the next number.");
            if (metric.Version != i + 1) throw new ArgumentException($"The metric {metric.Id} has no version {i + 1}, but a version {metric.Version}. Number its versions 1, 2, 3 without a gap.");
            if (i > 0 && metric.Since <= versions[i - 1].Since)
            {
                throw new ArgumentException(string.Create(CultureInfo.InvariantCulture,
                    $"Version {metric.Version} of the metric {metric.Id} begins on {metric.Since:yyyy-MM-dd}, and version {i} on {versions[i - 1].Since:yyyy-MM-dd}. Let each begin later than the one before."));
            }
        }
    }
}
