using CxDashboard.Domain.Time;
using CxDashboard.Measuring.Chaining;
using CxDashboard.Measuring.Passes;
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
        var (facts, issues) = (projection.Facts, projection.Issues);
        return Enumerable.Range(0, facts.Rows).Where(row => (issues.BitsOf(row) & IssueBits.Start) != 0).OrderBy(row => facts.Opened[row]).Select(row => new TimelineIssue(
            string.Join(' ', Members(issues, row).Select(member => c.Records[member - 1].ExternalId)),
            new Instant(facts.Opened[row]),
            (issues.BitsOf(row) & IssueBits.Claimed) != 0 ? new Instant(issues.FirstClaimOf(row)) : null,
            State(issues, row, 7),
            State(issues, row, 30)));
    }

    private static List<int> Members(IssueTable issues, int row)
    {
        var members = new List<int>();
        foreach (var member in issues.RowsOf(row)) members.Add(member);
        return members;
    }

    private static OracleState State(IssueTable issues, int row, int days)
    {
        var bits = issues.BitsOf(row);
        if ((bits & IssueBits.Claimed) == 0) return OracleState.Unclaimed;
        var isOver = issues.FirstClaimOf(row) + (days * MetricRules.Day) <= issues.KnownOf(row).K;
        var age = !isOver ? IssueAge.None : days == 7 ? IssueAge.Over7 : IssueAge.Over30;
        return MetricRules.Held(bits, age, days) ? OracleState.Held : MetricRules.Maturing(bits, age, days) ? OracleState.Maturing : OracleState.Broken;
    }
}
