using CxDashboard.Charts;
using CxDashboard.Domain.Metrics;
using CxDashboard.Domain.Patterns;
using CxDashboard.Domain.Time;
using CxDashboard.Kit;
using CxDashboard.Readings;
using Xunit;

namespace CxDashboard.Tests.Readings;

/// <summary>A reading in phases: each is read as if it were alone.</summary>
public sealed class ReadPhaseTests
{
    // Thirty weeks around 80, then thirty around 90 of 100.
    private static readonly double[] Counts = [.. MadeReadings.Before(80), .. MadeReadings.Before(80).Take(6), .. MadeReadings.Before(90), .. MadeReadings.Before(90).Take(6)];
    private static readonly DateOnly Moved = MadeReadings.First.AddDays(7 * 30);

    [Fact]
    public void Phase_IsReadAsIfItsWeeksWereAlone()
    {
        var reading = Read(Begun(Moved));
        var before = MadeReadings.Of("claimed-rate", 100, Counts[..30]);
        var after = MadeReadings.Of("claimed-rate", 100, Counts[30..]);

        Assert.Equal([0, 30], reading.Phases.Select(p => p.First));
        Assert.Equal((before.Limits.Centre, after.Limits.Centre), (reading.Phases[0].Limits.Centre, reading.Limits.Centre));
        Assert.Equal(before.Limits.Upper, reading.Phases[0].Limits.Upper.Take(30));
        Assert.Equal(after.Limits.Upper, reading.Limits.Upper.Skip(30));
        Assert.All(reading.Limits.Upper.Take(30), Assert.Null);
        Assert.Equal(Enumerable.Range(30, 30), reading.Known);
        Assert.Equal(Enumerable.Range(0, 60), reading.OfAllPhases);
    }

    [Fact]
    public void WhatStoodOut_IsRoutineOfThePhase_AndWhatStandsOutFromItIsTold()
    {
        Assert.Equal(Signal.Run, Read().Signal);
        Assert.Equal(Signal.None, Read(Begun(Moved)).Signal);
        var fallen = MadeReadings.Of("claimed-rate", 100, [.. Counts, 80], [Begun(Moved)]);
        Assert.Equal((Signal.Outside, false), (fallen.Signal, fallen.Above));
    }

    [Theory]
    [InlineData(-3, 30)]
    [InlineData(1, 31)]
    [InlineData(7, 31)]
    public void Phase_BeginsWithTheFirstWeekThatBeginsOnItsDayOrLater(int daysLater, int week) =>
        Assert.Equal(week, Read(Begun(Moved.AddDays(daysLater))).Phases[^1].First);

    [Fact]
    public void PhaseOutsideOfWhatIsShown_CountsFromTheBeginningOrNotYet()
    {
        var early = Read(Begun(MadeReadings.First.AddDays(-100)));
        Assert.Equal((1, 0, true), (early.Phases.Count, early.Phases[0].First, early.HasPhases));
        Assert.Equal(Read().Limits.Upper, early.Limits.Upper);
        Assert.False(Read(Begun(Moved.AddDays(1000))).HasPhases);
    }

    [Fact]
    public void YoungPhase_HasNoLimitsYet_AndSaysWhatTheyNeed()
    {
        var reading = MadeReadings.Of("claimed-rate", 100, Counts[..33], [Begun(Moved)]);
        Assert.False(reading.Limits.HasLimits);
        Assert.Equal("Limits need eight final weeks of the newest phase; there are three", ReadingWords.Says(reading, "week"));
        Assert.Equal(Signal.None, reading.Signal);
    }

    [Fact]
    public void Picture_KeepsTheLimitsOfBoth_AndSaysWhoBeganThePhaseAndWhy()
    {
        var context = new MetricChart.Context(new ViewSpan(MadeReadings.First, MadeReadings.First.AddDays(420), BucketSize.Week), TimeZoneInfo.Utc, new Instant(0), false, "");
        var reading = Read(Begun(Moved));
        var picture = MetricChart.Of(reading, context, ChartKind.Behaviour);

        Assert.Equal([reading.Phases[0].Limits.Centre, reading.Limits.Centre], picture.Points.Select(p => p.Centre).Distinct());
        Assert.Equal(new ChartPhase(30, "M. Okafor", "two more people on chats"), Assert.Single(picture.Phases));
        Assert.Contains(picture.Notes, n => n.Contains("24 final weeks of the newest phase", StringComparison.Ordinal) || n.Contains("twenty-four final weeks of the newest phase", StringComparison.Ordinal));
    }

    // Whoever begins a phase says what is routine from now on. That customers are worse off than before is not undone by it.
    [Fact]
    public void Phase_DoesNotHideAPattern()
    {
        double[] claimed = [.. MadeReadings.Before(800), .. Enumerable.Range(0, 14).Select(i => 900.0 + (i % 3))];
        double[] held = [.. MadeReadings.Before(700), .. Enumerable.Range(0, 14).Select(i => 600.0 + (i % 3))];
        var moved = MadeReadings.First.AddDays(7 * 24);
        var readings = new[] { MadeReadings.Of("claimed-rate", 1000, claimed, [Begun(moved)]), MadeReadings.Of("held-rate-7d", 1000, held, [Begun(moved)]) };

        Assert.All(readings, r => Assert.Equal(Signal.None, r.Signal));
        Assert.Equal(Pattern.ClaimedNotHeld, Assert.Single(PatternReader.Find(readings)).Finding.Pattern);
    }

    [Fact]
    public void LastingMove_IsProposedWhereItBegan_AndQuietWeeksAreNot()
    {
        // The last week before lies above the old centre by chance.
        Assert.Equal(new PhaseProposal(29, true, 31), PhaseProposal.Of(Read()));
        Assert.Null(PhaseProposal.Of(Read(Begun(Moved))));
        Assert.Null(PhaseProposal.Of(MadeReadings.Of("claimed-rate", 100, Counts[..30])));
    }

    private static Phase Begun(DateOnly day) => new(day, "M. Okafor", "two more people on chats");

    private static Reading Read(params Phase[] phases) => MadeReadings.Of("claimed-rate", 100, Counts, phases);
}
