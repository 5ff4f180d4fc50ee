using CxDashboard.Domain.Time;

namespace CxDashboard.Features.Ingest;

/// <summary>An import of the queue, and the handles on it. Safe for many callers at once.</summary>
/// <param name="ticket">As it stands at first.</param>
/// <param name="news">Told of every change.</param>
/// <param name="told">Told of its progress besides, or null.</param>
internal sealed class QueuedImport(ImportTicket ticket, ImportNews news, IProgress<ImportProgress>? told) : IProgress<ImportProgress>
{
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource<ImportTicket> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile ImportTicket _ticket = ticket;

    /// <summary>As it stands now.</summary>
    public ImportTicket Ticket => _ticket;

    public Task<ImportTicket> Ended => _ended.Task;

    /// <summary>Somebody wants it to stop, whatever then becomes of what it stored.</summary>
    public CancellationToken Stopped => _stop.Token;

    // What it stored is to be taken back.
    private bool IsCancelled { get; set; }

    /// <summary>It runs from now on; false where it was cancelled while it waited.</summary>
    public bool Begin()
    {
        lock (_gate)
        {
            if (IsCancelled) return false;
            _ticket = _ticket with { Phase = ImportPhase.Running };
            return true;
        }
    }

    public void Stop() => _stop.Cancel();

    /// <summary>False where it has ended already.</summary>
    public bool Cancel(Instant now)
    {
        lock (_gate)
        {
            if (_ticket.HasEnded) return false;
            IsCancelled = true;
            _ticket = _ticket.Phase == ImportPhase.Waiting
                ? _ticket with { Phase = ImportPhase.Cancelled, EndedAt = now, Sentence = "It was cancelled before it began; nothing of it was stored." }
                : _ticket with { Phase = ImportPhase.Cancelling };
            if (_ticket.HasEnded) _ended.TrySetResult(_ticket);
        }

        // Outside of the gate: whoever is told of it may ask how it stands.
        Stop();
        return true;
    }

    public void Change(Func<ImportTicket, ImportTicket> change)
    {
        lock (_gate)
        {
            if (!_ticket.HasEnded) _ticket = change(_ticket);
        }

        news.Tell();
    }

    public void End(Func<ImportTicket, ImportTicket> change)
    {
        Change(change);
        _ended.TrySetResult(_ticket);
    }

    /// <summary>The same, but not where it was cancelled meanwhile: then false.</summary>
    public bool EndUnlessCancelled(Func<ImportTicket, ImportTicket> change)
    {
        lock (_gate)
        {
            if (IsCancelled) return false;
            _ticket = change(_ticket);
        }

        End(t => t);
        return true;
    }

    public void Report(ImportProgress value)
    {
        Change(t => t with { Progress = value });
        told?.Report(value);
    }
}
