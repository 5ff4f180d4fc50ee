using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace CxDashboard.Benchmarks.Charts;

/// <summary>The same picture by matplotlib, as a yardstick, where the machine has it.</summary>
internal static class MatplotlibTimes
{
    private const string Script = """
        import io, sys, time
        try:
            import matplotlib
        except ImportError:
            sys.exit(3)
        matplotlib.use("Agg")
        import matplotlib.pyplot as plt
        days = int(sys.argv[1])
        xs = range(days)
        def once(form):
            begun = time.perf_counter()
            figure, axes = plt.subplots(figsize=(12, 6.75), dpi=100)
            axes.fill_between(xs, [0.62 + 0.02 * (i * 7919 % 101) / 101 for i in xs], [0.88 - 0.02 * (i * 104729 % 97) / 97 for i in xs], step="mid", alpha=0.3)
            for line in range(3):
                axes.plot(xs, [0.75 - 0.1 * line + 0.1 * (i * 7919 % 1009) / 1009 for i in xs], label=str(line))
            axes.set_title("Held within 7 days")
            axes.legend()
            figure.savefig(io.BytesIO(), format=form)
            plt.close(figure)
            return (time.perf_counter() - begun) * 1000
        for form in ("svg", "png"):
            for _ in range(3):
                once(form)
            print(form, sorted(once(form) for _ in range(15))[7])
        """;

    /// <summary>A sentence with its median times; without it, what it took on a machine like ours when the requirement was written.</summary>
    public static string Measure(int days)
    {
        const string Cited = "matplotlib is not on this machine; the requirement cites 46 ms for SVG and 88 ms for PNG";
        try
        {
            using var python = Process.Start(new ProcessStartInfo("python3", ["-c", Script, days.ToString(CultureInfo.InvariantCulture)]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true });
            if (python is null) return Cited;
            var said = python.StandardOutput.ReadToEnd();
            python.WaitForExit();
            if (python.ExitCode != 0) return Cited;
            var times = said.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l.Split(' ')).ToDictionary(l => l[0], l => double.Parse(l[1], CultureInfo.InvariantCulture), StringComparer.Ordinal);
            return string.Create(CultureInfo.InvariantCulture, $"matplotlib here, 1200 × 675: SVG median {times["svg"]:N1} ms, PNG {times["png"]:N1} ms");
        }
        catch (Win32Exception)
        {
            return Cited;
        }
    }
}
