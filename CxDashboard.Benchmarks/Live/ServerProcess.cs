using System.Diagnostics;
using Microsoft.Playwright;

namespace CxDashboard.Benchmarks.Live;

/// <summary>The real program as a process of its own, and the real browser.</summary>
internal static class ServerProcess
{
    public static BrowserTypeLaunchOptions Chromium => new() { ExecutablePath = "/usr/bin/chromium", Args = ["--no-sandbox", "--disable-quic", "--no-first-run", "--disable-background-networking", "--renderer-process-limit=4", "--disable-renderer-backgrounding"] };

    public static Process Start(params string[] arguments) =>
        Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(Root(), "CxDashboard", "bin", Configuration(), "net10.0", "CxDashboard.dll"), .. arguments]) { UseShellExecute = false, RedirectStandardError = true, RedirectStandardOutput = true })!;

    /// <summary>Where it listens, once it does.</summary>
    public static async Task<string> AddressAsync(Process server)
    {
        while (await server.StandardError.ReadLineAsync() is { } line)
        {
            if (line.IndexOf("http://", StringComparison.Ordinal) is >= 0 and var at) return line[at..].Split(',')[0];
        }

        throw new InvalidOperationException("The server ended while it started.");
    }

    // The program's own output: the copy beside the benchmarks has no list of static files.
    private static string Root() => Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "..", ".."));

    private static string Configuration() => new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
}
