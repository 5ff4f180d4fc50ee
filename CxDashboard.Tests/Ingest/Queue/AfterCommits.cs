using CxDashboard.Data;
using Xunit;

namespace CxDashboard.Tests.Ingest.Queue;

/// <summary>Holds the writer after so many commits until it may go on, so that an import stands in its middle for as long as a test needs.</summary>
internal sealed class AfterCommits : IDisposable
{
    // The test that forgets to go on is to fail, not to hang.
    private const int Longest = 30_000;

    private readonly Store _store;
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ManualResetEventSlim _hold = new();
    private int _left;

    public AfterCommits(Store store, int commits)
    {
        (_store, _left) = (store, commits);
        store.Writer.Committed += Committed;
    }

    public Task Reached => _reached.Task.WaitAsync(TimeSpan.FromMilliseconds(Longest), TimeProvider.System, TestContext.Current.CancellationToken);

    public void GoOn() => _hold.Set();

    public void Dispose()
    {
        GoOn();
        _store.Writer.Committed -= Committed;
    }

    private void Committed()
    {
        if (--_left != 0) return;
        _reached.TrySetResult();
        _hold.Wait(Longest, CancellationToken.None);
    }
}

/// <summary>Keeps the writer from writing anything until it is released.</summary>
internal sealed class HeldWriter : IAsyncDisposable
{
    private readonly ManualResetEventSlim _hold = new();
    private readonly Task<bool> _held;

    public HeldWriter(Store store) => _held = store.Writer.RunAsync((_, _) => _hold.Wait(30_000, CancellationToken.None), TestContext.Current.CancellationToken);

    public void Release() => _hold.Set();

    public async ValueTask DisposeAsync()
    {
        Release();
        await _held;
        _hold.Dispose();
    }
}
