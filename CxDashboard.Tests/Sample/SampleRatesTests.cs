using CxDashboard.Domain.Interactions;
using CxDashboard.Features.Sample;
using Xunit;

namespace CxDashboard.Tests.Sample;

/// <summary>The sample is a believable shop: its plain rates lie where such a shop's would.</summary>
public sealed class SampleRatesTests
{
    private static readonly SampleYears Year = SampleYears.One;
    private static readonly DateOnly Mature = SampleYears.Until.AddDays(-14);

    private static List<SampleIssue> Old => [.. Year.Cohort(DateOnly.MinValue, Mature)];

    [Fact]
    public void Volumes()
    {
        Assert.InRange(Year.Records.Count, 54_000, 61_000);
        Assert.InRange(Year.Records.Select(r => r.Customer).Distinct().Count(), 17_000, 21_000);
        Assert.InRange(Year.Issues.Average(i => i.Members.Count), 1.3, 1.5);
        Assert.InRange(SampleYears.Share(Year.Issues, i => i.Named), 0.92, 0.96);
        Assert.InRange(SampleYears.Share(Year.Records, r => r.Direction == Direction.Out), 0.005, 0.03);
        Assert.True(Year.Issues.Max(i => i.Members.Count) <= 20);
    }

    [Fact]
    public void Ladder()
    {
        Assert.InRange(SampleYears.Claimed(Old), 0.91, 0.945);
        Assert.InRange(SampleYears.Held(Old), 0.74, 0.785);
        Assert.InRange(SampleYears.Share(Old.Where(i => i.Named), i => i.Broken(7)), 0.14, 0.19);
        Assert.InRange(Answered(true), 0.28, 0.35);
        Assert.InRange(Answered(false), 0.04, 0.07);
    }

    [Fact]
    public void Times()
    {
        var stories = SampleYear.Stories(SampleYears.Until, 1);
        var before = Year.Contacts(new DateOnly(2026, 1, 10), stories.Single(s => s.Kind == Planted.Acknowledgement).StartDay).ToList();

        Assert.InRange(SampleYears.Reply(before, r => r.FirstReplyAt) / 60, 37, 46);
        Assert.InRange(SampleYears.Reply(before, r => r.FirstUsefulReplyAt) / 3600, 2.5, 3.4);
        Assert.InRange(SampleYears.Median(Old.Where(i => i.Claimed).Select(i => i.FirstClaim!.Value - i.Opened)) / 3600, 12, 18);
    }

    [Fact]
    public void Answers()
    {
        var rated = Year.Records.Where(r => r.Rating is not null).ToList();

        Assert.InRange(SampleYears.Share(Year.Records.Where(r => r.Asked == true), r => r.Rating is not null), 0.26, 0.31);
        Assert.InRange(SampleYears.Share(rated, r => RatingScales.IsDelighted(r.RatingScale!.Value, r.Rating!.Value)), 0.39, 0.46);
        Assert.InRange(SampleYears.Share(rated, r => RatingScales.IsUnhappy(r.RatingScale!.Value, r.Rating!.Value)), 0.15, 0.23);
        Assert.InRange(SampleYears.Share(rated.Where(r => r.Effort is not null), r => r.Effort >= 5), 0.55, 0.66);
        Assert.InRange(SampleYears.Share(rated, r => r.Comment is not null), 0.5, 0.62);
    }

    [Fact]
    public void PeopleWaitAtTheEnd_MostForHoursAFewForDays()
    {
        var hours = Year.Issues.Where(i => i.Members.Any(m => SampleIssues.IsOpen(m, SampleYears.End))).Select(i => (SampleYears.End - i.Opened) / 3600).ToList();

        Assert.InRange(hours.Count, 70, 140);
        Assert.InRange(SampleYears.Median(hours), 6, 24);
        Assert.InRange(hours.Count(h => h > 72), 2, 20);
    }

    private static double Answered(bool yes) => SampleYears.Share(
        Old.Where(i => i.Claimed), i => i.Members.Where(m => m.Confirmed is not null).MaxBy(m => m.RatedAt)?.Confirmed == yes);
}
