using CxDashboard.Domain.Metrics;
using CxDashboard.Domain.Time;
using CxDashboard.Measuring;
using CxDashboard.Measuring.Behind;
using CxDashboard.Tests.Oracle;
using Xunit;

namespace CxDashboard.Tests.Measuring.Behind;

/// <summary>Behind every figure of random histories stand exactly the rows that the naive oracle names, and as many as the figure says.</summary>
public sealed class BehindHistoriesTests
{
    private static readonly BucketSize[] Sizes = [BucketSize.All, BucketSize.Day, BucketSize.Week, BucketSize.Month];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RowsBehindEachFigure_AreThoseOfTheOracle()
    {
        var (figures, rows) = (0, 0L);
        foreach (var seed in AskedHistory.Seeds(60))
        {
            await using var history = await AskedHistory.OfAsync(RandomHistory.Make(seed));
            var names = Names(history);
            var random = new Random(seed + 7);
            foreach (var metric in NaiveOracle.Metrics)
            {
                var slices = RandomHistory.SliceSets[random.Next(RandomHistory.SliceSets.Count)];
                MetricQuestion question = new() { Metric = metric, By = Sizes[random.Next(Sizes.Length)], Slices = [.. slices.Select(s => new Slice(s.Field, s.Value, s.Not))] };
                if (await history.AskOrNotAsync(question) is not { } answers) continue;
                foreach (var answer in answers.Where(a => a.N > 0).OrderBy(_ => random.Next()).Take(4).Concat(answers.Where(a => a.N == 0).Take(1)))
                {
                    var behind = await BehindAsync(history, new BehindQuestion { Of = question, Bucket = answer.Bucket, Rows = 10_000 });
                    AssertSameFigure(behind, answer);
                    var expected = history.Oracle.Behind(metric, AskedHistory.BucketOf(question, answer), slices).Select(r => Words(r.At.Record.Source, r.At.Record.ExternalId, r.Counts, r.Value));
                    Assert.Equal(expected.Order(StringComparer.Ordinal), behind.Rows.Select(r => Words(names[r.Id].Source, names[r.Id].Id, r.Counts, r.Value)).Order(StringComparer.Ordinal));
                    figures++;
                    rows += behind.Listed;
                }
            }
        }

        Assert.True(figures > 1000 && rows > figures, $"Only {figures} figures with {rows} rows were compared.");
    }

    [Fact]
    public async Task AtAnEarlierInstant_RowsAreAsManyAsTheFigureOfThen()
    {
        var figures = 0;
        foreach (var seed in AskedHistory.Seeds(30))
        {
            await using var history = await AskedHistory.OfAsync(RandomHistory.Make(seed));
            var random = new Random(seed);
            var asOf = history.History.AsOf - TimeSpan.FromDays(random.Next(1, 40));
            foreach (var metric in NaiveOracle.Metrics)
            {
                MetricQuestion question = new() { Metric = metric, By = Sizes[random.Next(Sizes.Length)], AsOf = asOf };
                foreach (var answer in (await history.AskOrNotAsync(question))!.Where(a => a.N > 0).Take(3))
                {
                    AssertSameFigure(await BehindAsync(history, new BehindQuestion { Of = question, Bucket = answer.Bucket, Rows = 10_000 }), answer);
                    figures++;
                }
            }
        }

        Assert.True(figures > 300, $"Only {figures} figures were compared.");
    }

    [Fact]
    public async Task Groups_AreTheStatesOfTheIssues()
    {
        foreach (var seed in AskedHistory.Seeds(60))
        {
            await using var history = await AskedHistory.OfAsync(RandomHistory.Make(seed));
            foreach (var (metric, days) in ((string, int)[])[("held-rate-7d", 7), ("held-rate-30d", 30), ("claimed-held-gap", 7)])
            {
                var behind = await BehindAsync(history, new BehindQuestion { Of = new MetricQuestion { Metric = metric }, Rows = 0 });
                var states = history.Oracle.Issues.Where(i => i.HasCustomer).Select(i => i.State(TimeSpan.FromDays(days))).ToList();
                (Outcome, OracleState)[] same = [(Outcome.Held, OracleState.Held), (Outcome.DidNotHold, OracleState.Broken), (Outcome.Maturing, OracleState.Maturing), (Outcome.NeverClaimed, OracleState.Unclaimed)];
                Assert.All(same, s => Assert.Equal(states.Count(state => state == s.Item2), behind.Groups.Where(g => g.Outcome == s.Item1).Sum(g => g.Rows)));
                Assert.Empty(behind.Rows);
            }
        }
    }

    private static async Task<BehindAnswer> BehindAsync(AskedHistory history, BehindQuestion question) => (await history.Engine.Measure.BehindAsync(question, Token))!;

    // Whose ids they are, to be compared with records.
    private static Dictionary<int, (string Source, string Id)> Names(AskedHistory history) => history.Engine
        .Ask("SELECT i.id, s.name, i.external_id FROM interaction i JOIN source s ON s.id = i.source_id")
        .Select(line => line.Split('|', 3)).ToDictionary(part => int.Parse(part[0], null), part => (part[1], part[2]));

    private static string Words(string source, string id, bool counts, double? value) => FormattableString.Invariant($"{source}|{id}|{counts}|{value:0.######}");

    private static void AssertSameFigure(BehindAnswer behind, MetricAnswer answer)
    {
        var (metric, values) = (behind.Metric, behind.Rows.Where(r => r.Value is not null).Select(r => r.Value!.Value).ToList());
        Assert.Equal((answer.Metric, answer.Version), (metric.Id, metric.Version));
        Assert.Equal(behind.Listed, behind.Rows.Count);
        Assert.Equal(answer.N, metric.Kind == ValueKind.Ratio ? behind.Counted : behind.Listed);
        Assert.All(behind.Groups, g => Assert.Equal(g.Rows, behind.Rows.Count(r => r.Outcome == g.Outcome && r.Counts == g.Counts)));
        if (metric.Kind == ValueKind.Rate) Assert.Equal(answer.Count, behind.Counted);
        double? value = metric.Kind switch
        {
            ValueKind.Rate => answer.Value,
            ValueKind.Count => answer.N == 0 ? null : behind.Counted,
            ValueKind.Mean or ValueKind.NetShare => values.Count == 0 ? null : values.Average(),
            ValueKind.Quantile => OracleQuantiles.Type7(values, metric.Quantile!.Value),
            ValueKind.KaplanMeier => OracleQuantiles.KaplanMeier([.. behind.Rows.Select(r => (r.Value!.Value, r.Outcome != Outcome.Waiting))], metric.Quantile!.Value),
            ValueKind.Ratio => answer.N == 0 ? null : values.Sum() / answer.N,
            ValueKind.Sum => values.Count == 0 ? null : values.Sum(),
            _ => behind.Rows.Where(r => r.Opened == behind.Rows[0].Opened).Max(r => r.Value),
        };
        Assert.True((value is null && answer.Value is null) || Math.Abs(value!.Value - answer.Value!.Value) < 1e-6 * Math.Max(1, Math.Abs(value.Value)), $"{metric.Id}: {value} of the rows, {answer.Value} as answered");
    }
}
