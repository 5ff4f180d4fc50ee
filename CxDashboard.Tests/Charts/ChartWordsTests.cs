using CxDashboard.Charts;
using Xunit;

namespace CxDashboard.Tests.Charts;

public sealed class ChartWordsTests
{
    [Fact]
    public void Year_SaysTheFinding()
    {
        Assert.Equal(
            "Held within 7 days, by week, 53 weeks to 17 May 2026: centre 75.0%; last 76.0% of 600; one outside the limits, the last 5 Jan 2026; "
            + "9 weeks above centre since 2 Mar 2026; A: Return label in the first reply, 6 Oct 2025; B: Delivery photo on the order page, 16 Mar 2026; two still maturing; one unknown.",
            ChartWords.Alternative(ChartSamples.Year()).Replace('\u00A0', ' '));
    }

    [Fact]
    public void AnotherVersion_IsSaidWithItsFirstWeek()
    {
        // The eleventh week begins ten weeks after 12 May 2025.
        Assert.Contains("; definition 2 from 21 Jul 2025", ChartWords.Alternative(ChartSamples.Versions()).Replace('\u00A0', ' '), StringComparison.Ordinal);
        Assert.EndsWith(", definition 1", ChartWords.Point(ChartSamples.Versions(), 9).Replace('\u00A0', ' '), StringComparison.Ordinal);
        Assert.DoesNotContain("definition", ChartWords.Point(ChartSamples.Year(), 9), StringComparison.Ordinal);
    }

    [Fact]
    public void Costs_AreSaidInTheirCurrency() => Assert.Contains("last € 1,530 of 600", ChartWords.Alternative(ChartSamples.Costs()).Replace('\u00A0', ' '), StringComparison.Ordinal);

    [Fact]
    public void GivenWords_AreTaken() => Assert.Equal("Seven of eight.", ChartWords.Alternative(ChartSamples.Year() with { Alternative = "Seven of eight." }));

    [Fact]
    public void MaturingPoint_SaysHowFarItMayMove()
    {
        var words = ChartWords.Point(ChartSamples.Year(), 52).Replace('\u00A0', ' ');

        Assert.StartsWith("11 May 2026: 86.6%, n 600, 95% interval", words, StringComparison.Ordinal);
        Assert.EndsWith("maturing, may still fall to 46.0%", words, StringComparison.Ordinal);
    }

    [Fact]
    public void TooFew_SaysHowMany() =>
        Assert.Equal("Not enough yet for a number: at most 17.", ChartWords.Nothing(ChartSamples.Weeks(0.5) with { Points = [ChartSamples.Week(0) with { Value = 0.5, N = 17, State = PointState.TooFew }] }));
}
