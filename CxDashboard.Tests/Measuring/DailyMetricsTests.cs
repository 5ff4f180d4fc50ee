using CxDashboard.Domain.Interactions;
using CxDashboard.Domain.Metrics;
using CxDashboard.Domain.Time;
using CxDashboard.Measuring;
using CxDashboard.Tests.Oracle;
using Xunit;

namespace CxDashboard.Tests.Measuring;

public sealed class DailyMetricsTests
{
    private static readonly Instant Start = Instant.From(new DateTimeOffset(2026, 1, 5, 0, 0, 0, TimeSpan.Zero));
    private static readonly OracleSource Live = new("desk", Live: true);

    [Fact]
    public async Task Figures_AreThoseOfTheOracle_WhereNothingIsWithheld()
    {
        await using var engine = await EngineUnderTest.StartAsync(Start + TimeSpan.FromDays(12), [Live]);
        Interaction[] records = [.. Enumerable.Range(0, 60).Select(i => Record(i, day: i % 3, customer: $"c{i}") with
        {
            Channel = i % 2 == 0 ? "email" : "phone", ClaimedAt = Start + TimeSpan.FromDays(4), Rating = 1 + (i % 5), RatingScale = 5,
        })];
        await engine.WriteAsync(records);
        await PublishAsync(engine);

        var oracle = new NaiveOracle(records, [Live], engine.Clock.Now);
        foreach (var metric in NaiveOracle.Metrics.Where(m => MetricCatalogue.Find(m) is not null))
        {
            foreach (var day in Enumerable.Range(0, 3))
            {
                var bucket = OracleBucket.Of(Start + TimeSpan.FromDays(day), Start + TimeSpan.FromDays(day + 1));
                Assert.Equal(Words(oracle.Ask(metric, bucket)), Published(engine, metric, day, "", ""));
                Assert.Equal(Words(oracle.Ask(metric, bucket, ("channel", "email"))), Published(engine, metric, day, "channel", "email"));
            }
        }
    }

    [Fact]
    public async Task CellOfFourCustomers_AndOneThatLeavesFour_AreWithheld()
    {
        await using var engine = await EngineUnderTest.StartAsync(Start + TimeSpan.FromDays(2), [Live]);

        // email: ten customers, phone: four; so without email four are left. Regions: seven each.
        await engine.WriteAsync([.. Enumerable.Range(0, 14).Select(i => Record(i, 0, $"c{i}") with { Channel = i < 10 ? "email" : "phone", Region = i % 2 == 0 ? "north" : "south" })]);
        await PublishAsync(engine);
        Assert.Equal("-|0|-|0|1", Published(engine, "interactions", 0, "channel", "phone"));
        Assert.Equal("-|0|-|0|1", Published(engine, "interactions", 0, "channel", "email"));
        Assert.Equal("-|7|7|0|0", Published(engine, "interactions", 0, "region", "north"));
        Assert.Equal("-|14|14|0|0", Published(engine, "interactions", 0, "", ""));

        // Nobody's topic is known: the cell is the total itself, and tells nothing more.
        Assert.Equal("-|14|14|0|0", Published(engine, "interactions", 0, "topic", ""));
    }

    [Fact]
    public async Task CustomersAreCounted_NotContacts_AndUnidentifiedOnesEachForOne()
    {
        await using var engine = await EngineUnderTest.StartAsync(Start + TimeSpan.FromDays(3), [Live]);
        await engine.WriteAsync([.. Enumerable.Range(0, 9).Select(i => Record(i, 0, "always ann"))]);
        await engine.WriteAsync([.. Enumerable.Range(10, 5).Select(i => Record(i, 1, null))]);
        await PublishAsync(engine);
        Assert.Equal("-|0|-|0|1", Published(engine, "interactions", 0, "", ""));
        Assert.Equal("-|5|5|0|0", Published(engine, "interactions", 1, "", ""));
    }

    [Fact]
    public async Task CustomerOfTwoCells_IsLeftWhenOneIsTakenOut()
    {
        await using var engine = await EngineUnderTest.StartAsync(Start + TimeSpan.FromDays(2), [Live]);

        // Six customers by email, of whom five phoned too.
        await engine.WriteAsync([.. Enumerable.Range(0, 6).Select(i => Record(i, 0, $"c{i}") with { Channel = "email" })]);
        await engine.WriteAsync([.. Enumerable.Range(0, 5).Select(i => Record(20 + i, 0, $"c{i}") with { Channel = "phone" })]);
        await PublishAsync(engine);
        Assert.Equal("-|6|6|0|0", Published(engine, "interactions", 0, "channel", "email"));
        Assert.Equal("-|5|5|0|0", Published(engine, "interactions", 0, "channel", "phone"));
    }

    [Fact]
    public async Task WithheldCell_IsOneRow_SoThatNothingTellsWhatTheFewSaid()
    {
        await using var engine = await EngineUnderTest.StartAsync(Start + TimeSpan.FromDays(2), [Live]);

        // Four of phone's customers were asked and one answered; email's ten say nothing.
        await engine.WriteAsync([.. Enumerable.Range(0, 14).Select(i => Record(i, 0, $"c{i}") with { Channel = i < 10 ? "email" : "phone", Rating = i == 13 ? 1 : null, RatingScale = i == 13 ? 5 : null })]);
        await PublishAsync(engine);
        Assert.Equal(["email|interactions|-|0|-|-|-|1", "phone|interactions|-|0|-|-|-|1"], engine.Ask(
            "SELECT value_of_dimension, metric, count, n, value, low, high, suppressed FROM daily_metrics WHERE dimension = 'channel' ORDER BY 1, 2"));
    }

    [Fact]
    public async Task SmallCellThatOneCouldSubtract_TakesTheSmallestShownOneWithIt()
    {
        await using var engine = await EngineUnderTest.StartAsync(Start + TimeSpan.FromDays(2), [Live]);

        // Ten by email, six by phone, two by chat: 18 − 10 − 6 would tell of the two, so phone is not shown either.
        await engine.WriteAsync([.. Enumerable.Range(0, 18).Select(i => Record(i, 0, $"c{i}") with { Channel = i < 10 ? "email" : i < 16 ? "phone" : "chat" })]);
        await PublishAsync(engine);
        Assert.Equal(["-|18|18|0|0", "-|10|10|0|0", "-|0|-|0|1", "-|0|-|0|1"],
            new[] { "", "email", "phone", "chat" }.Select(channel => Published(engine, "interactions", 0, channel.Length == 0 ? "" : "channel", channel)));
    }

    [Fact]
    public async Task DayWhoseLongestWindowHasMatured_IsFinished_AndNotWrittenAgain()
    {
        await using var engine = await EngineUnderTest.StartAsync(Start + TimeSpan.FromDays(30.5), [Live]);
        var days = new DailyMetrics(engine.Writer, engine.Measure, engine.Clock);
        await engine.WriteAsync([.. Enumerable.Range(0, 20).Select(i => Record(i, 0, $"c{i}") with { ClaimedAt = Start + TimeSpan.FromHours(13) })]);
        await PublishAsync(engine, days);
        Assert.Equal(["2026-01-05|0"], Finished(engine));

        // The day ends after one day, and thirty more are its window.
        engine.Clock.Now = Start + TimeSpan.FromDays(31);
        await PublishAsync(engine, days);
        Assert.Equal(["2026-01-05|1"], Finished(engine));

        await engine.WriteAsync(Record(50, 0, "late"), Record(51, 2, "new"));
        engine.Clock.Now = Start + TimeSpan.FromDays(32);
        await PublishAsync(engine, days);
        Assert.Equal(["2026-01-05|1", "2026-01-07|0"], Finished(engine));
        Assert.Equal("-|20|20|0|0", Published(engine, "interactions", 0, "", ""));
    }

    [Fact]
    public async Task CorrectedOrDeletedRecordOfAFinishedDay_ChangesNothingOfIt_UntilAnErasureReopensTheDay()
    {
        await using var engine = await EngineUnderTest.StartAsync(Start + TimeSpan.FromDays(33), [Live]);
        var days = new DailyMetrics(engine.Writer, engine.Measure, engine.Clock);
        await engine.WriteAsync([.. Enumerable.Range(0, 9).Select(i => Record(i, 2, $"c{i}")), Record(20, 0, "ann")]);
        await PublishAsync(engine, days);
        Assert.Equal(["2026-01-05|1", "2026-01-07|1"], Finished(engine));

        await engine.WriteAsync(Record(0, 2, "c0") with { Channel = "email" });
        await engine.ApplyAsync([new Delete("desk", "1")]);
        engine.Clock.Now += DailyMetrics.Rest;
        await PublishAsync(engine, days);
        Assert.Equal("-|9|9|0|0", Published(engine, "interactions", 2, "", ""));

        // Ann's day is gone, and what was learnt of later days since is published with the next run.
        await engine.ApplyAsync([new Erase("ann")]);
        engine.Clock.Now += DailyMetrics.Rest;
        await PublishAsync(engine, days);
        Assert.Equal(["2026-01-07|1"], Finished(engine));
        Assert.Equal("-|8|8|0|0", Published(engine, "interactions", 2, "", ""));
    }

    [Fact]
    public async Task CellThatHasNothingAnyMore_LosesItsRows_AndSoDoesWhatNobodyDefines()
    {
        await using var engine = await EngineUnderTest.StartAsync(Start + TimeSpan.FromDays(2), [Live]);
        var days = new DailyMetrics(engine.Writer, engine.Measure, engine.Clock);
        await engine.WriteAsync([.. Enumerable.Range(0, 12).Select(i => Record(i, 0, $"c{i}") with { Channel = i < 6 ? "email" : "phone" })]);
        await PublishAsync(engine, days);
        Assert.Equal("-|6|6|0|0", Published(engine, "interactions", 0, "channel", "phone"));
        await engine.Writer.RunAsync((connection, transaction) =>
        {
            using var command = connection.CreateCommand();
            command.CommandText = """
                INSERT INTO daily_metrics (day, metric, version, dimension, value_of_dimension, n, maturing, suppressed, finished)
                VALUES ('2026-01-05', 'interactions', 0, '', '', 1, 0, 0, 0), ('2026-01-05', 'once-defined', 1, 'channel', 'email', 1, 0, 0, 0)
                """;
            return command.ExecuteNonQuery();
        }, TestContext.Current.CancellationToken);

        await engine.WriteAsync([.. Enumerable.Range(6, 6).Select(i => Record(i, 0, $"c{i}") with { Channel = "email" })]);
        engine.Clock.Now += DailyMetrics.Rest;
        await PublishAsync(engine, days);
        Assert.Equal(["email"], engine.Ask("SELECT DISTINCT value_of_dimension FROM daily_metrics WHERE dimension = 'channel'"));
        Assert.Equal("-|12|12|0|0", Published(engine, "interactions", 0, "channel", "email"));
        Assert.Empty(engine.Ask("SELECT * FROM daily_metrics WHERE version = 0 OR metric = 'once-defined'"));
    }

    [Fact]
    public async Task DayThatLostItsRecords_IsTakenBack()
    {
        await using var engine = await EngineUnderTest.StartAsync(Start + TimeSpan.FromDays(3), [Live]);
        var days = new DailyMetrics(engine.Writer, engine.Measure, engine.Clock);
        await engine.WriteAsync(Record(1, 0, "ann"), Record(2, 1, "bob"));
        await PublishAsync(engine, days);
        Assert.Equal(["2026-01-05|0", "2026-01-06|0"], Finished(engine));
        await engine.ApplyAsync([new Delete("desk", "2")]);
        engine.Clock.Now += DailyMetrics.Rest;
        await PublishAsync(engine, days);
        Assert.Equal(["2026-01-05|0"], Finished(engine));
    }

    [Fact]
    public async Task NothingNew_OrNoRestSinceTheLastTime_WritesNothing()
    {
        await using var engine = await EngineUnderTest.StartAsync(Start + TimeSpan.FromDays(3), [Live]);
        var days = new DailyMetrics(engine.Writer, engine.Measure, engine.Clock);
        await engine.WriteAsync(Record(1, 0, "ann"));
        Assert.NotEqual(0, await PublishAsync(engine, days));
        await engine.WriteAsync(Record(2, 0, "bob"));
        Assert.Equal(0, await PublishAsync(engine, days));
        engine.Clock.Now += DailyMetrics.Rest;
        Assert.NotEqual(0, await PublishAsync(engine, days));
        engine.Clock.Now += DailyMetrics.Rest;
        Assert.Equal(0, await days.WriteAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Sample_IsNeverPublished()
    {
        await using var engine = await EngineUnderTest.StartAsync(Start + TimeSpan.FromDays(3), [Live]);
        await engine.WriteAsync(Record(1, 0, "ann"));
        var shown = new ShownStore(engine.Path, isSample: true);
        var measure = engine.NewMeasure(shown: shown);
        await measure.FollowAsync(TestContext.Current.CancellationToken);

        // The real store is shown from now on, but what is measured is still the sample.
        shown.Show(engine.Path, isSample: false);
        Assert.Equal(0, await new DailyMetrics(engine.Writer, measure, engine.Clock).WriteAsync(TestContext.Current.CancellationToken));
        await measure.FollowAsync(TestContext.Current.CancellationToken);
        Assert.NotEqual(0, await new DailyMetrics(engine.Writer, measure, engine.Clock).WriteAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public void SpansToWrite_PassOverEmptyDays_StopAtFinishedOnes_AndAreNotLong()
    {
        var first = new DateOnly(2026, 1, 1);
        DateOnly[] occupied = [first, first.AddDays(1), first.AddDays(4), first.AddDays(5), first.AddDays(6), first.AddDays(400)];
        var published = new Dictionary<DateOnly, bool> { [first] = false, [first.AddDays(5)] = true };
        Assert.Equal(
            [(first, first.AddDays(5)), (first.AddDays(6), first.AddDays(7)), (first.AddDays(400), first.AddDays(401))],
            DailyMetrics.Unfinished(occupied, published));
    }

    private static async Task<int> PublishAsync(EngineUnderTest engine, DailyMetrics? days = null)
    {
        await engine.Measure.FollowAsync(TestContext.Current.CancellationToken);
        return await (days ?? new DailyMetrics(engine.Writer, engine.Measure, engine.Clock)).WriteAsync(TestContext.Current.CancellationToken);
    }

    // count|n|value|maturing|suppressed, or nothing where there is no row.
    private static string Published(EngineUnderTest engine, string metric, int day, string dimension, string value) => string.Concat(engine.Ask($"""
        SELECT round(count, 6), n, round(value, 6), maturing, suppressed FROM daily_metrics
        WHERE metric = '{metric}' AND version = {MetricCatalogue.Find(metric)!.Version} AND day = '{Start.ToDateTimeOffset().AddDays(day):yyyy-MM-dd}'
          AND dimension = '{dimension}' AND value_of_dimension = '{value}'
        """));

    // What says nothing is not published.
    private static string Words(OracleAnswer a) => a is { N: 0, Value: null, Count: null or 0 } ? "" : string.Join('|', Number(a.Count), a.N.ToString(System.Globalization.CultureInfo.InvariantCulture), Number(a.Value), a.Maturing ? "1" : "0", "0");

    private static string Number(double? number) => number is { } n ? Math.Round(n, 6).ToString("R", System.Globalization.CultureInfo.InvariantCulture) : "-";

    private static IReadOnlyList<string> Finished(EngineUnderTest engine) => engine.Ask("SELECT DISTINCT day, finished FROM daily_metrics ORDER BY 1");

    private static Interaction Record(int id, int day, string? customer) => new()
    {
        Source = "desk",
        ExternalId = id.ToString(System.Globalization.CultureInfo.InvariantCulture),
        Customer = customer,
        OpenedAt = Start + TimeSpan.FromDays(day) + TimeSpan.FromHours(12),
    };
}
