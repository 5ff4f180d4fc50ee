using CxDashboard.Domain.Statistics;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace CxDashboard.Tests.Domain.Statistics;

public sealed class BeforeAfterTests
{
    private static readonly double?[] Weeks =
    [
        69.7, 69.9, 71.2, 69.7, 70.7, 70.4, 70.6, 71.6, 70.5, 70.9, 71.3, 72.2,
        73.0, 72.5, 74.5, 75.9, 74.0, 75.2, 73.4, 74.4, 72.9, 76.2, 73.0, 73.3,
    ];

    [Fact]
    public void EnoughWeeks_GiveTheLevelsChangeThreeWays()
    {
        var result = BeforeAfter.Compare(Weeks, 12);
        Assert.Equal((BeforeAfterOutcome.Estimated, 12, 12, 0, false), (result.Outcome, result.WeeksBefore, result.WeeksAfter, result.MoreWeeks, result.IsControlled));
        double[] y = [.. Weeks.Select(w => w!.Value)];
        double[][] columns = [[.. y.Select(_ => 1.0)], [.. y.Select((_, i) => i + 1.0)], [.. y.Select((_, i) => i < 12 ? 0.0 : 1)]];
        Assert.Equal(AutoregressiveRegression.Fit(y, columns)!.Coefficients[2].Estimate, result.Level!.Reml.Estimate, 1e-7);
        Assert.Equal(LeastSquares.Fit(y, columns)!.Coefficients[2].Estimate, result.Level.LeastSquares.Estimate, 1e-10);
        Assert.Equal(2, result.Level.NeweyWestLag);
        Assert.Equal(LeastSquares.NeweyWest(y, columns, 2)![2].StandardError, result.Level.NeweyWest.StandardError, 1e-10);
        Assert.True(result.Level.Reml.Low > 0);
        Assert.NotNull(result.Slope);
    }

    [Fact]
    public void FewWeeksAfter_AreTooEarly_AndSayHowMany()
    {
        var result = BeforeAfter.Compare(Weeks, 19);
        Assert.Equal((BeforeAfterOutcome.TooEarly, 5, 3), (result.Outcome, result.WeeksAfter, result.MoreWeeks));
        Assert.Null(result.Level);
        Assert.Equal((BeforeAfterOutcome.TooEarly, 8), (BeforeAfter.Compare(Weeks, 24).Outcome, BeforeAfter.Compare(Weeks, 24).MoreWeeks));

        // A week that is not mature yet is none.
        var immature = Weeks.ToArray();
        immature[^1] = null;
        Assert.Equal((BeforeAfterOutcome.TooEarly, 1), (BeforeAfter.Compare(immature, 16).Outcome, BeforeAfter.Compare(immature, 16).MoreWeeks));
        Assert.Equal(BeforeAfterOutcome.Estimated, BeforeAfter.Compare(Weeks, 16).Outcome);
    }

    [Fact]
    public void FewWeeksBefore_AreNotHealedByWaiting()
    {
        Assert.Equal((BeforeAfterOutcome.TooLittleBefore, 7, 0), (BeforeAfter.Compare(Weeks, 7).Outcome, BeforeAfter.Compare(Weeks, 7).WeeksBefore, BeforeAfter.Compare(Weeks, 7).MoreWeeks));
        Assert.Equal(BeforeAfterOutcome.TooLittleBefore, BeforeAfter.Compare([], 0).Outcome);
    }

    [Fact]
    public void Slope_NeedsTwelveWeeks()
    {
        Assert.Null(BeforeAfter.Compare(Weeks, 13).Slope);
        Assert.NotNull(BeforeAfter.Compare(Weeks, 12).Slope);
    }

    [Fact]
    public void ASlope_IsWhatTheLineGainsAWeek()
    {
        double?[] bent = [.. Weeks.Select((w, i) => w + (Math.Max(0, i - 12) * 0.5))];
        Assert.Equal(BeforeAfter.Compare(Weeks, 12).Slope!.Value.Estimate + 0.5, BeforeAfter.Compare(bent, 12).Slope!.Value.Estimate, 1e-6);
    }

    [Fact]
    public void Gaps_KeepTheirPlaceInTime()
    {
        var gappy = Weeks.ToArray();
        gappy[3] = gappy[4] = gappy[15] = null;
        var result = BeforeAfter.Compare(gappy, 12);
        Assert.Equal((10, 11), (result.WeeksBefore, result.WeeksAfter));
        int[] known = [.. Enumerable.Range(0, 24).Where(i => gappy[i] is not null)];
        double[][] columns = [[.. known.Select(_ => 1.0)], [.. known.Select(i => (double)i)], [.. known.Select(i => i < 12 ? 0.0 : 1)]];
        Assert.Equal(AutoregressiveRegression.Fit([.. known.Select(i => gappy[i]!.Value)], columns, known)!.Coefficients[2], result.Level!.Reml);
    }

    [Fact]
    public void AControl_TakesAwayWhatBothShare()
    {
        double?[] shared = [.. Weeks.Select((_, i) => (double?)(40 + (6 * Math.Sin(i * 0.7)) + (i * 0.4)))];
        double?[] treated = [.. shared.Select((s, i) => s + (i < 12 ? 0 : 2) + (0.1 * ((i * 7 % 5) - 2)))];
        var result = BeforeAfter.Compare(treated, 12, shared);
        Assert.True(result.IsControlled);
        Assert.Equal(2, result.Level!.Reml.Estimate, 0.15);
        Assert.InRange(result.Level.Reml.High - result.Level.Reml.Low, 0, 0.5);
        Assert.Null(result.Slope);

        // A week unknown on either side is unknown of the difference.
        shared[0] = treated[1] = null;
        Assert.Equal(10, BeforeAfter.Compare(treated, 12, shared).WeeksBefore);
    }

    [Fact]
    public void AControlThatDriftsAway_NeedsItsTrend()
    {
        // The difference grows by a tenth a week, and by 2 at the change.
        double?[] control = [.. Weeks.Select((_, i) => (double?)(40 + (6 * Math.Sin(i * 0.7))))];
        double?[] treated = [.. control.Select((c, i) => c + (0.1 * i) + (i < 12 ? 0 : 2) + (0.1 * ((i * 7 % 5) - 2)))];
        Assert.Equal(2, BeforeAfter.Compare(treated, 12, control, withTrend: true).Level!.Reml.Estimate, 0.2);
        Assert.Equal(2 + (0.1 * 12), BeforeAfter.Compare(treated, 12, control).Level!.LeastSquares.Estimate, 0.1);
        Assert.NotNull(BeforeAfter.Compare(treated, 12, control, withTrend: true).Slope);

        // Against nothing, it is the comparison without a control.
        double?[] zero = [.. Weeks.Select(_ => (double?)0)];
        Assert.Equal(BeforeAfter.Compare(Weeks, 12).Level, BeforeAfter.Compare(Weeks, 12, zero, withTrend: true).Level);
        Assert.Null(BeforeAfter.Compare(Weeks, 12, withTrend: false).Slope);
    }

    [Fact]
    public void NoNoise_IsSaid()
    {
        Assert.Equal(BeforeAfterOutcome.NoNoise, BeforeAfter.Compare([.. Weeks.Select(_ => (double?)0)], 12).Outcome);
        Assert.Equal(BeforeAfterOutcome.NoNoise, BeforeAfter.Compare([.. Weeks.Select((_, i) => (double?)(0.1 * i) + 3)], 12).Outcome);
        Assert.Equal(BeforeAfterOutcome.NoNoise, BeforeAfter.Compare(Weeks, 12, [.. Weeks.Select(w => w - 0.1)]).Outcome);

        // What is left of so small a difference is the rounding of the values, coarser for larger ones.
        double?[] wide = [.. Weeks.Select((w, i) => w * (1 + (i * 5 % 7)))];
        Assert.Equal(BeforeAfterOutcome.NoNoise, BeforeAfter.Compare(wide, 12, [.. wide.Select(w => w - 0.001)]).Outcome);
    }

    [Fact]
    public void BadArguments_AreRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => BeforeAfter.Compare(Weeks, -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => BeforeAfter.Compare(Weeks, 25));
        Assert.Throws<ArgumentException>(() => BeforeAfter.Compare(Weeks, 12, [1, 2]));
        Assert.Throws<ArgumentException>(() => BeforeAfter.Compare([.. Weeks.Select(_ => (double?)double.NaN)], 12));
    }

    [Fact]
    public void AShift_ChangesNothing_AndAScaleScalesTheChange() => Prop.ForAll(Cases.ToArbitrary(), c =>
    {
        var (plain, moved) = (BeforeAfter.Compare(c.Values, c.Change), BeforeAfter.Compare([.. c.Values.Select(v => (v * c.Scale) + c.Shift)], c.Change));
        Assert.Equal(plain.Outcome, moved.Outcome);
        if (plain.Level is null) return;
        Same(plain.Level.LeastSquares, moved.Level!.LeastSquares, 1e-9);
        Same(plain.Level.NeweyWest, moved.Level.NeweyWest, 1e-9);
        Same(plain.Level.Reml, moved.Level.Reml, 1e-4);

        void Same(RegressionCoefficient a, RegressionCoefficient b, double within)
        {
            var size = c.Scale * (Math.Abs(a.Estimate) + a.StandardError) * within;
            Assert.Equal(a.Estimate * c.Scale, b.Estimate, size);
            Assert.Equal(a.StandardError * c.Scale, b.StandardError, size);
            Assert.Equal(a.P!.Value, b.P!.Value, within);
        }
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(60));

    [Fact]
    public void AShift_ShiftsTheInterceptOnly() => Prop.ForAll(Cases.ToArbitrary(), c =>
    {
        double[] y = [.. c.Values.Select(v => v ?? 0)];
        double[][] columns = [[.. y.Select(_ => 1.0)], [.. y.Select((_, i) => (double)i)], [.. y.Select((_, i) => i < c.Change ? 0.0 : 1)]];
        var (plain, moved) = (LeastSquares.Fit(y, columns)!, LeastSquares.Fit([.. y.Select(v => v + c.Shift)], columns)!);
        for (var j = 0; j < 3; j++) Assert.Equal(plain.Coefficients[j].Estimate + (j == 0 ? c.Shift : 0), moved.Coefficients[j].Estimate, 1e-9);
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(100));

    private static readonly Gen<Case> Cases =
        from n in Gen.Choose(16, 40)
        from change in Gen.Choose(6, n - 6)
        from values in Gen.Choose(0, 10_000).ListOf(n)
        from gap in Gen.Choose(0, n - 1)
        from scale in Gen.Choose(1, 1_000)
        from shift in Gen.Choose(-500, 500)
        select new Case([.. values.Select((v, i) => i == gap ? null : (double?)(v / 100.0))], change, scale / 20.0, shift);

    private sealed record Case(double?[] Values, int Change, double Scale, double Shift);
}
