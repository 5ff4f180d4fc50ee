using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using CxDashboard.Tests.Support;
using Xunit;

namespace CxDashboard.Tests.EndToEnd;

/// <summary>The API of metrics, asked of the real server, beside the verbs asked of the same store.</summary>
[Collection(SampleServer.Name)]
public sealed class MetricsApiTests(RunningServer server)
{
    // Some time in the sample year: as of now, the clock of the server and that of the verb would differ.
    private static readonly DateTimeOffset Then = new(TimeProvider.System.GetUtcNow().UtcDateTime.Date.AddDays(-90), TimeSpan.Zero);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("held-rate-7d", "by=month")]
    [InlineData("first-reply-median", "by=week&slice=channel=Chat&slice=channel=Phone&zone=Europe/Amsterdam")]
    [InlineData("interactions", "slice=topic%3D")]
    public async Task Metric_AnswersLetterForLetterAsTheVerbDoes(string id, string query)
    {
        string asOf = Then.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), from = Then.AddDays(-70).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var options = Uri.UnescapeDataString(query).Split('&').Select(p => p.Split('=', 2)).SelectMany(p => (string[])["--" + p[0], p[1]]);
        var said = await server.RunAsync(["metric", id, .. options, "--from", from, "--to", asOf, "--as-of", asOf, "--sample", "--format", "json"]);
        var (status, type, body) = await GetAsync($"/api/v1/metrics/{id}?{query}&from={from}&to={asOf}&as-of={asOf}");
        Assert.Equal((HttpStatusCode.OK, "application/json"), (status, type));
        Assert.Contains("\"n\": ", body, StringComparison.Ordinal);
        Assert.Equal(said.TrimEnd(), body);
    }

    [Theory]
    [InlineData("", "--format", "json")]
    [InlineData("?all-versions=yes", "--all-versions", "--format", "json")]
    public async Task Definitions_AreLetterForLetterTheVerbs(string query, params string[] options)
    {
        var (status, type, body) = await GetAsync("/api/v1/metrics" + query);
        Assert.Equal((HttpStatusCode.OK, "application/json"), (status, type));
        Assert.Equal((await server.RunAsync(["metrics", .. options])).TrimEnd(), body);
        var recovered = JsonNode.Parse(body)!.AsArray().Single(m => m!["id"]!.GetValue<string>() == "recovered-share")!;
        Assert.Equal((90, null), (recovered["windowDays"]!.GetValue<int>(), recovered["counterMetric"]));
    }

    [Fact]
    public async Task AnswerAboutTheSample_SaysSo()
    {
        using var client = server.Client();
        using var answer = await client.GetAsync(server.BaseUrl + "/api/v1/metrics/interactions", Cancelled);
        Assert.Equal("yes", Assert.Single(answer.Headers.GetValues("CxDashboard-Sample")));
    }

    [Theory]
    [InlineData("/happiness", HttpStatusCode.NotFound, "There is no metric \"happiness\". `metrics` lists all that there are.")]
    [InlineData("/nps?version=7", HttpStatusCode.BadRequest, "There is no version 7 of nps. There is version 1 only.")]
    [InlineData("/claimed-rate?from=yesterday", HttpStatusCode.BadRequest, "from is \"yesterday\", which is no day. Write it as 2026-03-01.")]
    [InlineData("/claimed-rate?form=2026-03-01", HttpStatusCode.BadRequest, "There is no parameter \"form\". There are: by, from, to, slice, as-of, known-at, zone, version, split, top.")]
    [InlineData("/claimed-rate?by=day&by=week", HttpStatusCode.BadRequest, "by is given more than once. Only slice and split may be repeated.")]
    [InlineData("/claimed-rate?top=5", HttpStatusCode.BadRequest, "top says how many values of a field are told apart. Name one field with split.")]
    [InlineData("?all-versions=maybe", HttpStatusCode.BadRequest, "all-versions is \"maybe\". Write yes or no.")]
    public async Task WhatCannotBeAnswered_IsRefusedWithASentence(string path, HttpStatusCode expected, string sentence)
    {
        var (status, type, body) = await GetAsync("/api/v1/metrics" + path);
        Assert.Equal((expected, "application/problem+json"), (status, type));
        Assert.Equal(sentence, JsonNode.Parse(body)!["detail"]!.GetValue<string>());
    }

    [Fact]
    public async Task FieldThatTheEngineRefuses_IsRefusedAsByTheVerb()
    {
        var (status, type, body) = await GetAsync("/api/v1/metrics/claimed-rate?slice=mood=good");
        Assert.Equal((HttpStatusCode.BadRequest, "application/problem+json"), (status, type));
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => server.RunAsync("metric", "claimed-rate", "--slice", "mood=good", "--sample"));
        Assert.EndsWith(JsonNode.Parse(body)!["detail"]!.GetValue<string>(), refused.Message.TrimEnd(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Chart_IsTheVerbs_InEveryForm()
    {
        string from = Day(-98), to = Day(-14);
        var file = Path.Combine(server.DataFolder, "api chart.csv");
        await server.RunAsync("chart", "held-rate-7d", "--by", "week", "--from", from, "--to", to, "--slice", "channel=Chat", "--sample", "--format", "csv", "--out", file);
        var (status, type, body) = await GetAsync($"/api/v1/charts/held-rate-7d.csv?by=week&from={from}&to={to}&slice=channel=Chat");
        Assert.Equal((HttpStatusCode.OK, "text/csv", await File.ReadAllTextAsync(file, Cancelled)), (status, type, body));
        foreach (var (form, expected) in new[] { ("svg", "image/svg+xml"), ("png", "image/png"), ("pdf", "application/pdf") })
            Assert.Equal((HttpStatusCode.OK, expected), await TypeAsync($"/api/v1/charts/interactions.{form}?kind=pareto&split=channel&theme=dark&size=column"));

        using var restricted = server.Client(await server.KeyAsync("read"));
        Assert.Equal(HttpStatusCode.OK, (await restricted.GetAsync("/api/v1/charts/interactions.svg", Cancelled)).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await restricted.GetAsync("/api/v1/charts/interactions.svg?kind=pareto&split=channel", Cancelled)).StatusCode);
    }

    [Theory]
    [InlineData("interactions.gif", HttpStatusCode.NotFound, "A chart can be saved as svg, png, pdf, csv, xlsx, tsv, not as \"gif\".")]
    [InlineData("happiness.svg", HttpStatusCode.NotFound, "There is no metric \"happiness\". `metrics` lists all that there are.")]
    [InlineData("interactions.svg?kind=pie", HttpStatusCode.BadRequest, "There is no kind \"pie\". There are behaviour, small, lines, pareto, comparison, waterfall, distribution, heat.")]
    [InlineData("interactions.svg?kind=pareto", HttpStatusCode.BadRequest, "kind pareto needs one split FIELD, for example split channel.")]
    [InlineData("interactions.svg?theme=blue", HttpStatusCode.BadRequest, "theme is \"blue\". Write light or dark.")]
    [InlineData("interactions.svg?width=100000", HttpStatusCode.BadRequest, "A chart is 200 to 4800 wide and 120 to 4800 high.")]
    public async Task ChartThatCannotBeDrawn_IsRefusedWithASentence(string file, HttpStatusCode expected, string sentence)
    {
        var (status, type, body) = await GetAsync("/api/v1/charts/" + file);
        Assert.Equal((expected, "application/problem+json"), (status, type));
        Assert.Equal(sentence, JsonNode.Parse(body)!["detail"]!.GetValue<string>());
    }

    [Fact]
    public async Task Signals_AreTheVerbs()
    {
        string from = Day(-250), to = Day(-14);
        var said = JsonNode.Parse(await server.RunAsync("signals", "--from", from, "--to", to, "--sample", "--format", "json"))!;
        var (status, type, body) = await GetAsync($"/api/v1/signals?from={from}&to={to}");
        Assert.Equal((HttpStatusCode.OK, "application/json"), (status, type));
        var told = JsonNode.Parse(body)!;
        (said["asOf"], told["asOf"]) = (null, null);
        Assert.Equal(said.ToJsonString(), told.ToJsonString());
        using var restricted = server.Client(await server.KeyAsync("read"));
        Assert.Equal(HttpStatusCode.OK, (await restricted.GetAsync("/api/v1/signals", Cancelled)).StatusCode);
        Assert.Equal("by is \"hour\". There are day, week, month and quarter.", JsonNode.Parse((await GetAsync("/api/v1/signals?by=hour")).Body)!["detail"]!.GetValue<string>());
        Assert.Equal(HttpStatusCode.NotFound, (await GetAsync("/api/v1/signals?metric=happiness")).Status);
    }

    private static string Day(int fromToday) => TimeProvider.System.GetUtcNow().AddDays(fromToday).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private async Task<(HttpStatusCode Status, string? Type)> TypeAsync(string path)
    {
        var (status, type, _) = await GetAsync(path);
        return (status, type);
    }

    private async Task<(HttpStatusCode Status, string? Type, string Body)> GetAsync(string path)
    {
        using var client = server.Client();
        using var answer = await client.GetAsync(server.BaseUrl + path, Cancelled);
        return (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType, await answer.Content.ReadAsStringAsync(Cancelled));
    }
}
