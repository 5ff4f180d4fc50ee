using CxDashboard.Domain.Interactions;
using CxDashboard.Domain.Time;
using CxDashboard.Measuring;
using CxDashboard.Tests.Oracle;
using Xunit;

namespace CxDashboard.Tests.Measuring;

public sealed class TimelinesTests
{
    [Fact]
    public async Task EveryWorkedCase_GivesItsIssues()
    {
        var cases = Timeline.All();
        Assert.NotEmpty(cases);
        foreach (var c in cases)
        {
            await using var engine = await EngineUnderTest.StartAsync(c.AsOf, c.Sources);
            await engine.WriteAsync([.. c.Records]);
            Assert.Equal(c.Issues, Issues(c, engine.Project()));
        }
    }

    // The store numbers records in their order, so a row is a place among the records, less one.
    private static IEnumerable<TimelineIssue> Issues(Timeline c, Projection projection)
    {
        var issues = projection.Issues;
        var k = issues.Horizon.Sources.Values.Single().K;
        return issues.Rows.Take(issues.Used).Where(i => i.FirstRow >= 0).OrderBy(i => i.Opened).Select(i => new TimelineIssue(
            Members(c, i), new Instant(i.Opened), i.IsClaimed ? new Instant(i.FirstClaim) : null, State(i, k, 7), State(i, k, 30)));
    }

    private static string Members(Timeline c, IssueRow issue)
    {
        var first = c.Records[issue.FirstRow - 1];
        return string.Join(' ', c.Records
            .Where(r => r.Direction == Direction.In && (r == first || (r.Customer is not null && r.Customer == first.Customer && r.Topic == first.Topic)))
            .OrderBy(r => r.OpenedAt).ThenBy(r => r.ExternalId, StringComparer.Ordinal)
            .SkipWhile(r => r != first).Take(issue.Members).Select(r => r.ExternalId));
    }

    private static OracleState State(IssueRow issue, long k, int days)
    {
        var window = days * MetricRules.Day;
        return !issue.IsClaimed ? OracleState.Unclaimed
            : issue.BrokeWithin(window) ? OracleState.Broken
            : MetricRules.Held(issue, k, window) ? OracleState.Held : OracleState.Maturing;
    }
}
