using CxDashboard.Domain.Statistics;

namespace CxDashboard.Domain.Patterns;

/// <summary>
/// Claims by day in whole weeks and months, and what each weekday's part of a week is in the baseline, the first 24 weeks that are known throughout.
/// </summary>
internal sealed class ClaimCalendar
{
    // A weekday with less than half of its even part is no working day.
    private const double LeastPart = 1 / 14.0;
    private readonly IReadOnlyList<ClaimDay> _days;
    private readonly double[] _part = new double[7];

    private ClaimCalendar(IReadOnlyList<ClaimDay> days, IReadOnlyList<Range> weeks)
    {
        (_days, Weeks) = (days, weeks);
        Range[] known = [.. weeks.Where(IsKnown).Take(PatternSeries.Baseline)];
        BaselineWeeks = known.Length;
        foreach (var week in known)
            foreach (var i in Indexes(week)) _part[(int)days[i].Day.DayOfWeek] += days[i].Claims!.Value;
        var sum = _part.Sum();
        if (sum > 0) for (var i = 0; i < 7; i++) _part[i] /= sum;
        Dispersion = DispersionOf(known);
    }

    /// <summary>Whole weeks, known or not.</summary>
    public IReadOnlyList<Range> Weeks { get; }

    /// <summary>Known weeks that the weekdays' parts are of.</summary>
    public int BaselineWeeks { get; }

    /// <summary>Pearson's χ² ÷ degrees of freedom of the days within the weeks of the baseline; at least 1.</summary>
    public double Dispersion { get; }

    /// <summary>Days one after the other, else <see cref="ArgumentException"/>; null where fewer than 12 weeks are known.</summary>
    public static ClaimCalendar? Of(IReadOnlyList<ClaimDay> days, DayOfWeek firstDay)
    {
        for (var i = 0; i < days.Count; i++)
        {
            if (i > 0 && days[i].Day != days[i - 1].Day.AddDays(1)) throw new ArgumentException("Days follow each other without a gap.", nameof(days));
            if (days[i] is not { Claims: null or >= 0, Held: >= 0 } day || day.Held > day.Judged) throw new ArgumentException("Claims are not negative, and no more hold than are judged.", nameof(days));
        }

        Range[] weeks = [.. Enumerable.Range(0, Math.Max(0, days.Count - 6)).Where(i => days[i].Day.DayOfWeek == firstDay).Select(i => i..(i + 7))];
        var calendar = new ClaimCalendar(days, weeks);
        return calendar.BaselineWeeks < ProcessChart.EnoughPoints ? null : calendar;
    }

    public static IEnumerable<int> Indexes(Range range) => Enumerable.Range(range.Start.Value, range.End.Value - range.Start.Value);

    public bool IsKnown(Range range) => Indexes(range).All(i => _days[i].Claims is not null);

    public double Claims(IEnumerable<int> days) => days.Sum(i => _days[i].Claims ?? 0);

    /// <summary>What the weekdays of the baseline would put on these days, in parts of a usual week.</summary>
    public double Expected(IEnumerable<int> days) => days.Sum(i => _part[(int)_days[i].Day.DayOfWeek]);

    public (int Judged, int Held) Judged(IReadOnlyCollection<int> days) => (days.Sum(i => _days[i].Judged), days.Sum(i => _days[i].Held));

    /// <summary>The last working days of a stretch.</summary>
    public int[] LastWorking(Range range, int count) => [.. Indexes(range).Where(IsWorking).TakeLast(count)];

    /// <summary>The first working days from a day on; fewer where the days end or one is not known.</summary>
    public int[] FirstWorkingFrom(int from, int count)
    {
        // A working day of a week there always is, so as many weeks as days are enough.
        var known = Enumerable.Range(from, Math.Min(_days.Count - from, 7 * count)).TakeWhile(i => _days[i].Claims is not null);
        return [.. known.Where(IsWorking).Take(count)];
    }

    /// <summary>Whole calendar months that are known, oldest first.</summary>
    public IEnumerable<Range> Months()
    {
        for (var i = 0; i < _days.Count; i++)
        {
            var day = _days[i].Day;
            var length = DateTime.DaysInMonth(day.Year, day.Month);
            if (day.Day == 1 && i + length <= _days.Count && IsKnown(i..(i + length))) yield return i..(i + length);
        }
    }

    private bool IsWorking(int i) => _part[(int)_days[i].Day.DayOfWeek] >= LeastPart;

    private double DispersionOf(Range[] weeks)
    {
        var (squares, freedom) = (0.0, -6);
        foreach (var week in weeks)
        {
            var all = Claims(Indexes(week));
            foreach (var i in Indexes(week))
            {
                var expected = all * _part[(int)_days[i].Day.DayOfWeek];
                if (expected > 0) squares += (_days[i].Claims!.Value - expected) * (_days[i].Claims!.Value - expected) / expected;
            }

            freedom += 6;
        }

        return freedom > 0 ? Math.Max(1, squares / freedom) : 1;
    }
}
