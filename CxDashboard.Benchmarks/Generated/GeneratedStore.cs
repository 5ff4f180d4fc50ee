using System.Diagnostics;
using System.Globalization;
using CxDashboard.Data;
using CxDashboard.Domain.Interactions;
using CxDashboard.Domain.Time;
using Microsoft.Extensions.Logging.Abstractions;

namespace CxDashboard.Benchmarks.Generated;

/// <summary>
/// The generated interactions in a real store, written by the store's own writer. The file is kept for later runs, under a
/// name that says what is in it.
/// </summary>
internal static class GeneratedStore
{
    private const int BatchRows = 2_000;
    private const int Waiting = 16;

    /// <summary>The store's file, which is written first where it is not there yet.</summary>
    public static async Task<string> EnsureAsync(GeneratedArrays rows, BenchmarkOptions options)
    {
        var path = await EnsureStoreAsync(rows, options.Folder);

        // Kept under another name, so that a run without it reads the store.
        var (snapshot, kept) = (Store.SnapshotPath(path), path + ".kept-snapshot");
        File.Delete(snapshot);
        if (!options.Snapshot) return path;
        if (!File.Exists(kept))
        {
            using var engine = new Engine(path);
            await engine.FollowAsync();
            await engine.Measure.StoreSnapshotAsync(CancellationToken.None);
            File.Move(snapshot, kept);
        }

        File.Copy(kept, snapshot);
        return path;
    }

    private static async Task<string> EnsureStoreAsync(GeneratedArrays rows, string folder)
    {
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"store-{rows.Rows}-{World.Seed}.{World.Version}-{StoreFile.Known[^1]}.db"));
        if (File.Exists(path)) return path;
        var clock = Stopwatch.StartNew();
        var part = path + ".part";
        foreach (var left in (string[])[part, part + "-wal", part + "-shm"]) File.Delete(left);
        await using (var store = await Store.OpenAsync(part, TimeProvider.System, NullLogger.Instance, CancellationToken.None)) await WriteAsync(store.Writer, rows);
        File.Move(part, path);
        Console.WriteLine($"{rows.Rows:N0} interactions written to {path} in {clock.Elapsed.TotalSeconds:N1} s, {new FileInfo(path).Length / 1e6:N0} MB");
        return path;
    }

    /// <summary>A copy of the store that may be written to; it is gone when disposed.</summary>
    public static async Task<ScratchStore> CopyAsync(GeneratedArrays rows, BenchmarkOptions options)
    {
        var scratch = Directory.CreateTempSubdirectory("cx-bench-").FullName;
        var path = Path.Combine(scratch, "store.db");
        var store = await EnsureAsync(rows, options);
        File.Copy(store, path);
        if (options.Snapshot) File.Move(Store.SnapshotPath(store), Store.SnapshotPath(path));

        // So that the commits of the run do not wait for the copy.
        using (var copy = new FileStream(path, FileMode.Open, FileAccess.ReadWrite)) copy.Flush(flushToDisk: true);
        return new ScratchStore(scratch, await Store.OpenAsync(path, TimeProvider.System, NullLogger.Instance, CancellationToken.None));
    }

    public static string CustomerName(int customer) => string.Create(CultureInfo.InvariantCulture, $"C-{customer:D7}");

    private static async Task WriteAsync(StoreWriter writer, GeneratedArrays rows)
    {
        await writer.WriteAsync(new WriteBatch { KnownUntil = [new SourceKnownUntil(World.Source, new Instant(World.KnownUntil), new Instant(World.End))] }, CancellationToken.None);
        var waiting = new Queue<Task>();
        for (var first = 0; first < rows.Rows; first += BatchRows)
        {
            if (waiting.Count == Waiting) await waiting.Dequeue();
            var batch = new Interaction[Math.Min(BatchRows, rows.Rows - first)];
            for (var i = 0; i < batch.Length; i++) batch[i] = Record(rows, first + i);
            waiting.Enqueue(writer.WriteAsync(new WriteBatch { Records = batch }, CancellationToken.None));
        }

        await Task.WhenAll(waiting);
    }

    private static Interaction Record(GeneratedArrays rows, int row)
    {
        var opened = new Instant(rows.OpenedAt(row));
        var claimed = After(opened, rows.ToClaim[row]);
        var reopened = After(claimed, rows.ToReopening[row]);
        return new Interaction
        {
            Source = World.Source,
            ExternalId = string.Create(CultureInfo.InvariantCulture, $"G-{row:D8}"),
            Customer = CustomerName(rows.Customer[row]),
            Channel = World.Channels[rows.Channel[row]],
            Topic = World.Topics[rows.Topic[row]],
            Product = World.Products[rows.Product[row]],
            Region = World.Regions[rows.Region[row]],
            OpenedAt = opened,
            FirstReplyAt = After(opened, rows.ToReply[row]),
            ClaimedAt = claimed,
            ReopenedCount = reopened is null ? null : 1,
            ReopenedAt = reopened,
            LastClaimedAt = After(reopened, rows.ToLastClaim[row]),
            Rating = rows.Rating[row] == 0 ? null : rows.Rating[row],
            RatingScale = rows.Rating[row] == 0 ? null : 5,
            RatedAt = rows.Rating[row] == 0 ? null : After(opened, rows.ToRating[row]),
        };
    }

    private static Instant? After(Instant? instant, int seconds) => seconds == 0 || instant is not { } from ? null : from + TimeSpan.FromSeconds(seconds);
}

/// <summary>A store of its own folder, both of which go when it is disposed.</summary>
internal sealed class ScratchStore(string folder, Store store) : IAsyncDisposable
{
    public Store Store => store;

    public async ValueTask DisposeAsync()
    {
        await store.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }
}
