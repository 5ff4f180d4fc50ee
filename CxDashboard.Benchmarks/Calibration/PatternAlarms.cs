using CxDashboard.Domain.Patterns;

namespace CxDashboard.Benchmarks.Calibration;

/// <summary>How often a pattern is said of a year without one, and of a year with it.</summary>
internal static class PatternAlarms
{
    private const int Years = 1000;
    private const int FirstReading = 16;

    private static readonly (string Name, string Size, Func<ServiceYear, int, bool> Says)[] Detectors =
    [
        ("claimed up, held down", "91 to 94 %; 76 to 71 %", (y, t) => CounterPatterns.ClaimedNotHeld(Share(y.Claimed, t), Share(y.Held, t)) is not null),
        ("holding replies", "40 to 24 min; useful stays", (y, t) => HoldingReplies.Find(Value(y.FirstReply, t), Value(y.UsefulReply, t)) is not null),
        ("delighted up, answers from fewer", "45 to 53 %; response 28 to 22 %",
            (y, t) => CounterPatterns.SelectiveAnswers(Share(y.Delighted, t), new() { ResponseRate = Share(y.Response, t), AskedShare = Share(y.Asked, t) }) is not null),
        ("time down, repeat contact up", "−20 %; 15 to 18 %", (y, t) => CounterPatterns.CutShort(Value(y.FirstClaim, t), Share(y.Repeat, t)) is not null),
        ("volume down, abandoned up", "−15 %; 4 to 6 %", (y, t) => CounterPatterns.GivenUp(Value(y.Volume, t), Share(y.Abandoned, t)) is not null),
        ("closed and opened anew", "−20 %; reopened 5 to 8 %",
            (y, t) => CounterPatterns.ClosedAndReopened(Value(y.FirstClaim, t), Share(y.Claimed, t), Share(y.Reopened, t), Value(y.LastClaim, t)) is not null),
        ("closing at the week's end", "Fridays +50 %; 83.5 to 73.5 % hold", (y, t) => PeriodEndClosing.Find(y.WeekEnds[..(7 * t)], PeriodEnd.Week) is not null),
        ("closing at the month's end", "last 3 days +60 %; 83.5 to 73.5 % hold", (y, t) => PeriodEndClosing.Find(y.MonthEnds[..(7 * t)], PeriodEnd.Month) is not null),
        ("median of closed ones down, open ones age", "−20 %; all +10 %, open +40 %",
            (y, t) => OpenOnesAge.Find(Value(y.Closed, t), Value(y.All, t), Value(y.Open, t)) is not null),
    ];

    public static CalibrationTable OfYears()
    {
        var quiet = Any(YearKind.Quiet, 1700);
        var neighbours = Any(YearKind.Quiet, 1701, rho: 0.4);
        var twin = Any(YearKind.Twin, 1702);
        var planted = Simulation.Of(Years, 1703, dice =>
        {
            var year = new ServiceYear(dice, YearKind.Planted);
            return [.. Detectors.Select(d => (bool?)d.Says(year, ServiceYear.Weeks)), .. Detectors.Select(d => (bool?)Ever(d.Says, year, ServiceYear.Change + 1))];
        });
        var half = Simulation.Of(Years, 1704, dice =>
        {
            var year = new ServiceYear(dice, YearKind.Planted, part: 0.5);
            return [.. Detectors.Select(d => (bool?)d.Says(year, ServiceYear.Weeks))];
        });
        return new(
            "Patterns that are said",
            $"""
            {Years:N0} simulated years of 52 weeks each, read every week from the {FirstReading}th on: the share of years in which a detector says its pattern at any reading. A quiet year has
            routine variation only; in the next column what is beyond counting correlates by 0.4 from week to week. In a twin the metric moves as in a planted year, and its counter-metric is
            well: held, useful reply and median of all follow, the others stay. Planted years change in the 31st week, by the size that is said,
            on both sides at once; they are read at their end, and every week from the change on.
            """,
            ["Pattern", "quiet year", "quiet, neighbours depend", "clean twin", "planted", "found at the year's end", "at any reading", "half as large, at the year's end"],
            [.. Detectors.Select((d, i) => (string[])[
                d.Name, quiet[i].ToString(), neighbours[i].ToString(), twin[i].ToString(), d.Size, planted[i].ToString(), planted[i + Detectors.Length].ToString(), half[i].ToString()])],
            """
            A pattern needs a lasting change on both sides, so it is rare in noise: less than one false one in a hundred quiet years was wanted of each, and in a thousand
            there was none, so it is below 3 in 1,000. Where weeks go together a useful reply that does not follow a first reply moved by noise is said in one year of a hundred, the others more rarely.

            A metric that truly moved lasts, so that its counter-metric has many weeks in which to stray: one or two twins in a hundred are told as a pattern, and three where two metrics and two
            counter-metrics are looked at. A pattern is a question to look into, not a verdict. Sizes like these are nearly always found within five months; half as large, about every second one is missed where
            rates of a few hundred carry it. Silence is no proof that nothing happened.
            """);
    }

    private static Share[] Any(YearKind kind, ulong seed, double rho = 0) => Simulation.Of(Years, seed, dice =>
    {
        var year = new ServiceYear(dice, kind, rho);
        return [.. Detectors.Select(d => (bool?)Ever(d.Says, year, FirstReading))];
    });

    private static bool Ever(Func<ServiceYear, int, bool> says, ServiceYear year, int from)
    {
        for (var weeks = from; weeks <= ServiceYear.Weeks; weeks++)
            if (says(year, weeks)) return true;
        return false;
    }

    private static PatternSeries Share(SeriesPoint[] points, int weeks) => PatternSeries.OfShares("share", points[..weeks]);

    private static PatternSeries Value(SeriesPoint[] points, int weeks) => PatternSeries.OfValues("value", points[..weeks]);
}
