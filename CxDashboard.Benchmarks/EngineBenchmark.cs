using System.Diagnostics;
using CxDashboard.Benchmarks.Generated;
using CxDashboard.Benchmarks.Questions;

namespace CxDashboard.Benchmarks;

/// <summary>
/// The four questions by day, channel and topic: the engine between the limit and SQLite, in one process, in turn, after
/// all three have given the same answers. Also how long the engine takes to be there, and how much memory.
/// </summary>
internal static class EngineBenchmark
{
    private const int Runs = 25;

    // The compiler optimises what runs often in steps, and memory is first touched: a server is past both after a minute.
    private const int Warming = 30;
    private static readonly TimeSpan WarmingAtLeast = TimeSpan.FromSeconds(4);

    /// <summary>The limit alone, which needs no store.</summary>
    public static int RunLimit(BenchmarkOptions options)
    {
        var rows = GeneratedArrays.Make(options.Rows);
        var limit = new Limit(new LimitColumns(rows, GeneratedIssues.Of(rows)));
        foreach (var question in Question.All)
        {
            LimitFigures.Run(limit, question);
            var time = new Timing();
            for (var run = 0; run < Runs; run++) time.Run(() => LimitFigures.Run(limit, question));
            Console.WriteLine($"{question.Name,-30} limit {time}, best {time.Best,7:N1} ms, processor of all threads at best {time.Processor,7:N1} ms");
        }

        return 0;
    }

    public static async Task<int> RunAsync(BenchmarkOptions options)
    {
        var rows = GeneratedArrays.Make(options.Rows);
        var store = await GeneratedStore.EnsureAsync(rows, options);
        var issues = GeneratedIssues.Of(rows);
        var limit = new Limit(new LimitColumns(rows, issues));
        using var sqlite = options.Sqlite ? new SqliteQuestions(store, IssueFile.Ensure(store, rows, issues)) : null;
        Console.WriteLine($"{rows.Rows:N0} interactions, {issues.Count:N0} issues, {Groups.Count:N0} groups of day, channel and topic");

        using var engine = await MemoryReport.RebuildAsync(store, rows);
        foreach (var question in Question.All) await CompareAsync(question, limit, engine, sqlite);
        return 0;
    }

    private static async Task CompareAsync(Question question, Limit limit, Engine engine, SqliteQuestions? sqlite)
    {
        var (limitTime, engineTime, sqliteTime) = (new Timing(), new Timing(), new Timing());
        var expected = LimitFigures.Of(limit, question);
        if (sqlite is not null)
        {
            Figures? answered = null;
            sqliteTime.Run(() => answered = sqlite.Ask(question));
            expected.MustEqual(answered!, question.Name, "the limit", "SQLite");
        }

        // The first run of each is for the compiler, and for comparing.
        var asked = EngineQuestions.Of(question, run: 0);
        var first = new Timing();
        var answers = await first.RunAsync(() => engine.AskManyAsync(asked));
        expected.MustEqual(EngineQuestions.Figures(question, asked, answers), question.Name, "the limit", "the engine");
        var warming = Stopwatch.StartNew();
        for (var run = 1; run <= Warming || warming.Elapsed < WarmingAtLeast; run++)
        {
            LimitFigures.Run(limit, question);
            // No more spans than that: each is a day longer.
            await engine.AskManyAsync(EngineQuestions.Of(question, Runs + 1 + (run % 50)));
        }

        for (var run = 1; run <= Runs; run++)
        {
            limitTime.Run(() => LimitFigures.Run(limit, question));
            await engineTime.RunAsync(() => engine.AskManyAsync(EngineQuestions.Of(question, run)));
        }

        var beside = sqlite is null ? "" : $"   SQLite {sqliteTime} ({sqliteTime.Median / engineTime.Median:N1} × the engine)";
        Console.WriteLine($"{question.Name,-30} limit {limitTime}   engine {engineTime} ({engineTime.Median / limitTime.Median:N1} × the limit; the first time {first.Median:N0} ms), {engineTime.Allocated / 1e6:N1} MB allocated{beside}");
    }
}
