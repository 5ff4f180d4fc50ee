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
    public async Task SheetOfAWorkbook_IsChosen_AndGoesIntoTheMap()
    {
        string?[][] calls = [["Call Id", "Start time", "Topic"], ["c1", "2026-03-02 10:00", "Billing"]], people = [["Name", "Desk"], ["Ann", "1"], ["Bob", "2"]];
        var path = Path.Combine(server.DataFolder, "sheets.xlsx");
        await File.WriteAllBytesAsync(path, new Ingest.WorkbookBuilder().Sheet("People", Ingest.WorkbookBuilder.Rows(people)).Sheet("Calls", Ingest.WorkbookBuilder.Rows(calls)).ToBytes(), TestContext.Current.CancellationToken);
        var page = await GiveAsync(path);
        await Expect(page.Locator("[data-trial=ready]")).ToBeVisibleAsync();
        await Expect(page.Locator("[data-parts=sheet] input:checked")).ToHaveValueAsync("Calls");
        await Expect(page.Locator("[data-parts=sheet]")).ToContainTextAsync("two rows, two columns: Name, Desk");
        await Expect(page.Locator(".nav a[aria-current]")).ToHaveTextAsync("Sources");

        await page.GetByLabel("People").CheckAsync();
        await Expect(page.Locator("[data-column=Desk]")).ToBeVisibleAsync();
        await Expect(page.Locator("[data-fault]")).ToContainTextAsync("No column says when a contact was opened");
        await page.GetByLabel("Calls").CheckAsync();
        await Expect(page.Locator("[data-column='Call Id']")).ToBeVisibleAsync();
        await Expect(page.Locator("[data-trial=ready]")).ToBeVisibleAsync();
        Assert.Empty(await Axe.FoundAsync(page));

        using var client = new HttpClient();
        Assert.Contains("\"sheet\": \"Calls\"", await client.GetStringAsync(page.Url + "/map.json", TestContext.Current.CancellationToken), StringComparison.Ordinal);
        await page.Locator("[data-import]").ClickAsync();
        await Expect(page.Locator("[data-answer]")).ToContainTextAsync("one row: 1 new");
        await page.CloseAsync();
    }

    [Fact]
    public async Task WhatWasSetAside_IsSeenByReason_AndTheMapIsMended()
    {
        const string Hostile = "<img src=x onerror=alert(1)>";
        var rows = Enumerable.Range(1, 20).Select(i => $"m{i};{1 + i:00}/03/2026;{(i < 3 ? Hostile : "Delivery")};{(i % 2 == 0 ? "Closed" : "Open")}");
        var page = await GiveAsync(Write("mended.csv", ["No;Created;Subject;Status", .. rows]));
        await Expect(page.Locator("[data-trial=ready]")).ToBeVisibleAsync();
        await page.GetByLabel("What Created is").SelectOptionAsync("opened_at/month-first");
        await Expect(page.Locator("[data-rejected]")).ToHaveTextAsync("9");
        await page.Locator("[data-import]").ClickAsync();
        await Expect(page.Locator("[data-answer]")).ToContainTextAsync("20 rows: 11 new, 0 changed, 0 unchanged, 9 set aside.");
        var first = Ask("SELECT id FROM import WHERE file_name = 'mended.csv'");

        await page.GetByRole(AriaRole.Link, new() { Name = "What was set aside" }).ClickAsync();
        await Expect(page.Locator("[data-lede]")).ToContainTextAsync("Nine rows could not be read. The other 11 are in.");
        await Expect(page.Locator("[data-reason]")).ToHaveCountAsync(1);
        await Expect(page.Locator("[data-reason] h2")).ToHaveTextAsync("Column \"Created\" (opened_at) is not a date and time");
        await Expect(page.Locator("[data-reason] li")).ToHaveCountAsync(3);
        await Expect(page.Locator("main img")).ToHaveCountAsync(0);
        await Expect(page.Locator(".nav a[aria-current]")).ToHaveTextAsync("Sources");
        Assert.Empty(await Axe.FoundAsync(page));
        using var client = new HttpClient();
        var address = server.BaseUrl + "/" + await page.Locator("[data-reason] a[download]").GetAttributeAsync("href");
        Assert.Equal(10, (await client.GetStringAsync(address, TestContext.Current.CancellationToken)).Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Equal(System.Net.HttpStatusCode.NotFound, (await client.GetAsync($"{server.BaseUrl}/sources/rejected/{first}.csv?reason=other", TestContext.Current.CancellationToken)).StatusCode);

        await page.Locator("[data-mend]").ClickAsync();
        await Expect(page.GetByLabel("What Created is")).ToHaveValueAsync("opened_at/month-first");
        await Expect(page.Locator("[data-mends]")).ToContainTextAsync($"as import {first}, is taken back first");
        await page.GetByLabel("What Created is").SelectOptionAsync("opened_at/day-first");
        await Expect(page.Locator("[data-import]")).ToHaveTextAsync("Import 20 rows again");
        await page.Locator("[data-import]").ClickAsync();
        await Expect(page.Locator("[data-answer]")).ToContainTextAsync("20 rows: 20 new, 0 changed, 0 unchanged, 0 set aside.");
        Assert.Equal("20|2026-03-02|2026-03-21", Ask("SELECT count(*), min(date(opened_at / 1000, 'unixepoch')), max(date(opened_at / 1000, 'unixepoch')) FROM interaction WHERE source_id = (SELECT id FROM source WHERE name = 'mended')"));
        Assert.Equal("1", Ask($"SELECT count(*) FROM import WHERE id = {first} AND undone_at IS NOT NULL"));
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
