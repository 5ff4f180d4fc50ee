using CxDashboard.Domain.Interactions;
using CxDashboard.Features.Sample;
using Xunit;

namespace CxDashboard.Tests.Sample;

/// <summary>The stories are in the records, at about the sizes that the generator says.</summary>
public sealed class PlantedStoriesTests
{
    private const int Seeds = 4;
    private static readonly IReadOnlyList<PlantedStory> Stories = SampleYear.Stories(SampleYears.Until, 1);
    private static readonly Lazy<SampleYears[]> Full = new(() => [.. Enumerable.Range(1, Seeds).Select(seed => new SampleYears((ulong)seed))]);

    [Fact]
    public void EveryPlanting_IsToldInOrder()
    {
        Assert.Equal(
            [Planted.Outage, Planted.Season, Planted.Improvement, Planted.QuickClosing, Planted.Acknowledgement], Stories.Select(s => s.Kind));
        Assert.Empty(SampleYear.Stories(SampleYears.Until, 1, Planted.None));
        Assert.All(Stories.Where(s => s.EndDay is null), s => Assert.Equal(DayOfWeek.Monday, s.StartDay.DayOfWeek));
    }

    [Fact]
    public void Acknowledgement_ChangesTheFirstReplyOnly()
    {
        var story = Story(Planted.Acknowledgement);
        var (before, after) = Around(story, 8);

        Assert.InRange(Mean(y => SampleYears.Reply(y.Contacts(before, story.StartDay), r => r.FirstReplyAt)) / 60, 39, 43);
        Assert.InRange(Mean(y => SampleYears.Reply(y.Contacts(story.StartDay, after), r => r.FirstReplyAt)) / 60, 15.5, 18.5);
        var effects = Effects(
            story,
            y => SampleYears.Reply(y.Contacts(story.StartDay, after), r => r.FirstReplyAt),
            y => SampleYears.Reply(y.Contacts(story.StartDay, after), r => r.FirstUsefulReplyAt));
        Near(story.Size, effects[0], 90);
        Assert.Equal(story.CounterSize, effects[1]);
    }

    [Fact]
    public void QuickClosing_ClaimsMoreAndHoldsLess()
    {
        var story = Story(Planted.QuickClosing);
        var (before, after) = Around(story, 10);
        static IEnumerable<SampleIssue> Chats(IEnumerable<SampleIssue> issues) => issues.Where(i => i.First.Channel == "Chat");

        var effects = Effects(
            story, y => SampleYears.Claimed(Chats(y.Cohort(story.StartDay, after))), y => SampleYears.Held(Chats(y.Cohort(story.StartDay, after))));
        Near(story.Size, effects[0], 0.012);
        Near(story.CounterSize!.Value, effects[1], 0.016);
        Near(story.Size, Mean(y => SampleYears.Claimed(Chats(y.Cohort(story.StartDay, after))) - SampleYears.Claimed(Chats(y.Cohort(before, story.StartDay)))), 0.02);
        Near(story.CounterSize!.Value, Mean(y => SampleYears.Held(Chats(y.Cohort(story.StartDay, after))) - SampleYears.Held(Chats(y.Cohort(before, story.StartDay)))), 0.03);
    }

    [Fact]
    public void Improvement_HoldsMoreAndClaimsTheSame()
    {
        var story = Story(Planted.Improvement);
        var (before, after) = Around(story, 17);
        static IEnumerable<SampleIssue> Deliveries(IEnumerable<SampleIssue> issues) => issues.Where(i => i.First.Topic == "Delivery");

        var effects = Effects(
            story, y => SampleYears.Held(Deliveries(y.Cohort(story.StartDay, after))), y => SampleYears.Claimed(Deliveries(y.Cohort(story.StartDay, after))));
        Near(story.Size, effects[0], 0.012);
        Near(story.CounterSize!.Value, effects[1], 0.004);
        Near(story.Size, Mean(y => SampleYears.Held(Deliveries(y.Cohort(story.StartDay, after))) - SampleYears.Held(Deliveries(y.Cohort(before, story.StartDay)))), 0.025);
    }

    [Fact]
    public void Season_BringsMoreContactsAndSlowerReplies()
    {
        var story = Story(Planted.Season);
        var (end, days) = (story.EndDay!.Value, story.EndDay.Value.DayNumber - story.StartDay.DayNumber);

        var effects = Effects(
            story,
            y => (double)y.Contacts(story.StartDay, end).Count() / days,
            y => SampleYears.Reply(y.Contacts(story.StartDay, end), r => r.FirstReplyAt));
        Near(story.Size, effects[0], 3);
        Near(story.CounterSize!.Value, effects[1], 90);
    }

    [Fact]
    public void Outage_IsABurstOfUnhappyPeople()
    {
        var story = Story(Planted.Outage);
        var (end, days) = (story.EndDay!.Value, story.EndDay.Value.DayNumber - story.StartDay.DayNumber);
        IEnumerable<Interaction> Inside(SampleYears y) => y.Contacts(story.StartDay, end).Where(r => r.Topic == "Account");

        Assert.Equal(3, days);
        Near(story.Size, Effects(story, y => (double)Inside(y).Count() / days)[0], 9);
        Assert.True(Mean(y => SampleYears.Share(Inside(y).Where(r => r.Rating is not null), r => RatingScales.IsUnhappy(r.RatingScale!.Value, r.Rating!.Value))) > 0.35);
    }

    [Fact]
    public void LeavingAStoryOut_LeavesTheRestOfTheYearAsItWas()
    {
        var story = Story(Planted.Acknowledgement);
        var without = new SampleYears(1, Planted.All & ~Planted.Acknowledgement);

        Assert.Equal(SampleYears.One.Records.Where(r => SampleYears.DayOf(r) < story.StartDay), without.Records.Where(r => SampleYears.DayOf(r) < story.StartDay));
    }

    [Theory]
    [InlineData("2025-12-20")]
    [InlineData("2026-01-02")]
    [InlineData("2024-02-29")]
    [InlineData("2030-08-17")]
    public void AnyEnd_KeepsStoriesInsideItsYear(string end)
    {
        var until = DateOnly.Parse(end, System.Globalization.CultureInfo.InvariantCulture);

        Assert.All(SampleYear.Stories(until, 1), s => Assert.True(s.StartDay > until.AddDays(-365) && (s.EndDay ?? until) <= until.AddDays(1)));
    }

    private static PlantedStory Story(Planted kind) => Stories.Single(s => s.Kind == kind);

    private static double Mean(Func<SampleYears, double> figure) => Full.Value.Average(figure);

    // The same years with and without the story: what is left is its effect, with little of the noise. The years without
    // are let go one by one, because two dozen of them would fill the memory.
    private static double[] Effects(PlantedStory story, params Func<SampleYears, double>[] figures)
    {
        var effects = new double[figures.Length];
        for (var seed = 1; seed <= Seeds; seed++)
        {
            var without = new SampleYears((ulong)seed, Planted.All & ~story.Kind);
            for (var i = 0; i < figures.Length; i++) effects[i] += (figures[i](Full.Value[seed - 1]) - figures[i](without)) / Seeds;
        }

        return effects;
    }

    private static (DateOnly Before, DateOnly After) Around(PlantedStory story, int weeks) => (story.StartDay.AddDays(-7 * weeks), story.StartDay.AddDays(7 * weeks));

    private static void Near(double expected, double actual, double tolerance) => Assert.InRange(actual, expected - tolerance, expected + tolerance);
}
