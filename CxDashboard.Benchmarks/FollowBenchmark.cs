using CxDashboard.Benchmarks.Generated;

namespace CxDashboard.Benchmarks;

/// <summary>
/// One record folded into the engine after its commit, a thousand times, over histories of different sizes: what comes in
/// must cost the same however much there is.
/// </summary>
internal static class FollowBenchmark
{
    private const int Records = 1_000;
    private const int ForTheCompiler = 50;

    public static async Task<int> RunAsync(BenchmarkOptions options)
    {
        foreach (var size in (int[])[options.Rows / 100, options.Rows / 10, options.Rows])
        {
            var rows = GeneratedArrays.Make(Math.Max(1_000, size));
            await using var scratch = await GeneratedStore.CopyAsync(rows, options);
            using var engine = new Engine(scratch.Store.Path);
            await engine.FollowAsync();
            var (incoming, time) = (new Incoming(scratch.Store.Writer), new Timing());
            for (var i = 0; i < ForTheCompiler + Records; i++)
            {
                await incoming.WriteAsync();
                var run = i < ForTheCompiler ? new Timing() : time;
                var (_, records) = await run.RunAsync(engine.FollowAsync);
                if (records != 1) throw new InvalidOperationException($"One record was committed, and the engine folded in {records}.");
            }

            Console.WriteLine($"history of {rows.Rows,12:N0}: one record folded in, median {time.Median,7:N2} ms, 99 % within {time.At(0.99),7:N2} ms, worst {time.Worst,7:N2} ms, {time.Allocated / 1e3:N0} kB allocated by the last");
        }

        return 0;
    }
}
