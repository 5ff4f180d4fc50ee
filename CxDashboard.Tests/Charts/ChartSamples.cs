using CxDashboard.Charts;
using CxDashboard.Domain.Metrics;
using CxDashboard.Domain.Statistics;
using CxDashboard.Domain.Time;

namespace CxDashboard.Tests.Charts;

/// <summary>Charts to try things on: a year of weeks and its strange relatives.</summary>
internal static class ChartSamples
{
    public static readonly TimeZoneInfo Amsterdam = TimeZoneInfo.FindSystemTimeZoneById("Europe/Amsterdam");
    public static readonly DateOnly FirstMonday = new(2025, 5, 12);
    public static readonly Instant AsOf = Buckets.ToInstant(new DateTime(2026, 5, 14, 14, 31, 0), Amsterdam).Instant;

    /// <summary>Weeks of a share around three quarters, one point for each value; null is unknown.</summary>
    public static ChartSpec Weeks(params IReadOnlyList<double?> values) => new()
    {
        Title = "Held within 7 days",
        Subtitle = "Share of issues with a known customer, by the week they opened. Channel: all.",
        Zone = Amsterdam,
        AsOf = AsOf,
        Unit = Unit.Share,
        N = 600L * values.Count,
        Of = "issues",
        Definition = "held-rate-7d",
        Version = 2,
        Points = [.. values.Select((v, i) => Week(i) with { Value = v, N = v is null ? 0 : 600, State = v is null ? PointState.Unknown : PointState.Final, Low = v - 0.03, High = v + 0.03 })],
    };

    public static ChartPoint Week(int i) => new(Buckets.StartOfDay(FirstMonday.AddDays(7 * i), Amsterdam), Buckets.StartOfDay(FirstMonday.AddDays(7 * (i + 1)), Amsterdam));

    /// <summary>A year with limits, a diamond, a run, two maturing weeks, a gap, a flag.</summary>
    public static ChartSpec Year()
    {
        var spec = Weeks([.. Enumerable.Range(0, 53).Select(i => (double?)(0.75 + (0.03 * Math.Sin(i * 1.7)) - (i == 34 ? 0.09 : 0) + (i is > 41 and < 51 ? 0.015 : 0)))]);
        spec = spec.WithLimits(0.75, [.. Enumerable.Repeat<double?>(0.70, 53)], [.. Enumerable.Repeat<double?>(0.80, 53)], new HashSet<int> { 34 });
        return spec with
        {
            Points =
            [
                .. spec.Points.Select((p, i) => i switch
                {
                    12 => p with { State = PointState.Unknown, Value = null, N = 0 },
                    13 => p with { State = PointState.TooFew, N = 17 },
                    34 => p with { Note = "carrier strike" },
                    > 50 => p with { State = PointState.Maturing, Value = 0.84 + (i * 0.0005), MayReach = 0.46 },
                    _ => p,
                }),
            ],
            Runs = [new ChartRun(42, 50, true, "9 weeks above centre")],
            Changes = [new ChartChange(Week(21).Start, "A", "Return label in the first reply"), new ChartChange(Week(44).Start, "B", "Delivery photo on the order page")],
            Sample = true,
        };
    }

    /// <summary>Ten weeks by one definition, ten by the next, which alone has limits.</summary>
    public static ChartSpec Versions()
    {
        var spec = Weeks([.. Enumerable.Range(0, 20).Select(i => (double?)((i < 10 ? 0.70 : 0.80) + (0.01 * (i % 3))))]);
        return spec with
        {
            Points = [.. spec.Points.Select((p, i) => i < 10 ? p with { Version = 1 } : p with { Version = 2, Centre = 0.81, Lower = 0.78, Upper = 0.84 })],
        };
    }

    /// <summary>Forty weeks, of which the last sixteen are a phase that somebody has begun.</summary>
    public static ChartSpec Phases()
    {
        double?[] values = [.. Enumerable.Range(0, 40).Select(i => (double?)((i < 24 ? 0.70 : 0.80) + (0.02 * Math.Sin(i * 2.3))))];
        var phases = ChartPhases.Of(40, [24], (stretch, baseline) => ProcessChart.Xmr(values[stretch], baseline));
        return Weeks(values).WithPhases(phases, [("M. Okafor", "return label in the first reply")]);
    }

    /// <summary>What each week cost.</summary>
    public static ChartSpec Costs() => Weeks([.. Enumerable.Range(0, 20).Select(i => (double?)(1500 + (200 * Math.Sin(i))))]) with { Title = "Cost of failure demand", Unit = Unit.Money, Currency = "EUR" };

    /// <summary>Seconds, with one value a thousand times all others.</summary>
    public static ChartSpec Outlier() => Weeks([.. Enumerable.Range(0, 40).Select(i => (double?)(i == 20 ? 9e6 : 2400 + (300 * Math.Sin(i))))]) with { Title = "First reply, median", Unit = Unit.Seconds };

    public static LadderSpec Ladder() => new()
    {
        Title = "The ladder",
        Zone = Amsterdam,
        AsOf = AsOf,
        Rungs =
        [
            new LadderRung(Rung.Claimed, 0.911) { Meaning = "we closed it · 2,326 of 2,553", Words = "14.4 points did not hold: 368 customers came back or had to be reopened within 7 days.", Count = 2326, N = 2553 },
            new LadderRung(Rung.Held, 0.701) { Maturing = 0.066, Lost = 0.144, Meaning = "7 days of peace · 1,789 so far", Words = "6.6 points are maturing." },
            new LadderRung(Rung.Confirmed, 0.02) { Refuted = 0.049, Meaning = "the customer said yes · 51" },
        ],
    };

    public static WaitingSpec Waiting(int people) => new()
    {
        Title = "Who is waiting",
        Zone = Amsterdam,
        AsOf = AsOf,
        Usual = TimeSpan.FromHours(6),
        UsualWords = "usual on a Thursday",
        Marks = [.. Enumerable.Range(0, people).Select(i => new WaitingMark(TimeSpan.FromMinutes(5 + (i * i % 997 * 3.7)), i % 20 == 0 ? "Customer " + i : null))],
    };

    public static DayBandSpec Day() => new()
    {
        Title = "Today so far",
        Zone = Amsterdam,
        AsOf = AsOf,
        From = At(7),
        To = At(22),
        Usual = [.. Enumerable.Range(0, 31).Select(i => new DayBandPoint(At(7 + (i / 2.0)), i * 13, i * 15, i * 17))],
        SoFar = [.. Enumerable.Range(0, 16).Select(i => new DaySoFarPoint(At(7 + (i / 2.0)), i * 16))],
        UsualWords = "usual Thursday",
    };

    // Pictures do not change: made once for all tests.
    private static readonly Lazy<IReadOnlyDictionary<string, ChartPicture>> Made = new(() => Process().Concat(KindSamples.All()).ToDictionary(p => p.Key, p => p.Value, StringComparer.Ordinal));

    /// <summary>One of everything, by name.</summary>
    public static IReadOnlyDictionary<string, ChartPicture> All() => Made.Value;

    private static Dictionary<string, ChartPicture> Process() => new(StringComparer.Ordinal)
    {
        ["year"] = Year(),
        ["selected"] = Year() with { Selected = 34 },
        ["small"] = Year() with { Kind = ChartKind.Small },
        ["counter"] = Year() with { Kind = ChartKind.Small, Counter = true },
        ["spark"] = Year() with { Kind = ChartKind.Spark },
        ["empty"] = Weeks(),
        ["one"] = Weeks(0.75),
        ["one maturing"] = Weeks(0.75) with { Points = [Week(0) with { Value = 0.8, N = 40, State = PointState.Maturing, MayReach = 0.1 }] },
        ["three"] = Weeks(0.7, null, 0.8),
        ["unknown"] = Weeks(null, null, null),
        ["same"] = Weeks(1, 1, 1),
        ["outlier"] = Outlier(),
        ["small outlier"] = Outlier() with { Kind = ChartKind.Small },
        ["versions"] = Versions(),
        ["versions and flags"] = Versions() with { Changes = [new ChartChange(Week(9).Start, "A", "Something we changed")] },
        ["small versions"] = Versions() with { Kind = ChartKind.Small },
        ["spark versions"] = Versions() with { Kind = ChartKind.Spark },
        ["phases"] = Phases(),
        ["small phases"] = Phases() with { Kind = ChartKind.Small },
        ["phases beyond"] = Phases() with { Phases = [new ChartPhase(-1, "nobody", "before"), new ChartPhase(39, "M. Okafor", new string('W', 300)), new ChartPhase(99, "nobody", "after")] },
        ["costs"] = Costs(),
        ["small costs"] = Costs() with { Kind = ChartKind.Small },
        ["points"] = Weeks(-12, 4, 0, 31) with { Unit = Unit.Points },
        ["no transfers"] = Weeks(0, 0, 0) with { Unit = Unit.PerIssue },
        ["no numbers"] = NoNumbers(),
        ["small no numbers"] = NoNumbers() with { Kind = ChartKind.Small },
        ["long words"] = Year() with { Title = string.Join(' ', Enumerable.Repeat("Unusually long words in the title", 12)), Subtitle = new string('W', 700) },
        ["many"] = Many(),
        ["ladder"] = Ladder(),
        ["no ladder"] = Ladder() with { Rungs = [new LadderRung(Rung.Claimed, null)] },
        ["waiting"] = Waiting(41),
        ["crowd"] = Waiting(700),
        ["nobody"] = Waiting(0),
        ["day"] = Day(),
        ["early day"] = Day() with { SoFar = [], Usual = [] },
    };

    private static ChartSpec NoNumbers() => Weeks(0.7, double.NaN, double.PositiveInfinity, 0.8) is var spec
        ? spec with { Points = [.. spec.Points.Select((p, i) => p with { Lower = i == 1 ? double.NaN : 0.6, Upper = i == 2 ? double.PositiveInfinity : 0.9, Centre = i == 3 ? double.NaN : 0.75, High = double.NaN })] }
        : spec;

    private static ChartSpec Many() => Weeks() with
    {
        Unit = Unit.Count,
        Step = "day",
        Points = [.. Enumerable.Range(0, 730).Select(i => new ChartPoint(AsOf + TimeSpan.FromDays(i), AsOf + TimeSpan.FromDays(i + 1)) { Value = 3_000_000 + (i * 7919 % 100_000), N = 3_000_000 })],
    };

    private static Instant At(double hour) => Buckets.ToInstant(new DateTime(2026, 5, 14).AddHours(hour), Amsterdam).Instant;
}
