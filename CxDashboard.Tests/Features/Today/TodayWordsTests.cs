using CxDashboard.Domain.Time;
using CxDashboard.Features.Today;
using CxDashboard.Kit;
using Xunit;

namespace CxDashboard.Tests.Features.Today;

public sealed class TodayWordsTests
{
    private static readonly DateTimeOffset Until = new(2026, 5, 14, 14, 32, 0, TimeSpan.Zero);

    private static Waiter Waits(string? name, double hours) => new(name, "Billing", "Chat", Until.AddHours(-hours), hours * 3600, 1, null);

    private static TodayModel Model(IReadOnlyList<Waiter> people, double? usual = null, int count = 74, (double, double)? usualByNow = null, bool past = false)
    {
        var waiting = new Waiting { People = people, UsualSeconds = usual };
        var day = new DaySoFar { Hours = [], SoFar = [], UntilHour = 14.5, Usual = [], DaysCompared = 8, Count = count, UsualByNow = usualByNow, Topics = [] };
        var asOf = Instant.From(Until);
        return new TodayModel
        {
            Day = new DateOnly(2026, 5, 14),
            Until = Until,
            IsPast = past,
            YearNow = 2026,
            Waiting = waiting,
            Contacts = day,
            Comments = [],
            WaitingPicture = TodayPictures.OfWaiting(waiting, asOf, TimeZoneInfo.Utc, false),
            DayPicture = TodayPictures.OfDay(day, new DateOnly(2026, 5, 14), past, asOf, TimeZoneInfo.Utc, false),
        };
    }

    private static string Lede(TodayModel model) => string.Join(' ', TodayWords.Lede(model).Select(s => s.Text));

    [Fact]
    public void Customers_ComeBeforeNumbers() =>
        Assert.Equal("Two people are waiting on us. One has waited longer than is usual; Tomasz K. since Tuesday 12:32. 74 contacts, where 38 to 61 are usual by now.",
            Lede(Model([Waits("Tomasz K.", 50), Waits("b", 1)], usual: 36_000, usualByNow: (38, 61))));

    [Fact]
    public void Nobody_IsSaidToo() =>
        Assert.Equal("Nobody is waiting on us. The day itself is ordinary.", Lede(Model([], count: 50, usualByNow: (38, 61))));

    [Fact]
    public void DayThatIsOver_IsToldAsPast()
    {
        var model = Model([Waits(null, 5)], past: true);
        Assert.StartsWith("One person was waiting on us. One of them had waited longest, since 09:32.", Lede(model), StringComparison.Ordinal);
        Assert.Equal("The newest records are from Thursday 14 May; this page shows that day.", TodayWords.Past(model));
    }

    [Fact]
    public void LongWords_AreCutAtAWord()
    {
        var words = string.Join(' ', Enumerable.Repeat("again", 60));
        var shortened = Quoted.Short(words);
        Assert.EndsWith("again …", shortened, StringComparison.Ordinal);
        Assert.True(shortened.Length <= 243);
    }

    [Fact]
    public void WordWithoutEnd_IsCutBetweenCharacters()
    {
        var shortened = Quoted.Short(string.Concat(Enumerable.Repeat("😀", 300)), 241);
        Assert.DoesNotContain('\uFFFD', shortened);
        Assert.False(char.IsHighSurrogate(shortened[^3]));
    }
}
