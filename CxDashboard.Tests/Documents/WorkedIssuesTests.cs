using CxDashboard.Domain.Time;
using CxDashboard.Measuring;
using CxDashboard.Tests.Measuring;
using CxDashboard.Tests.Oracle;
using Xunit;

namespace CxDashboard.Tests.Documents;

/// <summary>Every number of docs/worked-issues.md, computed from the tables of the page itself.</summary>
public sealed class WorkedIssuesTests
{
    private const string Ours = "ours";
    private const string Metric = "first-contact-resolution";
    private static readonly OracleSource Desk = new("desk", Live: true);
    private static readonly WorkedIssues Page = WorkedIssues.Page();
    private static readonly IReadOnlyList<WorkedTicket> All = [.. Page.Sections.SelectMany(s => s.Tickets)];

    [Fact]
    public void Page_HasTenHistoriesOfTheirOwnCustomers_AndAllOfThemTogether()
    {
        Assert.Equal(11, Page.Sections.Count);
        Assert.All(Page.Sections.SkipLast(1), s => Assert.Single(s.Tickets.Select(t => t.Customer).Distinct(StringComparer.Ordinal)));
        Assert.Equal(10, All.Select(t => t.Customer).Distinct(StringComparer.Ordinal).Count());
        Assert.Empty(Page.Sections[^1].Tickets);
        Assert.All(Page.Sections, s => Assert.Equal([.. WorkedTicket.HelpDesks.Select(h => h.Name), Ours], s.Numbers.Keys));
    }

    [Fact]
    public void NumbersOfTheHelpDesks_AreWhatTheirDefinitionsGive() => Assert.All(Page.Sections, section => Assert.All(WorkedTicket.HelpDesks, desk =>
    {
        var tickets = TicketsOf(section);
        Assert.Equal((section.Title, desk.Name, $"{tickets.Count(desk.Solved)} of {tickets.Count}"), (section.Title, desk.Name, section.Numbers[desk.Name]));
    }));

    [Fact]
    public async Task OurNumbers_AreWhatTheEngineAnswers()
    {
        await using var engine = await EngineUnderTest.StartAsync(Page.KnownUntil, [Desk]);
        await engine.WriteAsync([.. All.Select(t => t.Record(Desk.Name))]);
        await engine.Measure.FollowAsync(TestContext.Current.CancellationToken);
        foreach (var section in Page.Sections)
        {
            Slice[] slices = [.. CustomersOf(section).Select(c => new Slice("customer", c))];
            var answer = Assert.Single(await engine.AskAsync(Metric, BucketSize.All, slices));
            Assert.Equal((section.Title, section.Numbers[Ours]), (section.Title, Written(answer.Count, answer.N, answer.Value, answer.Maturing)));
        }
    }

    [Fact]
    public void OurNumbers_AreWhatTheOracleAnswers()
    {
        var oracle = new NaiveOracle([.. All.Select(t => t.Record(Desk.Name))], [Desk], Page.KnownUntil);
        Assert.All(Page.Sections, section =>
        {
            var answer = oracle.Ask(Metric, OracleBucket.All, [.. CustomersOf(section).Select(c => ("customer", c))]);
            Assert.Equal((section.Title, section.Numbers[Ours]), (section.Title, Written(answer.Count, answer.N, answer.Value, answer.Maturing)));
        });
    }

    // The last section is about all tickets of the page.
    private static IReadOnlyList<WorkedTicket> TicketsOf(WorkedHistory section) => section.Tickets.Count > 0 ? section.Tickets : All;

    private static IEnumerable<string?> CustomersOf(WorkedHistory section) => section.Tickets.Select(t => t.Customer).Distinct(StringComparer.Ordinal);

    private static string Written(double? count, long n, double? value, bool maturing) =>
        value is null ? "no answer" : $"{count} of {n}{(maturing ? ", maturing" : "")}";
}
