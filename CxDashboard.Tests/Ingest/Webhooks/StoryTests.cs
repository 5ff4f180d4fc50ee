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

    [Fact]
    public void WhatWasTakenAway_IsNotThereAnyMore_UntilItIsSaidAgain()
    {
        var tagged = Story.None.Says(FactField.OpenedAt, At(0), At(0)).SaysExtra("tags", "vip", At(0)).Says(FactField.Team, "First line", At(0));
        var without = Story.None.SaysNoExtra("tags", At(2)).SaysNone(FactField.Team, At(2));
        var record = without.And(tagged).ToInteraction("desk", "1")!;
        Assert.Equal((null, null), (record.Extra, record.Team));
        var again = StoryJson.Read(StoryJson.Write(tagged.And(without))).And(Story.None.SaysExtra("tags", "late", At(3)));
        Assert.Equal("""{"tags":"late"}""", again.ToInteraction("desk", "1")!.Extra);

        // An older word that comes late does not bring it back.
        Assert.Null(tagged.And(without).And(Story.None.Says(FactField.Team, "Second line", At(1))).ToInteraction("desk", "1")!.Team);
    }

    [Fact]
    public void RatingWithoutATime_CountsSinceItWasFirstTold()
    {
        static Story Said(int rating, int minute, string? comment = null) => Story.None.Rated(new ScaledRating(rating, 7), comment, At(minute));
        Story[] told = [Said(6, 1), Said(2, 2), Said(6, 3, "better"), Said(6, 4), Said(6, 9), Story.None.Says(FactField.OpenedAt, At(0), At(0))];
        var record = Joined(told).ToInteraction("desk", "1")!;
        Assert.Equal((6d, 7, At(3), "better", true), (record.Rating, record.RatingScale, record.RatedAt, record.Comment, record.Asked));
        Assert.Equal(record, Joined(told.Reverse()).ToInteraction("desk", "1"));
    }

    [Fact]
    public void NamesThatAreValues_DoNotMakeAStoryGrowWithoutEnd()
    {
        var random = new Random(9);
        var messages = Enumerable.Range(0, 2_000).Select(i => Story.None.SaysExtra($"day {i:0000}", "1", At(i))).Append(Story.None.Says(FactField.OpenedAt, At(0), At(0))).ToArray();
        var once = Joined(messages);
        Assert.Equal(501, once.Facts.Count);
        random.Shuffle(messages);
        Assert.Equal(StoryJson.Write(once), StoryJson.Write(Joined(messages)));
        Assert.Equal(At(0), once.ToInteraction("desk", "1")!.OpenedAt);
    }

    [Fact]
    public void GroundOfARecord_MakesTheSameRecord()
    {
        var random = new Random(11);
        for (var round = 0; round < 2_000; round++)
        {
            var record = AnyRecord(random);
            var story = Story.None.On(new Ground(StoryRecord.Ground(record), null));
            Assert.Equal(record, story.ToInteraction(record.Source, record.ExternalId));
            Assert.Equal(StoryJson.Write(story), StoryJson.Write(StoryJson.Read(StoryJson.Write(story))));

            // A message that says nothing changes nothing; one that says one thing changes that one.
            Assert.Equal(record, story.And(Story.None).ToInteraction(record.Source, record.ExternalId));
            Assert.Equal(record with { Topic = "another" }, story.And(Story.None.Says(FactField.Topic, "another", At(3))).ToInteraction(record.Source, record.ExternalId));
        }
    }

    [Fact]
    public void CaseThatWasImportedAsClaimedAtSomeTime_GetsNoTimeOfALaterMessage_AndIsReopenedByOne()
    {
        var imported = new Interaction { Source = "desk", ExternalId = "1", OpenedAt = At(0), Claimed = true };
        var story = Story.None.On(new Ground(StoryRecord.Ground(imported), null));
        var closed = story.And(Story.None.Stood(CaseState.Claimed, At(90))).ToInteraction("desk", "1")!;
        Assert.Equal((true, null, null), (closed.Claimed, closed.ClaimedAt, closed.ReopenedAt));
        var open = story.And(Story.None.Stood(CaseState.Open, At(90))).ToInteraction("desk", "1")!;
        Assert.Equal((true, null, 1, At(90)), (open.Claimed, open.ClaimedAt, open.ReopenedCount, open.ReopenedAt));

        // Watched from its opening on, its claim is known.
        var watched = story.And(Story.None.Stood(CaseState.Open, At(0)).Stood(CaseState.Claimed, At(90))).ToInteraction("desk", "1")!;
        Assert.Equal((true, At(90), 0), (watched.Claimed, watched.ClaimedAt, watched.ReopenedCount));
    }

    [Fact]
    public void OfTwoAtOneInstant_TheLaterHolds()
    {
        static Story Said(int rating, string topic) => Story.None.Says(FactField.OpenedAt, At(0), At(0)).Says(FactField.Topic, topic, At(1))
            .With(new RecordParts { Rating = new(new ScaledRating(rating, 5), At(1)), Comment = new("words " + topic, At(1)) });
        var record = Said(5, "z").Then(Said(3, "a")).ToInteraction("desk", "1")!;
        Assert.Equal((3d, "a", "words a"), (record.Rating, record.Topic, record.Comment));
    }

    [Fact]
    public void CorrectionOfAClaim_IsNotMixedWithAnotherWord()
    {
        var before = new Interaction { Source = "desk", ExternalId = "1", OpenedAt = At(0), Claimed = true, ClaimedAt = At(5), ReopenedCount = 0 };
        var stored = before with { Claimed = false, ClaimedAt = null };
        Assert.Equal((false, null), Claim(StoryRecord.Corrected(stored, before, before with { Topic = "parcel" })));
        Assert.Equal((true, At(3)), Claim(StoryRecord.Corrected(stored, before, before with { ClaimedAt = At(3) })));

        static (bool?, Instant?) Claim(Interaction record) => (record.Claimed, record.ClaimedAt);
    }

    [Fact]
    public void CaseThatWasImportedAsClaimed_AndIsOpenNow_WasReopened()
    {
        var imported = new Interaction { Source = "desk", ExternalId = "1", OpenedAt = At(0), ClaimedAt = At(10), Claimed = true };
        var record = Story.None.On(new Ground(StoryRecord.Ground(imported), null)).And(Story.None.Stood(CaseState.Open, At(20))).ToInteraction("desk", "1")!;
        Assert.Equal((At(10), true, 1, At(20), null), (record.ClaimedAt, record.Claimed, record.ReopenedCount, record.ReopenedAt, record.LastClaimedAt));
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

    // These would be another instant each day that they are read.
    [InlineData("12:30:00", null)]
    [InlineData("12:30:00+0200", null)]
    [InlineData("12:30:00.123-0500", null)]
    [InlineData("March 5", null)]
    [InlineData("March 5, 2026", 1772668800000)]
    [InlineData("Thu, 05 Mar 2026 00:00:00 GMT", 1772668800000)]
    [InlineData("2026-03-05T02:00:00+0200", 1772668800000)]
    [InlineData("03/05/2026 02:00 +02:00", 1772668800000)]
    [InlineData("999999999999999999999999999999", null)]
    public void Moment_OfWhateverASystemSends(string text, long? expected) => Assert.Equal(expected, CxDashboard.Features.Ingest.JsonFields.Moment(text)?.UnixMilliseconds);

    private static Interaction AnyRecord(Random random)
    {
        string? Text(string name) => random.Next(2) == 0 ? null : name + random.Next(9);
        Instant? Time() => random.Next(2) == 0 ? null : At(random.Next(100));
        int? Number(int most) => random.Next(2) == 0 ? null : random.Next(most);
        bool? Flag() => random.Next(3) switch { 0 => null, 1 => false, _ => true };
        var (rating, claimed) = (Number(5) + 1, Time());
        return new Interaction
        {
            Source = "desk",
            ExternalId = "1",
            Customer = Text("c"),
            Segment = Text("s"),
            Channel = Text("ch"),
            Topic = Text("t"),
            Product = Text("p"),
            Region = Text("r"),
            Team = Text("te"),
            Direction = (Direction)random.Next(2),
            OpenedAt = At(random.Next(50)),
            FirstReplyAt = Time(),
            FirstUsefulReplyAt = Time(),
            ClaimedAt = claimed,
            Claimed = claimed is null ? Flag() : true,
            ReopenedCount = Number(4),
            ReopenedAt = Time(),
            LastClaimedAt = Time(),
            Abandoned = Flag(),
            Transfers = Number(5),
            WaitingSeconds = Number(10_000),
            Asked = Flag(),
            Rating = rating,
            RatingScale = rating is null ? null : 5,
            RatedAt = Time(),
            Effort = Number(7),
            Recommend = Number(10),
            WouldBuyAgain = Flag(),
            Confirmed = Flag(),
            Comment = Text("words "),
            Cost = Number(100_000) / 100m,
            Cause = Text("cause"),
            Policy = Text("policy"),
            Gesture = Text("g"),
            Extra = random.Next(2) == 0 ? null : """{"a":"1","b \"x\"":"ü"}""",
            TimeFlags = (TimeFlags)random.Next(4),
        };
    }

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
            story = random.Next(9) switch
            {
                0 => story.Stood((CaseState)random.Next(3), at),
                1 => story.InHands(random.Next(3).ToString(System.Globalization.CultureInfo.InvariantCulture), at),
                2 => story.With(RecordParts.Reply(at, random.Next(2) == 0)),
                3 => story.SaysExtra("x" + random.Next(3), "v" + random.Next(3), at),
                4 => story.SaysNone((FactField)random.Next((int)FactField.OpenedAt), at),
                5 => story.SaysNoExtra("x" + random.Next(3), at),
                6 => story.Rated(new ScaledRating(random.Next(1, 4), 5), random.Next(2) == 0 ? null : "w" + random.Next(2), at),
                7 => story.Says(FactField.OpenedAt, At(random.Next(2)), at),
                _ => story.Says((FactField)random.Next((int)FactField.Deleted + 1), random.Next(2), at),
            };
        }

        return story;
    }
}
