using CxDashboard.Domain.Time;
using CxDashboard.Features.Operations;
using Xunit;

namespace CxDashboard.Tests.Features.Operations;

public sealed class SilenceTests
{
    // A Monday, 10:20.
    private static readonly DateTimeOffset Now = new(2026, 5, 11, 10, 20, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(1, 0, null)] // came in the last whole hour
    [InlineData(2, 1, null)] // an hour without any, of which the weeks had four: too few to say so
    [InlineData(3, 2, "silent for 2 h; the same hours of eight weeks brought 8")]
    [InlineData(26, 25, "silent for 1 d 1 h; the same hours of eight weeks brought 100")]
    [InlineData(400, 168, "silent for a week or longer; the same hours of eight weeks brought 672")]
    public void SteadySource_ThatStopped(int lastHoursAgo, int silent, string? words)
    {
        var found = Of(hour => hour >= lastHoursAgo ? 4 : 0);
        Assert.Equal(words, found is null ? null : SourcesPage.Words(found).Replace('\u00a0', ' '));
        if (words is not null) Assert.Equal(silent, found!.Hours);
    }

    [Fact]
    public void ClosedAtNight_IsNoSilence_AndAMorningWithoutAny_Is()
    {
        // Ten contacts an hour from eight to six. The night before is as every night, and at 10:20 two hours of the morning have passed.
        static double Open(int hoursAgo) => At(hoursAgo).Hour is >= 8 and < 18 ? 10 : 0;

        Assert.Null(Of(hour => hour >= 1 ? Open(hour) : 0));
        Assert.Equal((16, 20.0, 20.0), Of(hour => hour >= 3 ? Open(hour) : 0) is { } found ? (found.Hours, found.Fewest, found.Most) : default);
        Assert.Null(Silence.Of(Hours(hour => hour >= 5 ? Open(hour) : 0), Instant.From(At(12 * 168)), Instant.From(At(3))));
    }

    [Fact]
    public void WeekWithoutAny_OrTooFewWeeks_SayNothing()
    {
        // A holiday in the third week back: such a week may come again.
        Assert.Null(Of(hour => hour is >= 3 and not (>= 500 and < 520) ? 4 : 0));
        Assert.Null(Of(hour => hour is >= 3 and < 3 * 168 ? 4 : 0, since: 3 * 168));
        Assert.NotNull(Of(hour => hour is >= 3 and < 5 * 168 ? 4 : 0, since: 5 * 168));
        Assert.Null(Silence.Of(new Dictionary<Instant, double>(), new Instant(0), Instant.From(Now)));
    }

    [Fact]
    public void ZoneOfHalfHours_IsJudgedAlike()
    {
        var half = Hours(hour => hour >= 4 ? 4 : 0).ToDictionary(h => h.Key + TimeSpan.FromMinutes(30), h => h.Value);
        Assert.Equal(3, Silence.Of(half, half.Keys.Min(), Instant.From(Now))?.Hours);
    }

    private static DateTimeOffset At(int hoursAgo) => Now - TimeSpan.FromMinutes(Now.Minute) - TimeSpan.FromHours(hoursAgo);

    // How many contacts opened in the hour that began so many hours before the one under way.
    private static Dictionary<Instant, double> Hours(Func<int, double> count) =>
        Enumerable.Range(0, 12 * 168).Where(hour => count(hour) > 0).ToDictionary(hour => Instant.From(At(hour)), hour => count(hour));

    private static Silence? Of(Func<int, double> count, int since = 12 * 168) => Silence.Of(Hours(count), Instant.From(At(since)), Instant.From(Now));
}
