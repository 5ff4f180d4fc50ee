using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using CxDashboard.Domain.Metrics;
using CxDashboard.Tests.Support;
using Xunit;

namespace CxDashboard.Tests.EndToEnd;

/// <summary>Charts as files, asked of the real server on the sample year.</summary>
[Collection(SampleServer.Name)]
public sealed class ChartsTests(RunningServer server)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public static TheoryData<string> Ids => [.. MetricCatalogue.All.Select(m => m.Id)];

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task EveryMetric_IsAPictureAndATable(string id)
    {
        var (status, svg, _) = await GetAsync($"/charts/{id}.svg?by=month");
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.StartsWith("<svg", svg, StringComparison.Ordinal);
        var (_, csv, _) = await GetAsync($"/charts/{id}.csv?by=month");
        // A head and twelve months, of which a year with a leap day may lack the first day of the first.
        Assert.InRange(csv.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length, 12, 15);
    }

    [Fact]
    public async Task EverythingBut_IsTheSameInAnAddressAndOnTheCommandLine()
    {
        // Two whole months in the middle of the sample year, whenever that is.
        var today = TimeProvider.System.GetUtcNow();
        var begins = new DateOnly(today.Year, today.Month, 1).AddMonths(-6);
        var (from, to) = (Day(begins), Day(begins.AddMonths(2)));
        var (_, csv, name) = await GetAsync($"/charts/interactions.csv?by=month&period={from}..{to}&channel!=Chat");
        Assert.StartsWith("sample interactions not Chat by month", name, StringComparison.Ordinal);
        var said = JsonNode.Parse(await server.RunAsync("metric", "interactions", "--by", "month", "--from", from, "--to", to, "--slice", "channel!=Chat", "--sample", "--format", "json"))!;
        Assert.All(said.AsArray(), a => Assert.True((double)a!["value"]! > 0));
        Assert.Equal(2, said.AsArray().Count);
        Assert.Equal(said.AsArray().Select(a => a!["value"]?.ToString() ?? ""), csv.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(row => row.Split(',')[3]));
    }

    [Fact]
    public async Task EverythingButWhatNoRecordHas_IsRefused()
    {
        var (status, said, _) = await GetAsync("/charts/interactions.svg?channel!=Carrier+pigeon");
        Assert.Equal((HttpStatusCode.BadRequest, "No record has the channel “Carrier pigeon”."), (status, said));
    }

    [Fact]
    public async Task FilterThatIsGivenTwice_IsRefused()
    {
        var (status, said, _) = await GetAsync("/charts/interactions.svg?channel!=Chat&channel!=Phone");
        Assert.Equal((HttpStatusCode.BadRequest, "channel! is given more than once. A chart takes one value of each."), (status, said));
    }

    [Fact]
    public async Task UnknownMetric_IsNotThere() => Assert.Equal(HttpStatusCode.NotFound, (await GetAsync("/charts/happiness.svg")).Status);

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private async Task<(HttpStatusCode Status, string Body, string? Name)> GetAsync(string path)
    {
        using var client = new HttpClient();
        using var answer = await client.GetAsync(server.BaseUrl + path, Cancelled);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(Cancelled), answer.Content.Headers.ContentDisposition?.FileName?.Trim('"'));
    }
}
