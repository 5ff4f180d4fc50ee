using CxDashboard.Measuring;
using CxDashboard.Measuring.Behind;
using CxDashboard.Tests.Oracle;
using Xunit;

namespace CxDashboard.Tests.Measuring.Behind;

/// <summary>The story of every issue of random histories is the one that the naive oracle tells.</summary>
public sealed class IssueStoryTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("issues-opened", 7)]
    [InlineData("held-rate-30d", 30)]
    public async Task EveryIssue_IsToldAsTheOracleTellsIt(string metric, int days)
    {
        var (told, window) = (0, TimeSpan.FromDays(days));
        foreach (var seed in AskedHistory.Seeds(60))
        {
            await using var history = await AskedHistory.OfAsync(RandomHistory.Make(seed));
            var ids = Ids(history);
            var behind = await AskAsync(history, metric);
            var issues = history.Oracle.Issues.Where(i => days == 7 || i.HasCustomer).ToDictionary(i => ids[(i.First.Record.Source, i.First.Record.ExternalId)]);
            Assert.Equal(issues.Keys.Order(), behind.Rows.Select(r => r.Id).Order());
            foreach (var row in behind.Rows)
            {
                var (issue, story) = (issues[row.Id], row.Story!);
                var expected = (issue.FirstClaim, issue.HasUnknownClaimAtF, issue.IsRepeatedWithin(window), issue.IsReopenedWithin(window), issue.Answer, issue.IsOpenNow, Standing(issue, window));
                var actual = (story.ClaimedAt, story.ClaimInstantUnknown, story.CameBackAt.Count > 0, story.ReopenedAt is not null || story.ReopenedAtUnknownTime, story.Answer, story.IsOpen, story.Standing);
                if (expected != actual) Assert.Fail($"the issue at {row.Id}: {expected} expected, {actual} told\n{history.History.Describe()}");
                Assert.Equal(issue.Members.Select(m => ids[(m.Record.Source, m.Record.ExternalId)]), story.Members.Select(m => m.Id));
                Assert.Equal((issue.Members.Count, issue.Members.Count(m => !(m.Opened > issue.FirstClaim))), (story.Contacts, story.ContactsUntilClaim));
                Assert.Equal(issue.Members.Select(m => m.Record.Channel), story.Members.Select(m => m.Channel));
                if (issue.Answer is { } answer) Assert.Equal(issue.Members.Where(m => m.Answer == answer).Max(m => m.AnsweredAt), story.AnsweredAt);
                if (issue.FirstClaim is null) Assert.Equal(issue.IsAbandoned(history.History.Settings.QuietLimit), story.IsQuiet || story.WasDropped);
                told++;
            }
        }

        Assert.True(told > 100, $"Only {told} stories were told.");
    }

    [Fact]
    public async Task ComingBack_AndReopening_AreToldWithTheirInstants()
    {
        var back = 0;
        foreach (var seed in AskedHistory.Seeds(60))
        {
            await using var history = await AskedHistory.OfAsync(RandomHistory.Make(seed));
            var ids = Ids(history);
            var stories = (await AskAsync(history, "issues-opened")).Rows.ToDictionary(r => r.Id, r => r.Story!);
            foreach (var issue in history.Oracle.Issues.Where(i => i.HasCustomer && i.FirstClaim is not null))
            {
                // Where unknown topics do not chain, each such contact is a pair of its own.
                var (f, story) = (issue.FirstClaim!.Value, stories[ids[(issue.First.Record.Source, issue.First.Record.ExternalId)]]);
                if (issue.First.Record.Topic is null && !history.History.Settings.UnknownTopicsChain) continue;
                var pair = history.Oracle.Contacts.Where(c => c.IsIn && c.Customer == issue.First.Customer && (c.Record.Topic ?? "") == (issue.First.Record.Topic ?? "")).ToList();
                Assert.Equal(pair.Where(c => f < c.Opened && c.Opened < f + TimeSpan.FromDays(7)).Select(c => c.Opened).Order(), story.CameBackAt);
                if (!story.ReopenedAtUnknownTime) Assert.Equal(pair.Where(c => f < c.Reopening && c.Reopening < f + TimeSpan.FromDays(7)).Min(c => c.Reopening), story.ReopenedAt);
                back += story.CameBackAt.Count;
            }
        }

        Assert.True(back > 10, $"Only {back} contacts came back.");
    }

    [Fact]
    public async Task EveryContact_TellsTheStoryOfItsIssue()
    {
        foreach (var seed in AskedHistory.Seeds(60))
        {
            await using var history = await AskedHistory.OfAsync(RandomHistory.Make(seed));
            var stories = (await AskAsync(history, "issues-opened")).Rows.SelectMany(r => r.Story!.Members, (r, m) => (m.Id, First: r.Id)).ToDictionary(x => x.Id, x => x.First);
            var contacts = await AskAsync(history, "interactions");
            Assert.Equal(stories.Count, contacts.Rows.Count(r => r.Story is not null));
            Assert.All(contacts.Rows.Where(r => r.Story is not null), r => Assert.Equal(stories[r.Id], r.Story!.Members[0].Id));
        }
    }

    private static async Task<BehindAnswer> AskAsync(AskedHistory history, string metric) =>
        (await history.Engine.Measure.BehindAsync(new BehindQuestion { Of = new MetricQuestion { Metric = metric }, Rows = 10_000 }, Token))!;

    private static Dictionary<(string, string), int> Ids(AskedHistory history) => history.Engine
        .Ask("SELECT i.id, s.name, i.external_id FROM interaction i JOIN source s ON s.id = i.source_id")
        .Select(line => line.Split('|', 3)).ToDictionary(part => (part[1], part[2]), part => int.Parse(part[0], null));

    private static IssueStanding Standing(OracleIssue issue, TimeSpan window) => issue.State(window) switch
    {
        OracleState.Unclaimed => IssueStanding.NeverClaimed,
        OracleState.Broken => IssueStanding.DidNotHold,
        _ when !issue.HasCustomer => IssueStanding.NobodyKnows,
        OracleState.Held => IssueStanding.Held,
        _ => IssueStanding.Maturing,
    };
}
