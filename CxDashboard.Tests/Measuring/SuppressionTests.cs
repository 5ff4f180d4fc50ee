using System.Globalization;
using CxDashboard.Domain.Interactions;
using CxDashboard.Domain.Time;
using CxDashboard.Measuring;
using CxDashboard.Tests.Oracle;
using Xunit;

namespace CxDashboard.Tests.Measuring;

/// <summary>Questions of those who may not see records: cells about too few customers come without a figure.</summary>
public sealed class SuppressionTests
{
    private static readonly Instant Start = Instant.From(new DateTimeOffset(2026, 1, 5, 0, 0, 0, TimeSpan.Zero));
    private static readonly OracleSource Live = new("desk", Live: true);
    private static readonly BucketSize[] Sizes = [BucketSize.All, BucketSize.All, BucketSize.Month];
    private static readonly string[][] Splits = [[], ["channel"], ["region"], ["source"], ["customer"], ["extra.tier"], ["channel", "product"]];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task WithheldCells_AreThoseOfTheOracle_AndTheOthersSayTheSameAsToAnybody()
    {
        var (withheld, shown) = (0, 0);
        foreach (var seed in AskedHistory.Seeds(25))
        {
            await using var history = await AskedHistory.OfAsync(WithManyCustomers(RandomHistory.Make(seed)));
            var random = new Random(seed);
            foreach (var split in Splits.Concat(Splits))
            {
                var question = RandomQuestion(random, split);
                if (await history.AskOrNotAsync(question) is not { } answers) continue;
                foreach (var bucket in answers.GroupBy(a => a.Bucket)) Check(history, question, [.. bucket]);

                var open = (await history.AskOrNotAsync(question with { Restricted = false }))!;
                Assert.Equal(open.Select((a, i) => answers[i].Suppressed ? Figureless(a) : Words(a)), answers.Select(Words));
                withheld += answers.Count(a => a.Suppressed);
                shown += answers.Count(a => !a.Suppressed && a.N > 0);
            }
        }

        Assert.True(withheld > 500 && shown > 80, $"{withheld} withheld and {shown} shown are too few to tell.");
    }

    [Fact]
    public async Task ThreeOfThreeHundred_TakeTheNextSmallestWithThem()
    {
        // Were only the 3 of A withheld, the total less B and C would give them away: with the 100 of B they are 103.
        await using var engine = await StartAsync([.. Many("A", 3), .. Many("B", 100), .. Many("C", 200)]);
        Assert.Equal(["A -", "B -", "C 200"], await AskAsync(engine, new() { Metric = "interactions", Split = ["channel"], Restricted = true }));
        Assert.Equal([" 303"], await AskAsync(engine, new() { Metric = "interactions", Restricted = true }));
        Assert.Equal(["C 200", " 103"], await AskAsync(engine, new() { Metric = "interactions", Split = ["channel"], Top = 1, Restricted = true }));
    }

    [Fact]
    public async Task SliceOfFew_AndSliceThatLeavesFew_AreWithheld()
    {
        await using var engine = await StartAsync([.. Many("A", 4), .. Many("B", 20)]);
        MetricQuestion question = new() { Metric = "interactions", Restricted = true };
        Assert.Equal(["A -"], await AskAsync(engine, question with { Slices = [new("channel", "A")] }));

        // All but the twenty of B are four.
        Assert.Equal(["B -"], await AskAsync(engine, question with { Slices = [new("channel", "B")] }));

        // Everything leaves nobody, and nobody is nobody to betray.
        Assert.Equal([" 24"], await AskAsync(engine, question with { Slices = [new("topic", null)] }));
        Assert.Equal(["no such -"], await AskAsync(engine, question with { Slices = [new("channel", "no such")] }));
    }

    [Fact]
    public async Task EqualCells_AreWithheldByValue_WhateverCameFirst()
    {
        foreach (var order in (string[][])[["A", "x", "9", "10"], ["10", "9", "x", "A"]])
        {
            await using var engine = await StartAsync([.. order.SelectMany(channel => Many(channel, channel == "A" ? 1 : 6))]);
            Assert.Equal(["10 -", "9 6", "A -", "x 6"], await AskAsync(engine, new() { Metric = "interactions", Split = ["channel"], Restricted = true }));
        }
    }

    [Fact]
    public async Task UnidentifiedInteractions_CountForOneEach_AndOneCustomerForOne()
    {
        var unknown = Enumerable.Repeat(((string?)null, "A"), 5);
        await using var engine = await StartAsync([.. unknown, .. Enumerable.Repeat(((string?)"ann", "B"), 9), .. Many("C", 6), .. Many("D", 6)]);

        // B is nine contacts of one, who goes with the smallest other: the five of A, of whom nobody knows that they are fewer.
        Assert.Equal(["A -", "B -", "C 6", "D 6"], await AskAsync(engine, new() { Metric = "interactions", Split = ["channel"], Restricted = true }));
    }

    [Fact]
    public async Task CustomerOfSeveralCells_IsLeftWhenOneIsTakenOut()
    {
        // Six by A, of whom five are in B too: without A five are left, without B six.
        var six = Enumerable.Range(0, 6).Select(i => ((string?)$"c{i}", "A"));
        await using var engine = await StartAsync([.. six, .. six.Take(5).Select(c => (c.Item1, "B"))]);
        MetricQuestion question = new() { Metric = "customers-served", Split = ["channel"], Restricted = true };
        Assert.Equal(["A 6", "B 5"], await AskAsync(engine, question));

        // As soon as two of the five are one customer, B is about four, and A about five with them: both go.
        await engine.ApplyAsync([new Alias("c1", "c0")]);
        await engine.Measure.FollowAsync(Token);
        Assert.Equal(["A -", "B -"], await AskAsync(engine, question));
    }

    [Fact]
    public async Task WithheldAnswer_HasNoFigureAtAll()
    {
        await using var engine = await StartAsync([.. Many("A", 3)]);
        var open = Assert.Single(await engine.Measure.AskAsync(new MetricQuestion { Metric = "held-rate-7d" }, Token));
        var withheld = Assert.Single(await engine.Measure.AskAsync(new MetricQuestion { Metric = "held-rate-7d", Restricted = true }, Token));

        // Claimed a day ago, so all three are maturing.
        Assert.Equal((0.0, 3L, 0.0, 1.0, false), (open.Count, open.N, open.Value, open.MaturingShare, open.Suppressed));
        Assert.Equal((null, 0L, null, null, null, null, true), (withheld.Count, withheld.N, withheld.Value, withheld.Low, withheld.High, withheld.MaturingShare, withheld.Suppressed));
    }

    private static MetricQuestion RandomQuestion(Random random, string[] split)
    {
        var slices = random.Next(2) == 0 ? RandomHistory.SliceSets[0] : RandomHistory.SliceSets[random.Next(RandomHistory.SliceSets.Count)];
        return new MetricQuestion
        {
            Metric = NaiveOracle.Metrics[random.Next(NaiveOracle.Metrics.Count)],
            By = Sizes[random.Next(Sizes.Length)],
            Slices = [.. slices.Select(s => new Slice(s.Field, s.Value, s.Not))],
            Split = split,
            Top = split.Length == 1 && random.Next(3) == 0 ? random.Next(1, 4) : null,
            Restricted = true,
        };
    }

    // The cells of a bucket within the slices, and the slices themselves within everything else of the bucket.
    private static void Check(AskedHistory history, MetricQuestion question, List<MetricAnswer> answers)
    {
        var bucket = AskedHistory.BucketOf(question, answers[0]);
        List<OracleSlice> asked = [.. question.Slices.Select(s => new OracleSlice(s.Field, s.Value, s.Not))];
        List<OracleCell> cells = [.. answers.Select(a => Cell(NameOf(question, a), history.Contacts(bucket, [.. a.Slices.Select(s => new OracleSlice(s.Field, s.Value, s.Not))])))];
        var withheld = OracleSuppression.Withheld(cells);
        var (within, all) = (history.Contacts(bucket, asked), history.Contacts(bucket, []));
        var sliceIsWithheld = asked.Count > 0 && OracleSuppression.Withheld([Cell("rest", [.. all.Except(within)]), Cell("slices", within)]).Contains("slices");
        foreach (var answer in answers)
        {
            var expected = sliceIsWithheld || withheld.Contains(NameOf(question, answer));
            if (expected == answer.Suppressed) continue;
            Assert.Fail($"{AskedHistory.Words(question)} {answer.Bucket?.FromText} {NameOf(question, answer)}: withheld should be {expected}\n{string.Join('\n',
                cells.Select(c => $"{c.Value}: {string.Join(' ', c.Customers.Select(x => x ?? "?"))}"))}\n{history.History.Describe()}");
        }
    }

    private static OracleCell Cell(string name, IReadOnlyList<OracleContact> contacts) => new(name, [.. contacts.Select(c => c.Customer)]);

    // Values in order; the others after all of them.
    private static string NameOf(MetricQuestion question, MetricAnswer answer) =>
        question.Split.Count == 0 ? "" : answer.Slices[^1].Not ? "\uffff" : string.Join('\u0001', answer.Slices.TakeLast(question.Split.Count).Select(s => s.Value));

    private static string Figureless(MetricAnswer a) =>
        Words(a with { Count = null, N = 0, Value = null, Low = null, High = null, MaturingShare = null, Weak = false, Suppressed = true });

    private static string Words(MetricAnswer a) => $"{a.Bucket?.FromText} {string.Join(' ', a.Slices)} {a with { Slices = [], Bucket = null }}";

    // Of five people nearly everything is withheld: here are many, and some of them are one.
    private static RandomHistory WithManyCustomers(RandomHistory history)
    {
        var random = new Random(history.Seed);
        return history with
        {
            Changes =
            [
                .. history.Plain.Changes.Select(c => c is Upsert u && !u.Record.ExternalIdIsHash ? new Upsert(u.Record with { Customer = random.Next(8) == 0 ? null : $"c{random.Next(30)}" }) : c),
                new Alias("c1", "c2"), new Alias("c0", "c1"), new Alias("c4", "c5"), new Alias("c6", "c7"), new Shared("c3", true),
            ],
        };
    }

    private static IEnumerable<(string? Customer, string Channel)> Many(string channel, int customers) => Enumerable.Range(0, customers).Select(i => ((string?)$"{channel}{i}", channel));

    private static async Task<IEnumerable<string>> AskAsync(EngineUnderTest engine, MetricQuestion question) =>
        (await engine.Measure.AskAsync(question, Token)).Select(a => $"{(a.Slices is [.., { Not: false } last] ? last.Value : "")} {(a.Suppressed ? "-" : a.N.ToString(CultureInfo.InvariantCulture))}");

    private static async Task<EngineUnderTest> StartAsync(params IReadOnlyList<(string? Customer, string Channel)> records)
    {
        var engine = await EngineUnderTest.StartAsync(Start + TimeSpan.FromDays(2), [Live]);
        await engine.WriteAsync([.. records.Select((r, i) => new Interaction
        {
            Source = "desk",
            ExternalId = i.ToString(CultureInfo.InvariantCulture),
            Customer = r.Customer,
            Channel = r.Channel,
            OpenedAt = Start + TimeSpan.FromMinutes(i),
            ClaimedAt = Start + TimeSpan.FromDays(1),
        })]);
        await engine.Measure.FollowAsync(Token);
        return engine;
    }
}
