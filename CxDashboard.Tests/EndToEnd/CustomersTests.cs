using System.Diagnostics;
using CxDashboard.Tests.Support;
using Xunit;

namespace CxDashboard.Tests.EndToEnd;

/// <summary>The verbs about customers, with a server that owns the folder and without one.</summary>
public sealed class CustomersTests : IDisposable
{
    private const string Three = "external_id,customer,topic,opened_at\n1,ann,billing,2026-03-01T09:00:00Z\n2,a.smith,billing,2026-03-02T09:00:00Z\n3,bob,billing,2026-03-03T09:00:00Z\n,,,ann came by\n";

    private readonly TemporaryFolder _data = new();

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task WhatIsSaid_IsListedAndTakenBack()
    {
        await RunAsync("import", _data.File("three.csv", Three));
        Assert.Equal("""[{"kind":"alias","customer":"a.smith","into":"ann","changed":true}]""", await JsonAsync("customers", "same", "a.smith", "ann"));
        Assert.Equal("""[{"kind":"alias","customer":"a.smith","into":"ann","changed":false}]""", await JsonAsync("customers", "same", "a.smith", "ann"));
        Assert.Equal("""[{"kind":"shared","customer":"bob","into":null,"changed":true}]""", await JsonAsync("customers", "shared", "bob"));
        Assert.Equal(
            """[{"kind":"alias","customer":"a.smith","into":"ann","members":null},{"kind":"shared","customer":"bob","into":null,"members":null}]""", await JsonAsync("customers"));
        Assert.Equal("kind,customer,into,members\r\nalias,a.smith,ann,\r\nshared,bob,,\r\n", (await RunAsync("customers", "--format", "csv")).Output);

        await RunAsync("customers", "same", "a.smith", "ann", "--undo");
        await RunAsync("customers", "shared", "bob", "--undo");
        Assert.Equal("[]", await JsonAsync("customers"));
    }

    [Theory]
    [InlineData("same ann ann", "cannot be another id of itself")]
    [InlineData("same ann a.smith", "so the reverse cannot be")]
    [InlineData("same a.smith bob", "separate these two")]
    [InlineData("erase ann", "`customers erase ID --yes`")]
    public async Task WhatCannotBe_IsOneSentence(string call, string says)
    {
        await RunAsync("customers", "same", "a.smith", "ann");
        var result = await RunAsync(["customers", .. call.Split(' ')]);
        Assert.Equal((1, ""), (result.ExitCode, result.Output));
        Assert.Contains(says, Assert.Single(result.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Erasing_AnswersWhatIsGone_AndSaysWhatItCannotReach()
    {
        await RunAsync("import", _data.File("three.csv", Three));
        await RunAsync("customers", "same", "a.smith", "ann");
        var result = await RunAsync("customers", "erase", "ann", "--yes");
        Assert.Equal("""[{"customer":"ann","records":1,"versions":0,"rules":1,"stories":0,"messages":0}]""", result.Json.ToJsonString());
        Assert.Contains("\"ann\" was also known as \"a.smith\", which is not erased", result.Errors, StringComparison.Ordinal);
        Assert.Contains("that hold the text \"ann\": 1;", result.Errors, StringComparison.Ordinal);
        Assert.Equal("2", (await RunAsync("metric", "interactions")).Json[0]!["n"]!.ToString());

        var again = await RunAsync("customers", "erase", "ann", "--yes");
        Assert.Equal("""[{"customer":"ann","records":0,"versions":0,"rules":0,"stories":0,"messages":0}]""", again.Json.ToJsonString());
        Assert.Contains("Nothing names the customer \"ann\"", again.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ARunningServer_DoesItForTheCaller()
    {
        await RunAsync("import", _data.File("three.csv", Three));
        using var server = CommandLineProcess.Start("--data", _data.Path, "--urls", "http://127.0.0.1:0", "--no-sample");
        try
        {
            await OpenAsync(server);
            Assert.Equal("""[{"kind":"alias","customer":"a.smith","into":"ann","changed":true}]""", await JsonAsync("customers", "same", "a.smith", "ann"));
            var refused = await RunAsync("customers", "same", "ann", "a.smith");
            Assert.Equal(1, refused.ExitCode);
            Assert.Contains("so the reverse cannot be", refused.Errors, StringComparison.Ordinal);
            Assert.Equal("""[{"customer":"bob","records":1,"versions":0,"rules":0,"stories":0,"messages":0}]""", await JsonAsync("customers", "erase", "bob", "--yes"));
            Assert.Equal("2", (await RunAsync("metric", "interactions")).Json[0]!["n"]!.ToString());
        }
        finally
        {
            server.Kill(entireProcessTree: true);
            await server.WaitForExitAsync(CancellationToken.None);
        }
    }

    private static async Task OpenAsync(Process server)
    {
        while (await server.StandardError.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            if (line.Contains("is open at", StringComparison.Ordinal)) return;
        }

        Assert.Fail("The server ended while it started.");
    }

    private async Task<string> JsonAsync(params string[] arguments) => (await RunAsync(arguments)).Json.ToJsonString();

    private Task<CallResult> RunAsync(params string[] arguments) => CommandLineProcess.RunAsync([.. arguments, "--data", _data.Path]);
}
