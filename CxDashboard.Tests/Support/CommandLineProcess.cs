using System.Diagnostics;
using System.Text.Json.Nodes;
using Xunit;

namespace CxDashboard.Tests.Support;

/// <summary>What one call of the program said.</summary>
internal sealed record CallResult(int ExitCode, string Output, string Errors)
{
    /// <summary>The answer as JSON; fails with what went wrong where there is none.</summary>
    public JsonNode Json
    {
        get
        {
            Assert.True(ExitCode == 0, $"exit code {ExitCode}: {Errors}");
            return JsonNode.Parse(Output)!;
        }
    }
}

/// <summary>Calls the real program as a process of its own.</summary>
internal static class CommandLineProcess
{
    /// <summary>The program under test, as it was built.</summary>
    public static string Program { get; } = typeof(CxDashboard.Measuring.Measure).Assembly.Location;

    public static async Task<CallResult> RunAsync(params string[] arguments)
    {
        using var process = Start(arguments);
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(Token), process.StandardError.ReadToEndAsync(Token));
        await process.WaitForExitAsync(Token);
        return new CallResult(process.ExitCode, await output, await errors);
    }

    public static Process Start(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Program, .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        start.Environment.Remove("CXDASHBOARD_DATA");
        return Process.Start(start)!;
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;
}

/// <summary>A data folder that is gone after the test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("cx-test-");

    public string Path => _directory.FullName;

    public string File(string name, string? text = null)
    {
        var path = System.IO.Path.Combine(Path, name);
        if (text is not null) System.IO.File.WriteAllText(path, text);
        return path;
    }

    public void Dispose() => _directory.Delete(recursive: true);
}
