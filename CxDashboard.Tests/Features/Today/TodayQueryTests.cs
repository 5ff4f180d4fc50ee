using CxDashboard.Domain.Interactions;
using CxDashboard.Domain.Time;
using CxDashboard.Features.Today;
using CxDashboard.Tests.Measuring;
using CxDashboard.Tests.Oracle;
using Xunit;

namespace CxDashboard.Tests.Features.Today;

public sealed class TodayQueryTests
{
    // A Monday, and eight before it.
    private static readonly Instant Monday = Instant.From(new DateTimeOffset(2026, 3, 2, 0, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task Topics_AreComparedWithTheirOwnMondays()
    {
        await using var engine = await EngineUnderTest.StartAsync(Monday + TimeSpan.FromHours(20), [new OracleSource("desk", Live: true)]);

        // On each earlier Monday ten about billing, five about delivery and one about nothing; today nine, thirty and one.
        (string? Topic, int Usual, int Now)[] topics = [("Billing", 10, 9), ("Delivery", 5, 30), (null, 1, 1)];
        await engine.WriteAsync([.. Enumerable.Range(0, 9).SelectMany(week => topics.SelectMany(t => Enumerable.Range(0, week == 0 ? t.Now : t.Usual).Select(i => new Interaction
        {
            Source = "desk",
            ExternalId = $"{week} {t.Topic} {i}",
            Topic = t.Topic,
            OpenedAt = Monday + TimeSpan.FromHours(9) + TimeSpan.FromMinutes(i) - TimeSpan.FromDays(7 * week),
        })))]);
        await engine.Measure.FollowAsync(TestContext.Current.CancellationToken);

        var contacts = (await new TodayQuery(engine.Measure, engine.Clock).RunAsync(TestContext.Current.CancellationToken)).Contacts;
        Assert.Equal(40, contacts.Count);
        Assert.Equal([("Delivery", 30, true), ("Billing", 9, false)], contacts.Topics.Select(t => (t.Topic, t.Count, t.IsUnusual)));
    }
}
