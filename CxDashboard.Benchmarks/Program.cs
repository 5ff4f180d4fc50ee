using CxDashboard.Benchmarks;

return args switch
{
    ["import", ..] => await ImportBenchmark.RunAsync(args.Length > 1 ? int.Parse(args[1], null) : 1_000_000),
    ["ask", ..] => await AskBenchmark.RunAsync(args.Length > 1 ? int.Parse(args[1], null) : 1_000_000),
    ["live", ..] => await LiveBenchmark.RunAsync(),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("""
        Measured comparisons, run by hand on a quiet machine:
          dotnet run -c Release --project CxDashboard.Benchmarks -- import [ROWS]   import against `sqlite3 .import` of the same file
          dotnet run -c Release --project CxDashboard.Benchmarks -- ask [ROWS]      the engine's one pass against SQLite's GROUP BY
          dotnet run -c Release --project CxDashboard.Benchmarks -- live            from a committed record to the open page
        """);
    return 2;
}
