using System.CommandLine;
using System.Text.Json.Nodes;
using CxDashboard.CommandLine;
using CxDashboard.Data;

namespace CxDashboard.Features.Ingest;

/// <summary>The verb <c>imports</c> lists what came in by files; the verb <c>undo</c> takes one of them back.</summary>
public static class ImportsCommand
{
    private static readonly string[] Listed =
        ["number", "file", "source", "askedBy", "started", "finished", "read", "new", "changed", "unchanged", "rejected", "state", "undone", "undoneBy", "undoneDeleted", "undoneRestored", "undoneStayed"];

    private static readonly string[] Shown = ["number", "file", "source", "started", "read", "new", "changed", "unchanged", "rejected", "state"];
    private static readonly string[] TakenBack = ["number", "file", "deleted", "restored", "stayed", "saidAgain"];

    public static Command CreateList()
    {
        var format = Verb.FormatOption();
        var command = new Command("imports", "List the imports, newest first: what came of each, and whether it is finished, runs, was cut off or taken back.") { format };
        command.SetAction(async (call, ct) =>
        {
            var folder = Verb.Folder(call);
            var store = ReadSession.Open(folder, sample: false);
            var running = await ImportEndpoint.RunningAsync(folder, ct);
            var imports = await new ImportsQuery(store.Path).ListAsync(ct);
            await Output.WriteAsync([.. imports.Select(i => Row(i, running))], call.GetValue(format), Listed, Shown);
            return 0;
        });
        return command;
    }

    public static Command CreateUndo()
    {
        var format = Verb.FormatOption();
        var number = new Argument<long>("IMPORT-NUMBER") { Description = "The import's number, as `imports` lists it." };
        var command = new Command("undo", "Take an import back: its records are as they were before it, but for those that something else changed since.") { number, format };
        command.SetAction(async (call, ct) =>
        {
            var undone = await TakeBackAsync(Verb.Folder(call), call.GetValue(number), ct);
            await Console.Error.WriteLineAsync(ImportWords.Undone(undone));
            await Output.WriteAsync(
                [
                    new OutputRow().Add("number", undone.ImportId).Add("file", undone.FileName).Add("deleted", undone.Deleted).Add("restored", undone.Restored)
                        .Add("stayed", undone.Stayed).Add("saidAgain", new JsonArray([.. undone.SaidAgain.Select(n => (JsonNode)n)])),
                ], call.GetValue(format), TakenBack, TakenBack[..^1]);
            return 0;
        });
        return command;
    }

    private static async Task<ImportUndone> TakeBackAsync(DataFolder folder, long number, CancellationToken ct)
    {
        // Asked of a folder without a store, it must not make one.
        ReadSession.Open(folder, sample: false);
        try
        {
            return await ImportEndpoint.UndoAsync(folder, number, ct);
        }
        catch (UndoRefusedException refused)
        {
            throw new VerbRefusedException(refused.Message);
        }
        catch (Microsoft.Data.Sqlite.SqliteException fault)
        {
            throw new VerbRefusedException($"Import {number} could not be taken back, because {StoreFaults.Why(fault)}; nothing has changed.");
        }
    }

    private static OutputRow Row(ImportRow import, IReadOnlyCollection<long> running) => new OutputRow()
        .Add("number", import.Id).Add("file", import.FileName).Add("source", ImportWords.Sources(import)).Add("askedBy", import.AskedBy)
        .Add("started", import.StartedAt.ToString()).Add("finished", import.FinishedAt?.ToString())
        .Add("read", import.Read).Add("new", import.New).Add("changed", import.Changed).Add("unchanged", import.Unchanged).Add("rejected", import.Rejected)
        .Add("state", import.UndoneAt is not null ? "undone" : import.FinishedAt is not null ? "finished" : running.Contains(import.Id) ? "running" : "cut off")
        .Add("undone", import.UndoneAt?.ToString()).Add("undoneBy", import.UndoneBy)
        .Add("undoneDeleted", import.UndoneDeleted).Add("undoneRestored", import.UndoneRestored).Add("undoneStayed", import.UndoneStayed);
}
