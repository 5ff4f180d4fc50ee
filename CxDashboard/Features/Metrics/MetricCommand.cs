using System.CommandLine;
using System.Text.Json.Nodes;
using CxDashboard.CommandLine;
using CxDashboard.Domain.Metrics;
using CxDashboard.Measuring;

namespace CxDashboard.Features.Metrics;

/// <summary>The verbs <c>metric</c> and <c>metrics</c>: ask the engine for figures, and for what they mean.</summary>
public static class MetricCommand
{
    private static readonly string[] Columns =
        ["metric", "version", "from", "to", "slice", "count", "n", "value", "low", "high", "unit", "maturing", "maturingShare", "weak", "suppressed", "asOf", "contactsKnownUntil"];

    // A person who asked for one metric knows which; what differs from line to line is shown.
    private static readonly string[] TableColumns = ["from", "to", "count", "n", "value", "low", "high", "unit", "maturing", "weak"];

    /// <summary>The verb <c>metric ID</c>.</summary>
    public static Command Create()
    {
        var (options, format, sample) = (new QuestionOptions(), Verb.FormatOption(), Verb.SampleOption());
        var command = new Command("metric", "Ask for one metric, by buckets of time and by slices.") { options.Metric, format, sample };
        options.AddTo(command);
        command.SetAction(async (call, cancellation) =>
        {
            var question = options.Read(call);
            var measure = await ReadSession.MeasureAsync(Verb.Folder(call), call.GetValue(sample), cancellation);
            var answers = await measure.AskAsync(question, cancellation);
            await Output.WriteAsync([.. answers.Select(Row)], call.GetValue(format), Columns, TableColumns);
            return 0;
        });
        return command;
    }

    /// <summary>The verb <c>metrics</c>.</summary>
    public static Command CreateList()
    {
        var format = Verb.FormatOption();
        var command = new Command("metrics", "List every metric with its definition.") { format };
        command.SetAction(async (call, _) =>
        {
            await Output.WriteAsync([.. MetricCatalogue.All.Select(Row)], call.GetValue(format), ["id", "version", "name", "wording", "unit", "population", "of", "clock", "counterMetric"], ["id", "name", "unit", "of", "counterMetric"]);
            return 0;
        });
        return command;
    }

    private static OutputRow Row(MetricDefinition metric) => new OutputRow()
        .Add("id", metric.Id).Add("version", metric.Version).Add("name", metric.Name).Add("wording", metric.Wording)
        .Add("unit", UnitName(metric.Unit)).Add("population", metric.Population == Population.Issues ? "issues" : "interactions")
        .Add("of", metric.Of).Add("clock", metric.Clock.ToString().ToLowerInvariant()).Add("counterMetric", metric.CounterMetric);

    private static OutputRow Row(MetricAnswer a) => new OutputRow()
        .Add("metric", a.Metric).Add("version", a.Version).Add("from", a.Bucket?.FromText).Add("to", a.Bucket?.ToText)
        .Add("slice", SliceNode(a.Slices)).Add("count", a.Count is { } count ? Number(count) : null).Add("n", a.N).Add("value", a.Value).Add("low", a.Low).Add("high", a.High)
        .Add("unit", UnitName(MetricCatalogue.Find(a.Metric)!.Unit)).Add("maturing", a.Maturing).Add("maturingShare", a.MaturingShare)
        .Add("weak", a.Weak).Add("suppressed", a.Suppressed).Add("asOf", a.AsOf.ToString()).Add("contactsKnownUntil", a.ContactsKnownUntil?.ToString());

    // Whole counts are written as whole numbers.
    private static JsonNode Number(double value) => value == Math.Floor(value) ? JsonValue.Create((long)value) : JsonValue.Create(value);

    private static JsonObject SliceNode(IReadOnlyList<Slice> slices)
    {
        var node = new JsonObject();
        foreach (var field in slices.GroupBy(s => s.Field, StringComparer.Ordinal))
        {
            JsonNode?[] values = [.. field.Select(s => string.IsNullOrEmpty(s.Value) ? null : (JsonNode)s.Value)];
            node.Add(field.Key, values.Length == 1 ? values[0] : new JsonArray(values));
        }

        return node;
    }

    private static string UnitName(Unit unit) => unit switch
    {
        Unit.Share => "share",
        Unit.Seconds => "seconds",
        Unit.Count => "count",
        Unit.OfFive => "of five",
        _ => "per issue",
    };
}
