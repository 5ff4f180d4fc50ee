using System.Text.Json.Nodes;
using CxDashboard.CommandLine;
using CxDashboard.Domain.Metrics;
using CxDashboard.Measuring;

namespace CxDashboard.Features.Metrics;

/// <summary>Definitions and answers as rows, the same on the command line and in the API.</summary>
internal static class MetricRows
{
    /// <summary>The fields of an answer, in order.</summary>
    public static readonly string[] AnswerColumns =
        ["metric", "version", "from", "to", "slice", "count", "n", "value", "low", "high", "unit", "maturing", "maturingShare", "weak", "suppressed", "asOf", "contactsKnownUntil"];

    /// <summary>The fields of a definition, in order.</summary>
    public static readonly string[] DefinitionColumns =
        ["id", "version", "name", "wording", "unit", "population", "of", "clock", "counterMetric", "since", "rule", "differsFrom", "windowDays"];

    public static OutputRow Of(MetricDefinition metric) => new OutputRow()
        .Add("id", metric.Id).Add("version", metric.Version).Add("name", metric.Name).Add("wording", metric.Wording)
        .Add("unit", UnitName(metric.Unit)).Add("population", metric.Population == Population.Issues ? "issues" : "interactions")
        .Add("of", metric.Of).Add("clock", metric.Clock.ToString().ToLowerInvariant()).Add("counterMetric", metric.CounterMetric)
        .Add("since", metric.Since.ToString("O", System.Globalization.CultureInfo.InvariantCulture)).Add("rule", metric.Rule).Add("differsFrom", metric.DiffersFrom).Add("windowDays", metric.WindowDays);

    public static OutputRow Of(MetricAnswer a) => new OutputRow()
        .Add("metric", a.Metric).Add("version", a.Version).Add("from", a.Bucket?.FromText).Add("to", a.Bucket?.ToText)
        .Add("slice", SliceNode(a.Slices)).Add("count", a.Count is { } count ? Number(count) : null).Add("n", a.N).Add("value", a.Value).Add("low", a.Low).Add("high", a.High)
        .Add("unit", UnitName((MetricCatalogue.Default.Find(a.Metric, a.Version) ?? MetricCatalogue.Find(a.Metric)!).Unit)).Add("maturing", a.Maturing).Add("maturingShare", a.MaturingShare)
        .Add("weak", a.Weak).Add("suppressed", a.Suppressed).Add("asOf", a.AsOf.ToString()).Add("contactsKnownUntil", a.ContactsKnownUntil?.ToString());

    /// <summary>
    /// Conditions by field: a value, an array of which any, {"not": […]} for everything but, {"any": […], "not": […]} for
    /// both; null is unknown.
    /// </summary>
    public static JsonObject SliceNode(IReadOnlyList<Slice> slices)
    {
        var node = new JsonObject();
        foreach (var field in slices.GroupBy(s => s.Field, StringComparer.Ordinal))
        {
            var (any, not) = (Values(field.Where(s => !s.Not)), Values(field.Where(s => s.Not)));
            node.Add(field.Key, (any, not) switch
            {
                ([var one], []) => one,
                (_, []) => new JsonArray(any),
                ([], _) => new JsonObject { ["not"] = new JsonArray(not) },
                _ => new JsonObject { ["any"] = new JsonArray(any), ["not"] = new JsonArray(not) },
            });
        }

        return node;
    }

    private static JsonNode?[] Values(IEnumerable<Slice> slices) => [.. slices.Select(s => string.IsNullOrEmpty(s.Value) ? null : (JsonNode)s.Value)];

    // Whole counts are written as whole numbers.
    private static JsonNode Number(double value) => value == Math.Floor(value) ? JsonValue.Create((long)value) : JsonValue.Create(value);

    /// <summary>A unit as answers name it.</summary>
    public static string UnitName(Unit unit) => unit switch
    {
        Unit.Share => "share",
        Unit.Seconds => "seconds",
        Unit.Count => "count",
        Unit.OfFive => "of five",
        Unit.PerIssue => "per issue",
        Unit.Money => "money",
        Unit.Points => "points",
        Unit.PerHundredIssues => "per 100 issues",
        _ => throw new ArgumentOutOfRangeException(nameof(unit), unit, "A unit that has no name."),
    };
}
