using System.Collections.Immutable;
using System.Threading.Channels;
using CxDashboard.Data;
using CxDashboard.Domain.Time;
using CxDashboard.Live;
using CxDashboard.Measuring;
using Microsoft.Extensions.Options;

namespace CxDashboard.Features.Ingest;

/// <summary>
/// Imports files in the server, one after the other, whoever asks: a page, the command line, the inbox. How each one stands can be
/// asked at any time (<see cref="Tickets"/>), and <see cref="Topic.Imports"/> says that it changed. An import that is cancelled
/// is taken back; one that a stopping server cuts off is kept, to be gone on with or taken back.
/// </summary>
public sealed class ImportQueue(
    Store store, DataFolder folder, IOptions<WorkspaceOptions> workspace, LiveFeed feed, TimeProvider clock, IHostApplicationLifetime life, ILogger<ImportQueue> log) : BackgroundService
{
    private const int Kept = 50;

    private readonly Channel<QueuedImport> _waiting = Channel.CreateUnbounded<QueuedImport>();
    private readonly Lock _gate = new();
    private readonly ImportNews _news = new(feed, clock);
    private ImmutableList<QueuedImport> _imports = [];
    private long _lastTicket;

    /// <summary>How many rows are written together.</summary>
    internal int BatchSize { get; init; } = Importer.UsualBatch;

    /// <summary>Imports that wait, run, or ended since the server started, newest first; of those that ended the last fifty.</summary>
    public IReadOnlyList<ImportTicket> Tickets => [.. _imports.Select(i => i.Ticket)];

    /// <summary>One of them as it stands now; null where there is none, or none any more.</summary>
    public ImportTicket? Find(long ticket) => _imports.Find(i => i.Ticket.Id == ticket)?.Ticket;

    /// <summary>Imports a file as soon as those before it have ended. Returns at once.</summary>
    /// <param name="askedBy">Who asks, in words: a name, "the inbox".</param>
    public ImportTicket Enqueue(ImportRequest request, string askedBy) => Add(request with { AskedBy = askedBy }, told: null).Ticket;

    /// <summary>Goes on with an import that was cut off, by what was asked then.</summary>
    /// <exception cref="ImportRefusedException">It was not cut off, or what was asked is not known.</exception>
    public async Task<ImportTicket> GoOnAsync(long importId, string askedBy, CancellationToken ct) =>
        Enqueue(await new ImportsQuery(store.Path).RequestOfAsync(importId, ct), askedBy);

    /// <summary>Waits for the end of an import, and tells it.</summary>
    public Task<ImportTicket> EndOfAsync(long ticket, CancellationToken ct) => Required(ticket).Ended.WaitAsync(ct);

    /// <summary>Imports a file and waits for what comes of it. Cancelled, the import is cut off and what it stored is kept.</summary>
    /// <exception cref="ImportRefusedException">It could not be done, or not to its end.</exception>
    public async Task<ImportAnswer> RunAsync(ImportRequest request, string askedBy, IProgress<ImportProgress>? progress, CancellationToken ct)
    {
        var import = Add(request with { AskedBy = askedBy }, progress);
        await using var registration = ct.UnsafeRegister(_ => import.Stop(), null);
        var end = await import.Ended;
        ct.ThrowIfCancellationRequested();
        return end.Answer ?? throw new ImportRefusedException(end.Sentence!);
    }

    /// <summary>
    /// Cancels an import and takes back what it stored; ends when nothing of it stays, or with the sentence why that could not be.
    /// One that has ended already stays as it is: take it back with <see cref="UndoAsync"/>.
    /// </summary>
    public Task<ImportTicket> CancelAsync(long ticket)
    {
        var import = Required(ticket);
        if (import.Cancel(Instant.Now(clock))) _news.Tell();
        return import.Ended;
    }

    /// <summary>Takes an import back that has ended, however it did; see <see cref="StoreWriter.UndoAsync"/>.</summary>
    /// <param name="by">Who takes it back, in words.</param>
    /// <exception cref="UndoRefusedException">It runs still, there is none of this number, it was taken back already, or it is too old.</exception>
    public async Task<ImportUndone> UndoAsync(long importId, string by, CancellationToken ct)
    {
        if (_imports.Exists(i => i.Ticket is { HasEnded: false } t && t.ImportId == importId))
            throw new UndoRefusedException($"Import {importId} runs still; cancel it, or wait until it has ended.");
        var undone = await store.Writer.UndoAsync(importId, by, ct);
        _news.TellRuns();
        return undone;
    }

    /// <summary>Imports that were cut off, by a stop or a crash, and neither gone on with nor taken back; newest first.</summary>
    public async Task<IReadOnlyList<ImportRow>> CutOffAsync(CancellationToken ct)
    {
        var running = _imports.Where(i => !i.Ticket.HasEnded).Select(i => i.Ticket.ImportId).ToHashSet();
        return [.. (await new ImportsQuery(store.Path).CutOffAsync(ct)).Where(i => !running.Contains(i.Id))];
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // The host begins to stop before it stops this: an import must not hold that up.
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken, life.ApplicationStopping);
        foreach (var import in await CutOffAsync(stopping.Token)) log.LogWarning("{Sentence}", ImportWords.CutOff(import));
        var telling = _news.RunAsync(stopping.Token);
        try
        {
            while (await _waiting.Reader.ReadAsync(stopping.Token) is { } import) await RunAsync(import, stopping.Token);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            while (_waiting.Reader.TryRead(out var import)) End(import, ImportPhase.CutOff, "The server stopped before this import began; ask for it again.");
        }

        await telling;
    }

    private async Task RunAsync(QueuedImport import, CancellationToken stopping)
    {
        if (!import.Begin())
        {
            End(import, ImportPhase.Cancelled, "It was cancelled before it began; nothing of it was stored.");
            return;
        }

        _news.TellRuns();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(import.Stopped, stopping);
        try
        {
            await TakeReplacedBackAsync(import.Ticket.Request, stop.Token);
            var importer = new Importer(store, folder.MapsPath, workspace.Value.ZoneInfo, clock) { BatchSize = BatchSize, Started = id => import.Change(t => t with { ImportId = id }) };
            var answer = await importer.RunAsync(import.Ticket.Request, import, stop.Token);
            if (!import.EndUnlessCancelled(t => t with { Phase = ImportPhase.Finished, Answer = answer, EndedAt = Instant.Now(clock) })) await TakeBackAsync(import);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            await EndOrTakeBackAsync(import, ImportPhase.CutOff, ImportWords.CutOff(import.Ticket));
        }
        catch (ImportRefusedException refused)
        {
            await EndOrTakeBackAsync(import, ImportPhase.Refused, refused.Message);
        }
        catch (Exception fault)
        {
            // Ours. The next import shall not suffer for it.
            log.LogError(fault, "The import of {File} failed.", import.Ticket.Request.File);
            await EndOrTakeBackAsync(import, ImportPhase.Refused, $"This went wrong, and it is our fault: {fault.Message} What is stored of the file is kept; the server's log has the whole fault.");
        }

        _news.TellRuns();
        lock (_gate) _imports = [.. _imports.Where((i, place) => place < Kept || !i.Ticket.HasEnded)];
    }

    // Before, not after: what the new one would find unchanged leaves no trace, and would go with the old one.
    private async Task TakeReplacedBackAsync(ImportRequest request, CancellationToken ct)
    {
        if (request.Replaces is not { } replaced || !await new ImportsQuery(store.Path).StandsAsync(replaced, ct)) return;
        try
        {
            await store.Writer.UndoAsync(replaced, request.AskedBy!, ct);
        }
        catch (UndoRefusedException refused)
        {
            throw new ImportRefusedException($"{refused.Message} So {Path.GetFileName(request.File)} was not imported again.", refused);
        }
    }

    private async Task EndOrTakeBackAsync(QueuedImport import, ImportPhase phase, string sentence)
    {
        if (!import.EndUnlessCancelled(Ended(phase, sentence))) await TakeBackAsync(import);
    }

    private async Task TakeBackAsync(QueuedImport import)
    {
        try
        {
            if (import.Ticket.ImportId is { } id) await store.Writer.UndoAsync(id, import.Ticket.Request.AskedBy!, CancellationToken.None);
            End(import, ImportPhase.Cancelled, "It was cancelled, and nothing of it stays.");
        }
        catch (UndoRefusedException refused)
        {
            End(import, ImportPhase.CutOff, "It was stopped, but what it stored stays. " + refused.Message);
        }
        catch (Microsoft.Data.Sqlite.SqliteException fault)
        {
            End(import, ImportPhase.CutOff, $"It was stopped, but what it stored could not be taken back, because {StoreFaults.Why(fault)}. Mend that and take it back with `undo {import.Ticket.ImportId}`.");
        }
    }

    private QueuedImport Add(ImportRequest request, IProgress<ImportProgress>? told)
    {
        QueuedImport import;
        lock (_gate)
        {
            import = new QueuedImport(new ImportTicket { Id = ++_lastTicket, Request = request, AskedAt = Instant.Now(clock) }, _news, told);
            _imports = _imports.Insert(0, import);
            _waiting.Writer.TryWrite(import);
        }

        _news.Tell();
        return import;
    }

    private void End(QueuedImport import, ImportPhase phase, string sentence) => import.End(Ended(phase, sentence));

    private Func<ImportTicket, ImportTicket> Ended(ImportPhase phase, string sentence) => t => t with { Phase = phase, Sentence = sentence, EndedAt = Instant.Now(clock) };

    private QueuedImport Required(long ticket) =>
        _imports.Find(i => i.Ticket.Id == ticket) ?? throw new ArgumentOutOfRangeException(nameof(ticket), ticket, "The queue has no such import, or none any more.");
}
