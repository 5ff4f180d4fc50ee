using System.Diagnostics;
using System.Threading.Channels;
using CxDashboard.Benchmarks.Generated;
using CxDashboard.Live;
using CxDashboard.Measuring;

namespace CxDashboard.Benchmarks;

/// <summary>
/// Records coming in while people look, all in this process: twenty records a second, and fifty viewers of pages under ten
/// different filters, each of which asks its page anew whenever figures changed. What it takes of a core, and how long
/// after a commit each viewer has the answer that holds it.
/// </summary>
internal static class LoadBenchmark
{
    private const int Viewers = 50;
    private const int Filters = 10;
    private static readonly TimeSpan BetweenRecords = TimeSpan.FromMilliseconds(50);

    public static async Task<int> RunAsync(BenchmarkOptions options)
    {
        var rows = GeneratedArrays.Make(options.Rows);
        await using var scratch = await GeneratedStore.CopyAsync(rows, options);
        using var engine = await MemoryReport.RebuildAsync(scratch.Store.Path, rows);
        var incoming = new Incoming(scratch.Store.Writer);
        for (var warming = 0; warming < 3; warming++)
        {
            for (var filter = 0; filter < Filters; filter++) await engine.AskManyAsync(PageBenchmark.ByWeek(Viewer.Metrics, 0, Filter(filter)));

            // The first record makes the source a live one, which changes everything once.
            await incoming.WriteAsync();
            await engine.FollowAsync();
        }

        for (var filter = 0; filter < Filters; filter++) await engine.AskManyAsync(PageBenchmark.ByWeek(Viewer.Metrics, 0, Filter(filter)));
        var (feed, commits) = (new LiveFeed(), new Commits(engine.Measure.State.Sequence));
        var woken = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
        scratch.Store.Writer.Committed += () =>
        {
            commits.Add();
            woken.Writer.TryWrite(true);
        };
        using var over = new CancellationTokenSource();
        var viewers = Enumerable.Range(0, Viewers).Select(i => new Viewer(engine, feed, commits, Filter(i))).ToList();
        List<Task> running = [FollowAsync(engine, feed, woken.Reader, over.Token), .. viewers.Select(v => v.RunAsync(over.Token))];

        var (processor, clock, written) = (Environment.CpuUsage.TotalTime, Stopwatch.StartNew(), 0);
        for (; clock.Elapsed.TotalSeconds < options.Seconds; written++)
        {
            // By when it is due, not by when the one before was done: whatever holds one up, the next ones make up for it.
            var early = (BetweenRecords * written) - clock.Elapsed;
            if (early > TimeSpan.Zero) await Task.Delay(early, TimeProvider.System, over.Token);
            await incoming.WriteAsync();
        }

        var (used, lasted) = (Environment.CpuUsage.TotalTime - processor, clock.Elapsed);
        await over.CancelAsync();
        foreach (var task in running) await task.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (running.Find(t => t.IsFaulted) is { } faulted) await faulted;
        Print(written, lasted, used, viewers);
        return 0;
    }

    private static void Print(int written, TimeSpan lasted, TimeSpan used, List<Viewer> viewers)
    {
        var lags = new Timing();
        foreach (var lag in viewers.SelectMany(v => v.Lags)) lags.Add(lag);
        var answers = viewers.Sum(v => v.Answers);
        Console.WriteLine($"{written:N0} records in {lasted.TotalSeconds:N1} s, {written / lasted.TotalSeconds:N1} a second (wanted: {1 / BetweenRecords.TotalSeconds:N0}); {viewers.Count} viewers had {answers:N0} new pages, {answers / lasted.TotalSeconds / viewers.Count:N2} a second each");
        Console.WriteLine($"processor {used / lasted * 100:N0} % of a core, writing and generating records included");
        Console.WriteLine($"from the commit to a viewer's answer that holds it ({lags.Runs:N0} of them): median {lags.Median:N0} ms, 99 % within {lags.At(0.99):N0} ms, worst {lags.Worst:N0} ms (rests of {MeasureWaker.LongestRest.TotalMilliseconds:N0} ms between runs are in it)");
    }

    // Ten filters: everything, the six channels, three regions.
    private static IReadOnlyList<Slice> Filter(int viewer) => (viewer % Filters) switch
    {
        0 => [],
        <= 6 and var channel => [new Slice("channel", World.Channels[channel - 1])],
        var region => [new Slice("region", World.Regions[region - 7])],
    };

    // What MeasureJob and its waker do, without a scheduler.
    private static async Task FollowAsync(Engine engine, LiveFeed feed, ChannelReader<bool> woken, CancellationToken over)
    {
        await foreach (var _ in woken.ReadAllAsync(over))
        {
            if ((await engine.FollowAsync()).Changed) feed.Publish(Topic.Measures);
            await Task.Delay(MeasureWaker.LongestRest, TimeProvider.System, over);
        }
    }
}

/// <summary>When each commit was on disk. Every record has a commit of its own, so the journal's sequence counts them.</summary>
internal sealed class Commits(long before)
{
    private readonly Lock _gate = new();
    private readonly List<long> _at = [];

    public void Add()
    {
        lock (_gate) _at.Add(Stopwatch.GetTimestamp());
    }

    /// <summary>Milliseconds from each commit in (<paramref name="after"/>, <paramref name="upTo"/>] to now.</summary>
    public IReadOnlyList<double> Since(long after, long upTo)
    {
        lock (_gate)
        {
            return [.. _at.Skip((int)(Math.Max(after, before) - before)).Take((int)(upTo - Math.Max(after, before))).Select(at => Stopwatch.GetElapsedTime(at).TotalMilliseconds)];
        }
    }
}

/// <summary>One open page: asks its questions anew whenever the feed says that figures changed; changes in between are one.</summary>
internal sealed class Viewer(Engine engine, LiveFeed feed, Commits commits, IReadOnlyList<Slice> filter)
{
    public static readonly string[] Metrics = PageBenchmark.Ids(_ => true);
    private readonly Channel<bool> _changed = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>Milliseconds from each commit to the answer that holds it.</summary>
    public List<double> Lags { get; } = [];

    public int Answers { get; private set; }

    public async Task RunAsync(CancellationToken over)
    {
        using var subscription = feed.Subscribe([Topic.Measures], _ => _changed.Writer.TryWrite(true));
        var seen = engine.Measure.State.Sequence;
        await foreach (var _ in _changed.Reader.ReadAllAsync(over))
        {
            var known = engine.Measure.State.Sequence;
            await engine.AskManyAsync(PageBenchmark.ByWeek(Metrics, 0, filter));
            Lags.AddRange(commits.Since(seen, known));
            seen = known;
            Answers++;
        }
    }
}
