using System.Globalization;
using CxDashboard.Benchmarks;
using CxDashboard.Benchmarks.Calibration;
using CxDashboard.Benchmarks.Charts;
using CxDashboard.Benchmarks.Live;
using CxDashboard.Benchmarks.Questions;
using CxDashboard.Benchmarks.Wire;
using CxDashboard.Benchmarks.Years;

try
{
    return args switch
    {
        ["import", .. var rest] => await ImportBenchmark.RunAsync(BenchmarkOptions.Read(rest).Rows),
        ["wire", .. var rest] => await WireBenchmark.RunAsync(BenchmarkOptions.Read(rest)),
        ["wire-drop"] => await DroppingServer.RunAsync(),
        ["live"] => await LiveBenchmark.RunAsync(),
        ["pixel", .. var rest] => await PixelBenchmark.RunAsync(BenchmarkOptions.Read(rest)),
        ["engine", .. var rest] => await EngineBenchmark.RunAsync(BenchmarkOptions.Read(rest)),
        ["limit", .. var rest] => EngineBenchmark.RunLimit(BenchmarkOptions.Read(rest)),
        ["page", .. var rest] => await PageBenchmark.RunAsync(BenchmarkOptions.Read(rest)),
        ["behind", .. var rest] => await BehindBenchmark.RunAsync(BenchmarkOptions.Read(rest)),
        ["follow", .. var rest] => await FollowBenchmark.RunAsync(BenchmarkOptions.Read(rest)),
        ["load", .. var rest] => await LoadBenchmark.RunAsync(BenchmarkOptions.Read(rest)),
        ["views", .. var rest] => await ViewsBenchmark.RunAsync(BenchmarkOptions.Read(rest)),
        ["restart", .. var rest] => await RestartBenchmark.RunAsync(BenchmarkOptions.Read(rest)),
        ["charts"] => ChartsBenchmark.Run(),
        ["charts", "fuzz", .. var rest] => ChartsFuzz.Run(Count(rest, 5000)),
        ["charts", "soak", .. var rest] => ChartsFuzz.Soak(Count(rest, 10_000)),
        ["statistics"] => StatisticsBenchmark.Run(),
        ["signals", .. var rest] => await SampleSignals.RunAsync(Count(rest, 200)),
        ["calibrate", .. var rest] => CalibrationReport.Run(rest),
        _ => Usage(),
    };
}
catch (Exception fault) when (fault is FormatException or SidesDifferException)
{
    Console.Error.WriteLine(fault.Message);
    return 1;
}

static int Count(string[] rest, int usual) => rest.Length == 0 ? usual : int.Parse(rest[0], NumberStyles.None, CultureInfo.InvariantCulture);

static int Usage()
{
    Console.Error.WriteLine("""
        Measured comparisons, run by hand on a quiet machine:
          dotnet run -c Release --project CxDashboard.Benchmarks -- VERB [ROWS] [--folder DIR] [--no-sqlite] [--snapshot] [--seconds N]
            import    import against `sqlite3 .import` of the same file
            wire      records by wire: single POSTs against an address that parses and drops, batches of 100 against a bare upsert
            live      from a committed record to the open page
            pixel     fifty records a second and fifty open pages: from the POST to the changed page, and a burst of 10,000
            engine    rebuild, memory, and four questions by day, channel and topic between the limit of the machine and SQLite
            limit     the limit of the machine alone, without store and engine
            page      every metric by week in one call: anew, again, and after one more record
            behind    the claims of each day; the rows behind one week of every metric: a page of them, and six at random
            follow    one record folded in, over histories of three sizes up to ROWS
            load      twenty records a second and fifty viewers: processor, and from the commit to each viewer's answer
            views     the models of Trends and of metrics' pages for their first viewer
            restart   reading the whole store anew against a bare read of the same columns, and against a snapshot
            statistics  reading 1,000 charts, and one before/after comparison, beside a bare pass and an ordinary fit
            charts    drawing beside a bare writer of the same coordinates, PNG, and a page for its first viewer and the next
            charts fuzz [N]  random and damaged pictures through librsvg and cairo: no crash
            charts soak [N]  renders in a row, with the memory after each 1,000
            signals [N]  N quiet sample years: false signals against the printed budget; N with all that is planted: what is found and what is missed
            calibrate [--check]  false alarms and coverage of the statistics by simulation, about a minute: printed, and written
                      into docs/statistics.md between its markers; with --check only compared, 1 where the file says something else
        ROWS is 1000000 without saying. Generated stores are kept in DIR (else in the temporary folder) for later runs; with
        --snapshot the engine starts from one kept beside them, instead of reading ten million records each time.
        """);
    return 2;
}
