using System.Globalization;
using CxDashboard.Kit;
using Xunit;

namespace CxDashboard.Tests.Kit;

public sealed class FiguresTests
{
    [Theory]
    [InlineData(0.7675, "76.8%")]
    [InlineData(0, "0%")]
    [InlineData(1, "100%")]
    [InlineData(0.9999, "99.9%")]
    [InlineData(0.0001, "0.1%")]
    public void Share_IsWrittenAsPercent(double share, string words) => Assert.Equal(words, Figures.Percent(share));

    [Theory]
    [InlineData(0, "0 s")]
    [InlineData(59.4, "59 s")]
    [InlineData(59.6, "1 min")]
    [InlineData(900, "15 min")]
    [InlineData(3599, "1 h")]
    [InlineData(12_000, "3 h 20")]
    [InlineData(3_900, "1 h 05")]
    [InlineData(97_200, "1 d 3 h")]
    [InlineData(172_800, "2 d")]
    [InlineData(1_036_800, "12 d")]
    [InlineData(359_769_600, "11 years")]
    public void Duration_HasTwoUnitsAtMost(double seconds, string words) => Assert.Equal(words, Figures.Duration(seconds).Replace('\u00a0', ' '));

    [Theory]
    [InlineData(1, "one person")]
    [InlineData(9, "nine people")]
    [InlineData(2553, "2,553 people")]
    public void Count_IsAWordUpToTwelve(long count, string words) => Assert.Equal(words, Figures.Of(count, "person", "people"));

    [Theory]
    [InlineData("2026-05-14T08:10", "08:10")]
    [InlineData("2026-05-13T10:02", "yesterday 10:02")]
    [InlineData("2026-05-12T10:42", "Tuesday 10:42")]
    [InlineData("2026-05-03T10:42", "3 May, 10:42")]
    [InlineData("2025-05-03T10:42", "3 May 2025")]
    public void Moment_IsToldFromNow(string moment, string words)
    {
        var now = new DateTimeOffset(2026, 5, 14, 14, 32, 0, TimeSpan.Zero);
        Assert.Equal(words, Figures.Moment(DateTimeOffset.Parse(moment + "Z", CultureInfo.InvariantCulture), now));
    }

    [Fact]
    public void MachineInAnotherCulture_WritesTheSame()
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
            Assert.Equal("73.7–80.4", Figures.PercentRange(0.7374, 0.8044));
            Assert.Equal("2,553", Figures.Count(2553));
            Assert.Equal("1.72", Figures.Decimal(1.72));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
