using System.Globalization;
using System.Text.Json.Nodes;
using CxDashboard.CommandLine;
using CxDashboard.Domain.Statistics;
using CxDashboard.Kit;
using CxDashboard.Readings;

namespace CxDashboard.Features.Metrics;

/// <summary>Signals as rows and as one JSON object: every figure that a sentence uses stands beside it.</summary>
internal static class SignalRows
{
    /// <summary>The fields of a signal that a line holds.</summary>
    public static readonly string[] Columns =
    [
        "metric", "version", "step", "rule", "since", "points", "centre", "lower", "upper", "newestFrom", "newest", "newestN", "size", "sizeLow", "sizeHigh", "counterMetric", "counter",
        "pattern", "patternSince", "metricSize", "metricLow", "metricHigh", "counterSize", "counterLow", "counterHigh", "sentence",
    ];

    /// <summary>What a person sees in a terminal.</summary>
    public static readonly string[] Table = ["metric", "rule", "since", "size", "sizeLow", "sizeHigh", "counterMetric", "counter"];

    /// <summary>One signal.</summary>
    public static OutputRow Of(MetricSignal signal)
    {
        var (reading, limits, newest) = (signal.Reading, signal.Reading.Limits, signal.Reading.NewestAnswer!);
        var pattern = signal.Pattern;
        var isOfReading = reading.Since >= 0 && pattern?.Bunching is null;
        var at = reading.Signal == Signal.Outside ? reading.OutsideAt : reading.OfAllPhases[^1];
        return new OutputRow()
            .Add("metric", reading.Metric.Id).Add("version", reading.Metric.Version).Add("step", reading.StepWord)
            .Add("rule", Rule(signal)).Add("since", isOfReading ? Day(reading, reading.Since) : Day(reading, pattern!.Since))
            .Add("points", isOfReading ? reading.PointsSince : pattern!.Metric.StepsAfter)
            .Add("centre", limits.Centre).Add("lower", limits.Lower[at]).Add("upper", limits.Upper[at])
            .Add("newestFrom", Day(reading, reading.Newest)).Add("newest", newest.Value).Add("newestN", newest.N)
            .Add("size", signal.Size?.Value).Add("sizeLow", signal.Size?.Low).Add("sizeHigh", signal.Size?.High)
            .Add("counterMetric", signal.Counter?.Metric.Id ?? reading.Metric.CounterMetric).Add("counter", signal.Counter is { } counter ? State(counter) : null)
            .Add("pattern", pattern?.Pattern.Id).Add("patternSince", pattern is null ? null : Day(reading, pattern.Since))
            .Add("metricSize", pattern?.Metric.Difference).Add("metricLow", pattern?.Metric.Low).Add("metricHigh", pattern?.Metric.High)
            .Add("counterSize", pattern?.Counter.Difference).Add("counterLow", pattern?.Counter.Low).Add("counterHigh", pattern?.Counter.High)
            .Add("sentence", SignalWords.Sentence(signal));
    }

    /// <summary>The whole answer.</summary>
    /// <param name="answer">What was read.</param>
    /// <param name="signals">Those of its signals that were asked for.</param>
    public static JsonObject Of(SignalsAnswer answer, IReadOnlyList<MetricSignal> signals)
    {
        var budget = answer.Attention.Budget;
        string[] told = [.. answer.Signals.SelectMany(s => s.Told).Select(r => r.Metric.Id)];
        return new JsonObject
        {
            ["from"] = Day(answer.From),
            ["to"] = Day(answer.To),
            ["slice"] = MetricRows.SliceNode(answer.Slices),
            ["asOf"] = answer.AsOf.ToString(),
            ["notices"] = answer.Notice is null ? [] : new JsonArray(answer.Notice),
            ["charts"] = budget.Charts,
            ["budgetAQuarter"] = budget.AQuarter,
            ["budgetPoints"] = budget.PointsAQuarter,
            ["budgetRuns"] = budget.RunsAQuarter,
            ["signals"] = new JsonArray([.. signals.Select(Node)]),
            ["routine"] = Ids(r => r.HasNumber && r.Limits.HasLimits && !told.Contains(r.Metric.Id)),
            ["tooYoung"] = Ids(r => r.HasNumber && !r.Limits.HasLimits && !r.IsUntold),
            ["tooFew"] = Ids(r => !r.HasNumber && !r.IsUntold),
            ["untold"] = Ids(r => r.IsUntold),
        };

        JsonArray Ids(Func<Reading, bool> which) => new([.. answer.Attention.Readings.Where(which).Select(r => (JsonNode)r.Metric.Id)]);
    }

    private static JsonNode Node(MetricSignal signal)
    {
        var node = new JsonObject();
        foreach (var (name, value) in Of(signal).Fields) node.Add(name, value);
        node.Add("before", signal.Size?.Before);
        node.Add("level", signal.Size?.Since);
        node.Add("stepsBefore", signal.Size?.StepsBefore);
        node.Add("stepsSince", signal.Size?.StepsSince);
        node.Add("mix", new JsonArray([.. signal.Mix.Select(m => new JsonObject { ["field"] = m.Field, ["mix"] = m.Mix, ["rate"] = m.Rate, ["share"] = m.Share })]));
        node.Add("also", new JsonArray([.. signal.Also.Select(r => (JsonNode)r.Metric.Id)]));
        node.Add("evidence", signal.Pattern is { } pattern ? EvidenceNodes.Of(pattern, i => Day(signal.Reading, i)) : new JsonArray());
        return node;
    }

    // A metric of a pattern need not stand out by its own chart of late; then it is the rule by which its change was found.
    private static string Rule(MetricSignal signal) => signal.Pattern?.Bunching is not null ? "bunching" : signal.Reading.Signal switch
    {
        Signal.Run => "run",
        Signal.None => signal.Pattern?.MetricCause?.Rule == SpecialCauseRule.LongRun ? "run" : "outside",
        _ => "outside",
    };

    private static string State(Reading counter) => !counter.HasNumber ? "too few" : !counter.Limits.HasLimits ? "no limits" : counter.Above switch
    {
        true => "above",
        false => "below",
        null => "routine",
    };

    private static string Day(Reading reading, int i) => Day(DateOnly.FromDateTime(reading.Answers[i].Bucket!.From.DateTime));

    private static string Day(DateOnly day) => day.ToString("O", CultureInfo.InvariantCulture);
}
