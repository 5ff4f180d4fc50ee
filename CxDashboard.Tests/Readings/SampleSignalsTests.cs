using CxDashboard.Data;
using CxDashboard.Domain.Patterns;
using CxDashboard.Domain.Statistics;
using CxDashboard.Domain.Time;
using CxDashboard.Features.Metrics;
using CxDashboard.Features.Sample;
using CxDashboard.Kit;
using CxDashboard.Measuring;
using CxDashboard.Readings;
using CxDashboard.Tests.Measuring;
using CxDashboard.Tests.Oracle;
using Xunit;

namespace CxDashboard.Tests.Readings;

/// <summary>The sample year as a first start shows it: what was planted is found, by its size, and what passed is not taken for a change.</summary>
public sealed class SampleSignalsTests : IAsyncLifetime
{
    private static readonly DateOnly Until = new(2026, 11, 29);
    private EngineUnderTest _engine = null!;

    public async ValueTask InitializeAsync()
    {
        var end = SampleYear.End(Until, TimeZoneInfo.Utc);
        _engine = await EngineUnderTest.StartAsync(end, [new OracleSource("helpdesk", Live: false, end, end), new OracleSource("phone", Live: false, end, end)]);
        foreach (var batch in SampleYear.Make(Until, SampleYear.DefaultSeed, TimeZoneInfo.Utc).Chunk(10_000)) await _engine.Writer.WriteAsync(new WriteBatch { Records = batch }, Token);
        await _engine.Measure.FollowAsync(Token);
    }

    public ValueTask DisposeAsync() => _engine.DisposeAsync();

    private async Task<SignalsAnswer> LookAsync(params Slice[] slices) =>
        (await new SignalsQuery(_engine.Measure).RunAsync(new MetricQuestion { Metric = "claimed-rate", By = BucketSize.Week, Slices = slices }, [], naturalStep: true, Token))!;

    private static PlantedStory Story(Planted kind) => SampleYear.Stories(Until, SampleYear.DefaultSeed).First(s => s.Kind == kind);

    [Fact]
    public async Task PolicyChange_IsFoundAndWorded_AndItsCounterMetricNamed()
    {
        var all = (await LookAsync()).Signals;
        var signal = all.Single(s => s.Reading.Metric.Id == "claimed-rate");
        Assert.Equal(Story(Planted.QuickClosing).StartDay, DateOnly.FromDateTime(signal.Reading.Answers[signal.Reading.Since].Bucket!.From.DateTime));

        Assert.Contains("Held within 7 days, its counter-metric", SignalWords.Sentence(signal), StringComparison.Ordinal);
        Assert.Contains(all, s => s.Pattern?.Pattern == Pattern.ClosedAndReopened && s.Counter!.Metric.Id == "reopen-rate-7d");

        // More is closed at once and less of it holds, on every day alike.
        Assert.DoesNotContain(all, s => s.Pattern?.Pattern == Pattern.PeriodEndClosing);

        var chats = (await LookAsync(new Slice("channel", "Chat"))).Signals.Single(s => s.Reading.Metric.Id == "claimed-rate");
        Assert.Equal(Signal.Diverging, chats.Kind);
        Assert.Null(chats.Pattern!.Bunching);
        Assert.Contains("The number looks better; customers are not.", SignalWords.Sentence(chats), StringComparison.Ordinal);
        Assert.InRange(Story(Planted.QuickClosing).Size, chats.Size!.Low, chats.Size.High);
        Assert.Equal((Pattern.ClaimedNotHeld, "held-rate-7d"), (chats.Pattern!.Pattern, chats.Counter!.Metric.Id));
        Assert.InRange(Story(Planted.QuickClosing).Size, chats.Pattern.Metric.Low, chats.Pattern.Metric.High);
        Assert.Contains("It is of one channel alone", SignalWords.Sentence(chats), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Acknowledgement_IsToldAsHoldingReplies_WithItsEvidence()
    {
        var story = Story(Planted.Acknowledgement);
        var signal = Assert.Single((await LookAsync()).Signals, s => s.Pattern?.Pattern == Pattern.HoldingReplies);
        var finding = signal.Pattern!;
        Assert.Equal((Pattern.HoldingReplies, "first-reply-median", "first-useful-reply-median"), (finding.Pattern, signal.Reading.Metric.Id, signal.Counter!.Metric.Id));
        Assert.InRange(DateOnly.FromDateTime(signal.Reading.Answers[finding.Since].Bucket!.From.DateTime).DayNumber - story.StartDay.DayNumber, -14, 14);
        Assert.NotNull(finding.Mix);
        Assert.Equal("Mix against rate", EvidenceWords.Of(signal)[0].Step);
        Assert.Contains(", and first useful reply, median, did not follow (", SignalWords.Sentence(signal), StringComparison.Ordinal);
        Assert.Contains("even half of the gain lies outside", SignalWords.Sentence(signal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Improvement_HasAnIntervalThatHoldsThePlantedSize()
    {
        var story = Story(Planted.Improvement);
        var effect = (await new EffectReader(_engine.Measure).RunAsync(new EffectQuestion(story.Metric, story.StartDay) { Slices = [new Slice("topic", "Delivery")] }, Token))!;
        Assert.Equal(true, effect.Level!.Value.Up);
        Assert.InRange(story.Size, effect.Level.Value.Low, effect.Level.Value.High);
        Assert.Null(effect.Counter!.Level!.Value.Up);
        var same = Assert.Single(effect.AtTheSameMix);
        Assert.Equal(("channel", true), (same.Field, same.Level.Up));

        // Against those whose work was not changed it is found as well.
        var against = (await new EffectReader(_engine.Measure).RunAsync(
            new EffectQuestion(story.Metric, story.StartDay) { Slices = [new Slice("topic", "Delivery")], Control = [new Slice("topic", "Delivery", Not: true)] }, Token))!;
        Assert.Equal(("reml against control", true), (against.Method, against.Level!.Value.Up));
    }

    [Fact]
    public async Task OutageAndSeason_AreNoChangeOfLevel()
    {
        var answer = await LookAsync();
        Assert.DoesNotContain(answer.Signals, s => s.Reading.Signal == Signal.Run && s.Reading.Metric.Id is "interactions" or "issues-opened" or "customers-served" or "unhappy-share");
    }

    [Fact]
    public async Task FewWeeksSinceAChange_AreTooEarly_WithHowManyMore()
    {
        var effect = (await new EffectReader(_engine.Measure).RunAsync(new EffectQuestion("held-rate-7d", Until.AddDays(-34)) { Expected = 0.03 }, Token))!;

        // Five weeks began since that Monday, of which the last two may still move.
        Assert.Equal((BeforeAfterOutcome.TooEarly, 3, 5), (effect.Outcome, effect.WeeksAfter, effect.MoreWeeks));
        Assert.StartsWith("Too early to say: five more final weeks", EffectWords.Finding(effect), StringComparison.Ordinal);
        Assert.True(effect is { Detectable: > 0, Chance: > 0 and < 1, WeeksNeeded: >= 8 });
        var none = await Assert.ThrowsAsync<QuestionRefusedException>(() => new EffectReader(_engine.Measure).RunAsync(new EffectQuestion("held-rate-7d", Until.AddYears(-5)), Token));
        Assert.Contains("there is nothing to compare", none.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task EverySentence_IsOfFiguresThatAreToldWithIt()
    {
        var answer = await LookAsync();
        Assert.Equal(answer.Attention.Readings.Count, answer.Attention.Readings.Select(r => r.Metric.Id).Distinct().Count());
        foreach (var signal in answer.Signals)
        {
            var row = SignalRows.Of(signal).Fields.ToDictionary(f => f.Name, f => f.Value);
            Assert.Equal(SignalRows.Columns, row.Keys);
            var words = signal.Reading.Words;
            var figure = signal.Pattern is null ? words.Value((double)row["newest"]!) : words.MoveBy((double)row["metricSize"]!, (double)row["metricLow"]!, (double)row["metricHigh"]!);
            Assert.Contains(figure, (string)row["sentence"]!, StringComparison.Ordinal);
            Assert.True(signal.Size is null || (signal.Size.Low <= signal.Size.Value && signal.Size.Value <= signal.Size.High));
        }
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;
}
