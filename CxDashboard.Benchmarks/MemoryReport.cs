using CxDashboard.Benchmarks.Generated;
using CxDashboard.Data;

namespace CxDashboard.Benchmarks;

/// <summary>How long an engine takes to read a whole store, and the memory that it then holds.</summary>
internal static class MemoryReport
{
    /// <summary>Builds an engine over a store, and prints what that took; dictionaries are printed apart from the columns.</summary>
    public static async Task<Engine> RebuildAsync(string store, GeneratedArrays rows)
    {
        // What the caller is done with is still alive in its frame as long as that is on the stack.
        await Task.Yield();
        var how = File.Exists(Store.SnapshotPath(store)) ? "loaded from a snapshot" : "rebuilt";
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var (engine, time) = (new Engine(store), new Timing());
        await time.RunAsync(engine.FollowAsync);
        var held = GC.GetTotalMemory(forceFullCollection: true) - before;
        var memory = engine.Measure.Memory;
        var dictionaries = memory.Where(m => m.What.StartsWith("dictionary", StringComparison.Ordinal)).Sum(m => m.Bytes);
        Console.WriteLine($"{how} in {time}, {rows.Rows / time.Median:N0} thousand interactions a second");
        Console.WriteLine($"memory held by the process's heap {(held - dictionaries) / (double)rows.Rows:N1} bytes an interaction with its issue, and {dictionaries / (double)rows.Rows:N1} for dictionaries:");
        foreach (var (what, bytes) in memory) Console.WriteLine($"  {what,-30} {bytes / (double)rows.Rows,6:N2} bytes an interaction");
        return engine;
    }

    /// <summary>Prints what issues take once everything was asked: what is found out about them is kept until it changes.</summary>
    public static void PrintIssues(Engine engine, int rows)
    {
        var (issues, all) = (engine.Measure.Memory.Single(m => m.What == "issues").Bytes, engine.Measure.Memory.Sum(m => m.Bytes));
        Console.WriteLine($"issues, after all was asked       {issues / (double)rows:N2} bytes an interaction, everything with dictionaries {all / (double)rows:N1}");
    }
}
