using System.Text.RegularExpressions;
using CxDashboard.Tests.Support;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace CxDashboard.Tests.EndToEnd;

/// <summary>A file gets in by the page Import alone: chosen, looked at, questions answered, imported, and found again by its map.</summary>
public sealed class ImportPageTests(RunningServer server, Browser browser) : IClassFixture<RunningServer>, IClassFixture<Browser>
{
    private const string Comcast = "data/comcast-complaints/Comcast_telecom_complaints_data.csv";

    [Fact]
    public async Task RealFile_GetsInByConfirmingGuesses_AndItsMapIsFoundAgain()
    {
        var page = await GiveAsync(SharedData.Find(Comcast));
        await Expect(page.Locator("[data-trial=ready]")).ToBeVisibleAsync();
        await Expect(page.Locator("[data-lede]")).ToHaveTextAsync("We understand all eleven columns. Look through them, then import.");
        await Expect(page.Locator("[data-rows]")).ToHaveTextAsync("2,224");
        await Expect(page.Locator("[data-claimed]")).ToHaveTextAsync("1,707 of 2,224");
        await Expect(page.Locator("[data-warnings] li")).ToHaveCountAsync(3);
        await Expect(page.Locator("[data-warnings]")).ToContainTextAsync("disagree on 572");
        Assert.Empty(await Axe.FoundAsync(page));

        await page.Locator("[data-source]").FillAsync("complaints");
        await page.Locator("[data-source]").PressAsync("Tab");
        await page.Locator("[data-map-name]").FillAsync("complaints 2015");
        await page.Locator("[data-save-map]").ClickAsync();
        await Expect(page.GetByText("Saved as “complaints 2015”.")).ToBeVisibleAsync();
        await Expect(page.Locator("[data-trial=ready]")).ToBeVisibleAsync();
        await page.Locator("[data-import]").ClickAsync();
        await Expect(page.Locator("[data-answer]")).ToContainTextAsync("2,224 rows: 2,224 new, 0 changed, 0 unchanged, 0 set aside. “complaints” is known until");

        // What came in is what was published of the file.
        Assert.Equal("1707|2224", Ask("SELECT sum(claimed), count(*) FROM interaction WHERE source_id = (SELECT id FROM source WHERE name = 'complaints')"));
        Assert.Equal("864|1119", Ask("SELECT sum(claimed), count(*) FROM interaction WHERE channel = 'Customer Care Call'"));

        page = await GiveAsync(SharedData.Find(Comcast), page);
        await page.Locator("[data-use-map]").ClickAsync();
        await Expect(page.GetByText("Read by your map “complaints 2015”.")).ToBeVisibleAsync();
        await Expect(page.Locator("[data-source]")).ToHaveValueAsync("complaints");
        await Expect(page.Locator("[data-trial=ready]")).ToBeVisibleAsync();
        await page.Locator("[data-import]").ClickAsync();
        await Expect(page.Locator("[data-answer]")).ToContainTextAsync("0 new, 0 changed, 2,224 unchanged");
        await page.CloseAsync();
    }

    [Fact]
    public async Task DatesThatTellNothing_AreAsked_AndEachAnswerIsCounted()
    {
        var rows = Enumerable.Range(1, 12).Select(i => $"{i};03/{i:00}/2026;{(i % 3 == 0 ? "Closed" : "Parked")}");
        var page = await GiveAsync(Write("ambiguous.csv", ["No;Created;Status", .. rows]));
        await Expect(page.Locator("[data-lede]")).ToContainTextAsync("One needs you: “Created”.");
        var created = page.GetByLabel("What Created is");
        await Expect(page.Locator("[data-trial=ready]")).ToBeVisibleAsync();
        await Expect(page.GetByText("3 January 2026 to 3 December 2026")).ToBeVisibleAsync();

        await created.SelectOptionAsync("opened_at/month-first");
        await Expect(page.GetByText("1 March 2026 to 12 March 2026")).ToBeVisibleAsync();
        await Expect(page.Locator("[data-lede]")).ToContainTextAsync("We understand all three columns.");
        await Expect(page.Locator("[data-claimed]")).ToHaveTextAsync("4 of 12");

        // A word that nobody here knows is what somebody says it is.
        await page.GetByText("What each word means").ClickAsync();
        await page.Locator(".means label", new() { HasText = "Parked" }).Locator("select").SelectOptionAsync("yes");
        await Expect(page.Locator("[data-claimed]")).ToHaveTextAsync("12 of 12");

        // Two columns cannot be one field.
        await page.GetByLabel("What No is").SelectOptionAsync("customer");
        await page.GetByLabel("What Status is").SelectOptionAsync("customer");
        await Expect(page.Locator("[data-fault]")).ToHaveTextAsync("“Customer” is said of “No” and of “Status”: a record has one.");
        await Expect(page.Locator("[data-import]")).ToHaveAttributeAsync("aria-disabled", "true");

        // The page may be left: what was chosen is there again.
        var address = page.Url;
        await page.CloseAsync();
        page = await OpenAsync(address);
        await Expect(page.GetByLabel("What Created is")).ToHaveValueAsync("opened_at/month-first");
        await page.CloseAsync();
    }

    [Fact]
    public async Task FileThatIsIn_IsTakenBackOnTheSourcesPage()
    {
        var page = await GiveAsync(Write("undone.csv", ["id,opened_at,topic,customer", "u1,2026-03-02T09:00:00Z,Billing,ann", "u2,2026-03-03T09:00:00Z,Billing,bob"]));
        await Expect(page.Locator("[data-trial=ready]")).ToBeVisibleAsync();
        await page.Locator("[data-import]").ClickAsync();
        await Expect(page.Locator("[data-answer]")).ToContainTextAsync("2 new");
        Assert.Equal("2", Ask("SELECT count(*) FROM interaction WHERE source_id = (SELECT id FROM source WHERE name = 'undone')"));

        await page.GetByRole(AriaRole.Link, new() { Name = "Sources" }).Last.ClickAsync();
        var row = page.Locator("section[aria-labelledby=imports] tr", new() { HasText = "undone.csv" });
        await row.GetByText("Take back").ClickAsync();
        await row.GetByRole(AriaRole.Button, new() { Name = "Yes, take undone.csv back" }).ClickAsync();
        await Expect(page.Locator("[data-import-said]")).ToContainTextAsync("(undone.csv) is taken back: 2 records are gone again, 0 records are as before.");
        await Expect(row.Locator("[data-undone]")).ToContainTextAsync("taken back by the page Sources");
        Assert.Equal("0", Ask("SELECT count(*) FROM interaction WHERE external_id IN ('u1', 'u2')"));
        Assert.Empty(await Axe.FoundAsync(page));
        await page.CloseAsync();
    }

    [Fact]
    public async Task FileThatIsNoTable_SaysSo_AndHostileNamesAreText()
    {
        var page = await GiveAsync(Write("broken.pdf", ["%PDF-1.7", "nothing"]));
        await Expect(page.Locator("[data-lede]")).ToContainTextAsync("This file cannot be read.");
        await Expect(page.Locator("[data-lede]")).ToContainTextAsync("is a PDF");

        const string Hostile = "<img src=x onerror=\"document.title='taken'\">";
        page = await GiveAsync(Write("hostile.csv", [$"id;opened;\"{Hostile.Replace("\"", "\"\"", StringComparison.Ordinal)}\"", $"1;2026-03-02;\"{Hostile.Replace("\"", "\"\"", StringComparison.Ordinal)}\""]), page);
        await Expect(page.Locator("[data-trial=ready]")).ToBeVisibleAsync();
        await Expect(page.Locator("main img")).ToHaveCountAsync(0);
        await Expect(page).ToHaveTitleAsync("Import · CxDashboard");
        Assert.Empty(await Axe.FoundAsync(page));
        await page.CloseAsync();
    }

    [Fact]
    public async Task RowsSetAside_AreTakenAsAFile()
    {
        await server.RunAsync("import", Write("aside.csv", ["id,opened_at,comment", "1,2026-03-02T09:00:00Z,fine", "2,never,\"a, \"\"b\"\"\""]));
        using var client = new HttpClient();
        var import = Ask("SELECT max(id) FROM import WHERE rejected = 1");
        var file = await client.GetStringAsync($"{server.BaseUrl}/sources/rejected/{import}.csv", TestContext.Current.CancellationToken);
        Assert.Equal("line,reason,row\n3,\"Column \"\"opened_at\"\" is not a date and time: \"\"never\"\".\",\"2,never,\"\"a, \"\"\"\"b\"\"\"\"\"\"\"\n", file);
        Assert.Equal(System.Net.HttpStatusCode.NotFound, (await client.GetAsync($"{server.BaseUrl}/sources/rejected/999999.csv", TestContext.Current.CancellationToken)).StatusCode);
    }

    [Fact]
    public async Task FileFromElsewhere_IsRefused()
    {
        using var client = new HttpClient();
        async Task<System.Net.HttpStatusCode> SendAsync(string type, string? origin)
        {
            using var call = new HttpRequestMessage(HttpMethod.Post, server.BaseUrl + "/import/files?name=a.csv") { Content = new ByteArrayContent("id,opened_at"u8.ToArray()) };
            call.Content.Headers.ContentType = new(type);
            if (origin is not null) call.Headers.Add("Origin", origin);
            using var answer = await client.SendAsync(call, TestContext.Current.CancellationToken);
            return answer.StatusCode;
        }

        Assert.Equal(System.Net.HttpStatusCode.Forbidden, await SendAsync("application/octet-stream", "https://evil.example"));
        Assert.Equal(System.Net.HttpStatusCode.UnsupportedMediaType, await SendAsync("text/plain", null));
        Assert.Equal(System.Net.HttpStatusCode.OK, await SendAsync("application/octet-stream", server.BaseUrl));
    }

    private async Task<IPage> GiveAsync(string file, IPage? page = null)
    {
        if (page is null) page = await OpenAsync(server.BaseUrl + "/import");
        else await page.GotoAsync(server.BaseUrl + "/import");
        await Expect(page.Locator("[data-interactive=true]")).ToBeAttachedAsync();
        await page.Locator("[data-upload]").SetInputFilesAsync(file);
        await Expect(page).ToHaveURLAsync(new Regex("/import/[0-9a-f]{32}$", RegexOptions.None, TimeSpan.FromSeconds(1)));
        await Expect(page.Locator("[data-interactive=true]")).ToBeAttachedAsync();
        return page;
    }

    private async Task<IPage> OpenAsync(string address)
    {
        var page = await browser.OpenAsync(1440);
        await page.GotoAsync(address);
        await Expect(page.Locator("[data-interactive=true]")).ToBeAttachedAsync();
        return page;
    }

    private string Write(string name, string[] lines)
    {
        var path = Path.Combine(server.DataFolder, name);
        File.WriteAllLines(path, lines);
        return path;
    }

    private string Ask(string sql)
    {
        using var reader = CxDashboard.Data.Store.OpenReader(Path.Combine(server.DataFolder, "store.db"));
        return Assert.Single(Data.TemporaryStore.Ask(reader, sql));
    }
}
