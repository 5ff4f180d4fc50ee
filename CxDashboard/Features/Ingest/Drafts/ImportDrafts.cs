using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
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
    private const string KeptFile = "draft.json";

    /// <summary>How long a file waits for its import before it is removed.</summary>
    public static readonly TimeSpan KeptFor = TimeSpan.FromDays(14);

    private static readonly TimeSpan ToldEvery = TimeSpan.FromMilliseconds(300);

    private readonly ConcurrentDictionary<string, DraftWork> _works = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _oneLook = new(1, 1);
    private readonly CancellationTokenSource _life = new();

    private string Uploads => Path.Combine(folder.Path, "uploads");

    /// <summary>Every draft, the newest first.</summary>
    public IReadOnlyList<ImportDraft> All()
    {
        if (Directory.Exists(Uploads)) foreach (var path in Directory.EnumerateDirectories(Uploads)) Find(Path.GetFileName(path));
        return [.. _works.Values.Select(w => w.Draft).OrderByDescending(d => d.Received)];
    }

    /// <summary>Takes a file in, and begins to look at it.</summary>
    /// <param name="name">Its name; folders in it are left out.</param>
    /// <param name="content">Its bytes.</param>
    /// <param name="ct">What came so far is removed.</param>
    /// <returns>The draft's id.</returns>
    /// <exception cref="ImportRefusedException">It cannot be kept; says why in one sentence.</exception>
    public async Task<string> ReceiveAsync(string name, Stream content, CancellationToken ct)
    {
        name = SafeName(name);
        var id = Guid.NewGuid().ToString("N");
        var home = Path.Combine(Uploads, id);
        try
        {
            Directory.CreateDirectory(home);
            await using (var file = new FileStream(Path.Combine(home, name), FileMode.CreateNew, FileAccess.Write, FileShare.None, 128 * 1024, FileOptions.Asynchronous))
            {
                await content.CopyToAsync(file, ct);
                if (file.Length == 0) throw new ImportRefusedException($"The file {name} is empty.");
                file.Flush(flushToDisk: true);
            }

            Keep(home, new KeptDraft(name, clock.GetUtcNow(), new MapChoices(), null));
        }
        catch (Exception e)
        {
            Remove(home);
            if (e is IOException or UnauthorizedAccessException) throw new ImportRefusedException($"The file {name} could not be kept in {Uploads}: {e.Message} Make room there and send it again.", e);
            throw;
        }

        Find(id);
        return id;
    }

    /// <summary>The draft as it stands; null where there is none of that id.</summary>
    public ImportDraft? Find(string id)
    {
        if (_works.TryGetValue(id, out var work)) return work.Draft;
        // An id is part of a path.
        if (!Guid.TryParseExact(id, "N", out _) || Read(id) is not { } draft) return null;
        var begun = _works.GetOrAdd(id, _ => new DraftWork(draft));
        if (begun.Begin()) _ = RunAsync(begun);
        return begun.Draft;
    }

    /// <summary>Takes other choices, and tries the file by them.</summary>
    public void Choose(string id, MapChoices choices, string? savedMap = null)
    {
        if (Find(id) is not { Guess: not null, Stage: DraftStage.Trying or DraftStage.Ready } || !_works.TryGetValue(id, out var work)) return;
        _ = TryAsync(work, d => d with { Choices = choices, SavedMap = savedMap, Ended = null });
        try
        {
            Keep(Path.Combine(Uploads, id), new KeptDraft(work.Draft.FileName, work.Draft.Received, choices, savedMap));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It counts while the server runs; that it would not outlive it is no reason to refuse it.
            log.LogWarning(e, "What was chosen of {File} could not be kept.", work.Draft.FileName);
        }
    }

    /// <summary>Asks for the import of a draft, which goes on in the background; its file stays until it is in.</summary>
    /// <exception cref="ImportRefusedException">It cannot begin.</exception>
    public ImportTicket Import(string id, string askedBy)
    {
        if (!_works.TryGetValue(id, out var work) || work.Draft is not { Stage: DraftStage.Ready, Trial: not null, Fault: null })
            throw new ImportRefusedException("This file is not ready to be imported: look at what the page says of it.");
        var ticket = queue.Enqueue(new ImportRequest { File = work.Draft.Path, Map = WriteMap(work.Draft) }, askedBy);
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
        Remove(Path.Combine(Uploads, id));
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

    private async Task RunAsync(DraftWork work)
    {
        try
        {
            // After a restart many may wait: one at a time, for each reads its whole file.
            await _oneLook.WaitAsync(work.Life);
            try
            {
                await Task.Run(() => Look(work), work.Life);
            }
            finally
            {
                _oneLook.Release();
            }

            await TryAsync(work, d => d);
        }
        catch (OperationCanceledException)
        {
            // The draft was discarded, or the server ends: it is looked at again when somebody asks for it.
        }
        catch (ImportRefusedException e)
        {
            Tell(work, d => d with { Stage = DraftStage.Refused, Fault = e.Message });
        }
        catch (Exception e)
        {
            log.LogError(e, "The file {File} could not be looked at.", work.Draft.FileName);
            Tell(work, d => d with { Stage = DraftStage.Refused, Fault = "This file could not be looked at. The fault is ours, and is in the log." });
        }
    }

    private void Look(DraftWork work)
    {
        var (source, form, told) = FormFinder.Find(work.Draft.Path);
        var profile = FileProfile.Run(source, (rows, opened) => Progress(work, DraftStage.Looking, rows, opened), work.Life);
        var guess = Guesser.Of(profile);
        string[] checks = [.. ColumnWarnings.Of(profile, guess), .. new RowChecks(profile, guess).Run(source, work.Life)];
        Tell(work, d => d with { Form = form, FormTold = told, Guess = guess, Checks = checks, Stage = DraftStage.Trying, RowsRead = 0, Done = 0 });
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
        var trial = new Trial(ImportSource.Look(draft.Path, map), map, workspace.Value.ZoneInfo).Run((rows, opened) => Progress(work, DraftStage.Trying, rows, opened), draft.Checks, ct);
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
                // The page that is open still tells what came of it; the file is in.
                feed.Publish(Topic.Imports);
                Remove(Path.GetDirectoryName(work.Draft.Path)!);
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

    private void Progress(DraftWork work, DraftStage stage, long rows, OpenedFile opened)
    {
        if (!work.IsDue(clock.GetUtcNow(), ToldEvery)) return;
        Tell(work, d => d with { Stage = stage, RowsRead = rows, Done = opened.Length == 0 ? 0 : Math.Min(1, opened.BytesRead / (double)opened.Length) });
    }

    private void Tell(DraftWork work, Func<ImportDraft, ImportDraft> change)
    {
        work.Change(change);
        feed.Publish(Topic.Imports);
    }

    private ImportDraft? Read(string id)
    {
        var home = Path.Combine(Uploads, id);
        var kept = Path.Combine(home, KeptFile);
        if (!File.Exists(kept)) return null;
        try
        {
            var draft = JsonSerializer.Deserialize<KeptDraft>(File.ReadAllBytes(kept))!;
            var path = Path.Combine(home, draft.FileName);
            if (!File.Exists(path)) return null;
            if (clock.GetUtcNow() - draft.Received > KeptFor)
            {
                Remove(home);
                return null;
            }

            return new ImportDraft { Id = id, FileName = draft.FileName, Path = path, Received = draft.Received, Bytes = new FileInfo(path).Length, Choices = draft.Choices, SavedMap = draft.SavedMap };
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            log.LogWarning(e, "The draft in {Folder} cannot be read, and is left alone.", home);
            return null;
        }
    }

    // Beside its file, for the import.
    private static string WriteMap(ImportDraft draft)
    {
        var path = Path.Combine(Path.GetDirectoryName(draft.Path)!, "map.json");
        try
        {
            File.WriteAllText(path, draft.Draft!.ToJson());
            return path;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ImportRefusedException($"The map could not be written to {path}: {e.Message} Make room there and try again.", e);
        }
    }

    private static void Keep(string home, KeptDraft draft) => File.WriteAllBytes(Path.Combine(home, KeptFile), JsonSerializer.SerializeToUtf8Bytes(draft));

    private void Remove(string home)
    {
        try
        {
            if (Directory.Exists(home)) Directory.Delete(home, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            log.LogWarning(e, "{Folder} could not be removed.", home);
        }
    }

    // The name alone, whatever system it comes from, and none that hides, or that the draft's own files have.
    private static string SafeName(string name)
    {
        name = name[(name.LastIndexOfAny(['/', '\\']) + 1)..].Trim().TrimStart('.');
        name = string.Concat(name.Where(c => !char.IsControl(c) && !Path.GetInvalidFileNameChars().Contains(c)));
        if (name.Length > 120) name = name[^120..];
        return name is "" or KeptFile or "map.json" ? "file-" + name : name;
    }
}
