using CxDashboard.Data;
using CxDashboard.Domain.Interactions;
using CxDashboard.Domain.Metrics;
using CxDashboard.Domain.Time;
using CxDashboard.Measuring;
using CxDashboard.Tests.Oracle;
using Xunit;

namespace CxDashboard.Tests.Measuring;

public sealed class MeasureTests
{
    private static readonly Instant Start = Instant.From(new DateTimeOffset(2026, 1, 5, 0, 0, 0, TimeSpan.Zero));
    private static readonly OracleSource Live = new("desk", Live: true);

    private static readonly WorkspaceOptions OfficeHours = new()
    {
        Calendar = "office",
        Calendars = new Dictionary<string, CalendarOptions> { ["office"] = new() { Hours = new Dictionary<string, List<string>?> { ["Monday-Friday"] = ["09:00-17:00"] } } },
    };

    [Fact]
    public async Task EveryMetricWithAnInterval_HasOneAroundItsValue()
    {
        await using var engine = await EngineUnderTest.StartAsync(Start + TimeSpan.FromDays(60), [Live], OfficeHours);
        await engine.WriteAsync([.. Enumerable.Range(0, 80).Select(i => Record(i, i % 10, $"c{i % 70}") with
        {
            ClaimedAt = i % 40 == 0 ? null : Start + TimeSpan.FromDays((i % 10) + 1 + (i / 20.0)), FirstReplyAt = Start + TimeSpan.FromDays((i % 10) + (i / 100.0)),
            FirstUsefulReplyAt = Start + TimeSpan.FromDays((i % 10) + (i / 90.0)), ReopenedAt = i % 7 == 0 ? Start + TimeSpan.FromDays(16) : null, LastClaimedAt = Start + TimeSpan.FromDays(17),
            Rating = 1 + (i % 5), RatingScale = 5, Confirmed = (i % 3) switch { 0 => true, 1 => false, _ => null }, Effort = 1 + (i % 7), Recommend = i % 11, WouldBuyAgain = i % 2 == 0,
            Comment = i % 4 == 0 ? "thanks" : null, Transfers = i % 3, WaitingSeconds = 60 * i, Cost = i, Policy = i % 2 == 0 ? "no refunds" : null, Gesture = i % 9 == 0 ? "flowers" : null,
        })]);
        await engine.Measure.FollowAsync(Token);
        foreach (var metric in MetricCatalogue.All)
        {
            var answer = Assert.Single(await engine.AskAsync(metric.Id));
            Assert.True(answer.N > 0 && answer.Value is not null, metric.Id);
            if (metric.Kind is ValueKind.Count or ValueKind.Ratio or ValueKind.Sum or ValueKind.Longest) Assert.Equal((null, null), (answer.Low, answer.High));
            else Assert.True(answer.Low <= answer.Value && answer.Value <= answer.High && answer.Low < answer.High, $"{metric.Id}: {answer.Low} {answer.Value} {answer.High}");
        }
    }

    [Fact]
    public async Task Share_HasWilsonsInterval_AndIsWeakBelowThirty()
    {
        await using var engine = await EngineUnderTest.StartAsync(Start + TimeSpan.FromDays(2), [Live]);
        await engine.WriteAsync([.. Enumerable.Range(0, 10).Select(i => Record(i, 0, $"c{i}") with { ClaimedAt = i < 4 ? Start + TimeSpan.FromDays(1) : null })]);
        await engine.Measure.FollowAsync(Token);
        var answer = Assert.Single(await engine.AskAsync("claimed-rate"));

        // (p + z²/2n ± z √(p(1−p)/n + z²/4n²)) / (1 + z²/n) for p = 0.4, n = 10.
        Assert.Equal((4, 10L, 0.4, true), (answer.Count, answer.N, answer.Value, answer.Weak));
        Assert.Equal(0.1682, answer.Low!.Value, 4);
        Assert.Equal(0.6873, answer.High!.Value, 4);
    }

    [Fact]
    public async Task KnownSpan_ReachesToWhatIsKnownOfContacts_InWholeBuckets()
    {
        var known = Start + TimeSpan.FromDays(20);
        await using var engine = await EngineUnderTest.StartAsync(Start + TimeSpan.FromDays(90), [new("desk", false, known, known)]);
        await engine.WriteAsync(Record(1, 2, "ann"));
        await engine.Measure.FollowAsync(Token);
        var days = await engine.AskAsync("interactions", BucketSize.Day);

        // Known until midnight sharp: nothing is known of the day that begins there.
        Assert.Equal(("2026-01-07", "2026-01-24", 18), (days[0].Bucket!.FromText, days[^1].Bucket!.FromText, days.Count));
        Assert.All(days.Skip(1), d => Assert.Equal((0L, null, null), (d.N, d.Value, d.ContactsKnownUntil)));
        var weeks = await engine.AskAsync("interactions", BucketSize.Week);
        Assert.Equal(["2026-01-05/2026-01-12", "2026-01-12/2026-01-19", "2026-01-19/2026-01-26"], weeks.Select(w => $"{w.Bucket!.FromText}/{w.Bucket.ToText}"));
    }

    [Fact]
    public async Task SpanAskedForByHalf_IsFilledUpFromTheKnownOne()
    {
        await using var engine = await EngineUnderTest.StartAsync(Start + TimeSpan.FromDays(40), [Live]);
        await engine.WriteAsync(Record(1, 2, "ann"), Record(2, 30, "bob"));
        await engine.Measure.FollowAsync(Token);
        var from = await AskAsync(engine, new MetricQuestion { Metric = "interactions", By = BucketSize.Month, From = new DateOnly(2026, 1, 20) });
        Assert.Equal(["2026-01-20/2026-02-01 0", "2026-02-01/2026-03-01 1"], from.Select(a => $"{a.Bucket!.FromText}/{a.Bucket.ToText} {a.N}"));
        var to = await AskAsync(engine, new MetricQuestion { Metric = "interactions", By = BucketSize.Quarter, To = new DateOnly(2026, 2, 4) });
        Assert.Equal(["2026-01-01/2026-02-04 1"], to.Select(a => $"{a.Bucket!.FromText}/{a.Bucket.ToText} {a.N}"));
        var all = Assert.Single(await AskAsync(engine, new MetricQuestion { Metric = "interactions", From = new DateOnly(2026, 2, 4), To = new DateOnly(2026, 2, 5) }));
        Assert.Equal((null, 1L), (all.Bucket, all.N));
    }

    [Fact]
    public async Task AsOf_IsTheEarlierOfTheInstantAndWhatTheSourceKnows()
    {
        var ended = Start + TimeSpan.FromDays(10);
        await using var engine = await EngineUnderTest.StartAsync(Start + TimeSpan.FromDays(60), [Live, new("file", false, ended, ended)]);
        await engine.WriteAsync(
            Record(1, 0, "ann") with { ClaimedAt = Start + TimeSpan.FromDays(8) },
            Record(2, 0, "bob") with { Source = "file", ClaimedAt = Start + TimeSpan.FromDays(8) },
            Record(3, 20, "cid"));
        await engine.Measure.FollowAsync(Token);

        // At day 9 both claims stand and nothing matures yet; at day 16 only the live source knows that its claim held.
        Assert.Equal("2 of 2 as of 9, known until 9", await ClaimedAsync(9));
        Assert.Equal("2 of 2 as of 10, known until 10", await ClaimedAsync(16));
        Assert.Equal("0 of 2 as of 7, known until 7", await ClaimedAsync(7));
        Assert.Equal(1, Assert.Single(await AskAsync(engine, Held(16))).Count);
        Assert.Equal(0, Assert.Single(await AskAsync(engine, Held(14))).Count);

        // In the future of the clock it is the clock.
        Assert.Equal("2 of 3 as of 10, known until 10", await ClaimedAsync(100));

        MetricQuestion Held(int day) => new() { Metric = "held-rate-7d", AsOf = Start + TimeSpan.FromDays(day) };

        async Task<string> ClaimedAsync(int day)
        {
            var answer = Assert.Single(await AskAsync(engine, new MetricQuestion { Metric = "claimed-rate", AsOf = Start + TimeSpan.FromDays(day) }));
            return FormattableString.Invariant($"{answer.Count} of {answer.N} as of {(answer.AsOf - Start).TotalDays}, known until {(answer.ContactsKnownUntil!.Value - Start).TotalDays}");
        }
    }

    [Fact]
    public async Task ContactsKnownForLongerThanAnythingElse_LetNoClaimHold()
    {
        // Nothing after the tenth day exists, so nobody can say that a claim of the ninth held until the sixteenth.
        await using var engine = await EngineUnderTest.StartAsync(Start + TimeSpan.FromDays(60), [new("desk", false, Start + TimeSpan.FromDays(10), Start + TimeSpan.FromDays(30))]);
        await engine.WriteAsync(Record(1, 0, "ann") with { ClaimedAt = Start + TimeSpan.FromDays(9) });
        await engine.Measure.FollowAsync(Token);
        var answer = Assert.Single(await engine.AskAsync("held-rate-7d"));
        Assert.Equal((0, 1L, true, Start + TimeSpan.FromDays(10)), (answer.Count, answer.N, answer.Maturing, answer.ContactsKnownUntil));
    }

    [Fact]
    public async Task AnswerThatLiesBeforeTheOpening_CountsFromTheAnswer()
    {
        // Known until day 110: ninety days after the answer of day 10 are over, ninety days after the opening of day 100 are not.
        var known = Start + TimeSpan.FromDays(110);
        await using var engine = await EngineUnderTest.StartAsync(known, [new("desk", false, known, known)]);
        await engine.WriteAsync(Record(1, 100, "ann") with { Rating = 1, RatingScale = 5, RatedAt = Start + TimeSpan.FromDays(10) });
        await engine.Measure.FollowAsync(Token);
        var answer = Assert.Single(await engine.AskAsync("recovered-share"));
        Assert.Equal((0, 1L, 0.0, false), (answer.Count, answer.N, answer.MaturingShare, answer.Maturing));
    }

    [Fact]
    public async Task EarlierState_IsAskedAgainAfterADeletion()
    {
        // Nobody else is touched by the deletion, and no clock moves.
        var known = Start + TimeSpan.FromDays(30);
        await using var engine = await EngineUnderTest.StartAsync(known, [new("desk", false, known, known)]);
        await engine.WriteAsync(Record(1, 1, null) with { Claimed = true }, Record(2, 2, null) with { ClaimedAt = Start + TimeSpan.FromDays(3) });
        await engine.Measure.FollowAsync(Token);
        Assert.Equal((2, 1), await AskAsOfAsync());
        await engine.ApplyAsync([new Delete("desk", "1")]);
        await engine.Measure.FollowAsync(Token);
        Assert.Equal((1, 1), await AskAsOfAsync());

        async Task<(long Opened, long Closed)> AskAsOfAsync()
        {
            var asked = ((string[])["issues-opened", "last-resolution-time-median"]).Select(metric => new MetricQuestion { Metric = metric, By = BucketSize.All, AsOf = Start + TimeSpan.FromDays(20) });
            var answers = await engine.Measure.AskManyAsync([.. asked], Token);
            return (Assert.Single(answers[0]).N, Assert.Single(answers[1]).N);
        }
    }

    [Theory]
    [InlineData("extra.agent")]
    [InlineData("extra.Assigned To")]
    [InlineData("extra.desk")]
    public async Task FieldThatNamesColleagues_IsRefused(string field)
    {
        await using var engine = await EngineUnderTest.StartAsync(Start + TimeSpan.FromDays(2), [Live]);
        await engine.WriteAsync(Record(1, 0, "ann") with { Extra = """{"agent":"x","Assigned To":"x","desk":"x","tier":"gold"}""" });
        await engine.Measure.FollowAsync(Token);
        Assert.Equal(1, Assert.Single(await engine.AskAsync("interactions", slices: new Slice("extra.tier", "gold"))).N);

        // What the map says of its source counts also for a field that was asked for before.
        if (field == "extra.desk") await engine.AskAsync("interactions", slices: new Slice(field, "x"));
        await engine.Writer.WriteAsync(new WriteBatch { Sources = [new SourceTraits("desk", ColleagueFields: """["desk"]""")] }, Token);
        await engine.Measure.FollowAsync(Token);
        var refused = await Assert.ThrowsAsync<QuestionRefusedException>(() => engine.AskAsync("interactions", slices: new Slice(field, "x")));
        Assert.Contains("names colleagues", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RefusedQuestion_IsAnsweredOnceThereIsSomethingToAnswer()
    {
        await using var engine = await EngineUnderTest.StartAsync(Start + TimeSpan.FromDays(2), [Live]);
        await engine.WriteAsync(Record(1, 0, "ann"));
        await engine.Measure.FollowAsync(Token);
        await Assert.ThrowsAsync<QuestionRefusedException>(() => engine.AskAsync("interactions", slices: new Slice("extra.tier", "gold")));
        await engine.WriteAsync(Record(2, 0, "bob") with { Extra = """{"tier":"gold"}""" });
        await engine.Measure.FollowAsync(Token);
        Assert.Equal(1, Assert.Single(await engine.AskAsync("interactions", slices: new Slice("extra.tier", "gold"))).N);
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public async Task YesAndNoAtOneInstant_IsANo(bool first, bool second)
    {
        await using var engine = await EngineUnderTest.StartAsync(Start + TimeSpan.FromDays(60), [Live]);
        Interaction Contact(string id, int hour, bool answer) => new()
        {
            Source = Live.Name,
            ExternalId = id,
            Customer = "ann",
            Topic = "billing",
            OpenedAt = Start + TimeSpan.FromHours(hour),
            ClaimedAt = Start + TimeSpan.FromHours(hour + 1),
            Confirmed = answer,
            RatedAt = Start + TimeSpan.FromDays(1),
        };
        await engine.WriteAsync(Contact("a", 0, first), Contact("b", 2, second));
        await engine.Measure.FollowAsync(Token);
        Assert.Equal((0.0, 1L), Counted(Assert.Single(await engine.AskAsync("confirmed-rate"))));
        Assert.Equal((1.0, 1L), Counted(Assert.Single(await engine.AskAsync("refuted-rate"))));

        static (double, long) Counted(MetricAnswer answer) => (answer.Count!.Value, answer.N);
    }

    [Theory]
    [InlineData(BucketSize.Hour, 1999, 2100)]
    [InlineData(BucketSize.Day, 2, 9998)]
    [InlineData(BucketSize.Day, 1, 2026)]
    public async Task SpanBeyondAllReason_IsRefused(BucketSize by, int from, int to)
    {
        await using var engine = await EngineUnderTest.StartAsync(Start, [Live]);
        await engine.Measure.FollowAsync(Token);
        await Assert.ThrowsAsync<QuestionRefusedException>(() => AskAsync(engine, new MetricQuestion { Metric = "interactions", By = by, From = new DateOnly(from, 1, 1), To = new DateOnly(to, 12, 31) }));
    }

    [Fact]
    public async Task StoreThatFailsForAWhile_IsFollowedFromWhereItWas()
    {
        await using var engine = await EngineUnderTest.StartAsync(Start + TimeSpan.FromDays(2), [Live]);
        await engine.WriteAsync(Record(1, 0, "ann"));
        await engine.Measure.FollowAsync(Token);
        var before = engine.Measure.State;
        await engine.WriteAsync(Record(2, 0, "bob"), Record(3, 0, "cid"));
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => engine.Measure.FollowAsync(cancelled.Token));
        File.Move(engine.Path, engine.Path + ".away");
        await Assert.ThrowsAnyAsync<Exception>(() => engine.Measure.FollowAsync(Token));
        Assert.Equal((before, 1L), (engine.Measure.State, Assert.Single(await engine.AskAsync("interactions")).N));
        File.Move(engine.Path + ".away", engine.Path);
        Assert.Equal((true, 2), await engine.Measure.FollowAsync(Token));
        Assert.Equal(3, Assert.Single(await engine.AskAsync("interactions")).N);
    }

    private static Task<IReadOnlyList<MetricAnswer>> AskAsync(EngineUnderTest engine, MetricQuestion question) => engine.Measure.AskAsync(question, Token);

    private static Interaction Record(int id, int day, string? customer) => new()
    {
        Source = "desk",
        ExternalId = id.ToString(System.Globalization.CultureInfo.InvariantCulture),
        Customer = customer,
        OpenedAt = Start + TimeSpan.FromDays(day),
    };

    private static CancellationToken Token => TestContext.Current.CancellationToken;
}
