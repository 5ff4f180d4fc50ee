using System.Text.Json.Nodes;
using Xunit;

namespace CxDashboard.Tests.Ingest.Wire;

/// <summary>Ratings, replies and corrections, in whatever order they come.</summary>
public sealed class PartsTests
{
    private const string State = """
        SELECT substr(external_id, -1), customer, first_reply_at, first_useful_reply_at, rating, rating_scale, rated_at, effort, recommend, would_buy_again, confirmed, comment FROM interaction WHERE true ORDER BY external_id
        """;

    private static readonly (string Path, string Body)[] Told =
    [
        ("interactions", """{"externalId":"1","customer":"ann","openedAt":"2026-03-01T09:00:00Z","firstReplyAt":"2026-03-01T10:30:00Z","rating":3,"ratingScale":5,"ratedAt":"2026-03-02T09:00:00Z","effort":2}"""),
        ("interactions", """{"externalId":"2","customer":"bob","openedAt":"2026-03-01T09:00:00Z"}"""),
        ("replies", """{"externalId":"1","at":"2026-03-01T10:00:00Z"}"""),
        ("replies", """{"externalId":"1","at":"2026-03-01T11:00:00Z","useful":true}"""),
        ("replies", """{"externalId":"1","at":"2026-03-01T12:00:00Z","useful":"yes"}"""),
        ("replies", """{"externalId":"2","at":"2026-03-01T09:05:00Z","useful":false}"""),
        ("ratings", """{"externalId":"1","rating":5,"ratingScale":5,"ratedAt":"2026-03-03T09:00:00Z"}"""),
        ("ratings", """{"externalId":"1","comment":"after all","ratedAt":"2026-03-04T09:00:00Z"}"""),
        ("ratings", """{"externalId":"1","rating":1,"ratingScale":5,"comment":"at first","ratedAt":"2026-03-01T13:00:00Z","confirmed":false}"""),
        ("ratings", """{"externalId":"1","confirmed":true,"effort":6,"ratedAt":"2026-03-01T20:00:00Z"}"""),
        ("ratings", """{"externalId":"2","rating":9,"ratingScale":10}"""),
        ("ratings", """{"externalId":"2","rating":8,"ratingScale":10,"wouldBuyAgain":true}"""),
        ("ratings", """{"externalId":"2","recommend":10,"ratedAt":"2026-03-05T09:00:00Z"}"""),
    ];

    [Fact]
    public async Task WhateverTheOrder_AndHoweverOften_TheStateIsTheSame()
    {
        var random = new Random(20261201);
        await using var server = await WireServer.StartAsync();
        string? expected = null;
        for (var round = 0; round < 100; round++)
        {
            // Shuffled, some of it two or three times, one by one or together.
            var id = $"\"externalId\":\"{round}.";
            var told = Told.Concat(Told.Where(_ => random.Next(3) == 0)).Concat(Told.Where(_ => random.Next(5) == 0)).ToArray();
            random.Shuffle(told);
            for (var i = 0; i < told.Length;)
            {
                var run = told.Skip(i).TakeWhile(t => t.Path == told[i].Path).Take(random.Next(1, 4)).ToList();
                var (status, json) = await server.PostAsync(told[i].Path, (run.Count == 1 ? run[0].Body : $"[{string.Join(',', run.Select(t => t.Body))}]").Replace("\"externalId\":\"", id, StringComparison.Ordinal));
                Assert.True(status == 200, $"{status} {json}");
                i += run.Count;
            }

            var state = string.Join('\n', server.Store.Ask(State.Replace("WHERE true", $"WHERE external_id LIKE '{round}.%'", StringComparison.Ordinal)));
            Assert.Equal(expected ??= state, state);
        }

        Assert.Equal("""
            1|ann|1772359200000|1772362800000|5|5|1772614800000|6|-|-|1|after all
            2|bob|1772355900000|-|9|10|1772701200000|-|10|1|-|-
            """.Replace("|6|-|-|1|", "|2|-|-|1|", StringComparison.Ordinal), expected);
        Assert.Equal(["0"], server.Store.Ask("SELECT count(*) FROM record_part WHERE waiting"));
    }

    [Fact]
    public async Task PartOfAnUnknownRecord_WaitsVisibly_AndIsJoinedWhenThatComes()
    {
        await using var server = await WireServer.StartAsync();
        Assert.Equal("waiting", (await server.PostAsync("ratings", """{"externalId":"1","rating":4,"ratingScale":5}""")).Json!["result"]!.GetValue<string>());
        Assert.Equal("waiting", (await server.PostAsync("replies", """{"externalId":"1","at":"2026-03-01T10:00:00Z"}""")).Json!["result"]!.GetValue<string>());
        var waiting = (await server.SendAsync(HttpMethod.Get, "waiting", null)).Json!;
        Assert.Equal(("shop", 1), (waiting["sources"]![0]!["source"]!.GetValue<string>(), waiting["sources"]![0]!["waiting"]!.GetValue<int>()));
        Assert.Equal("""["rating","reply"]""", waiting["oldest"]![0]!["told"]!.ToJsonString());

        await server.PostAsync("interactions", """{"externalId":"1","openedAt":"2026-03-01T09:00:00Z"}""");
        Assert.Equal(["4|1772359200000"], server.Store.Ask("SELECT rating, first_reply_at FROM interaction"));
        Assert.Equal("""{"sources":[],"oldest":[]}""", (await server.SendAsync(HttpMethod.Get, "waiting", null)).Json!.ToJsonString());
        Assert.Equal("unchanged", (await server.PostAsync("ratings", """{"externalId":"1","rating":4,"ratingScale":5}""")).Json!["result"]!.GetValue<string>());
        Assert.Equal("joined", (await server.PostAsync("ratings", """{"externalId":"1","rating":5,"ratingScale":5,"ratedAt":"2026-03-02"}""")).Json!["result"]!.GetValue<string>());

        // A correction holds against the same part told again, and what is deleted is told of no more.
        await server.SendAsync(HttpMethod.Patch, "interactions/1", """{"rating":2}""");
        await server.PostAsync("ratings", """{"externalId":"1","rating":5,"ratingScale":5,"ratedAt":"2026-03-02"}""");
        Assert.Equal(["2"], server.Store.Ask("SELECT rating FROM interaction"));
        await server.SendAsync(HttpMethod.Delete, "interactions/1", null);
        Assert.Equal(["0"], server.Store.Ask("SELECT count(*) FROM record_part"));
    }

    [Theory]
    [InlineData("ratings", """{"rating":4,"ratingScale":5}""", "$.externalId", "externalId is missing")]
    [InlineData("ratings", """{"externalId":"1","rating":4}""", "$.ratingScale", "ratingScale is missing")]
    [InlineData("ratings", """{"externalId":"1","rating":6,"ratingScale":5}""", "$.rating", "outside its scale, 1 to 5")]
    [InlineData("ratings", """{"externalId":"1","rating":"good","ratingScale":5}""", "$.rating", "is not a number")]
    [InlineData("ratings", """{"externalId":"1","effort":9}""", "$.effort", "from 1 to 7")]
    [InlineData("ratings", """{"externalId":"1"}""", "$", "No answer is in it")]
    [InlineData("ratings", """{"externalId":"1","comment":"x","topic":"y"}""", "$.topic", "topic is nothing of a rating")]
    [InlineData("ratings", """{"externalId":"1","comment":"x","mood":"y"}""", "$.mood", "There is no field \"mood\" in a rating.")]
    [InlineData("replies", """{"externalId":"1"}""", "$.at", "at is missing")]
    [InlineData("replies", """[{"externalId":"1","at":"soon","useful":"perhaps"}]""", "$[0].at", "at is not a date and time")]
    [InlineData("replies", """{"externalId":"1","at":"2026-03-01","source":"other"}""", "$.source", "not the key's")]
    public async Task PartThatCannotBeTaken_IsRefusedWithItsPlace(string path, string body, string place, string detail)
    {
        await using var server = await WireServer.StartAsync();
        var (status, json) = await server.PostAsync(path, body);
        Assert.True(status is 400 or 403, $"{status}");
        Assert.Equal(place, json!["errors"]![0]!["path"]!.GetValue<string>());
        Assert.Contains(detail, json["errors"]![0]!["detail"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Correction_ChangesWhatItNames_AndNothingElse()
    {
        await using var server = await WireServer.StartAsync();
        Assert.Equal(404, (await server.SendAsync(HttpMethod.Patch, "interactions/a%2Fb%20c", "{}")).Status);
        await server.PostAsync("interactions", """{"externalId":"a/b c","openedAt":"2026-03-01T09:00:00Z","topic":"billing","cost":12.5,"rating":4,"ratingScale":5,"via":{"page":"/x","button":"y"},"mood":"fine"}""");
        var patched = await server.SendAsync(HttpMethod.Patch, "interactions/a%2Fb%20c", """{"topic":null,"channel":"chat","rating":5,"via":{"button":null,"form":1},"mood":{"of":"day"}}""", "application/merge-patch+json");
        Assert.Equal((200, """{"externalId":"a/b c","result":"changed"}"""), (patched.Status, patched.Json!.ToJsonString()));
        Assert.Equal(["-|chat|5|5|125000|{\"mood.of\":\"day\",\"via.form\":\"1\",\"via.page\":\"/x\"}"], server.Store.Ask("SELECT topic, channel, rating, rating_scale, cost, extra FROM interaction"));
        Assert.Equal("unchanged", (await server.SendAsync(HttpMethod.Patch, "interactions/a%2Fb%20c", """{"channel":"chat","externalId":"a/b c"}""")).Json!["result"]!.GetValue<string>());
        await server.SendAsync(HttpMethod.Patch, "interactions/a%2Fb%20c", """{"via":null,"rating":null}""");
        Assert.Equal(["-|-|{\"mood.of\":\"day\"}"], server.Store.Ask("SELECT rating, rating_scale, extra FROM interaction"));

        foreach (var (body, place) in new[] { ("""{"openedAt":null}""", "$.openedAt"), ("""{"rating":3}""", "$.rating"), ("""{"externalId":"other"}""", "$.externalId"), ("""{"effort":8}""", "$.effort"), ("[]", "$"), ("{", "$") })
        {
            var (status, json) = await server.SendAsync(HttpMethod.Patch, "interactions/a%2Fb%20c", body);
            Assert.Equal((400, place), (status, json!["errors"]![0]!["path"]!.GetValue<string>()));
        }

        Assert.Equal(204, (await server.SendAsync(HttpMethod.Delete, "interactions/a%2Fb%20c", null)).Status);
        Assert.Equal(404, (await server.SendAsync(HttpMethod.Delete, "interactions/a%2Fb%20c", null)).Status);
    }

    [Fact]
    public async Task CorrectionsAtOnce_LoseNothing()
    {
        await using var server = await WireServer.StartAsync();
        await server.PostAsync("interactions", """{"externalId":"1","openedAt":"2026-03-01T09:00:00Z"}""");
        await Task.WhenAll(Enumerable.Range(0, 60).Select(i => server.SendAsync(HttpMethod.Patch, "interactions/1", $$"""{"extra{{i}}":"{{i}}"}""")));
        var extra = JsonNode.Parse(server.Store.Ask("SELECT extra FROM interaction").Single())!.AsObject();
        Assert.Equal(60, extra.Count);
    }

    [Fact]
    public async Task PartOfAnErasedCustomer_IsGoneToo()
    {
        await using var server = await WireServer.StartAsync();
        await server.PostAsync("interactions", """{"externalId":"1","customer":"ann","openedAt":"2026-03-01T09:00:00Z"}""");
        await server.PostAsync("ratings", """{"externalId":"1","comment":"words of ann"}""");
        await server.Store.Writer.WriteAsync(new CxDashboard.Data.WriteBatch { Erasures = ["ann"] }, TestContext.Current.CancellationToken);
        Assert.Equal(["0"], server.Store.Ask("SELECT count(*) FROM record_part"));
        await server.Store.CloseAsync();
        Assert.DoesNotContain(Directory.EnumerateFiles(server.Store.Folder.Path), f => File.ReadAllText(f).Contains("words of ann", StringComparison.Ordinal));
    }
}
