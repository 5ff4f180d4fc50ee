using System.CommandLine;
using System.Globalization;
using CxDashboard.CommandLine;
using CxDashboard.Data;
using CxDashboard.Domain.Metrics;
using CxDashboard.Readings;

namespace CxDashboard.Features.Metrics;

/// <summary>The verb <c>phases</c>: lists the phases that people began, begins one, and takes one back.</summary>
public static class PhasesCommand
{
    private static readonly string[] Listed = ["metric", "slice", "starts", "name", "why"];
    private static readonly string[] Logged = ["at", "kind", .. Listed];
    private static readonly string[] Done = ["kind", .. Listed, "changed"];

    public static Command Create()
    {
        var (format, sample) = (Verb.FormatOption(), Verb.SampleOption());
        var log = new Option<bool>("--log") { Description = "Everything that was done, with what was taken back." };
        var command = new Command("phases", "List the phases of metrics, from each of which on limits are made anew.") { log, format, sample, Begin(), Undo() };
        command.SetAction(async (call, _) =>
        {
            using var reader = ReadSession.Open(Verb.Folder(call), call.GetValue(sample)).OpenReader();
            var book = PhaseLog.Read(reader);
            var isLog = call.GetValue(log);
            List<OutputRow> rows = isLog
                ? [.. book.Keys.SelectMany(k => book.LogOf(k.Metric, k.Slices)).OrderBy(e => e.At).Select(e => Row(new OutputRow().Add("at", e.At.ToString()).Add("kind", Kind(e.Kind)), e.Metric, e.Slices, e.Starts, e.SetBy, e.Why))]
                : [.. book.Keys.SelectMany(k => book.PhasesOf(k.Metric, k.Slices).Select(p => Row(new OutputRow(), k.Metric, k.Slices, p.Starts, p.SetBy, p.Why)))];
            await Output.WriteAsync(rows, call.GetValue(format), isLog ? Logged : Listed);
            return 0;
        });
        return command;
    }

    private static Command Begin()
    {
        var why = new Option<string>("--why") { Description = "What changed.", HelpName = "TEXT", Required = true };
        return Change(new Command("begin", "Begin a phase of the metric ID: from DAY on, centre and limits are made anew.") { why }, PhaseKind.Begun, why);
    }

    private static Command Undo()
    {
        var why = new Option<string>("--why") { Description = "Why it was none after all.", HelpName = "TEXT" };
        return Change(new Command("undo", "Take back the phase of the metric ID that begins on DAY; the log keeps both.") { why }, PhaseKind.TakenBack, why);
    }

    private static Command Change(Command command, PhaseKind kind, Option<string> why)
    {
        var metric = new Argument<string>("ID") { Description = "The metric's id; `metrics` lists them." };
        var since = new Option<string>("--since") { Description = "The phase's first local day; it begins with the first step that begins on it or later.", HelpName = "DAY", Required = true };
        var name = new Option<string>("--name") { Description = "Who says so.", HelpName = "NAME", Required = kind == PhaseKind.Begun };
        var slice = new Option<string[]>("--slice") { Description = "Of the chart of records whose FIELD is VALUE, or with != everything but those; again for more. Default: of all.", HelpName = "FIELD=VALUE|FIELD!=VALUE" };
        var format = Verb.FormatOption();
        command.Add(metric);
        foreach (var option in new Option[] { since, name, slice, format }) command.Add(option);
        command.SetAction(async (call, ct) =>
        {
            var question = new QuestionText { Prefix = "--", Metric = call.GetRequiredValue(metric), Slices = call.GetValue(slice) ?? [] }.Read();
            var change = new PhaseChange(kind, question.Metric, SliceKey.Of(question.Slices), Verb.Day(call.GetValue(since), "--since")!.Value, call.GetValue(name) ?? "", call.GetValue(why) ?? "");
            var answer = await PhasesEndpoint.AskAsync(Verb.Folder(call), change, ct);
            await Output.WriteAsync([Row(new OutputRow().Add("kind", Kind(kind)), change.Metric, change.Slices, change.Starts, change.SetBy, change.Why).Add("changed", answer.Changed)], call.GetValue(format), Done);
            return 0;
        });
        return command;
    }

    private static OutputRow Row(OutputRow row, string metric, string slices, DateOnly starts, string name, string why) => row
        .Add("metric", metric).Add("slice", MetricRows.SliceNode(SliceKey.Read(slices))).Add("starts", starts.ToString("O", CultureInfo.InvariantCulture)).Add("name", name).Add("why", why);

    private static string Kind(PhaseKind kind) => kind == PhaseKind.Begun ? "begun" : "taken back";
}
