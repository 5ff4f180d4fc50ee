using CxDashboard.Domain.Metrics;
using CxDashboard.Measuring;

namespace CxDashboard.Readings;

/// <summary>Slices as the text by which phases are found.</summary>
internal static class SliceKey
{
    /// <inheritdoc cref="PhaseBook.KeyOf"/>
    public static string Of(IEnumerable<Slice> slices) => PhaseBook.KeyOf(slices.Select(s => (s.Field, s.Value, s.Not)));

    /// <inheritdoc cref="PhaseBook.SlicesOf"/>
    public static IReadOnlyList<Slice> Read(string key) => [.. PhaseBook.SlicesOf(key).Select(s => new Slice(s.Field, s.Value, s.Not))];
}
