using System.Globalization;
using System.Text;
using CxDashboard.Tests.Support;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace CxDashboard.Tests.EndToEnd;

/// <summary>A live source that sent steadily and sends nothing any more: the page Sources says so, because figures only look calm.</summary>
public sealed class SilentSourceTests(EmptyServer server, Browser browser) : IClassFixture<EmptyServer>, IClassFixture<Browser>
{
    private const int EachHour = 2, Weeks = 8;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task SourceThatWentSilent_IsNamed_UntilSomethingComes()
    {
        using var client = server.Client(await server.KeyAsync("ingest:shop", "ingest:desk"));
        var hour = TimeProvider.System.GetUtcNow();
        hour -= TimeSpan.FromTicks(hour.Ticks % TimeSpan.TicksPerHour);
        foreach (var (source, last) in new[] { ("shop", 6), ("desk", 1) })
        {
            var records = Enumerable.Range(last, (Weeks * 168) - last).SelectMany(ago => Enumerable.Range(0, EachHour).Select(i => Record(source, $"{ago}-{i}", hour.AddHours(-ago).AddMinutes(i)))).ToList();
            foreach (var part in records.Chunk(1_000)) await PostAsync(client, "[" + string.Join(',', part) + "]");
        }

        var page = await browser.OpenAsync(1280);
        await page.GotoAsync(server.BaseUrl + "/sources");
        await Expect(page.Locator("[data-lede]")).ToContainTextAsync("from two sources. Nothing comes from shop any more.");
        await Expect(page.Locator("tr", new() { HasText = "shop" })).ToContainTextAsync("silent for 5\u00a0h; the same hours of seven weeks brought 10");
        await Expect(page.Locator("tr", new() { HasText = "desk" })).Not.ToContainTextAsync("silent");
        Assert.Empty(await Axe.FoundAsync(page));

        await PostAsync(client, Record("shop", "back", hour));
        await Expect(page.Locator("[data-lede]")).Not.ToContainTextAsync("Nothing comes from");
    }

    private static async Task PostAsync(HttpClient client, string body)
    {
        using var answer = await client.PostAsync(new Uri("/api/v1/interactions", UriKind.Relative), new StringContent(body, Encoding.UTF8, "application/json"), Token);
        Assert.Equal(200, (int)answer.StatusCode);
    }

    private static string Record(string source, string id, DateTimeOffset opened) =>
        string.Create(CultureInfo.InvariantCulture, $$"""{"source":"{{source}}","externalId":"{{id}}","openedAt":"{{opened:O}}"}""");
}
