using CxDashboard.Data;
using CxDashboard.Domain.Time;
using CxDashboard.Features.Sample;
using CxDashboard.Measuring;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace CxDashboard.Benchmarks.Years;

/// <summary>One sample year in a store of its own, measured; both go with it.</summary>
internal sealed class MadeYear : IAsyncDisposable
{
    private const int Batch = 10_000;

    /// <summary>The last day of every year: a Sunday, so that the last week is whole.</summary>
    public static readonly DateOnly Until = new(2026, 11, 29);

    private readonly Store _store;

    private MadeYear(Store store, Measure measure) => (_store, Measure) = (store, measure);

    public Measure Measure { get; }

    /// <summary>A year of a seed with some of the stories.</summary>
    public static async Task<MadeYear> OfAsync(ulong seed, Planted planted)
    {
        // In memory where the machine has such a folder: nothing of it is kept.
        var folder = Directory.Exists("/dev/shm") ? "/dev/shm" : Path.GetTempPath();
        var path = Path.Combine(folder, $"cx-year-{seed}-{(int)planted}-{Guid.NewGuid():N}.db");
        var end = SampleYear.End(Until, TimeZoneInfo.Utc);
        var clock = new Stopped(end);
        var store = await Store.OpenAsync(path, clock, NullLogger.Instance, CancellationToken.None);
        string[] sources = [.. (await WriteAsync(store, seed, planted)).Order(StringComparer.Ordinal)];
        await store.Writer.WriteAsync(new WriteBatch { KnownUntil = [.. sources.Select(s => new SourceKnownUntil(s, end, end, Forced: true))] }, CancellationToken.None);
        var measure = new Measure(new ShownStore(path, isSample: true), clock, Options.Create(new WorkspaceOptions()));
        await measure.FollowAsync(CancellationToken.None);
        return new MadeYear(store, measure);
    }

    public async ValueTask DisposeAsync()
    {
        Measure.Dispose();
        await _store.DisposeAsync();
        foreach (var file in Directory.GetFiles(Path.GetDirectoryName(_store.Path)!, Path.GetFileName(_store.Path) + "*")) File.Delete(file);
    }

    private static async Task<HashSet<string>> WriteAsync(Store store, ulong seed, Planted planted)
    {
        HashSet<string> sources = new(StringComparer.Ordinal);
        foreach (var batch in SampleYear.Make(Until, seed, TimeZoneInfo.Utc, planted).Chunk(Batch))
        {
            foreach (var record in batch) sources.Add(record.Source);
            await store.Writer.WriteAsync(new WriteBatch { Records = batch }, CancellationToken.None);
        }

        return sources;
    }

    // The year is read at its end.
    private sealed class Stopped(Instant now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now.ToDateTimeOffset();
    }
}
