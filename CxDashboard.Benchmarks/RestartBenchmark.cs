using CxDashboard.Benchmarks.Generated;
using CxDashboard.Data;
using CxDashboard.Data.Writing;

namespace CxDashboard.Benchmarks;

/// <summary>
/// How soon after a start the engine answers: read from the store, against bare reads of the same columns by prepared
/// statement, on one thread and on as many as there are processors; and loaded from a snapshot.
/// </summary>
internal static class RestartBenchmark
{
    private const int Runs = 3;

    public static async Task<int> RunAsync(BenchmarkOptions options)
    {
        var rows = GeneratedArrays.Make(options.Rows);
        var store = await GeneratedStore.EnsureAsync(rows, options);
        var (bare, shared, rebuilt, written, loaded) = (new Timing(), new Timing(), new Timing(), new Timing(), new Timing());
        for (var run = 0; run < Runs; run++)
        {
            bare.Run(() => Read(store, options.Rows, threads: 1));
            shared.Run(() => Read(store, options.Rows, Environment.ProcessorCount));
            File.Delete(Store.SnapshotPath(store));
            using (var engine = new Engine(store))
            {
                await rebuilt.RunAsync(engine.FollowAsync);
                await written.RunAsync(() => engine.Measure.StoreSnapshotAsync(CancellationToken.None));
            }

            using (var again = new Engine(store)) await loaded.RunAsync(again.FollowAsync);
            File.Delete(Store.SnapshotPath(store));
            GC.Collect();
        }

        Console.WriteLine($"bare read of the same columns {bare}");
        Console.WriteLine($"bare read on all processors   {shared}");
        Console.WriteLine($"rebuilt from the store        {rebuilt}, {rebuilt.Median / bare.Median:N2} × the bare read, {rebuilt.Median / shared.Median:N2} × that on all processors");
        Console.WriteLine($"snapshot written and synced   {written}");
        Console.WriteLine($"loaded from the snapshot      {loaded}, {loaded.Median / rebuilt.Median:N2} × the rebuild");
        return 0;
    }

    // Every value is fetched, texts as their bytes: what any reader of these columns pays before it does anything with them.
    private static void Read(string store, int rows, int threads) => Parallel.For(0, threads, new ParallelOptions { MaxDegreeOfParallelism = threads }, i =>
    {
        using var reader = Store.OpenReader(store);
        using var statement = new Statement(reader, $"SELECT {Engine.Columns} FROM interaction i WHERE i.id > ?1 AND i.id <= ?2");
        statement.Bind(1, rows * (long)i / threads);
        statement.Bind(2, rows * (i + 1L) / threads);
        var columns = Engine.Columns.Count(c => c == ',') + 1;
        while (statement.Step())
        {
            for (var column = 0; column < columns; column++)
            {
                _ = statement.Type(column) switch
                {
                    SQLitePCL.raw.SQLITE_INTEGER => statement.Integer(column),
                    SQLitePCL.raw.SQLITE_FLOAT => statement.Real(column),
                    SQLitePCL.raw.SQLITE_TEXT => statement.Utf8(column).Length,
                    _ => 0,
                };
            }
        }
    });
}
