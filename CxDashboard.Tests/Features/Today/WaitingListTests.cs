using CxDashboard.Domain.Time;
using CxDashboard.Features.Today;
using Xunit;

namespace CxDashboard.Tests.Features.Today;

public sealed class WaitingListTests
{
    private static readonly Instant Now = Instant.From(new DateTimeOffset(2026, 5, 14, 12, 0, 0, TimeSpan.Zero));

    private static TodayRows.Open Row(string? customer, string topic, double hoursAgo, string? words = null)
    {
        var opened = Now - TimeSpan.FromHours(hoursAgo);
        return new TodayRows.Open(customer, topic, "Chat", opened, opened, Now, words);
    }

    private static IReadOnlyList<Waiter> List(params TodayRows.Open[] rows) => WaitingList.Of(rows, TimeZoneInfo.Utc);

    [Fact]
    public void OneCustomerOneTopic_WaitsOnceFromTheFirstContact()
    {
        var waiter = Assert.Single(List(Row("a", "Billing", 2, "later"), Row("a", "Billing", 5, "first")));
        Assert.Equal(5 * 3600, waiter.Seconds);
        Assert.Equal(2, waiter.Contacts);
        Assert.Equal("later", waiter.Said);
    }

    [Fact]
    public void TwoTopics_AreTwoThingsToWaitFor() => Assert.Equal(2, List(Row("a", "Billing", 2), Row("a", "Delivery", 2)).Count);

    [Fact]
    public void UnknownCustomers_AreNeverTakenForOne() => Assert.Equal(2, List(Row(null, "Billing", 2), Row(null, "Billing", 2)).Count);

    [Fact]
    public void LongestWait_StandsFirst() => Assert.Equal(["b", "a"], List(Row("a", "x", 1), Row("b", "x", 3)).Select(w => w.Customer));

    [Fact]
    public void LastWords_AreTheNewestThatAreWords() => Assert.Equal("first", List(Row("a", "x", 5, "first"), Row("a", "x", 1, "  "))[0].Said);
}
