using System.CommandLine;
using CxDashboard.CommandLine;
using CxDashboard.Domain.Metrics;

namespace CxDashboard.Features.Metrics;

/// <summary>The verbs <c>metric</c> and <c>metrics</c>: ask the engine for figures, and for what they mean.</summary>
public static class MetricCommand
{
    // A person who asked for one metric knows which; what differs from line to line is shown.
    private static readonly string[] AnswerTable = ["from", "to", "count", "n", "value", "low", "high", "unit", "maturing", "weak"];
    private static readonly string[] DefinitionTable = ["id", "name", "unit", "of", "counterMetric"];

    /// <summary>The verb <c>metric ID</c>.</summary>
    public static Command Create()
    {
        var (options, format, sample) = (new QuestionOptions(), Verb.FormatOption(), Verb.SampleOption());
        var command = new Command("metric", "Ask for one metric, by buckets of time and by slices.") { options.Metric, format, sample };
        options.AddTo(command);
        command.SetAction(async (call, cancellation) =>
        {
            var question = options.Read(call);
            using var measure = await ReadSession.MeasureAsync(Verb.Folder(call), call.GetValue(sample), cancellation);
            var answers = await measure.AskAsync(question, cancellation);
            string[] table = [.. AnswerTable[..2], .. question.Split.Count == 0 ? Array.Empty<string>() : ["slice"], .. AnswerTable[2..], .. question.Restricted ? ["suppressed"] : Array.Empty<string>()];
            await Output.WriteAsync([.. answers.Select(MetricRows.Of)], call.GetValue(format), MetricRows.AnswerColumns, table);
            return 0;
        });
        return command;
    }

    /// <summary>The verb <c>metrics</c>.</summary>
    public static Command CreateList()
    {
        var format = Verb.FormatOption();
        var all = new Option<bool>("--all-versions") { Description = "Earlier versions of definitions too. Default: the newest of each." };
        var command = new Command("metrics", "List every metric with its definition.") { all, format };
        command.SetAction(async (call, _) =>
        {
            var (definitions, table) = call.GetValue(all) ? (MetricCatalogue.Default.AllVersions, (string[])["id", "version", "since", .. DefinitionTable[1..]]) : (MetricCatalogue.All, DefinitionTable);
            await Output.WriteAsync([.. definitions.Select(MetricRows.Of)], call.GetValue(format), MetricRows.DefinitionColumns, table);
            return 0;
        });
        return command;
    }
}
