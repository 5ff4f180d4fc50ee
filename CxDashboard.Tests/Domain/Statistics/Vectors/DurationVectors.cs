using System.Globalization;
using System.Text.Json.Nodes;
using CxDashboard.Domain.Statistics;
using CxDashboard.Tests.Support;

namespace CxDashboard.Tests.Domain.Statistics.Vectors;

internal static class DurationVectors
{
    public static readonly Dictionary<string, Func<Vector, object>> Functions = new()
    {
        ["kaplan-meier-table"] = v => Table(Waits(v, KaplanMeierInterval.Log)),
        ["kaplan-meier-at-times"] = AtTimes,
        ["ddsketch-mapping"] = Mapping,
        ["ddsketch-quantiles"] = SketchQuantiles,
        ["ddsketch-bins"] = Bins,
        ["ddsketch-merge"] = Merge,
    };

    private static object Table(KaplanMeierTable table) => new
    {
        time = table.Rows.Select(r => r.Time),
        n_risk = table.Rows.Select(r => r.AtRisk),
        n_event = table.Rows.Select(r => r.Events),
        survival = table.Rows.Select(r => r.Survival),
        greenwood_se = table.Rows.Select(r => r.StandardError),
        lower = table.Rows.Select(r => r.Low),
        upper = table.Rows.Select(r => r.High),
    };

    private static object AtTimes(Vector v)
    {
        var table = Waits(v, KaplanMeierInterval.LogLog);
        var rows = v.Parameters["times"].Numbers().Select(table.At).ToArray();
        var median = table.Quantile(0.5);
        var closed = Split(v).Events;
        return new
        {
            n = table.Count,
            events = table.Events,
            still_open_at = rows.Select(r => r?.Survival),
            resolved_within = rows.Select(r => 1 - r?.Survival),
            se = rows.Select(r => r?.StandardError),
            open_lower = rows.Select(r => r?.Low),
            open_upper = rows.Select(r => r?.High),
            median = median.Value,
            quartiles = new[] { 0.25, 0.5, 0.75 }.Select(p => table.Quantile(p).Value),
            median_ci = new[] { median.Low, median.High },
            naive_median_of_closed_only = closed.Length == 0 ? (double?)null : Quantiles.Type7(closed, 0.5),
        };
    }

    private static object Mapping(Vector v)
    {
        var mapping = new DdSketchMapping(v.Parameter("relative_accuracy")!.Value);
        var keys = v.Numbers("values").Select(mapping.Key).ToArray();
        return new { gamma = mapping.Gamma, keys, values_of_keys = keys.Select(mapping.Value) };
    }

    private static object SketchQuantiles(Vector v)
    {
        var values = v.Numbers("values");
        var sketch = Sketch(v, values);
        var sorted = values.Order().ToArray();
        var q = v.Parameters["q"].Numbers();
        return new
        {
            count = sketch.Count,
            sum = sketch.Sum,
            quantiles = q.Select(sketch.Quantile),
            exact_lower_order_statistic = q.Select(p => sorted.Length == 0 ? (double?)null : sorted[DdSketch.LowerRank(sorted.Length, p)]),
            guarantee = v.Expected["guarantee"],
        };
    }

    // Which quantiles are asked for stands only in the names of what is expected.
    private static object Bins(Vector v)
    {
        var sketch = Sketch(v, v.Numbers("values"));
        return new
        {
            gamma = sketch.Mapping.Gamma,
            zeros = sketch.Zeros,
            count = sketch.Count,
            bins = sketch.Buckets.Select(b => new[] { b.Key, b.Count }),
            quantiles = v.Expected["quantiles"]?.AsObject().ToDictionary(e => e.Key, e => sketch.Quantile(double.Parse(e.Key, CultureInfo.InvariantCulture))),
        };
    }

    private static object Merge(Vector v)
    {
        // The values may be those of another vector, which is named before a colon.
        var values = (v.Input["values"] ?? Other(((string)v.Input["values_from"]!).Split(':')[0])["input"]!["values"]).Numbers();
        var parts = new List<DdSketch>();
        var from = 0;
        foreach (var size in v.Numbers("parts").Select(n => (int)n)) parts.Add(Sketch(v, values[from..(from += size)]));
        var whole = Sketch(v, values[..from]);
        var merged = parts.Aggregate((a, b) => a.Merge(b));
        return new
        {
            quantiles_after_merge = v.Parameters["q"].Numbers().Select(merged.Quantile),
            equal_to_unmerged = merged.Equals(whole) && Enumerable.Reverse(parts).Aggregate((a, b) => a.Merge(b)).Equals(whole),
        };
    }

    private static JsonNode Other(string name) =>
        Path.Combine(Environment.GetEnvironmentVariable("CXDASHBOARD_VECTORS") ?? "", name + ".json") is var path && File.Exists(path)
            ? JsonNode.Parse(File.ReadAllText(path))!
            : SharedData.Vector(name);

    private static DdSketch Sketch(Vector v, double[] values) => DdSketch.Of(v.Parameter("relative_accuracy")!.Value, values);

    // The scale that a vector does not set is its reference's own: the log where nothing is said to it, else the one it was told.
    private static KaplanMeierTable Waits(Vector v, KaplanMeierInterval unset)
    {
        var (events, censored) = Split(v);
        var scale = v.Parameters is JsonObject p ? (string?)(p["conf_type"] ?? p["conf.type"]) : null;
        return KaplanMeierTable.Of(events, censored, v.Parameter("conf") ?? 0.95, scale switch
        {
            "plain" => KaplanMeierInterval.Plain,
            "log" => KaplanMeierInterval.Log,
            "log-log" => KaplanMeierInterval.LogLog,
            _ => unset,
        });
    }

    // The durations and whether they have ended, under whatever names, in this order.
    private static (double[] Events, double[] Censored) Split(Vector v)
    {
        var (times, status) = (v.Input.AsObject().ElementAt(0).Value.Numbers(), v.Input.AsObject().ElementAt(1).Value.Numbers());
        return ([.. times.Where((_, i) => status[i] == 1).Order()], [.. times.Where((_, i) => status[i] == 0).Order()]);
    }
}
