using System.CommandLine;
using CxDashboard.CommandLine;
using CxDashboard.Domain.Metrics;
using CxDashboard.Readings;

namespace CxDashboard.Features.Metrics;

/// <summary>The verb <c>signals</c>: what is worth a look, as the page Trends says it, with every figure that its sentences use.</summary>
public static class SignalsCommand
{
    public static Command Create()
    {
        var metric = new Option<string[]>("--metric") { Description = "Only what is told of this metric; again for more. It is read together with those of Trends all the same.", HelpName = "ID" };
        var by = new Option<string?>("--by") { Description = "Steps of time. Default: weeks, and months for what has too few answers a week.", HelpName = "day|week|month|quarter" };
        var from = new Option<string?>("--from") { Description = "First local day. Default: twelve months.", HelpName = "DAY" };
        var to = new Option<string?>("--to") { Description = "The local day after the last one.", HelpName = "DAY" };
        var slice = new Option<string[]>("--slice") { Description = "Only records whose FIELD is VALUE, or with != everything but those; again for more.", HelpName = "FIELD=VALUE|FIELD!=VALUE" };
        var (format, sample) = (Verb.FormatOption(), Verb.SampleOption());
        by.AcceptOnlyFromAmong("day", "week", "month", "quarter");
        var command = new Command("signals", "Say what is worth a look, since when, by how much, and what it is not.") { metric, by, from, to, slice, format, sample };
        command.SetAction(async (call, cancellation) =>
        {
            var asked = call.GetValue(metric) ?? [];
            if (asked.FirstOrDefault(id => MetricCatalogue.Default.Versions(id).Count == 0) is { } unknown) throw new VerbRefusedException(QuestionText.NoSuchMetric(unknown));
            var question = new QuestionText
            {
                Prefix = "--",
                Metric = "claimed-rate",
                By = call.GetValue(by) ?? "week",
                From = call.GetValue(from),
                To = call.GetValue(to),
                Slices = call.GetValue(slice) ?? [],
            }.Read();
            using var measure = await ReadSession.MeasureAsync(Verb.Folder(call), call.GetValue(sample), cancellation);
            var answer = await new SignalsQuery(measure).RunAsync(question, asked, call.GetValue(by) is null, cancellation)
                ?? throw new VerbRefusedException("There are no records yet, so there is nothing to read. Import a file with `import FILE`, or read the sample with --sample.");
            if (answer.Notice is not null) await Console.Error.WriteLineAsync(answer.Notice);
            IReadOnlyList<MetricSignal> told = asked.Length == 0 ? answer.Signals : [.. answer.Signals.Where(s => s.Told.Any(r => asked.Contains(r.Metric.Id)))];
            await Output.WriteAsync(SignalRows.Of(answer, told), [.. told.Select(SignalRows.Of)], call.GetValue(format), SignalRows.Columns, SignalRows.Table);
            return 0;
        });
        return command;
    }
}
