using System.Globalization;
using System.Text.Json.Nodes;
using CxDashboard.Domain.Interactions;
using CxDashboard.Domain.Time;
using CxDashboard.Tests.Support;
using Xunit;

namespace CxDashboard.Tests.Oracle;

public sealed class TimelinesTests
{
    [Fact]
    public void EveryWorkedCase_GivesItsIssues()
    {
        var cases = Timeline.All();
        Assert.NotEmpty(cases);
        Assert.All(cases, c =>
        {
            var oracle = new NaiveOracle(c.Records, c.Sources, c.AsOf);
            var actual = oracle.Issues.OrderBy(i => i.Opened).Select(i => new TimelineIssue(
                string.Join(' ', i.Members.Select(m => m.Record.ExternalId)), i.Opened, i.FirstClaim, i.State(TimeSpan.FromDays(7)), i.State(TimeSpan.FromDays(30))));
            Assert.Equal(c.Issues, actual);
        });
    }
}

/// <summary>What a worked case says of one issue; members in order, with blanks between.</summary>
public sealed record TimelineIssue(string Members, Instant Opened, Instant? FirstClaim, OracleState In7Days, OracleState In30Days);

/// <summary>One worked case of timelines.json: records of a live source and their issues.</summary>
public sealed record Timeline(string Name, Instant AsOf, IReadOnlyList<Interaction> Records, IReadOnlyList<TimelineIssue> Issues)
{
    public IReadOnlyList<OracleSource> Sources => [new("s", Live: true)];

    /// <summary>All cases, or skips the test where the file is missing.</summary>
    public static IReadOnlyList<Timeline> All() =>
        [.. SharedData.Json("timelines.json")["cases"]!.AsArray().Select(c => Read(c!))];

    private static Timeline Read(JsonNode c) => new(
        Text(c, "name")!,
        Time(c, "as_of")!.Value,
        [.. c["records"]!.AsArray().Select(r => Record(r!.AsObject()))],
        [.. c["issues"]!.AsArray().Select(i => Issue(i!))]);

    private static TimelineIssue Issue(JsonNode i) => new(
        string.Join(' ', i["members"]!.AsArray().Select(m => m!.GetValue<string>())),
        Time(i, "opened")!.Value,
        Time(i, "first_claim"),
        Enum.Parse<OracleState>(Text(i, "7d")!, ignoreCase: true),
        Enum.Parse<OracleState>(Text(i, "30d")!, ignoreCase: true));

    private static Interaction Record(JsonObject r)
    {
        // A field that is not read would make a case pass for the wrong reason.
        string[] read = ["source", "external_id", "customer", "channel", "topic", "direction", "opened_at", "claimed_at", "reopened_count", "reopened_at", "last_claimed_at", "abandoned"];
        Assert.Empty(r.Select(f => f.Key).Except(read));
        return new Interaction
        {
            Source = Text(r, "source")!,
            ExternalId = Text(r, "external_id")!,
            Customer = Text(r, "customer"),
            Channel = Text(r, "channel"),
            Topic = Text(r, "topic"),
            Direction = Text(r, "direction") == "out" ? Direction.Out : Direction.In,
            OpenedAt = Time(r, "opened_at")!.Value,
            ClaimedAt = Time(r, "claimed_at"),
            ReopenedCount = r["reopened_count"]?.GetValue<int>(),
            ReopenedAt = Time(r, "reopened_at"),
            LastClaimedAt = Time(r, "last_claimed_at"),
            Abandoned = Text(r, "abandoned") is { } a ? a == "yes" : null,
        };
    }

    private static string? Text(JsonNode node, string name) => node[name]?.GetValue<string>();

    private static Instant? Time(JsonNode node, string name) =>
        Text(node, name) is { } t ? Instant.From(DateTimeOffset.Parse(t, CultureInfo.InvariantCulture)) : null;
}
