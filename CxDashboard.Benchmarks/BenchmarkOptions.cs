using System.Globalization;

namespace CxDashboard.Benchmarks;

/// <summary>What a benchmark is told on the command line: `VERB [ROWS] [--folder DIR] [--no-sqlite] [--snapshot] [--seconds N]`.</summary>
/// <param name="Folder">Where generated stores are kept for later runs.</param>
/// <param name="Sqlite">Whether SQLite is asked too, which at ten million rows takes minutes.</param>
/// <param name="Snapshot">Whether the engine starts from a snapshot, kept beside the generated store, instead of reading all of it.</param>
/// <param name="Seconds">How long a load lasts.</param>
internal sealed record BenchmarkOptions(int Rows, string Folder, bool Sqlite, bool Snapshot, int Seconds)
{
    /// <exception cref="FormatException">An argument is not known, or lacks its value.</exception>
    public static BenchmarkOptions Read(IReadOnlyList<string> arguments)
    {
        var options = new BenchmarkOptions(1_000_000, Path.Combine(Path.GetTempPath(), "cx-benchmarks"), Sqlite: true, Snapshot: false, Seconds: 60);
        for (var i = 0; i < arguments.Count; i++)
        {
            options = arguments[i] switch
            {
                "--no-sqlite" => options with { Sqlite = false },
                "--snapshot" => options with { Snapshot = true },
                "--folder" when i + 1 < arguments.Count => options with { Folder = Path.GetFullPath(arguments[++i]) },
                "--seconds" when i + 1 < arguments.Count => options with { Seconds = Number(arguments[++i]) },
                var rows => options with { Rows = Number(rows) },
            };
        }

        return options;
    }

    private static int Number(string text) =>
        int.TryParse(text.Replace("_", "", StringComparison.Ordinal), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
            ? number
            : throw new FormatException($"\"{text}\" is neither a number of rows nor an option. Write for example: engine 1000000 --no-sqlite.");
}
