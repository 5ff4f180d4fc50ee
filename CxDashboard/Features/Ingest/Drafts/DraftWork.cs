namespace CxDashboard.Features.Ingest.Drafts;

/// <summary>A draft with the look at it that is underway. Everything of it may be asked from any thread.</summary>
internal sealed class DraftWork(ImportDraft draft)
{
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _life = new();
    private CancellationTokenSource? _trial;
    private DateTimeOffset _told;
    private bool _begun;

    /// <summary>As it stands.</summary>
    public ImportDraft Draft { get; private set; } = draft;

    /// <summary>Cancelled when the draft is discarded.</summary>
    public CancellationToken Life => _life.Token;

    /// <summary>True once: whoever gets it begins the look.</summary>
    public bool Begin()
    {
        lock (_gate) return !_begun && (_begun = true);
    }

    public void Change(Func<ImportDraft, ImportDraft> change)
    {
        lock (_gate) Draft = change(Draft);
    }

    /// <summary>Ends a trial: nothing is changed once other choices have taken its place.</summary>
    public void Conclude(Func<ImportDraft, ImportDraft> change, CancellationToken trial)
    {
        lock (_gate)
        {
            trial.ThrowIfCancellationRequested();
            Draft = change(Draft);
        }
    }

    /// <summary>Changes what is tried and cancels the trial before, as one step: no answer to the former choices stands beside the new ones.</summary>
    public CancellationToken BeginTrial(Func<ImportDraft, ImportDraft> change)
    {
        lock (_gate)
        {
            _trial?.Cancel();
            _trial = CancellationTokenSource.CreateLinkedTokenSource(_life.Token);
            Draft = change(Draft);
            return _trial.Token;
        }
    }

    /// <summary>Whether so much time has passed since progress was told that it may be told again.</summary>
    public bool IsDue(DateTimeOffset now, TimeSpan every)
    {
        if (now - _told < every) return false;
        _told = now;
        return true;
    }

    public void Stop() => _life.Cancel();
}
