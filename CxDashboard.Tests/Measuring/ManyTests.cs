using CxDashboard.Domain.Interactions;
using CxDashboard.Domain.Metrics;
using CxDashboard.Domain.Time;
using CxDashboard.Measuring;
using CxDashboard.Tests.Oracle;
using Xunit;

namespace CxDashboard.Tests.Measuring;

/// <summary>Several questions in one call are the same questions.</summary>
public sealed class ManyTests
{
    private static readonly Instant Start = Instant.From(new DateTimeOffset(2026, 1, 5, 0, 0, 0, TimeSpan.Zero));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task AllAtOnce_AreEachAlone_AndTheSameAgain()
    {
        foreach (var seed in AskedHistory.Seeds(8))
        {
            await using var history = await AskedHistory.OfAsync(RandomHistory.Make(seed));
            BucketSize[] sizes = [BucketSize.Week, BucketSize.Month];
            MetricQuestion plan = new() { Metric = "", By = sizes[seed % 2], Slices = seed % 3 == 0 ? [new Slice("channel", "email")] : [], Split = seed % 4 == 0 ? ["region"] : [] };
            List<MetricQuestion> questions = [.. MetricCatalogue.All.Select(m => plan with { Metric = m.Id })];
            var atOnce = await history.Engine.Measure.AskManyAsync(questions, Token);
            AssertSame(atOnce, await history.Engine.Measure.AskManyAsync(questions, Token));
            var alone = history.Engine.NewMeasure();
            await alone.FollowAsync(Token);
            for (var i = 0; i < questions.Count; i++)
            {
                AssertSame([await alone.AskAsync(questions[i], Token), await history.Engine.Measure.AskAsync(questions[i], Token)], [atOnce[i], atOnce[i]]);
            }
        }
    }

    // What weeks came to is used again in another period, and in the same one when it has moved on.
    [Fact]
    public async Task PeriodsThatShareWeeks_AreEachAsIfAskedFirst_WhileRecordsComeInAndTimePasses()
    {
        foreach (var seed in AskedHistory.Seeds(8))
        {
            var (history, random) = (RandomHistory.Make(seed), new Random(seed));
            await using var engine = await EngineUnderTest.StartAsync(history.AsOf, history.Sources, OracleWorkspace.Of(history.Settings, "UTC"));
            MetricQuestion[] periods = [Period(), Period(), Period()];
            for (var i = 0; i < history.Changes.Count; i++)
            {
                engine.Written.Now = history.AsOf - TimeSpan.FromMinutes(601 * (history.Changes.Count - i));
                engine.Clock.Now = history.AsOf - TimeSpan.FromHours((history.Changes.Count - 1 - i) * 7);
                await engine.ApplyAsync([history.Changes[i]]);
                await engine.Measure.FollowAsync(Token);
                if (random.Next(3) == 0) await engine.Measure.AskManyAsync(All(periods[random.Next(periods.Length)]), Token);
            }

            foreach (var period in periods)
            {
                var first = engine.NewMeasure();
                await first.FollowAsync(Token);
                AssertSame(await first.AskManyAsync(All(period), Token), await engine.Measure.AskManyAsync(All(period), Token));
            }

            MetricQuestion Period()
            {
                var from = Buckets.DayOf(history.AsOf, TimeZoneInfo.Utc).AddDays(-random.Next(20, 200));
                return new() { Metric = "", By = BucketSize.Week, From = from, To = random.Next(2) == 0 ? null : from.AddDays(random.Next(15, 150)), Slices = seed % 2 == 0 ? [new Slice("channel", "email")] : [] };
            }
        }

        static List<MetricQuestion> All(MetricQuestion period) => [.. MetricCatalogue.All.Select(m => period with { Metric = m.Id })];
    }

    [Fact]
    public async Task NothingNew_GivesTheVeryAnswersOfBefore()
    {
        await using var history = await AskedHistory.OfAsync(RandomHistory.Make(0));
        MetricQuestion question = new() { Metric = "held-rate-7d", By = BucketSize.Week };
        var first = await history.Engine.Measure.AskAsync(question, Token);
        Assert.Equal((false, 0), await history.Engine.Measure.FollowAsync(Token));
        Assert.Same(first, await history.Engine.Measure.AskAsync(question, Token));
    }

    [Theory]
    [InlineData("interactions", BucketSize.Day)]
    [InlineData("interactions", BucketSize.Hour)]
    [InlineData("open-now", BucketSize.Day)]
    [InlineData("resolution-time-median", BucketSize.Hour)]
    public async Task AnswersInHand_StayWhatTheyWere_WhenRecordsComeIn(string metric, BucketSize by)
    {
        // More steps than are shown at once, so that answers may be made when they are read.
        var first = Instant.From(new DateTimeOffset(2022, 1, 3, 9, 0, 0, TimeSpan.Zero));
        await using var engine = await EngineUnderTest.StartAsync(first + TimeSpan.FromDays(1_500), [new OracleSource("desk", Live: true)]);
        await engine.WriteAsync(Of("first", first, 1), Of("last", first + TimeSpan.FromDays(1_499), 2));
        await engine.Measure.FollowAsync(Token);
        var answers = await engine.AskAsync(metric, by);
        string[] before = [.. answers.Select(a => $"{a.Value} of {a.N}")];

        await engine.WriteAsync(Of("another", first + TimeSpan.FromMinutes(1), 30));
        await engine.Measure.FollowAsync(Token);
        var after = await engine.AskAsync(metric, by);
        Assert.NotEqual(before, after.Select(a => $"{a.Value} of {a.N}"));
        Assert.Equal(before, answers.Select(a => $"{a.Value} of {a.N}"));

        static Interaction Of(string id, Instant opened, int hours) =>
            new() { Source = "desk", ExternalId = id, Customer = id, OpenedAt = opened, ClaimedAt = opened + TimeSpan.FromHours(hours) };
    }

    [Fact]
    public async Task QuestionsOfManyKinds_AreAnsweredInTheirOrder()
    {
        await using var history = await AskedHistory.OfAsync(RandomHistory.Make(3));
        var (random, measure) = (new Random(3), history.Engine.Measure);
        Instant?[] instants = [null, null, history.History.AsOf - TimeSpan.FromDays(9)];
        BucketSize[] sizes = [BucketSize.All, BucketSize.Week, BucketSize.Month];
        List<MetricQuestion> questions = [.. Enumerable.Range(0, 120).Select(_ => new MetricQuestion
        {
            Metric = NaiveOracle.Metrics[random.Next(NaiveOracle.Metrics.Count)],
            By = sizes[random.Next(3)],
            Slices = random.Next(2) == 0 ? [new Slice("channel", "email")] : [],
            Split = random.Next(3) == 0 ? ["region"] : [],
            AsOf = instants[random.Next(3)],
            Restricted = random.Next(4) == 0,
            Version = random.Next(3) == 0 ? 1 : null,
        })];
        var answers = await measure.AskManyAsync(questions, Token);
        for (var i = 0; i < questions.Count; i++)
        {
            Assert.All(answers[i], a => Assert.Equal(questions[i].Metric, a.Metric));
            AssertSame([await measure.AskAsync(questions[i], Token)], [answers[i]]);
        }
    }

    [Fact]
    public async Task WhatCannotBeAnswered_IsRefusedInASentence_AndTheNextQuestionIsAnswered()
    {
        await using var engine = await EngineUnderTest.StartAsync(Start + TimeSpan.FromDays(400), [new OracleSource("desk", Live: true)]);
        await engine.WriteAsync([.. Enumerable.Range(0, 3000).Select(i => new Interaction
        {
            Source = "desk", ExternalId = $"{i}", Customer = $"c{i}", Channel = $"channel {i}", Topic = i % 2 == 0 ? "billing" : null, OpenedAt = Start + TimeSpan.FromHours(i),
        })]);
        await engine.Measure.FollowAsync(Token);
        MetricQuestion good = new() { Metric = "interactions" };
        (string Sentence, MetricQuestion Question)[] refused =
        [
            ("There is no metric \"happiness\". `metrics` lists all that there are.", good with { Metric = "happiness" }),
            ("The metric \"nps\" has no version 7. `metrics --all-versions` lists all that there are.", good with { Metric = "nps", Version = 7 }),
            ("The largest values are asked of one field that splits: give --top together with one --split.", good with { Top = 3 }),
            ("The largest values are asked of one field that splits: give --top together with one --split.", good with { Top = 3, Split = ["channel", "topic"] }),
            ("Ask for at least one of the largest values.", good with { Top = 0, Split = ["channel"] }),
            ("\"mood\" is no field to split by. There are: ", good with { Split = ["mood"] }),
            ("\"mood\" is no field to slice by. There are: ", good with { Slices = [new Slice("mood", "good")] }),
            ("No record has an extra field \"mood\".", good with { Split = ["extra.mood"] }),
            ("That would be ", good with { By = BucketSize.Hour, Split = ["channel"] }),
            ("That would be ", good with { Split = ["channel", "customer"] }),
        ];
        foreach (var (sentence, question) in refused)
        {
            var said = await Assert.ThrowsAsync<QuestionRefusedException>(() => engine.Measure.AskManyAsync([good, question, good with { By = BucketSize.Month }], Token));
            Assert.StartsWith(sentence, said.Message, StringComparison.Ordinal);
            Assert.EndsWith(".", said.Message, StringComparison.Ordinal);
            Assert.Equal(3000, Assert.Single(await engine.AskAsync("interactions")).N);
            Assert.Equal(3000, (await engine.Measure.AskAsync(good with { Split = ["topic"] }, Token)).Sum(a => a.N));
        }
    }

    private static void AssertSame(IReadOnlyList<IReadOnlyList<MetricAnswer>> expected, IReadOnlyList<IReadOnlyList<MetricAnswer>> actual)
    {
        Assert.Equal(expected.Select(a => a.Count), actual.Select(a => a.Count));
        foreach (var (a, b) in expected.SelectMany(of => of).Zip(actual.SelectMany(of => of)))
        {
            // A list is equal to itself only, so slices are compared one by one.
            Assert.Equal(a, b with { Slices = a.Slices });
            Assert.Equal(a.Slices, b.Slices);
        }
    }
}
