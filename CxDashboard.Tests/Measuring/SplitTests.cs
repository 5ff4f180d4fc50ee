using System.Globalization;
using CxDashboard.Domain.Interactions;
using CxDashboard.Domain.Time;
using CxDashboard.Measuring;
using CxDashboard.Measuring.Columns;
using CxDashboard.Tests.Oracle;
using Xunit;

namespace CxDashboard.Tests.Measuring;

/// <summary>Questions that tell values apart: each answer is the oracle's of that slice, in the order of the values.</summary>
public sealed class SplitTests
{
    private static readonly Instant Start = Instant.From(new DateTimeOffset(2026, 1, 5, 0, 0, 0, TimeSpan.Zero));
    private static readonly OracleSource Live = new("desk", Live: true);
    private static readonly BucketSize[] Sizes = [BucketSize.All, BucketSize.Week, BucketSize.Month];
    private static readonly string[][] Single = [.. CoreDimensions.All.Append("customer").Append("extra.tier").Select(f => (string[])[f])];
    private static readonly string[][] Pairs = [["channel", "region"], ["topic", "extra.plan"], ["source", "cause"], ["region", "channel"]];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task EachValue_IsAnsweredAsItsSlice_InOrder()
    {
        var compared = 0;
        foreach (var seed in AskedHistory.Seeds(20))
        {
            await using var history = await AskedHistory.OfAsync(RandomHistory.Make(seed));
            var random = new Random(seed);
            foreach (var fields in Single.Concat(Pairs)) compared += await CheckAsync(history, RandomQuestion(random, fields), random);
        }

        Assert.True(compared > 500, $"Only {compared} answers were compared.");
    }

    [Fact]
    public async Task LargestValues_AndTheOthersAsOne_AreAnsweredAsTheirSlices()
    {
        var compared = 0;
        foreach (var seed in AskedHistory.Seeds(20))
        {
            await using var history = await AskedHistory.OfAsync(RandomHistory.Make(seed));
            var random = new Random(seed + 1);
            foreach (var fields in Single) compared += await CheckAsync(history, RandomQuestion(random, fields) with { Top = random.Next(1, 4) }, random);
        }

        Assert.True(compared > 500, $"Only {compared} answers were compared.");
    }

    [Fact]
    public async Task FieldThatIsSlicedToo_TellsApartOnlyWhatTheSliceLetsThrough()
    {
        await using var engine = await StartAsync(("a", "email"), ("b", "email"), ("c", "phone"), ("d", "chat"), ("e", null));
        MetricQuestion either = new() { Metric = "interactions", Split = ["channel"], Slices = [new Slice("channel", "phone"), new Slice("channel", null)] };
        Assert.Equal(["channel= 1", "channel=phone 1"], await AskAsync(engine, either));
        Assert.Equal(["channel= 1", "channel=chat 1", "channel=email 2"], await AskAsync(engine, either with { Slices = [new Slice("channel", "phone", Not: true)] }));
        Assert.Equal(["channel=email 2", "channel=email channel=phone channel!=email 1"], await AskAsync(engine, either with { Top = 1, Slices = [new Slice("channel", "email"), new Slice("channel", "phone")] }));
    }

    [Fact]
    public async Task EqualsInNumber_GoByValue_AndWithoutOthersThereIsNoSuchAnswer()
    {
        await using var engine = await StartAsync(("a", "phone"), ("b", "email"), ("c", null), ("d", "10"), ("e", "9"));
        MetricQuestion top = new() { Metric = "interactions", Split = ["channel"] };
        Assert.Equal(["channel= 1", "channel=10 1", "channel!= channel!=10 3"], await AskAsync(engine, top with { Top = 2 }));
        Assert.Equal(["channel= 1", "channel=10 1", "channel=9 1", "channel=email 1", "channel=phone 1"], await AskAsync(engine, top with { Top = 5 }));
        Assert.Empty(await AskAsync(engine, top with { Top = 5, Slices = [new Slice("topic", "no such topic")] }));
    }

    [Fact]
    public async Task OtherIdOfACustomer_IsToldAsTheCustomer_AndASharedOneAsUnknown()
    {
        await using var engine = await StartAsync(("ann", "email"), ("ann@home", "email"), ("kiosk", "email"), (null, "email"), ("bob", "email"));
        await engine.ApplyAsync([new Alias("ann@home", "ann"), new Shared("kiosk", true)]);
        await engine.Measure.FollowAsync(Token);
        MetricQuestion question = new() { Metric = "interactions", Split = ["customer"] };
        Assert.Equal(["customer= 2", "customer=ann 2", "customer=bob 1"], await AskAsync(engine, question));
        Assert.Equal(["customer= 2", "customer!= 3"], await AskAsync(engine, question with { Top = 1 }));
    }

    [Fact]
    public async Task ValueThatComesUpLater_IsThereForEveryMetricOfTheSameQuestion()
    {
        await using var engine = await StartAsync(("a", null));
        MetricQuestion question = new() { Metric = "interactions", Split = ["channel"] };
        Assert.Equal(["channel= 1"], await AskAsync(engine, question));
        await engine.WriteAsync(Record(9, "b", "email"));
        await engine.Measure.FollowAsync(Token);

        // The first metric is kept from when there was one value only.
        Assert.Equal(["channel= 1", "channel=email 1"], await AskAsync(engine, question with { Metric = "issues-opened" }));
        Assert.Equal(["channel= 1", "channel=email 1"], await AskAsync(engine, question));
    }

    private static MetricQuestion RandomQuestion(Random random, string[] fields)
    {
        var slices = random.Next(2) == 0 ? RandomHistory.SliceSets[0] : RandomHistory.SliceSets[random.Next(RandomHistory.SliceSets.Count)];
        var from = random.Next(3) == 0 ? new DateOnly(2026, 1, 1).AddDays(random.Next(0, 60)) : (DateOnly?)null;
        return new MetricQuestion
        {
            Metric = NaiveOracle.Metrics[random.Next(NaiveOracle.Metrics.Count)],
            By = Sizes[random.Next(Sizes.Length)],
            From = from,
            To = from?.AddDays(random.Next(1, 60)),
            Slices = [.. slices.Select(s => new Slice(s.Field, s.Value, s.Not))],
            Split = fields,
        };
    }

    // Which buckets and values there are, in which order, is compared of all answers; figures, because the oracle is slow, of some.
    private static async Task<int> CheckAsync(AskedHistory history, MetricQuestion question, Random random)
    {
        if (await history.AskOrNotAsync(question) is not { } answers) return 0;
        var cells = Cells(history, question);
        List<string> expected = [.. answers.Select(a => a.Bucket?.FromText).Distinct().SelectMany(_ => cells, (bucket, cell) => $"{bucket} {string.Join(' ', cell)}")];
        List<string> actual = [.. answers.Select(a => $"{a.Bucket?.FromText} {string.Join(' ', Asked(a.Slices))}")];
        if (!expected.SequenceEqual(actual)) Assert.Fail($"{AskedHistory.Words(question)}: expected\n{string.Join('\n', expected)}\ngot\n{string.Join('\n', actual)}\n{history.History.Describe()}");
        Assert.True(answers.Count > 0 || cells.Count == 0, AskedHistory.Words(question));
        var compared = answers.OrderBy(a => a.N == 0).ThenBy(_ => random.Next()).Take(5).ToList();
        foreach (var answer in compared) history.AssertAgrees(question, answer, Asked(answer.Slices));
        return compared.Count;
    }

    // The slices of each answer of a bucket, in order: what the interactions of the span have, and beside the largest the others.
    private static List<IReadOnlyList<OracleSlice>> Cells(AskedHistory history, MetricQuestion question)
    {
        var asked = Asked(question.Slices);
        var values = history.Contacts(AskedHistory.SpanOf(question), asked)
            .GroupBy(c => string.Join('\u0001', question.Split.Select(f => OracleSlices.Of(c, f) ?? "")), StringComparer.Ordinal)
            .OrderBy(v => v.Key, StringComparer.Ordinal).ToList();
        var largest = question.Top is { } top ? values.OrderByDescending(v => v.Count()).ThenBy(v => v.Key, StringComparer.Ordinal).Take(top).ToList() : values;
        List<OracleSlice> ofOtherFields = [.. asked.Where(s => !question.Split.Contains(s.Field))];
        List<IReadOnlyList<OracleSlice>> cells =
            [.. largest.Select(v => (IReadOnlyList<OracleSlice>)[.. ofOtherFields, .. v.Key.Split('\u0001').Zip(question.Split, (value, field) => new OracleSlice(field, value))])];
        if (values.Count > largest.Count) cells.Add([.. asked, .. largest.Select(v => OracleSlice.But(question.Split[0], v.Key))]);
        return cells;
    }

    private static List<OracleSlice> Asked(IReadOnlyList<Slice> slices) => [.. slices.Select(s => new OracleSlice(s.Field, s.Value ?? "", s.Not))];

    private static async Task<IEnumerable<string>> AskAsync(EngineUnderTest engine, MetricQuestion question) => (await engine.Measure.AskAsync(question, Token)).Select(Words);

    private static string Words(MetricAnswer a) => $"{string.Join(' ', Asked(a.Slices))} {a.N}";

    private static async Task<EngineUnderTest> StartAsync(params (string? Customer, string? Channel)[] records)
    {
        var engine = await EngineUnderTest.StartAsync(Start + TimeSpan.FromDays(2), [Live]);
        await engine.WriteAsync([.. records.Select((r, i) => Record(i, r.Customer, r.Channel))]);
        await engine.Measure.FollowAsync(Token);
        return engine;
    }

    private static Interaction Record(int id, string? customer, string? channel) => new()
    {
        Source = "desk",
        ExternalId = id.ToString(CultureInfo.InvariantCulture),
        Customer = customer,
        Channel = channel,
        OpenedAt = Start + TimeSpan.FromHours(id),
    };
}
