using CxDashboard.Charts;
using CxDashboard.Charts.Drawing;
using CxDashboard.Domain.Metrics;
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

    [Fact]
    public void Column_SaysWhatIsMaturingTooFewOrNotKnown()
    {
        ChartPoint[] points = [At(0.7), At(0.8), Maturing(0.75), Maturing(0.9), Few(), Unknown(), Unknown()];
        Assert.Equal(["70.0–90.0%", "two maturing", "one with too few", "two not known"], Column(points));
        Assert.Equal(["not enough yet for a number"], Column(Few(), Few()));
        Assert.Equal(["not known", "one with too few"], Column(Few(), Unknown()));
        Assert.Equal(["not known"], Column(Unknown(), Unknown()));
    }

    [Fact]
    public void ColumnOfValuesAlike_HasOneNumber()
    {
        Assert.Equal(["75.0%", "one not known"], Column(At(0.75), Unknown()));
        Assert.Equal(["75.0%"], Column(At(0.75), At(0.7501)));
    }

    [Fact]
    public void IntervalWhoseEndsAreWrittenAlike_IsWrittenOnce()
    {
        Assert.Equal(["75.0%", "<0.1%", ">99.9%", "0.0%", "74.9–75.1%"], new[] { (0.75, 0.75), (0.00001, 0.0003), (0.9996, 0.9999), (0, 0), (0.749, 0.751) }.Select(i => Format(Unit.Share).Interval(i.Item1, i.Item2)));
        Assert.Equal(["+31", "\u22125 to +31"], new[] { (31, 31), (-5, 31) }.Select(i => Format(Unit.Points).Interval(i.Item1, i.Item2)));
        Assert.Equal(["3 h 20", "34–37 min"], new[] { (12_000, 12_001), (2040, 2220) }.Select(i => Format(Unit.Seconds).Interval(i.Item1, i.Item2).Replace('\u00A0', ' ')));
        Assert.Equal("12", Format(Unit.Count).Interval(12, 12));
        Assert.DoesNotContain("0.0–0.0%", SvgReading.Parse(SvgChart.Draw(KindSamples.Pareto() with { Parts = [new ParetoPart("Returns", 900_000), new ParetoPart("Invoice", 9)] }, ChartTheme.Page, 860, 320)).Words());
    }

    [Theory]
    [InlineData(0.9994, "99.9%")]
    [InlineData(0.9995, ">99.9%")]
    [InlineData(0.9999, ">99.9%")]
    [InlineData(1, "100.0%")]
    public void NearlyAll_IsNotWrittenAsAll(double share, string words) => Assert.Equal(words, Format(Unit.Share).Part(share));

    [Fact]
    public void ChangeAtTheEndOfTheLastBucket_IsOfTheNextAndNotInThePicture()
    {
        var year = ChartSamples.Year();
        var late = year with { Changes = [year.Changes[0], year.Changes[1] with { At = year.Points[^1].End }] };
        Assert.DoesNotContain("B: ", ChartWords.Alternative(late), StringComparison.Ordinal);
        Assert.Equal(["A"], SvgReading.Parse(SvgChart.Draw(late, ChartTheme.Page, 860, 420)).WithClass("t-flag").Select(t => t.Value));
    }

    private static ChartPoint At(double value) => ChartSamples.Week(0) with { Value = value, N = 90 };

    private static ChartPoint Maturing(double value) => At(value) with { State = PointState.Maturing };

    private static ChartPoint Few() => ChartSamples.Week(0) with { Value = 0.5, N = 7, State = PointState.TooFew };

    private static ChartPoint Unknown() => ChartSamples.Week(0) with { State = PointState.Unknown };

    // Without the span, which is the first of its words.
    private static IEnumerable<string> Column(params ChartPoint[] points) => ProcessWords.Column(ChartSamples.Weeks() with { Points = points }, 0, points.Length - 1).Skip(1);

    private static ValueFormat Format(Unit unit) => new(unit, ChartSamples.Weeks().Culture);
}
