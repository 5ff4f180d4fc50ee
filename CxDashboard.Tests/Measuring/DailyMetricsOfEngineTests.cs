using System.Globalization;
using CxDashboard.Domain.Interactions;
using CxDashboard.Domain.Metrics;
using CxDashboard.Domain.Time;
using CxDashboard.Measuring;
using CxDashboard.Measuring.Columns;
using CxDashboard.Tests.Oracle;
using Xunit;

namespace CxDashboard.Tests.Measuring;

/// <summary>What is published is what the engine answers to whoever may not see records: every metric, day and value.</summary>
public sealed class DailyMetricsOfEngineTests
{
    private static readonly Instant Start = Instant.From(new DateTimeOffset(2026, 1, 5, 0, 0, 0, TimeSpan.Zero));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task EveryMetricOfTheCatalogue_IsPublished()
    {
        await using var engine = await StartedAsync("UTC", days: 400);
        Assert.Equal(
            MetricCatalogue.All.Select(m => m.Id).Order(StringComparer.Ordinal),
            engine.Ask("SELECT DISTINCT metric FROM daily_metrics WHERE dimension = '' AND suppressed = 0 ORDER BY metric"));
    }

    [Theory]
    [InlineData("UTC")]
    [InlineData("America/St_Johns")]
    public async Task TotalsAndValues_AreTheAnswersByDay_WhereTheySayAnything(string zone)
    {
        await using var engine = await StartedAsync(zone, days: 20);
        foreach (var dimension in (IEnumerable<string?>)[null, .. CoreDimensions.All])
        {
            var questions = MetricCatalogue.All.Select(m => new MetricQuestion { Metric = m.Id, By = BucketSize.Day, Restricted = true, Split = dimension is null ? [] : [dimension] }).ToList();
            var answers = (await engine.Measure.AskManyAsync(questions, Token)).SelectMany(a => a).ToList();

            // A withheld cell is the row of its interactions. Answers about cells without interactions are withheld too, and are no rows.
            var interactions = questions.Single(q => q.Metric == "interactions") with { Restricted = false };
            var cells = (await engine.Measure.AskAsync(interactions, Token)).Where(a => a.N > 0).Select(Cell).ToHashSet(StringComparer.Ordinal);
            Assert.Equal(
                answers.Where(a => a.Suppressed && cells.Contains(Cell(a))).Select(Cell).Distinct().Order(StringComparer.Ordinal),
                engine.Ask($"SELECT day, value_of_dimension FROM daily_metrics WHERE dimension = '{dimension}' AND suppressed = 1 AND metric = 'interactions'").Order(StringComparer.Ordinal));
            Assert.Equal(
                answers.Where(a => !a.Suppressed && (a.N > 0 || a.Value is not null || a.Count > 0)).Select(Words).Order(StringComparer.Ordinal),
                engine.Ask($"""
                    SELECT day, value_of_dimension, metric, version, count, n, value, low, high, maturing
                    FROM daily_metrics WHERE dimension = '{dimension}' AND suppressed = 0
                    """).Order(StringComparer.Ordinal));
        }

        // Neither side of the comparison is empty: cells are shown and withheld.
        Assert.Equal(["0", "1"], engine.Ask("SELECT DISTINCT suppressed FROM daily_metrics WHERE dimension = 'channel' ORDER BY 1"));
    }

    private static string Cell(MetricAnswer a) => $"{a.Bucket!.FromText}|{(a.Slices is [var slice] ? slice.Value : "")}";

    private static string Words(MetricAnswer a) => string.Join('|',
        [Cell(a), a.Metric, a.Version.ToString(CultureInfo.InvariantCulture), Number(a.Count), a.N.ToString(CultureInfo.InvariantCulture), Number(a.Value), Number(a.Low), Number(a.High), a.Maturing ? "1" : "0"]);

    private static string Number(double? number) => number is { } n ? n.ToString("R", CultureInfo.InvariantCulture) : "-";

    // Three days of some forty contacts with all that a record can say, by chance but always the same.
    private static async Task<EngineUnderTest> StartedAsync(string zone, int days)
    {
        var always = new CalendarOptions { Zone = "UTC", Hours = { ["Monday-Sunday"] = ["00:00-24:00"] } };
        var engine = await EngineUnderTest.StartAsync(Start + TimeSpan.FromDays(days), [new OracleSource("desk", Live: true)], new WorkspaceOptions { Zone = zone, Calendars = { ["always"] = always }, Calendar = "always" });
        var random = new Random(7);

        // Open since long before by a channel that nobody uses any more: it counts in stocks of the total, and in no cell of these days.
        await engine.WriteAsync(new Interaction { Source = "desk", ExternalId = "first", Customer = "c0", Channel = "letter", OpenedAt = Start - TimeSpan.FromDays(120) });
        await engine.WriteAsync([.. Enumerable.Range(0, 110).Select(i => Record(i, random))]);
        await engine.Measure.FollowAsync(Token);
        Assert.NotEqual(0, await new DailyMetrics(engine.Writer, engine.Measure, engine.Clock).WriteAsync(Token));
        return engine;
    }

    private static Interaction Record(int i, Random random)
    {
        var opened = Start + TimeSpan.FromMinutes(random.Next(3 * 24 * 60));
        return new Interaction
        {
            Source = "desk",
            ExternalId = i.ToString(CultureInfo.InvariantCulture),
            Customer = random.Next(8) == 0 ? null : $"c{random.Next(60)}",
            Channel = Any("email", "email", "email", "phone", "phone", "chat", null),
            Topic = Any("billing", "delivery"),
            Region = Any("north", "south", null),
            Cause = Any("policy", null, null, null),
            Policy = Any("no refunds", null, null, null),
            OpenedAt = opened,
            FirstReplyAt = opened + TimeSpan.FromMinutes(random.Next(1, 300)),
            FirstUsefulReplyAt = opened + TimeSpan.FromMinutes(random.Next(300, 600)),
            ClaimedAt = random.Next(4) == 0 ? null : opened + TimeSpan.FromMinutes(random.Next(1, 2000)),
            Rating = random.Next(1, 6),
            RatingScale = 5,
            Effort = random.Next(1, 8),
            Recommend = random.Next(0, 11),
            WouldBuyAgain = random.Next(2) == 0,
            Confirmed = random.Next(3) == 0 ? random.Next(2) == 0 : null,
            Comment = Any("words", null),
            Gesture = Any("flowers", null, null),
            Transfers = random.Next(3),
            WaitingSeconds = random.Next(1000),
            Cost = random.Next(1, 20),
        };

        string? Any(params string?[] values) => values[random.Next(values.Length)];
    }
}
