using System.Diagnostics;
using System.Text.Json.Nodes;
using CxDashboard.Tests.Support;
using Xunit;

namespace CxDashboard.Tests.Documents;

/// <summary>docs/servicenow-check.md: what the program says of a real log is what was found by hand, and what the page says to type works.</summary>
public sealed class ServiceNowCheckTests
{
    private const string Page = "docs/servicenow-check.md";
    private const string Log = "incident_event_log_141712.csv.gz";

    private static string File => SharedData.Find($"data/uci-incident-event-log/{Log}");

    [Fact]
    public async Task KnownUntilItsLastWholeWeek_SaysWhatWasFoundByHand()
    {
        var log = File;
        using var folder = new TemporaryFolder();
        Assert.Equal(0, (await CommandLineProcess.RunAsync("import", log, "--map", "servicenow-log", "--known-until", "2016-05-30T00:00:00Z", "--data", folder.Path)).ExitCode);
        var answer = (await CommandLineProcess.RunAsync("signals", "--by", "week", "--data", folder.Path, "--format", "json")).Json;

        Assert.Equal(("2016-02-29", "2016-05-30", "2016-05-30T00:00:00Z", 14), ((string)answer["from"]!, (string)answer["to"]!, (string)answer["asOf"]!, (int)answer["charts"]!));
        Assert.Empty(answer["notices"]!.AsArray());
        Assert.Equal(["resolution-time-median", "resolution-time-p90", "last-resolution-time-median"], Ids(answer["signals"]!, s => (string)s!["metric"]!));
        Is(answer, "resolution-time-median", "outside", "2016-04-11", 6, 81595, 25176.4, 138013.6, 5580, 1332);
        Is(answer, "resolution-time-p90", "outside", "2016-04-25", 1, 1208269.0909, 674423.0509, 1742115.1309, 1014000, 1267);
        Is(answer, "last-resolution-time-median", "outside", "2016-04-11", 1, 142813.3333, 20799.1333, 264827.5333, 6960, 1520);
        Assert.Equal((-746370.0, -1204620.2875, -288119.7125), Size(answer, "resolution-time-p90"));

        // What was not over when the log ends is no change: of the issues of 9 May 92 of 100 were claimed by then, and all later.
        Assert.Equal(
            ["claimed-rate", "contacts-per-issue", "customers-served", "failure-demand-share", "first-contact-resolution", "held-rate-7d", "interactions", "issues-opened", "open-now", "reopen-rate-7d", "repeat-contact-rate-7d"],
            Ids(answer["routine"]!, id => (string)id!).Order(StringComparer.Ordinal));
        Assert.Equal(["abandoned-share"], Ids(answer["tooFew"]!, id => (string)id!));
    }

    [Fact]
    public async Task WhatThePageSaysToType_Works_AndTheCheckAgrees()
    {
        var log = File;
        using var folder = new TemporaryFolder();
        System.IO.File.CreateSymbolicLink(folder.File(Log), log);
        var errors = new List<string>();
        foreach (var command in GuidesTests.Commands(Page))
        {
            var (typed, into) = command.Split(" > ") is [var before, var file] ? (before, file) : (command, null);
            var result = typed.StartsWith("python3 ", StringComparison.Ordinal) ? await PythonAsync(typed, folder.Path) : await GuideCommand.RunAsync(typed, folder.Path);
            if (result is null) continue;
            Assert.True(result.ExitCode == 0, $"{command}\n{result.Output}\n{result.Errors}");
            if (into is not null) folder.File(into, result.Output);
            errors.Add(result.Errors);
        }

        // As it is, the log is read with a warning: its end is told beside what stands out there.
        var answer = JsonNode.Parse(await System.IO.File.ReadAllTextAsync(folder.File("as-it-is.json"), TestContext.Current.CancellationToken))!;
        Assert.StartsWith("After 2016-05-30T00:00:00Z the openings thin out", (string)answer["notices"]![0]!, StringComparison.Ordinal);
        Assert.Contains(errors, e => e.Contains((string)answer["notices"]![0]!, StringComparison.Ordinal));
        Is(answer, "interactions", "outside", "2016-06-06", 33, 1028.2083, 542.2747, 1514.142, 18, 18);
        Is(answer, "first-contact-resolution", "run", "2016-03-28", 10, 0.827, 0.776, 0.8781, 1, 14);
        Assert.Equal((-1752.5087, -1863.1266, -1641.8908), Size(answer, "interactions"));
    }

    private static void Is(JsonNode answer, string metric, string rule, string since, int points, double centre, double lower, double upper, double newest, long n)
    {
        var signal = Signal(answer, metric);
        Assert.Equal((rule, since, points, n), ((string)signal["rule"]!, (string)signal["since"]!, (int)signal["points"]!, (long)signal["newestN"]!));
        Assert.Equal((centre, lower, upper, newest), (Number(signal, "centre"), Number(signal, "lower"), Number(signal, "upper"), Number(signal, "newest")));
    }

    private static (double, double, double) Size(JsonNode answer, string metric) =>
        Signal(answer, metric) is var signal ? (Number(signal, "size"), Number(signal, "sizeLow"), Number(signal, "sizeHigh")) : default;

    private static JsonNode Signal(JsonNode answer, string metric) => answer["signals"]!.AsArray().Single(s => (string)s!["metric"]! == metric)!;

    private static double Number(JsonNode signal, string name) => Math.Round((double)signal[name]!, 4);

    private static IEnumerable<string> Ids(JsonNode array, Func<JsonNode?, string> id) => array.AsArray().Select(id);

    // The check is in another language, so that it shares nothing with the program; where there is none of it, it is left out.
    private static async Task<CallResult?> PythonAsync(string command, string folder)
    {
        string[] words = [.. command.Split(' ').Skip(1).Select(w => w.StartsWith("docs/", StringComparison.Ordinal) ? Path.Combine(SourceTree.Root, w) : w)];
        var start = new ProcessStartInfo("python3", words) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder };
        start.Environment["PYTHONDONTWRITEBYTECODE"] = "1";
        try
        {
            using var process = Process.Start(start)!;
            var (output, errors) = (process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken), process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            return new CallResult(process.ExitCode, await output, await errors);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }
}
