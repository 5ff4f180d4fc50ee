using System.Collections.Concurrent;
using System.Text;
using CxDashboard.Data;
using CxDashboard.Features.Ingest.Guessing;
using CxDashboard.Features.Ingest.Maps;
using CxDashboard.Features.Ingest.Reading;
using CxDashboard.Live;
using CxDashboard.Measuring;
using Microsoft.Extensions.Options;

namespace CxDashboard.Features.Ingest.Drafts;

/// <summary>
/// The files that people gave and that are not imported yet. Each is looked at in the background, from its first row to its last, and again by each change of its map;
/// a page shows how far that is, may be left, and finds everything again. Nothing of a draft is in the store.
/// </summary>
public sealed class ImportDrafts(DataFolder folder, LiveFeed feed, ImportQueue queue, IOptions<WorkspaceOptions> workspace, TimeProvider clock, ILogger<ImportDrafts> log) : IDisposable
{
    /// <summary>How long a file waits for its import before it is removed.</summary>
    public static TimeSpan KeptFor => DraftShelf.KeptFor;

    private static readonly TimeSpan ToldEvery = TimeSpan.FromMilliseconds(300);

    private readonly ConcurrentDictionary<string, DraftWork> _works = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _oneLook = new(1, 1);
    private readonly CancellationTokenSource _life = new();

    private readonly ImportedFiles _imported = new(folder);
    private readonly DraftShelf _shelf = new(Path.Combine(folder.Path, "uploads"), clock, log);

    /// <summary>Every draft that is not in, the newest first.</summary>
    public IReadOnlyList<ImportDraft> All()
    {
        foreach (var id in _shelf.Ids) Find(id);
        // What is in stays here for the page that is open still, and on its shelf to be mended.
        return [.. _works.Values.Select(w => w.Draft).Where(d => d.Stage != DraftStage.Importing || _shelf.Find(d.Id) is { Import: null }).OrderByDescending(d => d.Received)];
    }

    /// <summary>Takes a file in, and begins to look at it.</summary>
    /// <param name="name">Its name; folders in it are left out.</param>
    /// <param name="content">Its bytes.</param>
    /// <param name="ct">What came so far is removed.</param>
    /// <param name="webhook">The webhook of whose messages it is made, to say what they mean; null for a file to be imported.</param>
    /// <returns>The draft's id.</returns>
    /// <exception cref="ImportRefusedException">It cannot be kept; says why in one sentence.</exception>
    public async Task<string> ReceiveAsync(string name, Stream content, CancellationToken ct, string? webhook = null)
    {
        var id = await _shelf.ReceiveAsync(name, content, ct);
        if (webhook is not null) _shelf.Keep(id, k => k with { Webhook = webhook, Choices = k.Choices with { Source = webhook } });
        else if (await Task.Run(() => _imported.ImportOf(_shelf.PathOf(id, _shelf.Find(id)!)), ct) is { } import) _shelf.Keep(id, k => k with { SameAs = import });
        Find(id);
        return id;
    }

    /// <summary>The draft as it stands; null where there is none of that id.</summary>
    public ImportDraft? Find(string id)
    {
        if (_works.TryGetValue(id, out var work)) return work.Draft;
        if (_shelf.Find(id) is not { Import: null } kept) return null;
        var path = _shelf.PathOf(id, kept);
        var draft = new ImportDraft { Id = id, FileName = kept.FileName, Path = path, Received = kept.Received, Bytes = new FileInfo(path).Length, Choices = kept.Choices, SavedMap = kept.SavedMap, Mends = kept.Mends, Webhook = kept.Webhook, SameAs = kept.SameAs };
        var begun = _works.GetOrAdd(id, _ => new DraftWork(draft));
        if (begun.Begin()) _ = RunAsync(begun, d => d);
        return begun.Draft;
    }

    /// <summary>Takes other choices, and tries the file by them.</summary>
    public void Choose(string id, MapChoices choices, string? savedMap = null)
    {
        if (Find(id) is not { Guess: not null, Stage: DraftStage.Trying or DraftStage.Ready } || !_works.TryGetValue(id, out var work)) return;
        _ = TryAsync(work, d => d with { Choices = choices, SavedMap = savedMap, Ended = null });
        _shelf.Keep(id, k => k with { Choices = choices, SavedMap = savedMap });
    }

    /// <summary>Says whether a file that came before is to take the place of its import, or to come in once more beside it.</summary>
    public void TakePlace(string id, bool takes)
    {
        if (Find(id) is not { SameAs: { } import, Stage: not DraftStage.Importing } || !_works.TryGetValue(id, out var work)) return;
        long? mends = takes ? import : null;
        Tell(work, d => d with { Mends = mends });
        _shelf.Keep(id, k => k with { Mends = mends });
    }

    /// <summary>Takes another part of the file for its table, and looks at its columns.</summary>
    public void ChoosePart(string id, PartKeys part)
    {
        if (Find(id) is not { Stage: not DraftStage.Importing } || !_works.TryGetValue(id, out var work)) return;
        var choices = work.Draft.Choices.OfPart(part);
        _ = RunAsync(work, d => d with { Choices = choices, SavedMap = null, Ended = null, Guess = null, Trial = null, Checks = [], Parts = [.. d.Parts.Select(p => p with { Taken = KeyOf(part, p.Kind) ?? p.Guess })] });
        _shelf.Keep(id, k => k with { Choices = choices, SavedMap = null });
    }

    private static string? KeyOf(PartKeys part, PartKind kind) => kind switch { PartKind.Entry => part.Entry, PartKind.Sheet => part.Sheet, _ => part.Records };

    /// <summary>Until when the file of an import stays; null where it is not kept, or not any more.</summary>
    public DateTimeOffset? KeptUntil(long import) => _shelf.OfImport(import)?.Draft.Until;

    /// <summary>Whether the file of an import is kept, or lies where it was.</summary>
    public bool MayMend(long import) => _shelf.OfImport(import) is not null || _imported.MayFind(import);

    /// <summary>
    /// Opens the file of an import again, with what was chosen of it then, or, where it was not given on the page, with what it seems to
    /// be; imported again, it takes that import's place.
    /// </summary>
    /// <returns>The draft's id.</returns>
    /// <exception cref="ImportRefusedException">The file is not there any more, or is another one now.</exception>
    public async Task<string> MendAsync(long import, CancellationToken ct)
    {
        if (_shelf.OfImport(import) is not { } kept) return await FetchAsync(import, ct);
        if (kept.Draft.Mends == import) return kept.Id;
        _works.TryRemove(kept.Id, out _);
        _shelf.Keep(kept.Id, k => k with { Import = null, ImportedAt = null, Received = clock.GetUtcNow(), Mends = import });
        Find(kept.Id);
        feed.Publish(Topic.Imports);
        return kept.Id;
    }

    private async Task<string> FetchAsync(long import, CancellationToken ct)
    {
        var found = await Task.Run(() => _imported.Find(import), ct);
        await using var content = new FileStream(found.Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 1 << 20, FileOptions.Asynchronous | FileOptions.SequentialScan);
        var id = await _shelf.ReceiveAsync(found.Name, content, ct);
        _shelf.Keep(id, k => k with { Mends = import, Choices = k.Choices with { Source = found.Source } });
        Find(id);
        feed.Publish(Topic.Imports);
        return id;
    }

    /// <summary>Asks for the import of a draft, which goes on in the background; its file stays until it is in.</summary>
    /// <exception cref="ImportRefusedException">It cannot begin.</exception>
    public ImportTicket Import(string id, string askedBy)
    {
        if (!_works.TryGetValue(id, out var work) || work.Draft is not { Stage: DraftStage.Ready, Trial: not null, Fault: null })
            throw new ImportRefusedException("This file is not ready to be imported: look at what the page says of it.");
        var ticket = queue.Enqueue(new ImportRequest { File = work.Draft.Path, Map = _shelf.WriteMap(id, work.Draft.Draft!.ToJson()), Replaces = work.Draft.Mends }, askedBy);
        Tell(work, d => d with { Stage = DraftStage.Importing, Ticket = ticket.Id });
        _ = FollowAsync(work, ticket.Id);
        return ticket;
    }

    /// <summary>How the import of a draft stands; null before it was asked for.</summary>
    public ImportTicket? TicketOf(ImportDraft draft) => draft.Ticket is { } ticket ? queue.Find(ticket) : null;

    /// <summary>Cancels the import of a draft: nothing of it stays, and the draft is there as before.</summary>
    public async Task CancelAsync(string id)
    {
        if (Find(id)?.Ticket is { } ticket) await queue.CancelAsync(ticket);
    }

    /// <summary>Removes the file and all that was understood of it.</summary>
    public void Discard(string id)
    {
        // An import that runs is cancelled instead; its file is being read.
        if (!_works.TryGetValue(id, out var work) || work.Draft.Stage == DraftStage.Importing || !_works.TryRemove(id, out _)) return;
        work.Stop();
        _shelf.Remove(id);
        feed.Publish(Topic.Imports);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _life.Cancel();
        foreach (var work in _works.Values) work.Stop();
        _life.Dispose();
        _oneLook.Dispose();
    }

    private async Task RunAsync(DraftWork work, Func<ImportDraft, ImportDraft> change)
    {
        var ct = work.BeginTrial(d => change(d) with { Stage = DraftStage.Looking, RowsRead = 0, Done = 0, Fault = null });
        feed.Publish(Topic.Imports);
        try
        {
            // After a restart many may wait: one at a time, for each reads its whole file.
            await _oneLook.WaitAsync(ct);
            try
            {
                await Task.Run(() => Look(work, ct), ct);
            }
            finally
            {
                _oneLook.Release();
            }

            await TryAsync(work, d => d);
        }
        catch (OperationCanceledException)
        {
            // The draft was discarded, another part of it was chosen, or the server ends: then it is looked at again when somebody asks for it.
        }
        catch (ImportRefusedException e)
        {
            Refuse(e.Message);
        }
        catch (Exception e)
        {
            log.LogError(e, "The file {File} could not be looked at.", work.Draft.FileName);
            Refuse("This file could not be looked at. The fault is ours, and is in the log.");
        }

        void Refuse(string sentence) => Tell(work, d => ct.IsCancellationRequested ? d : d with { Stage = DraftStage.Refused, Fault = sentence });
    }

    private void Look(DraftWork work, CancellationToken ct)
    {
        var found = FormFinder.Find(work.Draft.Path, work.Draft.Choices, bytes => Progress(work, DraftStage.Looking, 0, bytes, work.Draft.Bytes, ct));
        work.Conclude(d => d with { Parts = found.Parts }, ct);
        var profile = FileProfile.Run(found.Source, (rows, opened) => Progress(work, DraftStage.Looking, rows, opened.BytesRead, opened.Length, ct), ct);
        var guess = Guesser.Of(profile);
        string[] checks = [.. ColumnWarnings.Of(profile, guess), .. new RowChecks(profile, guess).Run(found.Source, (rows, opened) => Progress(work, DraftStage.Comparing, rows, opened.BytesRead, opened.Length, ct), ct)];
        work.Conclude(d => d with { Form = found.Form, FormTold = found.Told, Guess = guess, Checks = checks, Stage = DraftStage.Trying, RowsRead = 0, Done = 0 }, ct);
        feed.Publish(Topic.Imports);
    }

    private async Task TryAsync(DraftWork work, Func<ImportDraft, ImportDraft> change)
    {
        var ct = work.BeginTrial(d => change(d) with { Stage = DraftStage.Trying, RowsRead = 0, Done = 0, Fault = null });
        feed.Publish(Topic.Imports);
        try
        {
            await Task.Run(() => Try(work, ct), ct);
        }
        catch (OperationCanceledException)
        {
            // Other choices were made meanwhile, and are tried instead.
        }
        catch (ImportRefusedException e)
        {
            Refuse(e.Message);
        }
        catch (Exception e)
        {
            log.LogError(e, "The file {File} could not be tried.", work.Draft.FileName);
            Refuse("This file could not be tried. The fault is ours, and is in the log.");
        }

        void Refuse(string sentence) => Tell(work, d => ct.IsCancellationRequested ? d : d with { Stage = DraftStage.Ready, Trial = null, Fault = sentence });
    }

    private void Try(DraftWork work, CancellationToken ct)
    {
        var draft = work.Draft;
        if (draft.Draft!.Mistake() is { } mistake) throw new ImportRefusedException(mistake);
        var map = MapReader.Read(Encoding.UTF8.GetBytes(draft.Draft.ToJson()), $"of {draft.FileName}", "guessed");
        var trial = new Trial(ImportSource.Look(draft.Path, map), map, workspace.Value.ZoneInfo).Run((rows, opened) => Progress(work, DraftStage.Trying, rows, opened.BytesRead, opened.Length, ct), draft.Checks, ct);
        work.Conclude(d => d with { Stage = DraftStage.Ready, Trial = trial, Fault = null }, ct);
        feed.Publish(Topic.Imports);
    }

    private async Task FollowAsync(DraftWork work, long ticket)
    {
        try
        {
            var end = await queue.EndOfAsync(ticket, _life.Token);
            if (end.Phase == ImportPhase.Finished)
            {
                // The page that is open still tells what came of it; the file stays for a while, to be mended.
                _shelf.Keep(work.Draft.Id, k => k with { Import = end.ImportId, ImportedAt = clock.GetUtcNow(), Mends = null });
                _shelf.Tidy();
                feed.Publish(Topic.Imports);
            }
            else
            {
                Tell(work, d => d with { Stage = DraftStage.Ready, Ticket = null, Ended = end.Sentence });
            }
        }
        catch (OperationCanceledException)
        {
            // The server ends: the draft is there again with it, and its import goes on where it was.
        }
    }

    private void Progress(DraftWork work, DraftStage stage, long rows, long bytes, long length, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        if (!work.IsDue(clock.GetUtcNow(), ToldEvery)) return;
        work.Conclude(d => d with { Stage = stage, RowsRead = rows, Done = length == 0 ? 0 : Math.Min(1, bytes / (double)length) }, ct);
        feed.Publish(Topic.Imports);
    }

    private void Tell(DraftWork work, Func<ImportDraft, ImportDraft> change)
    {
        work.Change(change);
        feed.Publish(Topic.Imports);
    }
}
