using System.CommandLine.Parsing;
using System.Diagnostics;
using Xunit;

namespace CxDashboard.Tests.Support;

/// <summary>
/// Runs a line of a guide as a person would, standing in a folder of their own, with data in that folder. The one thing
/// that is changed: the project is named by its path, and is not built again.
/// </summary>
internal static class GuideCommand
{
    public static async Task<CallResult> RunAsync(string command, string folder)
    {
        using var process = Start(command, folder);
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(Token), process.StandardError.ReadToEndAsync(Token));
        await process.WaitForExitAsync(Token);
        return new CallResult(process.ExitCode, await output, await errors);
    }

    public static Process Start(string command, string folder)
    {
        const string Typed = "dotnet run --project CxDashboard";
        var settings = command.Split(' ').TakeWhile(w => w.Contains('=', StringComparison.Ordinal)).ToList();
        command = string.Join(' ', command.Split(' ').Skip(settings.Count));
        Assert.StartsWith(Typed, command, StringComparison.Ordinal);
        var configuration = AppContext.BaseDirectory.Contains("/Release/", StringComparison.Ordinal) ? "Release" : "Debug";
        string[] words = ["run", "--no-build", "-c", configuration, "--project", Path.Combine(SourceTree.Root, "CxDashboard"), .. CommandLineParser.SplitCommandLine(command[Typed.Length..])];
        var start = new ProcessStartInfo("dotnet", words) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder };
        start.Environment["CXDASHBOARD_DATA"] = Path.Combine(folder, "data");
        foreach (var setting in settings.Select(s => s.Split('=', 2))) start.Environment[setting[0]] = setting[1];
        return Process.Start(start)!;
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;
}
