using CxDashboard.Data;
using Microsoft.Data.Sqlite;
using Xunit;
using static CxDashboard.Tests.Data.TemporaryStore;

namespace CxDashboard.Tests.Data;

/// <summary>What is written together, and when its callers are answered. The writer is held up so that batches meet in one group.</summary>
public sealed class StoreWriterGroupTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task AnAnsweredBatch_IsCommitted()
    {
        await using var store = await TemporaryStore.OpenedAsync();

        for (var i = 1; i <= 20; i++)
        {
            await store.WriteAsync(Record("r" + i));
            Assert.Equal([$"{i}"], store.Ask("SELECT count(*) FROM interaction"));
        }
    }

    [Fact]
    public async Task BatchesThatMeet_CommitOnceAndAreAllAnswered()
    {
        await using var store = await TemporaryStore.OpenedAsync();
        var commits = 0;
        store.Writer.Committed += () => Interlocked.Increment(ref commits);

        Task<WriteResult>[] writes;
        using (await HeldUp.Async(store.Writer))
            writes = [.. Enumerable.Range(0, 50).Select(i => store.WriteAsync(Record("r" + i)))];
        var results = await Task.WhenAll(writes);
        await store.Writer.RunAsync((_, _) => 0, Token);

        Assert.Equal(1, commits);
        Assert.Equal(Enumerable.Range(1, 50).Select(i => (long)i), results.Select(r => r.Outcomes[0].Id));
    }

    [Fact]
    public async Task AFaultyBatchAmongOthers_FailsAloneAndLeavesNothing()
    {
        await using var store = await TemporaryStore.OpenedAsync();
        await store.WriteAsync(Record("before"));

        Task<WriteResult> good, bad, alsoGood;
        using (await HeldUp.Async(store.Writer))
        {
            good = store.WriteAsync(Record("good"));
            bad = store.WriteAsync(Record("lost") with { Source = "lost" }, Record("before", "changed"), Record("x") with { ExternalId = null! });
            alsoGood = store.WriteAsync(Record("also good") with { Source = "phone" });
        }

        await Assert.ThrowsAsync<SqliteException>(() => bad);
        Assert.Equal((2L, 2L), ((await good).Outcomes[0].Id, (await good).Sequence));
        Assert.Equal((3L, 3L), ((await alsoGood).Outcomes[0].Id, (await alsoGood).Sequence));
        Assert.Equal(["before|billing|mail", "good|billing|mail", "also good|billing|phone"],
            store.Ask("SELECT external_id, topic, name FROM interaction JOIN source ON source.id = source_id ORDER BY interaction.id"));
        Assert.Empty(store.Ask("SELECT * FROM interaction_version"));
    }

    [Fact]
    public async Task AFaultInTheMiddleOfARecord_DoesNotLeakIntoTheNext()
    {
        await using var store = await TemporaryStore.OpenedAsync();

        await Assert.ThrowsAsync<OverflowException>(() => store.WriteAsync(Record("dear") with { Cost = decimal.MaxValue }));
        await Assert.ThrowsAsync<SqliteException>(() => store.WriteAsync(Record("x") with { ExternalId = null!, Region = "leaked" }));
        await store.WriteAsync(Record("a"));

        Assert.Equal(["1|a|-"], store.Ask("SELECT id, external_id, region FROM interaction"));
    }

    [Fact]
    public async Task ABatchCancelledWhileItWaits_IsNotWritten()
    {
        await using var store = await TemporaryStore.OpenedAsync();
        using var caller = new CancellationTokenSource();

        using (await HeldUp.Async(store.Writer))
        {
            var write = store.Writer.WriteAsync(new WriteBatch { Records = [Record("a")] }, caller.Token);
            await caller.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => write);
        }

        await store.WriteAsync(Record("b"));
        Assert.Equal(["1|b"], store.Ask("SELECT id, external_id FROM interaction"));
    }

    [Fact]
    public async Task AWriteCancelledAfterItWasTaken_IsWrittenAndAnswered()
    {
        await using var store = await TemporaryStore.OpenedAsync();
        using var caller = new CancellationTokenSource();

        var answer = await store.Writer.RunAsync((connection, _) =>
        {
            caller.Cancel();
            return TemporaryStore.Ask(connection, "INSERT INTO setting (name, value) VALUES ('a', 'b') RETURNING value")[0];
        }, caller.Token);

        Assert.Equal("b", answer);
        Assert.Equal(["a|b"], store.Ask("SELECT name, value FROM setting WHERE name = 'a'"));
    }

    [Fact]
    public async Task WorkThatFails_IsRolledBackAndItsFaultTold()
    {
        await using var store = await TemporaryStore.OpenedAsync();

        await Assert.ThrowsAsync<InvalidOperationException>(() => store.Writer.RunAsync<int>((connection, _) =>
        {
            TemporaryStore.Ask(connection, "INSERT INTO setting (name, value) VALUES ('a', 'b')");
            throw new InvalidOperationException("no");
        }, Token));

        Assert.Empty(store.Ask("SELECT * FROM setting WHERE name = 'a'"));
    }

    [Fact]
    public async Task WorkThatEndsTheTransaction_FailsAndTheWriterGoesOn()
    {
        await using var store = await TemporaryStore.OpenedAsync();

        await Assert.ThrowsAnyAsync<Exception>(() => store.Writer.RunAsync((_, transaction) =>
        {
            transaction.Rollback();
            return 0;
        }, Token));

        Assert.Equal(1, (await store.WriteAsync(Record("a"))).Outcomes[0].Id);
    }

    [Fact]
    public async Task Closing_WritesWhatWaitsAndEmptiesTheLog()
    {
        await using var store = await TemporaryStore.OpenedAsync();
        var writer = store.Writer;

        Task<WriteResult>[] writes;
        Task closing;
        using (await HeldUp.Async(writer))
        {
            writes = [.. Enumerable.Range(0, 10).Select(i => store.WriteAsync(Record("r" + i)))];
            closing = store.CloseAsync();
        }

        await closing;
        await Task.WhenAll(writes);
        Assert.False(File.Exists(store.Path + "-wal"));
        Assert.Equal(["10"], store.Ask("SELECT count(*) FROM interaction"));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => writer.WriteAsync(new WriteBatch { Records = [Record("late")] }, Token));
    }

    [Fact]
    public async Task CommittedIsRaised_ForChangesOnly()
    {
        await using var store = await TemporaryStore.OpenedAsync();
        var commits = 0;
        store.Writer.Committed += () => Interlocked.Increment(ref commits);
        store.Writer.Committed += () => throw new InvalidOperationException("A listener's fault is not the writer's.");

        await store.WriteAsync(Record("a"));
        await store.WriteAsync(Record("a"));
        await store.DeleteAsync("nobody");
        await store.Writer.RunAsync((_, _) => 0, Token);
        await store.DeleteAsync("a");
        await store.Writer.RunAsync((_, _) => 0, Token);

        Assert.Equal(2, commits);
    }

    /// <summary>The writer's thread, kept busy until this is disposed.</summary>
    private sealed class HeldUp : IDisposable
    {
        private readonly ManualResetEventSlim _released = new();

        public static async Task<HeldUp> Async(StoreWriter writer)
        {
            var result = new HeldUp();
            var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _ = writer.RunAsync((_, _) =>
            {
                started.SetResult();
                result._released.Wait(Token);
                return 0;
            }, Token);
            await started.Task;
            return result;
        }

        public void Dispose() => _released.Set();
    }
}
