using CxDashboard.Data;
using Xunit;

namespace CxDashboard.Tests.Data;

public sealed class StoreLockTests
{
    [Fact]
    public async Task ASecondTaker_IsToldTheFirst()
    {
        await using var store = new TemporaryStore();
        using var first = StoreLock.TryTake(store.Folder, "starting", out _);
        first!.SetAddress("http://127.0.0.1:5080");

        using var second = StoreLock.TryTake(store.Folder, "import", out var holder);

        Assert.Null(second);
        Assert.Equal(new StoreHolder(Environment.ProcessId, "http://127.0.0.1:5080"), holder);
        Assert.Equal($"process {Environment.ProcessId} (http://127.0.0.1:5080)", holder!.ToString());
        Assert.Equal(holder, StoreLock.ReadHolder(store.Folder));
    }

    [Fact]
    public async Task AReleasedLock_CanBeTakenAgain()
    {
        await using var store = new TemporaryStore();
        StoreLock.TryTake(store.Folder, "a long, long address", out _)!.Dispose();
        Assert.Null(StoreLock.ReadHolder(store.Folder));

        using var next = StoreLock.TryTake(store.Folder, "b", out var holder);

        Assert.NotNull(next);
        Assert.Null(holder);
        Assert.Equal("b", StoreLock.ReadHolder(store.Folder)!.Address);
    }

    [Fact]
    public async Task WhatAKilledProcessLeft_IsNoObstacle()
    {
        await using var store = new TemporaryStore();
        await File.WriteAllTextAsync(store.Folder.LockPath, "999999\nhttp://127.0.0.1:9\n", TestContext.Current.CancellationToken);

        using var taken = StoreLock.TryTake(store.Folder, "mine", out _);

        Assert.NotNull(taken);
        Assert.Equal(Environment.ProcessId, StoreLock.ReadHolder(store.Folder)!.ProcessId);
    }
}
