using CxDashboard.Data;
using CxDashboard.Domain.Interactions;
using CxDashboard.Domain.Patterns;
using CxDashboard.Domain.Time;
using CxDashboard.Features.Metrics;
using CxDashboard.Measuring;
using CxDashboard.Readings;
using CxDashboard.Tests.Measuring;
using CxDashboard.Tests.Oracle;
using Xunit;

namespace CxDashboard.Tests.Readings;

/// <summary>Stores in which claims are moved to the ends of weeks or months, as signals tell of them.</summary>
public sealed class PeriodEndReaderTests
{
    private static readonly DateOnly Monday = new(2026, 1, 5), Change = Monday.AddDays(7 * 26);
    private static readonly Instant Now = At(Monday.AddDays(7 * 42), 0);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task FridaysThatPileUpAndHoldLess_AreToldWithTheirFigures()
    {
        await using var engine = await StartAsync(ToFriday, held: 0.5);
        var answer = await LookAsync(engine);
        var signal = Assert.Single(answer.Signals, s => s.Pattern?.Pattern == Pattern.PeriodEndClosing);
        var (finding, bunching) = (signal.Pattern!, signal.Pattern!.Bunching!);
        Assert.Equal(("claimed-rate", "held-rate-7d", PeriodEnd.Week), (signal.Reading.Metric.Id, signal.Counter!.Metric.Id, bunching.Period));
        Assert.InRange(DateOnly.FromDateTime(signal.Reading.Answers[finding.Since].Bucket!.From.DateTime).DayNumber - Change.DayNumber, -14, 14);
        Assert.InRange(0.2, finding.Metric.Low, finding.Metric.High);

        var sentence = SignalWords.Sentence(signal);
        Assert.StartsWith("Claimed piles up at the end of the week since ", sentence, StringComparison.Ordinal);
        Assert.Contains(": its last working day has ", sentence, StringComparison.Ordinal);
        Assert.Contains(" lower for these than for claims of the other days. The number looks better; customers are not. Claims pile up ", sentence, StringComparison.Ordinal);
        Assert.Equal(["Mix against rate", "Where claims lie", "What of them holds"], EvidenceWords.Of(signal).Select(e => e.Step));

        var row = SignalRows.Of(signal).Fields.ToDictionary(f => f.Name, f => f.Value);
        Assert.Equal(["bunching", "period-end-closing", (string)row["patternSince"]!], (string[])[(string)row["rule"]!, (string)row["pattern"]!, (string)row["since"]!]);
        var node = SignalRows.Of(answer, [signal])["signals"]![0]!;
        var step = node["evidence"]!.AsArray().Single(e => (string)e!["step"]! == "bunching")!;
        Assert.Equal((true, "week", bunching.AtEnd.Held), ((bool)step["carries"]!, (string)step["period"]!, (int)step["atEndHeld"]!));

        // Held itself fell, which is told beside it; and without claimed among the measures nothing of it is.
        Assert.Contains(answer.Signals, s => s.Pattern is null && s.Reading.Metric.Id == "held-rate-7d");
        var (_, alone) = await new TrendReader(engine.Measure).LookAsync([new MetricQuestion { Metric = "held-rate-7d", By = BucketSize.Week, From = answer.From, To = answer.To }], isNatural: false, Token);
        Assert.All(alone, s => Assert.Null(s.Pattern));
    }

    [Fact]
    public async Task EndsOfMonthsThatPileUpAndHoldLess_AreTold()
    {
        await using var engine = await StartAsync(ToMonthEnd, held: 0.5);
        var signal = Assert.Single((await LookAsync(engine)).Signals, s => s.Pattern?.Pattern == Pattern.PeriodEndClosing);
        Assert.Equal(PeriodEnd.Month, signal.Pattern!.Bunching!.Period);
        Assert.StartsWith("Claimed piles up at the end of the month: in ", SignalWords.Sentence(signal), StringComparison.Ordinal);
        Assert.Contains(" where their weekdays usually have ", EvidenceWords.Of(signal)[1].Found, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FridaysThatPileUpAndHoldAsTheOthers_AreNotTold()
    {
        await using var engine = await StartAsync(ToFriday, held: 0.8);
        Assert.DoesNotContain((await LookAsync(engine)).Signals, s => s.Pattern?.Pattern == Pattern.PeriodEndClosing);
    }

    private static async Task<SignalsAnswer> LookAsync(EngineUnderTest engine) =>
        (await new SignalsQuery(engine.Measure).RunAsync(new MetricQuestion { Metric = "claimed-rate", By = BucketSize.Week }, [], naturalStep: true, Token))!;

    // Half of what opens on Wednesdays and Thursdays; half of what opens in a month's last two weeks.
    private static DateOnly ToFriday(DateOnly day) => day.DayOfWeek is DayOfWeek.Wednesday or DayOfWeek.Thursday ? day.AddDays(DayOfWeek.Friday - day.DayOfWeek) : day;

    private static DateOnly ToMonthEnd(DateOnly day)
    {
        var last = new DateOnly(day.Year, day.Month, DateTime.DaysInMonth(day.Year, day.Month));
        while (last.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday) last = last.AddDays(-1);
        return last.DayNumber - day.DayNumber is > 0 and < 14 ? last : day;
    }

    private static async Task<EngineUnderTest> StartAsync(Func<DateOnly, DateOnly> moved, double held)
    {
        var (random, records) = (new Random(11), new List<Interaction>());
        for (var day = Monday; At(day, 0) < Now; day = day.AddDays(1))
        {
            if (day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday) continue;
            for (var left = random.Next(14, 23); left > 0; left--)
            {
                var claimed = day >= Change && random.Next(2) == 0 ? moved(day) : day;
                var holds = random.NextDouble() < (claimed == day ? 0.8 : held);
                var isClaimed = random.NextDouble() < 0.9;
                var id = records.Count;
                records.Add(Contact(id, id, At(day, 9)) with { ClaimedAt = isClaimed ? At(claimed, 16) : null });
                if (isClaimed && !holds) records.Add(Contact(records.Count, id, At(claimed.AddDays(2), 9)) with { ClaimedAt = At(claimed.AddDays(2), 12) });
            }
        }

        var engine = await EngineUnderTest.StartAsync(Now, [new OracleSource("desk", Live: true)]);
        await engine.Writer.WriteAsync(new WriteBatch { Records = [.. records.Where(r => r.OpenedAt < Now)] }, Token);
        await engine.Measure.FollowAsync(Token);
        return engine;
    }

    private static Interaction Contact(int id, int customer, Instant opened) =>
        new() { Source = "desk", ExternalId = $"{id}", Customer = $"c{customer}", Topic = "Billing", Channel = "Email", OpenedAt = opened };

    private static Instant At(DateOnly day, int hour) => Instant.From(new DateTimeOffset(day, new TimeOnly(hour, 0), TimeSpan.Zero));
}
