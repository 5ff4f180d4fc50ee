using CxDashboard.Domain.Statistics;

namespace CxDashboard.Domain.Patterns;

/// <summary>
/// Claims pile up on the last days of weeks or months, and what is claimed there holds less than what is claimed on the other days. What a weekday
/// usually has comes from the first 24 known weeks: a Friday that always had more is no burst. Sources: Bevan and Hood 2006; the binomial
/// test of <see cref="Bunching"/>.
/// </summary>
public static class PeriodEndClosing
{
    // Of months there is no chart, for a year has but twelve: one test of several months, with a bar for its being asked every month.
    private const int Months = 6, LeastMonths = 4, MonthDays = 3;
    private const double Surely = 0.001;

    /// <summary>
    /// Of the claims of each local day, one after the other. At weeks' ends the last working day's share of the week has a special cause that lasts; at months'
    /// ends the last three working days of the newest 4 to 6 months have more than the first three of the next months (p below 0.001) and more than their part of the
    /// month, three of the newest four at least. Both hold less than the other days' claims by an interval of 99 % below zero, of at least 30 judged each. Null
    /// otherwise, and with fewer than 12 known weeks; a gap between days, or counts that cannot be, throw <see cref="ArgumentException"/>.
    /// </summary>
    public static PatternFinding? Find(IReadOnlyList<ClaimDay> days, PeriodEnd period, DayOfWeek firstDayOfWeek = DayOfWeek.Monday) =>
        ClaimCalendar.Of(days, firstDayOfWeek) is not { } calendar ? null : period == PeriodEnd.Week ? OfWeeks(calendar) : OfMonths(calendar);

    private static PatternFinding? OfWeeks(ClaimCalendar calendar)
    {
        var ends = calendar.Weeks.Select(w => calendar.LastWorking(w, 1)).ToArray();
        var share = PatternSeries.OfShares("claims-at-week-end", [.. calendar.Weeks.Zip(ends, (week, end) => calendar.IsKnown(week)
            ? SeriesPoint.OfShare(calendar.Claims(end), calendar.Claims(ClaimCalendar.Indexes(week)))
            : SeriesPoint.Unknown)]);
        if (LastingChange.Of(share) is not { Above: true } cause) return null;
        var window = StepWindow.Of(share, null, cause.Since);
        if (Move.Of(share, window) is not { } move || !move.Went(up: true)) return null;
        var dispersion = Math.Max(1, Math.Pow(share.Limits(null).SigmaZ ?? 1, 2));
        var after = window.Parts(share.Points).After;
        var (below, above) = (after.Sum(p => p.Count), after.Sum(p => p.N - p.Count));
        return Finding(calendar, PeriodEnd.Week, [.. calendar.Weeks.Skip(cause.Since)], [.. ends.Skip(cause.Since)], (below, above, move.Before), dispersion, move, cause);
    }

    private static PatternFinding? OfMonths(ClaimCalendar calendar)
    {
        // A month counts once the first working days of the next one are known too.
        Range[] all = [.. calendar.Months()];
        (Range Month, int[] End, int[] Next)[] months = [.. all.Select(m => (m, calendar.LastWorking(m, MonthDays), calendar.FirstWorkingFrom(m.End.Value, MonthDays)))
            .Where(m => m.Item3.Length == MonthDays).TakeLast(Months)];
        if (months.Length < LeastMonths) return null;
        var n = months.Sum(m => Claims(m.Month));
        var (below, above) = (months.Sum(m => calendar.Claims(m.End)), months.Sum(m => calendar.Claims(m.Next)));
        var expected = months.Sum(m => Claims(m.Month) * Part(m.Month, m.End)) / n;
        if (!(n > 0 && expected is > 0 and < 1) || months[^LeastMonths..].Count(m => calendar.Claims(m.End) > Claims(m.Month) * Part(m.Month, m.End)) < LeastMonths - 1) return null;
        var (low, high) = Proportion.Wilson(below / calendar.Dispersion, n / calendar.Dispersion);
        var sure = Proportion.Wilson(below / calendar.Dispersion, n / calendar.Dispersion, Move.SureLevel);
        var move = new Move
        {
            Series = "claims-at-month-end",
            Before = expected,
            After = below / n,
            Low = low - expected,
            High = high - expected,
            Sure = (sure.Low - expected, sure.High - expected),
            StepsBefore = calendar.BaselineWeeks,
            StepsAfter = months.Length,
        };
        var (ends, nexts) = (months.Sum(m => calendar.Expected(m.End)), months.Sum(m => calendar.Expected(m.Next)));
        return move.Went(up: true)
            ? Finding(calendar, PeriodEnd.Month, [.. months.Select(m => m.Month)], [.. months.Select(m => m.End)], (below, above, ends / (ends + nexts)), calendar.Dispersion, move, null)
            : null;

        double Claims(Range month) => calendar.Claims(ClaimCalendar.Indexes(month));

        double Part(Range month, int[] end) => calendar.Expected(end) / calendar.Expected(ClaimCalendar.Indexes(month));
    }

    private static PatternFinding? Finding(
        ClaimCalendar calendar, PeriodEnd period, Range[] periods, int[][] ends, (double Below, double Above, double Expected) windows, double dispersion, Move move, LastingChange? cause)
    {
        var test = Bunching.Of((long)Math.Round(windows.Below / dispersion), (long)Math.Round(windows.Above / dispersion), windows.Expected);
        if (test is null || test.GreaterP >= Surely) return null;
        HashSet<int> last = [.. ends.SelectMany(e => e)];
        var (atEnd, others) = (calendar.Judged(last), calendar.Judged([.. periods.SelectMany(ClaimCalendar.Indexes).Where(i => !last.Contains(i))]));
        if (Math.Min(atEnd.Judged, others.Judged) < PresentationStandard.LeastN) return null;
        var counter = HeldOf(atEnd, others, periods.Length);
        return !counter.Went(up: false) ? null : new()
        {
            Pattern = Pattern.PeriodEndClosing,
            Since = periods[0].Start.Value,
            Metric = move,
            MetricCause = cause,
            Counter = counter,
            Pair = PairStates.Of(metricBetter: true, counterBetter: false),
            Bunching = new() { Period = period, Periods = periods.Length, Test = test, ExpectedShare = windows.Expected, Dispersion = dispersion, AtEnd = atEnd, OtherDays = others },
        };
    }

    // "Before" are the other days here, not an earlier time.
    private static Move HeldOf((int Judged, int Held) atEnd, (int Judged, int Held) others, int periods)
    {
        var (low, high) = Newcombe(Confidence.Usual);
        return new()
        {
            Series = "held-of-last-days",
            Before = (double)others.Held / others.Judged,
            After = (double)atEnd.Held / atEnd.Judged,
            Low = low,
            High = high,
            Sure = Newcombe(Move.SureLevel),
            StepsBefore = periods,
            StepsAfter = periods,
        };

        (double Low, double High) Newcombe(double level) => ProportionDifference.Newcombe(atEnd.Held, atEnd.Judged, others.Held, others.Judged, level);
    }
}
