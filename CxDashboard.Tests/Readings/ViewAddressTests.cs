using CxDashboard.Domain.Time;
using CxDashboard.Readings;
using CxDashboard.Measuring;
using Xunit;

namespace CxDashboard.Tests.Readings;

public sealed class ViewAddressTests
{
    private static readonly DateOnly First = new(2025, 3, 5), Last = new(2026, 5, 10);

    private static (ViewSpan Span, List<string> Notices) Span(ViewAddress address)
    {
        List<string> notices = [];
        return (ViewSpan.Of(address, First, Last, DayOfWeek.Monday, notices), notices);
    }

    [Fact]
    public void BlankAddress_IsTwelveMonthsByWeekInWholeWeeks()
    {
        var (span, notices) = Span(new ViewAddress());
        Assert.Equal(new ViewSpan(new DateOnly(2025, 5, 12), new DateOnly(2026, 5, 11), BucketSize.Week), span);
        Assert.Empty(notices);
    }

    [Fact]
    public void DaysInTheAddress_AreTakenAsTheyAre()
    {
        var (span, _) = Span(new ViewAddress { Period = "2025-04-01..2025-07-01", By = "month" });
        Assert.Equal(new ViewSpan(new DateOnly(2025, 4, 1), new DateOnly(2025, 7, 1), BucketSize.Month), span);
    }

    [Theory]
    [InlineData("fortnight", null)]
    [InlineData(null, "yesterday")]
    [InlineData(null, "2025-07-01..2025-04-01")]
    [InlineData(null, "2025-13-01..")]
    public void UnknownValue_IsAnsweredKindlyWithTheDefault(string? by, string? period)
    {
        var (span, notices) = Span(new ViewAddress { By = by, Period = period });
        Assert.Equal(BucketSize.Week, span.Step);
        Assert.Contains((by ?? period)!, Assert.Single(notices), StringComparison.Ordinal);
    }

    [Fact]
    public void ShortHistory_KeepsItsBrokenFirstStep()
    {
        var span = ViewSpan.Of(new ViewAddress { By = "month" }, new DateOnly(2015, 4, 4), new DateOnly(2015, 6, 28), DayOfWeek.Monday, []);
        Assert.Equal(new ViewSpan(new DateOnly(2015, 4, 1), new DateOnly(2015, 7, 1), BucketSize.Month), span);
    }

    [Fact]
    public void WeeksThatBeginOnSunday_CutTheSpanThere()
    {
        // 10 May 2026 is a Sunday: the week that it begins ends on the 17th. A year before, 11 May 2025 was one too.
        var span = ViewSpan.Of(new ViewAddress(), First, Last, DayOfWeek.Sunday, []);
        Assert.Equal(new ViewSpan(new DateOnly(2025, 5, 11), new DateOnly(2026, 5, 17), BucketSize.Week), span);
    }

    [Fact]
    public void EverythingBut_StandsInTheAddressAsOnTheCommandLine()
    {
        var address = new ViewAddress { Channel = "Chat", NotTopic = "Billing & more" };
        Assert.Equal("?channel=Chat&topic!=Billing%20%26%20more", address.Query());
        Assert.Equal([new Slice("channel", "Chat"), new Slice("topic", "Billing & more", Not: true)], address.Slices());
        Assert.Equal("channel Chat, topic not Billing & more", ReadingWords.Filters(address.Slices()));
    }

    [Fact]
    public void Query_NamesEverythingThatIsSet()
    {
        var address = new ViewAddress { By = "month", Channel = "Customer Care Call", Topic = "a&b" };
        Assert.Equal("?by=month&channel=Customer%20Care%20Call&topic=a%26b", address.Query());
        Assert.Equal("", new ViewAddress().Query());
    }
}
