using CxDashboard.Kit;
using CxDashboard.Readings;
using Xunit;

namespace CxDashboard.Tests.Readings;

public sealed class AttentionTests
{
    // All of one rate, so that nothing else differs: only their weeks do.
    private static Reading Week(double newest, double turn = 0) => MadeReadings.Of("claimed-rate", 100, [.. MadeReadings.Before(80).Select((c, i) => c + (turn * (i % 2))), newest]);

    [Fact]
    public void PointJustOutside_IsASignalAloneAndNoneAmongForty()
    {
        // 24 weeks of 77 to 83, so limits of about 71 to 89.
        var just = Enumerable.Range(60, 20).Select(c => Week(c)).Last(r => r.Signal == Signal.Outside);
        Assert.Equal(Signal.Outside, Attention.Of([just]).Readings[0].Signal);

        var many = Attention.Of([just, .. Enumerable.Range(0, 39).Select(i => Week(80, turn: i % 3))]).Readings;
        Assert.Equal(Signal.None, many[0].Signal);
        Assert.Equal(24, many[0].OutsideAt);
        Assert.Equal("Below the limits, as one of so many may be", ReadingWords.Says(many[0], "week"));
        Assert.Equal((null, -1, 0), (many[0].Above, many[0].Since, many[0].PointsSince));
    }

    [Fact]
    public void PointFarOutside_IsASignalAmongForty()
    {
        var many = Attention.Of([Week(40), .. Enumerable.Range(0, 39).Select(i => Week(80, turn: i % 3))]).Readings;
        Assert.Equal((Signal.Outside, 24, false), (many[0].Signal, many[0].OutsideAt, many[0].Above));
        Assert.All(many.Skip(1), r => Assert.Equal(Signal.None, r.Signal));
    }

    [Fact]
    public void PointThatStoodOutThreeWeeksAgo_IsStillTold_AndThenNoMore()
    {
        static Reading Ago(int weeks) => MadeReadings.Of("claimed-rate", 80, 100, [40, .. Enumerable.Repeat(80.0, weeks)]);
        Assert.Equal((Signal.Outside, 24), (Attention.Of([Ago(3)]).Readings[0].Signal, Attention.Of([Ago(3)]).Readings[0].OutsideAt));
        Assert.Equal(Signal.None, Attention.Of([Ago(4)]).Readings[0].Signal);
    }

    [Fact]
    public void WeeksOutsideInARow_AreOneStretch_WithASize()
    {
        var reading = Attention.Of([MadeReadings.Of("claimed-rate", 80, 100, 80, 81, 60, 61, 59)]).Readings[0];
        Assert.Equal((Signal.Outside, 26, 28, 3), (reading.Signal, reading.Since, reading.OutsideAt, reading.PointsSince));

        // 180 of 300 since, 1,924 of 2,400 before (24 weeks around 80, six of which add up to 481).
        var size = SignalSize.Of(reading)!;
        Assert.Equal((24, 3), (size.StepsBefore, size.StepsSince));
        Assert.Equal(1924 / 2400.0, size.Before, 1e-12);
        Assert.Equal(180 / 300.0, size.Since, 1e-12);
        Assert.Equal(size.Since - size.Before, size.Value, 1e-12);
        Assert.True(size.Low < size.Value && size.Value < size.High && size.High < 0);
    }

    [Fact]
    public void WeeksThatVaryMoreThanChance_HaveAWiderSize()
    {
        // The same levels; weeks that go up and down by eighteen each time vary far more than 100 issues would by chance.
        static SignalSize Size(double turn) => SignalSize.Of(MadeReadings.Of("claimed-rate", 1000, [.. Enumerable.Range(0, 24).Select(i => 800 + (i % 2 == 0 ? turn : -turn)), .. Enumerable.Repeat(950.0, 10)]))!;
        var (calm, wild) = (Size(4), Size(40));
        Assert.Equal(calm.Value, wild.Value, 1e-12);
        Assert.True(wild.High - wild.Low > 1.5 * (calm.High - calm.Low));
    }

    [Fact]
    public void Budget_IsSaidInWholeFlags()
    {
        Assert.Null(SignalWords.Budget(new AttentionBudget(0, 0, 0)));
        Assert.Contains("about three false flags a quarter", SignalWords.Budget(new AttentionBudget(33, 2, 1.2)), StringComparison.Ordinal);
        Assert.Contains("about one false flag every four quarters", SignalWords.Budget(new AttentionBudget(3, 0.1, 0.15)), StringComparison.Ordinal);
        Assert.Contains("about one false flag a quarter", SignalWords.Budget(new AttentionBudget(3, 0.5, 0.5)), StringComparison.Ordinal);
        Assert.Contains("hardly any false flag", SignalWords.Budget(new AttentionBudget(1, 0.01, 0.02)), StringComparison.Ordinal);
    }
}
