using System.CommandLine;
using CxDashboard.CommandLine;
using CxDashboard.Data;

namespace CxDashboard.Features.Operations;

/// <summary>The verb <c>runs</c>: the last runs of each job.</summary>
public static class RunsCommand
{
    private const int Shown = 20;

    public static Command Create()
    {
        var format = Verb.FormatOption();
        var sample = Verb.SampleOption();
        var command = new Command("runs", "List the last runs of each job.") { format, sample };
        command.SetAction(async (call, _) =>
        {
            using var reader = ReadSession.Open(Verb.Folder(call), call.GetValue(sample)).OpenReader();
            await Output.WriteAsync([.. RunsQuery.Last(reader, Shown).Select(Row)], call.GetValue(format), ["name", "start", "end", "records", "outcome", "fault"]);
            return 0;
        });
        return command;
    }

    private static OutputRow Row(RunRow run) => new OutputRow()
        .Add("name", run.Job).Add("start", run.StartedAt.ToString()).Add("end", run.EndedAt?.ToString()).Add("records", run.Records)
        .Add("outcome", run.Outcome).Add("fault", run.Fault);
}
