using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using CxDashboard.Benchmarks.Questions;
using CxDashboard.Data;
using CxDashboard.Features.Access;
using Microsoft.Playwright;

namespace CxDashboard.Benchmarks.Live;

/// <summary>
/// Fifty pages of a real browser are open on the real server, over a hundred thousand contacts of the last four months, and fifty records
/// a second are posted by wire: how long from the POST to the moment at which a page shows a count that holds the record, and what
/// that takes. Then ten thousand records at once: how often pages are drawn meanwhile, and that the last count is right.
/// </summary>
internal static class PixelBenchmark
{
    private const int Before = 100_000, Pages = 50, Each = 20, Burst = 10_000, OfBatch = 1_000, DrawnOf = 10;

    private static readonly string[] Channels = ["chat", "mail", "phone"], Topics = ["delivery", "refund", "login", "invoice", "broken"];
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(20);

    // A fifth of what came since then is not claimed yet: some 500 people wait.
    private static readonly TimeSpan Fresh = TimeSpan.FromDays(3);

    public static async Task<int> RunAsync(BenchmarkOptions options)
    {
        var folder = Directory.CreateTempSubdirectory("cx-pixel-").FullName;
        using var server = ServerProcess.Start("--data", folder, "--urls", "http://127.0.0.1:0", "--no-sample");
        try
        {
            var address = await ServerProcess.AddressAsync(server);
            _ = server.StandardError.ReadToEndAsync();
            var key = (await KeysEndpoint.AskAsync(new DataFolder(folder), new KeysRequest(Add: "pixel", Scopes: ["ingest:shop"]), CancellationToken.None)).Token!;
            using var client = new HttpClient { BaseAddress = new Uri(address), DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", key) } };
            for (var i = 0; i < Before; i += OfBatch) await PostAsync(client, "[" + string.Join(',', Enumerable.Range(i, OfBatch).Select(n => Record(n, TimeSpan.FromMinutes((Before - n) * 1.7)))) + "]");

            using var playwright = await Playwright.CreateAsync();
            await using var browser = await playwright.Chromium.LaunchAsync(ServerProcess.Chromium);
            var context = await browser.NewContextAsync();
            var pages = new List<WatchedPage>();
            for (var i = 0; i < Pages; i++) pages.Add(await WatchedPage.OpenAsync(context, address + Path(i), isDrawn: i % DrawnOf == 0));
            var counting = pages.Where((_, i) => i % DrawnOf == 0 && i < 2 * Each).ToList();
            await SettledAsync(counting);
            await LoadAsync(options, server, client, pages, counting);
            await SettledAsync(counting);
            await BurstAsync(server, client, pages, counting);
            return 0;
        }
        finally
        {
            server.Kill();
            await server.WaitForExitAsync();
            Directory.Delete(folder, recursive: true);
        }
    }

    // Forty that show a count: Today, and the contacts by day. Ten of Trends, which is the dearest to draw.
    private static string Path(int page) => page switch { < Each => "/", < 2 * Each => "/metric/interactions?by=day", _ => "/trends" };

    private static async Task LoadAsync(BenchmarkOptions options, Process server, HttpClient client, List<WatchedPage> pages, List<WatchedPage> counting)
    {
        var starts = await CountsAsync(counting);
        foreach (var page in pages) await page.TakeAsync();
        server.Refresh();
        var (processor, clock, sent, answered) = (server.TotalProcessorTime, Stopwatch.StartNew(), new List<long>(), new List<long>());
        for (var i = 0; clock.Elapsed.TotalSeconds < Math.Min(options.Seconds, 30); i++)
        {
            var early = (Between * i) - clock.Elapsed;
            if (early > TimeSpan.Zero) await Task.Delay(early, TimeProvider.System);
            sent.Add(Now());
            await PostAsync(client, Record(Before + i, TimeSpan.FromSeconds(30)));
            answered.Add(Now());
        }

        server.Refresh();
        var (used, lasted) = (server.TotalProcessorTime - processor, clock.Elapsed);
        await SettledAsync(counting);
        var (fromPost, fromAnswer) = (new Timing(), new Timing());
        long renders = 0, bytes = 0;
        foreach (var page in pages)
        {
            var (shown, drawn, received) = await page.TakeAsync();
            (renders, bytes) = (renders + drawn, bytes + received);
            if (counting.IndexOf(page) is not (>= 0 and var p)) continue;
            for (var i = 0; i < sent.Count; i++)
            {
                var at = shown.FirstOrDefault(s => s.Count >= starts[p] + i + 1).At;
                if (at == 0) throw new SidesDifferException($"A page never showed record {i} of {sent.Count}.");
                fromPost.Add(at - sent[i]);
                fromAnswer.Add(at - answered[i]);
            }
        }

        Console.WriteLine($"{sent.Count:N0} records in {lasted.TotalSeconds:N1} s, {sent.Count / lasted.TotalSeconds:N1} a second, {pages.Count} open pages in one browser beside it, {pages.Count / DrawnOf} of them changed, the others answering as if");
        Console.WriteLine($"from the POST to the page that shows it ({fromPost.Runs:N0}): median {fromPost.Median:N0} ms, 95 % within {fromPost.At(0.95):N0} ms (wanted: 1,000), 99 % within {fromPost.At(0.99):N0} ms, worst {fromPost.Worst:N0} ms; from its answer 95 % within {fromAnswer.At(0.95):N0} ms");
        Console.WriteLine($"the server took {used / lasted * 100:N0} % of a core; a page was drawn {renders / lasted.TotalSeconds / pages.Count:N2} times a second, of {bytes / lasted.TotalSeconds / pages.Count / 1000:N1} kB a second");
    }

    private static async Task BurstAsync(Process server, HttpClient client, List<WatchedPage> pages, List<WatchedPage> counting)
    {
        var starts = await CountsAsync(counting);
        foreach (var page in pages) await page.TakeAsync();
        server.Refresh();
        var (processor, clock) = (server.TotalProcessorTime, Stopwatch.StartNew());
        await Task.WhenAll(Enumerable.Range(0, Burst / OfBatch).Select(b => PostAsync(client, "[" + string.Join(',', Enumerable.Range(b * OfBatch, OfBatch).Select(n => Record(1_000_000 + n, TimeSpan.FromSeconds(30)))) + "]")));
        var posted = clock.Elapsed;
        var begun = Now() - (long)posted.TotalMilliseconds;
        await SettledAsync(counting);
        server.Refresh();
        var used = server.TotalProcessorTime - processor;
        var (last, most, bytes, renders) = (0L, 0, 0L, 0L);
        foreach (var page in pages)
        {
            var (shown, drawn, received) = await page.TakeAsync();
            (renders, bytes) = (renders + drawn, bytes + received);
            if (counting.IndexOf(page) is not (>= 0 and var p)) continue;
            if (shown.Count == 0 || shown[^1].Count != starts[p] + Burst) throw new SidesDifferException($"A page shows {(shown.Count == 0 ? "nothing new" : shown[^1].Count)} where {starts[p] + Burst} are.");
            (last, most) = (Math.Max(last, shown[^1].At), Math.Max(most, shown.Count));
        }

        Console.WriteLine($"{Burst:N0} records at once, stored in {posted.TotalMilliseconds:N0} ms: every page shows the last of them after {last - begun:N0} ms, and showed at most {most} counts on the way; drawn {renders / (double)pages.Count:N1} times each, {bytes / pages.Count / 1000.0:N0} kB each; {used.TotalSeconds:N1} s of processor");
    }

    private static async Task<long[]> CountsAsync(List<WatchedPage> pages)
    {
        var counts = new long[pages.Count];
        for (var i = 0; i < counts.Length; i++) counts[i] = await pages[i].CountAsync() ?? throw new SidesDifferException($"{pages[i].Page.Url} shows no count.");
        return counts;
    }

    // All pages of a kind show the same, twice in a row.
    private static async Task SettledAsync(List<WatchedPage> pages)
    {
        var limit = Stopwatch.StartNew();
        for (var before = Array.Empty<long>(); ;)
        {
            await Task.Delay(TimeSpan.FromSeconds(2), TimeProvider.System);
            var counts = await CountsAsync(pages);
            if (counts.SequenceEqual(before) && counts.Distinct().Count() == 1) return;
            if (limit.Elapsed > TimeSpan.FromMinutes(2)) throw new SidesDifferException($"After two minutes the pages show {string.Join(", ", counts.Distinct())}.");
            before = counts;
        }
    }

    private static async Task PostAsync(HttpClient client, string body)
    {
        using var answer = await client.PostAsync(new Uri("/api/v1/interactions", UriKind.Relative), new StringContent(body, Encoding.UTF8, "application/json"));
        answer.EnsureSuccessStatusCode();
    }

    private static string Record(int number, TimeSpan ago)
    {
        var opened = TimeProvider.System.GetUtcNow() - ago;
        return string.Create(CultureInfo.InvariantCulture, $$"""{"externalId":"P-{{number}}","customer":"c{{number * 7919 % 30_000}}","channel":"{{Channels[number % 3]}}","topic":"{{Topics[number % 5]}}","openedAt":"{{opened:O}}"{{(number % 5 == 0 && ago < Fresh ? "" : $",\"claimed\":true,\"claimedAt\":\"{opened.AddSeconds(10):O}\"")}}{{(number % 6 == 0 ? $",\"rating\":{(number % 5) + 1},\"ratingScale\":5" : "")}}}""");
    }

    private static long Now() => TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
}
