using CxDashboard.Data;
using CxDashboard.Features.Ingest.Maps;

namespace CxDashboard.Features.Ingest.Inbox;

/// <summary>
/// Imports what is dropped into the folder <c>inbox</c>, one file after the other, and puts it away: into <c>inbox/done</c>, or into
/// <c>inbox/failed</c> with the sentence why. Files go through the queue like any other import.
/// </summary>
public sealed class InboxWatch(DataFolder folder, ImportQueue queue, IHostApplicationLifetime life, ILogger<InboxWatch> log)
{
    private const string AskedBy = "the inbox";

    private readonly InboxFiles _files = new(folder.InboxPath);
    private readonly InboxShelf _done = new(folder.InboxPath, InboxShelf.Done);
    private readonly InboxShelf _failed = new(folder.InboxPath, InboxShelf.Failed);
    private string? _said;

    /// <summary>Looks once, and deals with every file that is whole. Tells how many there were, and how many records they changed.</summary>
    public async Task<(int Files, long Records)> LookAsync(CancellationToken ct)
    {
        var (files, records) = (0, 0L);
        foreach (var name in Whole())
        {
            ct.ThrowIfCancellationRequested();
            if (await ImportAsync(name, ct) is not { } changed) break;
            (files, records) = (files + 1, records + changed);
        }

        return (files, records);
    }

    private IReadOnlyList<string> Whole()
    {
        if (!Directory.Exists(folder.InboxPath))
        {
            Say($"There is no folder {folder.InboxPath}. Make it, and files that are dropped there are imported.");
            return [];
        }

        try
        {
            var files = _files.Look();
            if (files.Count > 0)
            {
                _done.Prepare();
                _failed.Prepare();
            }

            _said = null;
            return files;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            Say($"Nothing is imported from {folder.InboxPath}, because files cannot be read there or moved away ({fault.Message.TrimEnd('.')}). Check the rights on the folder.");
            return [];
        }
    }

    // Null where the server stops: the file stays, and the next server goes on with it.
    private async Task<long?> ImportAsync(string name, CancellationToken ct)
    {
        string? map;
        try
        {
            map = new MapFinder(folder.MapsPath).FindFor(name);
        }
        catch (ImportRefusedException mistake)
        {
            PutAway(name, _failed, InboxShelf.Failure(name, mistake.Message), rejected: null);
            return 0;
        }

        var rejected = _done.Draft(name);
        var ticket = queue.Enqueue(new ImportRequest { File = Path.Combine(folder.InboxPath, name), Map = map, Rejects = rejected }, AskedBy);
        var end = await queue.EndOfAsync(ticket.Id, ct);
        if (end.Phase == ImportPhase.CutOff && life.ApplicationStopping.IsCancellationRequested) return null;
        if (end.Answer is { } answer)
        {
            PutAway(name, _done, ImportOutput.Json(answer with { File = name }), answer.Rejected > 0 ? rejected : null);
        }
        else
        {
            PutAway(name, _failed, InboxShelf.Failure(name, end.Sentence + Advice(end.Sentence!)), rejected: null);
        }

        File.Delete(rejected);
        return end.Answer is { } a ? a.New + a.Changed : 0;
    }

    // Nobody can type the name of a map here.
    private string Advice(string sentence) => !sentence.Contains($"which the map \"{MapFinder.Standard}\" needs", StringComparison.Ordinal) ? ""
        : $" Of files in the inbox a map in {folder.MapsPath} says by itself which ones it is for: \"files\": [\"helpdesk*.csv\"].";

    private void PutAway(string name, InboxShelf shelf, string report, string? rejected)
    {
        try
        {
            shelf.Take(name, report, rejected);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            if (File.Exists(Path.Combine(folder.InboxPath, name))) _files.Leave(name);
            log.LogWarning("{Name} of the inbox was dealt with, but it or its report could not be put away ({Fault}): {Report}", name, fault.Message, report);
        }
    }

    // Once, and again only when it was well in between or is something else now.
    private void Say(string sentence)
    {
        if (_said == sentence) return;
        _said = sentence;
        log.LogWarning("{Sentence}", sentence);
    }
}
