using CxDashboard.Domain.Patterns;

namespace CxDashboard.Benchmarks.Calibration;

/// <summary>What happens in a simulated year of service, from its 31st week on.</summary>
internal enum YearKind
{
    /// <summary>Routine variation only.</summary>
    Quiet,

    /// <summary>Every metric moves as one would want, and its counter-metric as one would not.</summary>
    Planted,

    /// <summary>Every metric moves just so, and its counter-metric is well: it follows where it should, and stays where it is elsewhere.</summary>
    Twin,
}

/// <summary>
/// The weekly figures of a service with about 590 issues, 750 contacts that are asked and 210 answers a week, as detectors take them. Rates vary by 0.6 points from week to
/// week beyond chance, and medians by what 700 lognormal values leave to chance; neighbouring weeks correlate by rho in what is not counting.
/// </summary>
internal sealed class ServiceYear
{
    public const int Weeks = 52, Change = 30;
    private const double WeekToWeek = 0.006;

    // 1.2533 standard errors of a mean: of the logarithms' median, spread 1.2, of 700 values.
    private const double MedianNoise = 1.2533 * 1.2 / 26.46;
    private readonly Dice _dice;
    private readonly double _rho;
    private readonly YearKind _kind;
    private readonly double _part;

    /// <param name="dice">Its noise.</param>
    /// <param name="kind">What happens in it.</param>
    /// <param name="rho">How neighbouring weeks correlate, in what is not counting.</param>
    /// <param name="part">How much of each planted size: 0.5 is half.</param>
    public ServiceYear(Dice dice, YearKind kind, double rho = 0, double part = 1)
    {
        (_dice, _kind, _rho, _part) = (dice, kind, rho, part);
        int[] issues = Many(590), contacts = Many(830);
        (Claimed, Held) = Nested(issues);
        Repeat = Share(issues, 0.15, 0.03, 0);
        Reopened = Share(issues, 0.05, 0.03, 0);
        Asked = Share(contacts, 0.90, 0, 0);
        Response = Share([.. Asked.Select(p => (int)p.Count)], 0.28, -0.06, 0);
        Delighted = Share([.. Response.Select(p => (int)p.Count)], 0.45, 0.08, 0.08);
        FirstReply = Median(40, 0.6, 0.6);
        UsefulReply = Median(150, 1, 0.6);
        FirstClaim = Median(600, 0.8, 0.8);
        LastClaim = Median(900, 1, 1);
        var volume = _dice.Noise(Weeks, _rho);
        Volume = [.. Enumerable.Range(0, Weeks).Select(i => SeriesPoint.OfValue(Math.Round(800 * Math.Exp(0.04 * volume[i]) * Moved(i, 0.85, 0.85, 1))))];
        Abandoned = Share([.. Volume.Select(p => (int)p.Value!.Value)], 0.04, 0.02, 0);
        var both = Median(500, 1, 1);
        (Closed, All) = (Beside(both, 0.8, 0.8), Beside(both, 1.1, 0.8, 1.15));
        var open = _dice.Noise(Weeks, Math.Max(0.5, _rho));
        Open = [.. Enumerable.Range(0, Weeks).Select(i => SeriesPoint.OfValue((120 + (10 * open[i])) * Moved(i, 1.4, 1, 1)))];
        (WeekEnds, MonthEnds) = (Days(IsFriday, 1.5), Days(IsMonthEnd, 1.6));
    }

    public SeriesPoint[] Claimed { get; }
    public SeriesPoint[] Held { get; }
    public SeriesPoint[] Repeat { get; }
    public SeriesPoint[] Reopened { get; }
    public SeriesPoint[] Asked { get; }
    public SeriesPoint[] Response { get; }
    public SeriesPoint[] Delighted { get; }
    public SeriesPoint[] FirstReply { get; }
    public SeriesPoint[] UsefulReply { get; }
    public SeriesPoint[] FirstClaim { get; }
    public SeriesPoint[] LastClaim { get; }
    public SeriesPoint[] Volume { get; }
    public SeriesPoint[] Abandoned { get; }
    public SeriesPoint[] Closed { get; }
    public SeriesPoint[] All { get; }
    public SeriesPoint[] Open { get; }

    /// <summary>Claims by day, of which planted ones come on Fridays.</summary>
    public ClaimDay[] WeekEnds { get; }

    /// <summary>Claims by day, of which planted ones come on the last three working days of months.</summary>
    public ClaimDay[] MonthEnds { get; }

    private static bool IsFriday(DateOnly day) => day.DayOfWeek == DayOfWeek.Friday;

    private static bool IsWorking(DateOnly day) => day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday);

    private static bool IsMonthEnd(DateOnly day) =>
        IsWorking(day) && Enumerable.Range(1, DateTime.DaysInMonth(day.Year, day.Month) - day.Day).Count(i => IsWorking(day.AddDays(i))) < 3;

    private double Moved(int week, double planted, double twin, double before) =>
        week < Change ? before : before + (_part * (_kind switch { YearKind.Planted => planted, YearKind.Twin => twin, _ => before } - before));

    private int[] Many(double mean) => [.. Enumerable.Range(0, Weeks).Select(_ => _dice.Poisson(mean))];

    private SeriesPoint[] Share(int[] n, double rate, double planted, double twin)
    {
        var noise = _dice.Noise(n.Length, _rho);
        return [.. n.Select((all, i) => SeriesPoint.OfShare(_dice.Binomial(all, rate + (WeekToWeek * noise[i]) + Moved(i, planted, twin, 0)), all))];
    }

    // What is held was claimed before: the two go together in a quiet year.
    private (SeriesPoint[] Claimed, SeriesPoint[] Held) Nested(int[] issues)
    {
        var claimed = Share(issues, 0.91, 0.03, 0.03);
        var noise = _dice.Noise(Weeks, _rho);
        return (claimed, [.. claimed.Select((p, i) => SeriesPoint.OfShare(
            _dice.Binomial((int)p.Count, (0.76 + Moved(i, -0.05, 0.025, 0) + (WeekToWeek * noise[i])) / (0.91 + Moved(i, 0.03, 0.03, 0))), p.N))]);
    }

    private SeriesPoint[] Median(double median, double planted, double twin)
    {
        var noise = _dice.Noise(Weeks, _rho);
        return [.. noise.Select((z, i) => SeriesPoint.OfValue(median * Math.Exp(MedianNoise * z) * Moved(i, planted, twin, 1), 700))];
    }

    // Medians of the same issues, with and without those that are open, share nearly all of their noise.
    private SeriesPoint[] Beside(SeriesPoint[] median, double planted, double twin, double scale = 1) =>
        [.. median.Select((p, i) => SeriesPoint.OfValue(scale * p.Value!.Value * Math.Exp(MedianNoise * 0.3 * _dice.Normal()) * Moved(i, planted, twin, 1), p.N))];

    private ClaimDay[] Days(Func<DateOnly, bool> piled, double factor)
    {
        var monday = new DateOnly(2026, 1, 5);
        return [.. Enumerable.Range(0, 7 * Weeks).Select(i =>
        {
            var day = monday.AddDays(i);
            var more = piled(day) ? Moved(i / 7, factor, factor, 1) : 1;
            var claims = _dice.Poisson((IsWorking(day) ? 95 : 31) * more * Math.Exp(0.05 * _dice.Normal()));
            return new ClaimDay(day, claims, claims, _dice.Binomial(claims, 0.835 + (piled(day) ? Moved(i / 7, -0.10, 0, 0) : 0)));
        })];
    }
}
