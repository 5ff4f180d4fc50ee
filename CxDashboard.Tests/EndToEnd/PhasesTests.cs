using CxDashboard.Tests.Support;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace CxDashboard.Tests.EndToEnd;

/// <summary>Phases in a real browser, and by the verb: begun with a reason, drawn, kept and taken back.</summary>
[Collection(SampleServer.Name)]
public sealed class PhasesTests(RunningServer server, Browser browser)
{
    private const string Path = "/metric/contacts-per-issue?channel=Chat";

    [Fact]
    public async Task Phase_IsBegunWithAReason_DrawnForEverybody_AndTakenBack()
    {
        var (page, other) = (await OpenAsync(), await OpenAsync());
        // Not by its words: where a measure seems to have moved, the proposal has them too.
        await page.Locator("details.begin summary").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Begin", Exact = true }).ClickAsync();
        await Expect(page.Locator("#phase-fault")).ToHaveTextAsync("A phase needs a name beside it: say who sets it.");

        var week = (await page.Locator("#phase-starts option").Nth(20).GetAttributeAsync("value"))!;
        await page.Locator("#phase-starts").SelectOptionAsync(week);
        await page.Locator("#phase-why").FillAsync("<b>two</b> more people on chats");
        await page.Locator("#phase-name").FillAsync("M. Okafor");
        await page.Locator("#phase-name").PressAsync("Enter");
        foreach (var seen in new[] { page, other })
        {
            await Expect(seen.Locator("[data-phases] li")).ToContainTextAsync("<b>two</b> more people on chats");
            await Expect(seen.Locator("svg.chart .c-phase").First).ToBeAttachedAsync();
            await Expect(seen.Locator("svg.chart .c-ghost").First).ToBeAttachedAsync();
        }

        await Expect(page.Locator("#phase-why")).ToBeHiddenAsync();
        Assert.Empty(await Axe.FoundAsync(other));
        await other.GotoAsync(server.BaseUrl + "/metric/contacts-per-issue");
        await Expect(other.Locator("#phases")).ToBeVisibleAsync();
        await Expect(other.Locator("[data-phases]")).ToHaveCountAsync(0);

        await page.GetByRole(AriaRole.Button, new() { Name = "Take back" }).ClickAsync();
        await Expect(page.Locator("[data-phases]")).ToHaveCountAsync(0);
        await Expect(page.Locator("svg.chart .c-phase")).ToHaveCountAsync(0);
        await page.Context.CloseAsync();
        await other.Context.CloseAsync();
    }

    [Fact]
    public async Task Verb_BeginsListsAndTakesBack_WithTheLogOfBoth()
    {
        using var data = new TemporaryFolder();
        Task<CallResult> RunAsync(params string[] call) => CommandLineProcess.RunAsync([.. call, "--data", data.Path]);
        await RunAsync("import", data.File("one.csv", "external_id,customer,topic,channel,opened_at\n1,ann,billing,Chat,2026-03-01T09:00:00Z\n"));

        string[] begin = ["phases", "begin", "held-rate-7d", "--since", "2026-03-02", "--name", "M. Okafor", "--why", "a label in the first reply", "--slice", "channel=Chat"];
        const string Told = """
            "metric":"held-rate-7d","slice":{"channel":"Chat"},"starts":"2026-03-02","name":"M. Okafor","why":"a label in the first reply"
            """;
        Assert.Equal($$"""[{"kind":"begun",{{Told}},"changed":true}]""", (await RunAsync(begin)).Json.ToJsonString());
        Assert.Equal($$"""[{"kind":"begun",{{Told}},"changed":false}]""", (await RunAsync(begin)).Json.ToJsonString());
        Assert.Equal($$"""[{{{Told}}}]""", (await RunAsync("phases")).Json.ToJsonString());
        Assert.Equal("true", (await RunAsync("phases", "undo", "held-rate-7d", "--since", "2026-03-02", "--slice", "channel=Chat")).Json[0]!["changed"]!.ToJsonString());
        Assert.Equal("[]", (await RunAsync("phases")).Json.ToJsonString());
        Assert.Equal(["begun", "taken back"], (await RunAsync("phases", "--log")).Json.AsArray().Select(e => e!["kind"]!.GetValue<string>()));

        var refused = await RunAsync("phases", "begin", "happiness", "--since", "2026-03-02", "--name", "M.", "--why", "x");
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("happiness", Assert.Single(refused.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
    }

    private async Task<IPage> OpenAsync()
    {
        var page = await browser.OpenAsync(1440);
        await page.GotoAsync(server.BaseUrl + Path);
        await Expect(page.Locator("[data-interactive=true]")).ToBeAttachedAsync();
        await Expect(page.Locator("#phases")).ToBeVisibleAsync();
        return page;
    }
}
