using CxDashboard.Data;
using CxDashboard.Domain.Interactions;
using CxDashboard.Domain.Time;
using Xunit;

namespace CxDashboard.Tests.Ingest.Webhooks;

/// <summary>Stories are joined in any order to the same, and are kept as they are.</summary>
public sealed class StoryTests
{
    [Fact]
    public void Joining_IsIndependentOfOrderAndRepetition()
    {
        var random = new Random(7);
        for (var round = 0; round < 300; round++)
        {
            var parts = Enumerable.Range(0, random.Next(1, 12)).Select(_ => Any(random)).ToArray();
            var once = StoryJson.Write(Joined(parts));
            for (var order = 0; order < 5; order++)
            {
                var again = parts.Concat(parts.Where(_ => random.Next(2) == 0)).ToArray();
                random.Shuffle(again);
                Assert.Equal(once, StoryJson.Write(Joined(again)));

                // Halves that were joined apart, as two servers' would be.
                var cut = random.Next(again.Length);
                Assert.Equal(once, StoryJson.Write(Joined(again[cut..]).And(Joined(again[..cut]))));
            }

            Assert.Equal(once, StoryJson.Write(StoryJson.Read(once)));
        }
    }

    [Fact]
    public void CourseWithoutEnd_IsBounded_AndStillIndependentOfOrder()
    {
        var random = new Random(8);
        var messages = Enumerable.Range(0, 1_000).Select(i => Story.None.Stood(i % 2 == 0 ? CaseState.Open : CaseState.Claimed, At(i)).InHands(i.ToString(System.Globalization.CultureInfo.InvariantCulture), At(i))).ToArray();
        var once = Joined(messages);
        Assert.Equal((250, 250), (once.States.Count, once.Hands.Count));
        Assert.Equal((At(0), At(999)), (once.States[0].At, once.States[^1].At));
        for (var order = 0; order < 5; order++)
        {
            random.Shuffle(messages);
            Assert.Equal(StoryJson.Write(once), StoryJson.Write(Joined(messages)));
        }
    }

    [Fact]
    public void ClaimThatWasTold_DoesNotStandOnceTheCaseIsOpenAgain()
    {
        var closed = Story.None.Says(FactField.OpenedAt, At(0), At(0)).Stood(CaseState.Open, At(0)).Stood(CaseState.Claimed, At(1)).Stood(CaseState.Open, At(2)).Stood(CaseState.Claimed, At(3)).Says(FactField.LastClaimedAt, At(3), At(3));
        Assert.Equal(At(3), closed.ToInteraction("desk", "1")!.LastClaimedAt);
        var again = closed.Stood(CaseState.Open, At(4)).ToInteraction("desk", "1")!;
        Assert.Equal((null, 2), (again.LastClaimedAt, again.ReopenedCount));
    }

    [Theory]

    // O open, C claimed, W had been claimed; one a minute from the opening on. Claim, reopenings, first of them, last claim, in minutes.
    [InlineData("O", null, false, 0, null, null)]
    [InlineData("", null, null, null, null, null)]
    [InlineData("OC", 1, true, 0, null, null)]
    [InlineData("OCC", 1, true, 0, null, null)]
    [InlineData("OCO", 1, true, 1, 2, null)]
    [InlineData("OCOC", 1, true, 1, 2, 3)]
    [InlineData("OCOCOC", 1, true, 2, 2, 5)]
    [InlineData("OWO", null, true, 1, 2, null)]
    [InlineData("OWOC", null, true, 1, 2, 3)]
    [InlineData("OCWO", 1, true, 1, 3, null)]
    [InlineData("..C", 2, true, null, null, null)]
    [InlineData("..WO", null, true, 1, 3, null)]
    public void CourseOfStates_SaysClaimsAndReopenings(string course, int? claimed, bool? isClaimed, int? reopened, int? reopenedAt, int? last)
    {
        var story = Story.None.Says(FactField.OpenedAt, At(0), At(0));
        for (var i = 0; i < course.Length; i++)
        {
            if (course[i] != '.') story = story.Stood(course[i] switch { 'O' => CaseState.Open, 'C' => CaseState.Claimed, _ => CaseState.WasClaimed }, At(i));
        }

        var record = story.ToInteraction("desk", "1")!;
        Assert.Equal((Minute(claimed), isClaimed, reopened, Minute(reopenedAt), Minute(last)), (record.ClaimedAt, record.Claimed, record.ReopenedCount, record.ReopenedAt, record.LastClaimedAt));
    }

    [Theory]
    [InlineData("1767225600", 1767225600000)]
    [InlineData("1767225600.25", 1767225600250)]
    [InlineData("1767225600250", 1767225600250)]
    [InlineData("2026-01-01T00:00:00Z", 1767225600000)]
    [InlineData("2026-01-01T01:00:00+01:00", 1767225600000)]
    [InlineData("2026-01-01 00:00:00 UTC", 1767225600000)]
    [InlineData("2026-01-01", 1767225600000)]
    [InlineData("0", null)]
    [InlineData("yesterday", null)]
    [InlineData("999999999999999999999999999999", null)]
    public void Moment_OfWhateverASystemSends(string text, long? expected) => Assert.Equal(expected, CxDashboard.Features.Ingest.JsonFields.Moment(text)?.UnixMilliseconds);

    private static Instant At(int minute) => new(1_767_225_600_000 + (minute * 60_000L));

    private static Instant? Minute(int? minute) => minute is { } m ? At(m) : null;

    private static Story Joined(IEnumerable<Story> parts) => parts.Aggregate(Story.None, (a, b) => a.And(b));

    // Times and values collide often, and now and then it is gone.
    private static Story Any(Random random)
    {
        if (random.Next(60) == 0) return Story.Gone;
        var at = At(random.Next(6));
        var story = Story.None;
        for (var i = random.Next(1, 5); i > 0; i--)
        {
            story = random.Next(6) switch
            {
                0 => story.Stood((CaseState)random.Next(3), at),
                1 => story.InHands(random.Next(3).ToString(System.Globalization.CultureInfo.InvariantCulture), at),
                2 => story.With(RecordParts.Reply(at, random.Next(2) == 0)),
                3 => story.SaysExtra("x" + random.Next(3), "v" + random.Next(3), at),
                4 => story.Says(FactField.OpenedAt, At(random.Next(2)), at),
                _ => story.Says((FactField)random.Next((int)FactField.Deleted + 1), random.Next(2), at),
            };
        }

        return story;
    }
}
