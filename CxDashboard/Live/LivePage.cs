using Microsoft.AspNetCore.Components;

namespace CxDashboard.Live;

/// <summary>
/// A page that stays true while it is open. A subclass says what it listens to (<see cref="Topics"/>) and how it loads
/// (<see cref="LoadAsync"/>), and nothing else about liveness. It subscribes before it loads, so no change falls between
/// the two; changes that arrive during a load are folded into one more load after it; a change of the address loads anew.
/// </summary>
/// <typeparam name="TModel">The finished model that the markup renders.</typeparam>
public abstract class LivePage<TModel> : ComponentBase, IDisposable
    where TModel : class
{
    /// <summary>How long a load may take before anything is shown for it: shorter waits must not flicker.</summary>
    public static readonly TimeSpan LoadingShownAfter = TimeSpan.FromMilliseconds(300);

    private readonly CancellationTokenSource _life = new();
    private CancellationTokenSource? _load;
    private IDisposable? _subscription;
    private int _changed;
    private bool _disposed;

    [Inject] private LiveFeed Feed { get; set; } = null!;
    [Inject] private TimeProvider Clock { get; set; } = null!;
    [Inject] private ILoggerFactory Loggers { get; set; } = null!;

    /// <summary>The newest model, or null until one was loaded. It stays while a later load fails.</summary>
    protected TModel? Model { get; private set; }

    /// <summary>Whether a first load takes so long that the page should show its shape.</summary>
    protected bool IsSlow { get; private set; }

    /// <summary>What went wrong with the newest load; null when it went well.</summary>
    protected Exception? Fault { get; private set; }

    /// <summary>When <see cref="Model"/> was loaded; it says how old the numbers under a fault are.</summary>
    protected DateTimeOffset? LoadedAt { get; private set; }

    /// <summary>What this page listens to.</summary>
    protected abstract IReadOnlyCollection<Topic> Topics { get; }

    /// <summary>Answers for the present address. Cancelled when the page goes or its address changes.</summary>
    protected abstract Task<TModel> LoadAsync(CancellationToken ct);

    /// <summary>A model at hand without waiting, perhaps of a moment ago, so that the first render is not blank.</summary>
    protected virtual TModel? Remembered() => null;

    /// <summary>Loads once more: what "Try now" does.</summary>
    protected Task ReloadAsync() => RunAsync();

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        _subscription = Feed.Subscribe(Topics, OnChanged);
        Model = Remembered();
    }

    /// <inheritdoc/>
    protected override Task OnParametersSetAsync() => RunAsync();

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Leaves the feed first: a feed that outlives the page must not hold it.</summary>
    protected virtual void Dispose(bool disposing)
    {
        if (!disposing || _disposed) return;
        _disposed = true;
        _subscription?.Dispose();
        _life.Cancel();
        _life.Dispose();
        _load?.Dispose();
    }

    // On the publisher's thread: only notes the change. While one waits to be seen, further ones add nothing.
    private void OnChanged(Topic topic)
    {
        if (Interlocked.Exchange(ref _changed, 1) == 0) _ = FollowAsync();
    }

    private async Task FollowAsync()
    {
        try
        {
            await InvokeAsync(async () =>
            {
                // A load that runs now looks at the note itself when it ends.
                if (_disposed || _load is not null) return;
                var (model, fault) = (Model, Fault);
                await RunAsync();

                // What is as it was is not drawn again: fifty pages would each be sent, and answer, a batch of nothing.
                if (!_disposed && !(fault is null && Fault is null && Equals(model, Model))) StateHasChanged();
            });
        }
        catch (Exception e) when (!_disposed)
        {
            await DispatchExceptionAsync(e);
        }
        catch (ObjectDisposedException)
        {
            // The circuit went between the note and the hop to it: nobody is left to tell.
        }
    }

    private async Task RunAsync()
    {
        if (_disposed) return;
        _load?.Cancel();
        using var load = _load = CancellationTokenSource.CreateLinkedTokenSource(_life.Token);

        // Asked for now: the page may go while it loads, and its sources with it.
        var ct = load.Token;
        try
        {
            do
            {
                Volatile.Write(ref _changed, 0);
                await LoadOnceAsync(ct);
            }
            while (_load == load && Volatile.Read(ref _changed) == 1 && Rendered());
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // Another load took over, or the page is gone; either way this one has nothing to say.
        }
        finally
        {
            if (_load == load) _load = null;
        }
    }

    // Between two loads of one run the page shows the first result, so that steady news cannot starve the reader.
    private bool Rendered()
    {
        StateHasChanged();
        return true;
    }

    private async Task LoadOnceAsync(CancellationToken ct)
    {
        try
        {
            var loading = LoadAsync(ct);
            if (!loading.IsCompleted && Model is null) await ShowSlownessAsync(loading, ct);
            var model = await loading;
            ct.ThrowIfCancellationRequested();
            (Model, Fault, IsSlow, LoadedAt) = (model, null, false, Clock.GetUtcNow());
        }
        catch (Exception e) when (e is not OperationCanceledException || !ct.IsCancellationRequested)
        {
            Loggers.CreateLogger(GetType()).LogError(e, "{Page} could not load.", GetType().Name);
            (Fault, IsSlow) = (e, false);
        }
    }

    private async Task ShowSlownessAsync(Task loading, CancellationToken ct)
    {
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var patience = Task.Delay(LoadingShownAfter, Clock, waiting.Token);
        if (await Task.WhenAny(loading, patience) == patience && !ct.IsCancellationRequested)
        {
            IsSlow = true;
            StateHasChanged();
        }

        await waiting.CancelAsync();
    }
}
