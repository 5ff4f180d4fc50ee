using CxDashboard.Measuring;
using Xunit;

namespace CxDashboard.Tests.Measuring;

/// <summary>Which days are published again: whole spans, across weekends, never across centuries of nothing.</summary>
public sealed class DailySpansTests
{
    [Theory]
    [InlineData("", "", "")]
    [InlineData("2026-01-02 2026-01-05", "", "2026-01-02..2026-01-06")]
    [InlineData("0001-01-01 2026-01-02 2026-01-05", "", "0001-01-01..0001-01-02 2026-01-02..2026-01-06")]
    [InlineData("2026-01-02 2026-01-03 2026-01-05", "2026-01-02", "2026-01-03..2026-01-06")]
    [InlineData("2026-01-02 2026-01-03 2026-01-05", "2026-01-03", "2026-01-02..2026-01-03 2026-01-05..2026-01-06")]
    [InlineData("2026-01-02 2026-01-03", "2026-01-02 2026-01-03", "")]
    public void Unfinished_AreSpansOfDaysWithSomething(string days, string finished, string spans) =>
        Assert.Equal(spans, string.Join(' ', DailyMetrics.Unfinished(Days(days), Days(finished).ToDictionary(d => d, _ => true)).Select(s => $"{s.From:yyyy-MM-dd}..{s.To:yyyy-MM-dd}")));

    [Fact]
    public void ALongHistory_IsPublishedInParts()
    {
        var first = new DateOnly(2000, 1, 1);
        var spans = DailyMetrics.Unfinished([.. Enumerable.Range(0, 9000).Select(first.AddDays)], new Dictionary<DateOnly, bool>()).ToList();
        Assert.True(spans.Count > 9);
        Assert.Equal((first, first.AddDays(9000)), (spans[0].From, spans[^1].To));
        Assert.All(spans.Zip(spans.Skip(1)), pair => Assert.Equal(pair.First.To, pair.Second.From));
    }

    private static List<DateOnly> Days(string text) =>
        [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(d => DateOnly.Parse(d, System.Globalization.CultureInfo.InvariantCulture))];
}
