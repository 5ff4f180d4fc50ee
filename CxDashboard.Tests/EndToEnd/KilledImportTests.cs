using CxDashboard.Data;
using CxDashboard.Tests.Data;
using CxDashboard.Tests.Support;
using Xunit;

namespace CxDashboard.Tests.EndToEnd;

public sealed class KilledImportTests
{
    [Fact]
    public async Task KilledAtRandomMomentsAndRunAgain_GivesWhatOneGoGives()
    {
        var file = SharedData.Find("data/uci-incident-event-log/incident_event_log_141712.csv.gz");
        using var whole = new TemporaryFolder();
        var (answer, figures) = await FinishAsync(whole.Path, file);

        var random = new Random(20260510);
        using var broken = new TemporaryFolder();
        var killed = 0;
        for (var round = 0; round < 10; round++)
        {
            using var import = CommandLineProcess.Start("import", file, "--map", "servicenow-log", "--data", broken.Path);
            using var moment = new CancellationTokenSource(random.Next(300, 1500));
            try
            {
                await import.WaitForExitAsync(moment.Token);
            }
            catch (OperationCanceledException)
            {
                import.Kill();
                await import.WaitForExitAsync(TestContext.Current.CancellationToken);
                killed++;
            }
        }

        Assert.True(killed > 0, "Every import ended before it could be killed.");
        var (again, same) = await FinishAsync(broken.Path, file);
        Assert.Equal(figures, same);

        // Where no round came to its end, the last one answers for all of them together. One may have come to it and been killed before it could say so.
        using var store = Store.OpenReader(new DataFolder(broken.Path).StorePath);
        if (TemporaryStore.Ask(store, "SELECT count(*) FROM import WHERE finished_at IS NOT NULL") is ["1"]) Assert.Equal(answer, again);
    }

    private static async Task<(string Answer, string Figures)> FinishAsync(string data, string file)
    {
        var import = await CommandLineProcess.RunAsync("import", file, "--map", "servicenow-log", "--data", data);
        Assert.True(import.ExitCode == 0, import.Errors);
        string[] metrics = ["interactions", "interactions-reopened", "claimed-rate", "held-rate-30d", "resolution-time-median"];
        var figures = new List<string>();
        foreach (var metric in metrics) figures.Add((await CommandLineProcess.RunAsync("metric", metric, "--by", "month", "--data", data)).Output);
        return (import.Output, string.Join('\n', figures));
    }
}
