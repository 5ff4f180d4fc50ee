using System.Text.Json;
using CxDashboard.Domain.Time;

namespace CxDashboard.Domain.Metrics;

/// <summary>
/// The log of phases that people began and took back, and what it comes to. A phase is of one metric and one slice: what changed for chats did not change for
/// calls. It is of all steps alike: it begins with the first step that begins on its day or later.
/// </summary>
public sealed class PhaseBook
{
    private readonly ILookup<(string Metric, string Slices), PhaseEntry> _log;

    private PhaseBook(long version, IReadOnlyList<PhaseEntry> log) => (Version, _log) = (version, log.ToLookup(e => (e.Metric, e.Slices)));

    /// <summary>Nobody began any.</summary>
    public static PhaseBook None { get; } = new(0, []);

    /// <summary>The log's last sequence in it; 0 where there is none.</summary>
    public long Version { get; }

    /// <summary>What a log comes to.</summary>
    /// <param name="version">Its last sequence.</param>
    /// <param name="log">In the order of its sequences.</param>
    public static PhaseBook Of(long version, IReadOnlyList<PhaseEntry> log) => log.Count == 0 ? None : new(version, log);

    /// <summary>Every metric and slice of which a phase was ever begun, in the order of the alphabet.</summary>
    public IReadOnlyList<(string Metric, string Slices)> Keys => [.. _log.Select(g => g.Key).OrderBy(k => k.Metric, StringComparer.Ordinal).ThenBy(k => k.Slices, StringComparer.Ordinal)];

    /// <summary>The phases of a metric and a slice, ascending by their first day.</summary>
    /// <param name="metric">Its id.</param>
    /// <param name="slices">As <see cref="KeyOf"/> writes it.</param>
    /// <param name="knownAt">As they were then, that instant included; null for now.</param>
    public IReadOnlyList<Phase> PhasesOf(string metric, string slices, Instant? knownAt = null)
    {
        var phases = new SortedDictionary<DateOnly, Phase>();
        foreach (var entry in LogOf(metric, slices))
        {
            if (knownAt is { } at && entry.At > at) continue;
            if (entry.Kind == PhaseKind.Begun) phases[entry.Starts] = new Phase(entry.Starts, entry.SetBy, entry.Why);
            else phases.Remove(entry.Starts);
        }

        return [.. phases.Values];
    }

    /// <summary>Everything that was done with the phases of a metric and a slice, in order.</summary>
    public IEnumerable<PhaseEntry> LogOf(string metric, string slices) => _log[(metric, slices)];

    /// <summary>One text for the same conditions on fields, in whatever order they are; blank for none. A null or blank value means unknown.</summary>
    public static string KeyOf(IEnumerable<(string Field, string? Value, bool Not)> slices)
    {
        string?[][] conditions = [.. slices.Select(s => (s.Field, Value: string.IsNullOrWhiteSpace(s.Value) ? null : s.Value, s.Not)).Distinct()
            .OrderBy(s => s.Field, StringComparer.Ordinal).ThenBy(s => s.Not).ThenBy(s => s.Value, StringComparer.Ordinal)
            .Select(s => s.Not ? new[] { s.Field, s.Value, "not" } : [s.Field, s.Value])];
        return conditions.Length == 0 ? "" : JsonSerializer.Serialize(conditions);
    }

    /// <summary>The conditions that <see cref="KeyOf"/> wrote.</summary>
    public static IReadOnlyList<(string Field, string? Value, bool Not)> SlicesOf(string key) =>
        key.Length == 0 ? [] : [.. JsonSerializer.Deserialize<string?[][]>(key)!.Select(c => (c[0]!, c[1], c.Length > 2))];
}
