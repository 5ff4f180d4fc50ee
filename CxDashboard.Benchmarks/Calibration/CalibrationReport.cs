using System.Diagnostics;

namespace CxDashboard.Benchmarks.Calibration;

/// <summary>Prints how far the statistics keep what they promise, and writes it into docs/statistics.md between two markers.</summary>
internal static class CalibrationReport
{
    private const string Begin = "<!-- calibration: begin -->";
    private const string End = "<!-- calibration: end -->";

    private static readonly Func<CalibrationTable>[] Tables =
    [
        FalseAlarms.OfNoise, FalseAlarms.OfNeighbours, FalseAlarms.Power, BeforeAfterAlarms.OfNoChange, OtherAlarms.OfNoise, PatternAlarms.OfYears,
        ShareCoverage.One, ShareCoverage.Two, ShareCoverage.Promoters,
        ValueCoverage.Averages, ValueCoverage.Ranks, ValueCoverage.Rates, ValueCoverage.Waits, ValueCoverage.Bands,
    ];

    /// <summary>With `--check` nothing is written, and 1 is the answer where the file says something else.</summary>
    /// <exception cref="FormatException">An argument is not known, or the file or its markers are not there.</exception>
    public static int Run(IReadOnlyList<string> arguments)
    {
        if (arguments is not ([] or ["--check"])) throw new FormatException("calibrate takes no argument but --check.");
        var path = Find();
        var before = File.ReadAllText(path);
        var (from, to) = (before.IndexOf(Begin, StringComparison.Ordinal), before.IndexOf(End, StringComparison.Ordinal));
        if (from < 0 || to < from) throw new FormatException($"{path} lacks the line {Begin} or, after it, {End}.");
        var text = "";
        foreach (var table in Tables)
        {
            var clock = Stopwatch.StartNew();
            var markdown = table().Markdown();
            Console.WriteLine(markdown);
            Console.Error.WriteLine($"({text.Split("### ").Length} of {Tables.Length}, {clock.Elapsed.TotalSeconds:N1} s)");
            text += markdown + "\n";
        }

        var after = $"{before[..(from + Begin.Length)]}\n{text}{before[to..]}";
        if (arguments.Count == 0) File.WriteAllText(path, after);
        else if (after != before) Console.Error.WriteLine($"{path} says something else.");
        return arguments.Count == 0 || after == before ? 0 : 1;
    }

    private static string Find()
    {
        for (var folder = new DirectoryInfo(Environment.CurrentDirectory); folder is not null; folder = folder.Parent)
        {
            var path = Path.Combine(folder.FullName, "docs", "statistics.md");
            if (File.Exists(path)) return path;
        }

        throw new FormatException("docs/statistics.md is in no folder above the current one.");
    }
}
