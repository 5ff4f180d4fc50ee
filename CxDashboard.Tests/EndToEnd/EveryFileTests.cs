using CxDashboard.Tests.Support;
using Microsoft.Data.Sqlite;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace CxDashboard.Tests.EndToEnd;

/// <summary>
/// Every file of the reference data goes through the page as a person would give it: dropped, looked at, another offer chosen where the
/// figures need it, imported. No map is shipped to the page; it has what it guesses.
/// </summary>
public sealed class EveryFileTests(EmptyServer server, Browser browser) : IClassFixture<EmptyServer>, IClassFixture<Browser>
{
    private const string Said = "[data-trial=ready] [data-import], [data-fault], [data-lede]:has-text('cannot be read')";

    [Fact]
    public async Task EveryFile_GetsInByConfirmingGuesses_OrSaysWhyItIsNoListOfContacts()
    {
        var data = SharedData.Find("data");
        var page = await browser.OpenAsync(1280);
        var told = new List<string>();
        foreach (var file in Directory.EnumerateFiles(data, "*", SearchOption.AllDirectories).Where(f => Path.GetExtension(f) is not (".md" or ".yml")).Order(StringComparer.Ordinal))
        {
            await page.GotoAsync(server.BaseUrl + "/import");
            await Expect(page.Locator("[data-interactive=true]")).ToBeAttachedAsync();
            await page.Locator("input[type=file]").SetInputFilesAsync(file);
            await Expect(page.Locator(Said).First).ToBeVisibleAsync();
            var name = Path.GetRelativePath(data, file);
            if (await page.Locator("[data-trial=ready] [data-import]:not([aria-disabled])").CountAsync() == 0)
            {
                told.Add($"{name}: NO {await page.Locator("[data-lede]").InnerTextAsync()} / {(await page.Locator("[data-fault]").CountAsync() > 0 ? await page.Locator("[data-fault]").InnerTextAsync() : "")}");
                continue;
            }

            await page.Locator("[data-import]").ClickAsync();
            await Expect(page.Locator("[data-answer]")).ToBeVisibleAsync();
            told.Add($"{name}: {await page.Locator("[data-answer]").InnerTextAsync()}");
        }

        await File.WriteAllLinesAsync("/tmp/every.txt", told, TestContext.Current.CancellationToken);
        Assert.NotEmpty(told);
        await page.CloseAsync();
    }

    internal string Ask(string sql)
    {
        using var connection = CxDashboard.Data.Store.OpenReader(new CxDashboard.Data.DataFolder(server.DataFolder).StorePath);
        using var command = new SqliteCommand(sql, connection);
        using var row = command.ExecuteReader();
        row.Read();
        return string.Join('|', Enumerable.Range(0, row.FieldCount).Select(row.GetValue));
    }
}
