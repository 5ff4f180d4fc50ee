using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using CxDashboard.CommandLine;
using CxDashboard.Measuring;
using CxDashboard.Readings;

namespace CxDashboard.Features.Metrics;

/// <summary>The verb <c>effect ID --since D</c>: did a change of the work go with a change of a metric?</summary>
public static class EffectCommand
{
    private static readonly string[] Columns =
        ["metric", "version", "since", "slice", "control", "outcome", "method", "weeksBefore", "weeksAfter", "moreWeeks", "effect", "low", "high", "detectable", "expected", "chance", "weeksNeeded", "sentence"];

    private static readonly string[] Table = ["metric", "since", "outcome", "weeksBefore", "weeksAfter", "moreWeeks", "effect", "low", "high", "detectable"];

    public static Command Create()
    {
        var metric = new Argument<string>("ID") { Description = "The metric's id; `metrics` lists them." };
        var since = new Option<string>("--since") { Description = "The first local day with the change.", HelpName = "DAY", Required = true };
        var slice = new Option<string[]>("--slice") { Description = "Whose work was changed: FIELD is VALUE, or with != everything but; again for more. Default: all.", HelpName = "FIELD=VALUE|FIELD!=VALUE" };
        var control = new Option<string[]>("--control") { Description = "Whose work was not changed and goes through the same times; again for more.", HelpName = "FIELD=VALUE|FIELD!=VALUE" };
        var expect = new Option<string?>("--expect") { Description = "The change that was expected, in the metric's unit (0.05 is five points), written down before anybody looked.", HelpName = "NUMBER" };
        var (format, sample) = (Verb.FormatOption(), Verb.SampleOption());
        var command = new Command("effect", "Say what a change of the work went with: how much, how sure, at the same mix, and what the counter-metric did.") { metric, since, slice, control, expect, format, sample };
        command.SetAction(async (call, cancellation) =>
        {
            var id = call.GetRequiredValue(metric);
            var changed = Read(id, call.GetValue(slice) ?? []);
            var question = new EffectQuestion(id, Verb.Day(call.GetValue(since), "--since")!.Value)
            {
                Slices = changed,
                Control = call.GetValue(control) is { Length: > 0 } others ? Read(id, others) : null,
                Expected = Number(call.GetValue(expect)),
            };
            using var measure = await ReadSession.MeasureAsync(Verb.Folder(call), call.GetValue(sample), cancellation);
            var effect = await new EffectReader(measure).RunAsync(question, cancellation)
                ?? throw new VerbRefusedException("There are no records yet, so there is nothing to compare. Import a file with `import FILE`, or read the sample with --sample.");
            List<OutputRow> rows = [Row(effect), .. effect.Counter is { } counter ? [Row(counter)] : Array.Empty<OutputRow>()];
            await Output.WriteAsync(Whole(effect), rows, call.GetValue(format), Columns, Table);
            return 0;
        });
        return command;
    }

    private static IReadOnlyList<Slice> Read(string id, IReadOnlyList<string> slices) => new QuestionText { Prefix = "--", Metric = id, Slices = slices }.Read().Slices;

    private static double? Number(string? text) => text is null ? null
        : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number
        : throw new VerbRefusedException($"--expect is \"{text}\", which is no number. Write it in the metric's unit, five points as 0.05.");

    private static JsonObject Whole(ChangeEffect effect)
    {
        var node = new JsonObject();
        foreach (var (name, value) in Row(effect).Fields) node.Add(name, value);
        node.Add("rho", effect.Rho);
        node.Add("atTheSameMix", new JsonArray([.. effect.AtTheSameMix.Select(m => new JsonObject { ["field"] = m.Field, ["effect"] = m.Level.Value, ["low"] = m.Level.Low, ["high"] = m.Level.High })]));
        node.Add("counter", effect.Counter is { } counter ? Whole(counter) : null);
        return node;
    }

    private static OutputRow Row(ChangeEffect e) => new OutputRow()
        .Add("metric", e.Metric.Id).Add("version", e.Metric.Version).Add("since", e.Question.Since.ToString("O", CultureInfo.InvariantCulture))
        .Add("slice", MetricRows.SliceNode(e.Question.Slices)).Add("control", e.Question.Control is { } control ? MetricRows.SliceNode(control) : null)
        .Add("outcome", Outcome(e)).Add("method", e.Method).Add("weeksBefore", e.WeeksBefore).Add("weeksAfter", e.WeeksAfter).Add("moreWeeks", e.MoreWeeks)
        .Add("effect", e.Level?.Value).Add("low", e.Level?.Low).Add("high", e.Level?.High).Add("detectable", e.Detectable)
        .Add("expected", e.Question.Expected).Add("chance", e.Chance).Add("weeksNeeded", e.WeeksNeeded).Add("sentence", EffectWords.Sentence(e));

    private static string Outcome(ChangeEffect effect) => effect.Outcome switch
    {
        Domain.Statistics.BeforeAfterOutcome.Estimated => "estimated",
        Domain.Statistics.BeforeAfterOutcome.TooEarly => "too early",
        Domain.Statistics.BeforeAfterOutcome.TooLittleBefore => "too little before",
        _ => "none",
    };
}
