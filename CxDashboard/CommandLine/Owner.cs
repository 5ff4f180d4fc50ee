using CxDashboard.Data;
using Microsoft.Extensions.Logging.Abstractions;

namespace CxDashboard.CommandLine;

/// <summary>
/// The one process that may write into a data folder: it holds the lock, and opens the stores in it. Disposed, it closes
/// them and lets go of the folder.
/// </summary>
public sealed class Owner : IAsyncDisposable
{
    private readonly StoreLock _lock;
    private readonly Dictionary<string, Store> _open = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _opening = new(1, 1);

    private Owner(DataFolder folder, StoreLock held) => (Folder, _lock) = (folder, held);

    public DataFolder Folder { get; }

    /// <summary>Takes the folder, or tells who has it.</summary>
    /// <param name="doing">What others read in the lock: an address, or what this process does.</param>
    public static Owner? TryTake(DataFolder folder, string doing, out StoreHolder? holder) =>
        StoreLock.TryTake(folder, doing, out holder) is { } held ? new Owner(folder, held) : null;

    /// <summary>A store of the folder: opened, and migrated where it is older, when it is first wanted.</summary>
    public async Task<Store> OpenAsync(string path, ILogger? log, CancellationToken cancellation)
    {
        await _opening.WaitAsync(cancellation);
        try
        {
            if (!_open.TryGetValue(path, out var store))
            {
                store = await Store.OpenAsync(path, TimeProvider.System, log ?? NullLogger.Instance, cancellation);
                _open.Add(path, store);
            }

            return store;
        }
        finally
        {
            _opening.Release();
        }
    }

    /// <summary>Tells others where this process can be reached.</summary>
    public void SetAddress(string address) => _lock.SetAddress(address);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var store in _open.Values) await store.DisposeAsync();
        _opening.Dispose();
        _lock.Dispose();
    }
}
