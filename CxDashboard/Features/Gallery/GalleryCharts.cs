using CxDashboard.Charts;
using CxDashboard.Domain.Metrics;
using CxDashboard.Domain.Statistics;
using CxDashboard.Domain.Time;

namespace CxDashboard.Features.Gallery;

/// <summary>Every kind of chart in every state: what the page /gallery shows, and docs/charts.md. All figures are invented.</summary>
internal static class GalleryCharts
{
    internal static readonly TimeZoneInfo Zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Amsterdam");
    private static readonly DateOnly FirstMonday = new(2025, 5, 12);
    internal static readonly Instant AsOf = Buckets.ToInstant(new DateTime(2026, 5, 14, 14, 31, 0), Zone).Instant;
    internal static readonly string[] Channels = ["Phone", "Chat", "E-mail"];

    public static readonly IReadOnlyList<GalleryKind> Kinds =
    [
        new("behaviour", "Process-behaviour chart", "A measure over time against its limits. Band: routine variation. Diamond: outside. Bracket above: a run longer than routine allows. Bracket beneath: a phase that somebody has begun. Hollow: not final.", 460, Behaviour) { Wide = new(560, 400), Narrow = new(358, 340) },
        new("small", "Small multiple", "The same marks in little room: limits and centre at the right, first and last date beneath.", 150, s => Behaviour(s) with { Kind = ChartKind.Small }) { Wide = new(300, 112), Narrow = new(300, 112) },
        new("spark", "Sparkline", "The same marks in the height of a line of words.", 40, s => Behaviour(s) with { Kind = ChartKind.Spark }) { Wide = new(132, 30), Narrow = new(132, 30) },
        new("lines", "Several lines", "One measure of at most four groups, or of two years, on one axis and in the order given. Dashes and names tell them apart. Band: routine variation of the line it is named for. Hollow: not final. A gap: not known, or too few.", 400, GalleryLines.Of) { Wide = new(560, 400), Narrow = new(358, 340) },
        new("ladder", "Ladder", "Claimed, held, confirmed of the same issues.", 220, Ladder),
        new("waiting", "Waiting strip", "Each mark is a customer who waits on us; time grows to the right by its logarithm.", 160, Waiting),
        new("day", "Today against what is usual", "The running total of a day in the band of such days.", 260, Day),
        new("pareto", "Pareto", "Which kinds make up most: shares of the whole in falling order, from zero, with intervals; rings: what the kinds down to there make together, on the same axis. What is not named or not known is drawn too.", 320, Pareto) { Narrow = new(358, 600) },
        new("waterfall", "Mix and rate", "How an overall rate went from one value to another (Kitagawa): another mix, and what each category’s own rate did. Filled adds, hatched takes away.", 260, Waterfall) { Narrow = new(358, 480) },
        new("distribution", "Distribution", "How values are spread, with the values that half, three quarters and nine tenths lie within. A long tail is cut and counted.", 280, Distribution),
        new("heat", "Hours of the week", "A measure by hour and weekday in one hue. Hatched: not known. Dashed outline: too few.", 260, Heat) { Wide = new(560, 360), Narrow = new(358, 420) },
        new("comparison", "Comparison", "Values side by side with their 95% intervals, in the order given: no ranking. Fewer than 30 have no value yet.", 240, Comparison) { Narrow = new(358, 400) },
    ];

    private static ChartSpec Behaviour(GalleryState state)
    {
        var values = Enumerable.Range(0, GalleryNames.Count(state, 52)).Select(i => state == GalleryState.AllUnknown ? (double?)null : Value(state, i)).ToArray();
        var spec = new ChartSpec
        {
            Title = GalleryNames.Words(state, state == GalleryState.OneHuge ? "Time to resolution, median" : "Held within 7 days"),
            Subtitle = GalleryNames.Words(state, state == GalleryState.OneHuge ? "Of issues that held, by the week they opened." : "Share of issues with a known customer, by the week they opened."),
            Zone = Zone,
            AsOf = AsOf,
            Sample = true,
            Unit = state == GalleryState.OneHuge ? Unit.Seconds : Unit.Share,
            Of = "issues",
            N = state == GalleryState.AllUnknown ? 0 : 600L * values.Length,
            Step = state == GalleryState.TenThousand ? "hour" : "week",
            Points = [.. values.Select((v, i) => Bucket(state, i) with { Value = v, N = v is null ? 0 : 600, State = v is null ? PointState.Unknown : PointState.Final })],
        };
        if (values.Length < 52 || state == GalleryState.AllUnknown) return spec;
        var begun = values.Length / 2;
        spec = spec.WithPhases(ChartPhases.Of(values.Length, [begun], (stretch, baseline) => ProcessChart.Xmr(values[stretch], baseline)), [("M. Okafor", GalleryNames.Words(state, "return label in the first reply"))]);
        if (state is GalleryState.OneHuge or GalleryState.TenThousand) return spec;
        return spec with
        {
            Changes = [new ChartChange(spec.Points[begun].Start, "A", GalleryNames.Words(state, "Return label in the first reply"))],
            Points = [.. spec.Points.Select((p, i) => i >= 50 ? p with { State = PointState.Maturing, Value = 0.84, MayReach = 0.55, Outside = false } : i == 12 ? p with { Note = GalleryNames.Words(state, "carrier strike") } : p)],
        };
    }

    private static double Value(GalleryState state, int i)
    {
        var share = (i < GalleryNames.Count(state, 52) / 2 ? 0.70 : 0.78) + (0.02 * Math.Sin(i * 1.7)) + (0.015 * Math.Cos(i * 5.1)) - (i == 12 ? 0.12 : 0);
        return state == GalleryState.OneHuge ? (i == 30 ? 9e6 : share * 3000) : share;
    }

    internal static ChartPoint Bucket(GalleryState state, int i)
    {
        if (state != GalleryState.TenThousand) return new ChartPoint(Buckets.StartOfDay(FirstMonday.AddDays(7 * i), Zone), Buckets.StartOfDay(FirstMonday.AddDays(7 * (i + 1)), Zone));
        var start = Buckets.StartOfDay(FirstMonday, Zone) + TimeSpan.FromHours(i);
        return new ChartPoint(start, start + TimeSpan.FromHours(1));
    }

    private static LadderSpec Ladder(GalleryState state)
    {
        if (state == GalleryState.None) return new LadderSpec { Title = "The ladder", Zone = Zone, AsOf = AsOf, Sample = true, Rungs = [] };
        double? Share(double share) => state == GalleryState.AllUnknown ? null : share;
        double Part(double share) => state is GalleryState.AllUnknown or GalleryState.OneHuge ? 0 : share;
        string Said(string words) => state is GalleryState.AllUnknown or GalleryState.OneHuge ? "" : GalleryNames.Words(state, words);
        var one = state == GalleryState.OneHuge ? 1 : 0.911;
        List<LadderRung> rungs =
        [
            new(Rung.Claimed, Share(one)) { Lost = Part(0), Meaning = Said("we closed it · 2,326 of 2,553"), Words = Said("14.4 points did not hold.") },
            new(Rung.Held, Share(state == GalleryState.OneHuge ? 1 : 0.701)) { Maturing = Part(0.066), Lost = Part(0.144), Meaning = Said("7 days of peace · 1,789 so far"), Words = Said("6.6 points are maturing.") },
            new(Rung.Confirmed, Share(0.302)) { Refuted = Part(0.049), Meaning = Said("the customer said yes · 771"), Words = Said("4.9% said no; silence is not a yes.") },
        ];
        return new LadderSpec { Title = "The ladder", Zone = Zone, AsOf = AsOf, Sample = true, N = 2553, Of = "issues", Rungs = state == GalleryState.OnePoint ? rungs[..1] : rungs };
    }

    private static WaitingSpec Waiting(GalleryState state) => new()
    {
        Title = "Who is waiting",
        Zone = Zone,
        AsOf = AsOf,
        Sample = true,
        Usual = state == GalleryState.AllUnknown ? null : TimeSpan.FromHours(6),
        UsualWords = GalleryNames.Words(state, "usual on a Thursday"),
        Marks =
        [
            .. Enumerable.Range(0, GalleryNames.Count(state, 41))
                .Select(i => new WaitingMark(state == GalleryState.OneHuge && i == 40 ? TimeSpan.FromDays(900) : TimeSpan.FromMinutes(5 + (i * i % 997 * 1.7)), i % 20 == 0 ? GalleryNames.Of(state, i / 20) : null)),
        ],
    };

    private static DayBandSpec Day(GalleryState state)
    {
        var (steps, so) = (state == GalleryState.TenThousand ? 10_000 : 31, GalleryNames.Count(state, 16));
        Instant At(int i) => Buckets.ToInstant(new DateTime(2026, 5, 14, 7, 0, 0), Zone).Instant + TimeSpan.FromHours(15.0 * i / (steps - 1));
        return new DayBandSpec
        {
            Title = GalleryNames.Words(state, "Today so far"),
            Zone = Zone,
            AsOf = AsOf,
            Sample = true,
            From = At(0),
            To = At(steps - 1),
            Usual = state is GalleryState.AllUnknown or GalleryState.None ? [] : [.. Enumerable.Range(0, steps).Select(i => new DayBandPoint(At(i), i * 390.0 / steps, i * 450.0 / steps, i * 510.0 / steps))],
            SoFar = [.. Enumerable.Range(0, so).Select(i => new DaySoFarPoint(At(i), state == GalleryState.OneHuge && i == so - 1 ? 90_000 : Math.Floor(i * 500.0 / steps)))],
            UsualWords = GalleryNames.Words(state, "usual Thursday"),
        };
    }

    private static ParetoSpec Pareto(GalleryState state) => new()
    {
        Title = GalleryNames.Words(state, "What people contact us about"),
        Zone = Zone,
        AsOf = AsOf,
        Sample = true,
        Of = "issues",
        Parts = state == GalleryState.AllUnknown ? [] :
        [
            .. Enumerable.Range(0, GalleryNames.Count(state, 8))
                .Select(i => new ParetoPart(GalleryNames.Of(state, i), state == GalleryState.OneHuge && i == 3 ? 90_000 : Math.Max(1, (long)(312 * Math.Pow(0.68, i))))),
        ],
        Others = state is GalleryState.None or GalleryState.AllUnknown or GalleryState.OnePoint ? 0 : 89,
        OtherKinds = 14,
        Unknown = state switch { GalleryState.None or GalleryState.OnePoint => 0, GalleryState.AllUnknown => 900, _ => 31 },
    };

    private static WaterfallSpec Waterfall(GalleryState state)
    {
        var count = Math.Max(1, GalleryNames.Count(state, 5));
        double Share(int i) => 1 + (0.4 * Math.Cos(i * 2.0));
        var all = Enumerable.Range(0, count).Sum(Share);
        var categories = Enumerable.Range(0, count).Select(i => new KitagawaCategory(
            1.0 / count, 1.35 + (0.2 * Math.Sin(i)), Share(i) / all, state == GalleryState.OneHuge && i == 1 ? 9 : 1.36 + (0.2 * Math.Sin(i + 0.2)))).ToList();
        return new WaterfallSpec
        {
            Title = GalleryNames.Words(state, "Contacts per issue, March to April"),
            Zone = Zone,
            AsOf = AsOf,
            Sample = true,
            Unit = Unit.PerIssue,
            Difference = state is GalleryState.None or GalleryState.AllUnknown ? null : Kitagawa.Of(categories),
            Names = [.. Enumerable.Range(0, count).Select(i => GalleryNames.Of(state, i))],
            BeforeWords = "March",
            AfterWords = "April",
            BeforeN = state == GalleryState.None ? 0 : 2553,
            AfterN = state == GalleryState.None ? 0 : 2611,
            MixOf = "topics",
        };
    }

    private static DistributionSpec Distribution(GalleryState state) => new()
    {
        Title = GalleryNames.Words(state, "First reply"),
        Zone = Zone,
        AsOf = AsOf,
        Sample = true,
        Unit = Unit.Seconds,
        Counted = "issues",
        Unknown = state switch { GalleryState.None => 0, _ => 42 },
        Values = state == GalleryState.AllUnknown ? [] :
        [
            .. Enumerable.Range(0, GalleryNames.Count(state, 640))
                .Select(i => state == GalleryState.OneHuge && i == 9 ? 9e6 : 240 * Math.Exp(4 * (i * 7919 % 10_007 / 10_007.0) * (i * 104_729L % 10_009 / 10_009.0))),
        ],
    };

    private static HeatSpec Heat(GalleryState state)
    {
        var cells = from day in Enumerable.Range(0, 7)
                    from hour in Enumerable.Range(7, 15)
                    let count = Math.Max(0, (long)(70 * Math.Sin((hour - 6) / 16.0 * Math.PI)) - (day > 4 ? 36 : 0))
                    select new HeatCell(HeatSpec.Days[day], hour, state == GalleryState.AllUnknown || (day == 6 && hour > 18) ? null : count, count);
        return new HeatSpec
        {
            Title = GalleryNames.Words(state, "Contacts by hour and weekday"),
            Zone = Zone,
            AsOf = AsOf,
            Sample = true,
            Unit = Unit.Count,
            FirstHour = 7,
            LastHour = 21,
            Cells = state switch
            {
                GalleryState.None => [],
                GalleryState.OnePoint => [new HeatCell(DayOfWeek.Tuesday, 14, 31, 31), new HeatCell(DayOfWeek.Tuesday, 15, 31, 31)],
                GalleryState.OneHuge => [.. cells.Select(c => c is { Day: DayOfWeek.Monday, Hour: 9 } ? c with { Value = 90_000, N = 90_000 } : c)],
                GalleryState.TenThousand => [.. cells.Select(c => c with { Value = c.Value * 10_000, N = c.N * 10_000 })],
                _ => [.. cells],
            },
        };
    }

    private static ComparisonSpec Comparison(GalleryState state)
    {
        ComparisonRow Row(int i)
        {
            var (n, share) = (i == 3 ? 17 : 900 / (1 + (i % 9)), 0.72 + (0.08 * Math.Sin(i * 2.1)));
            var (low, high) = Proportion.Wilson(share * n, n);
            var name = state == GalleryState.Ordinary && i < Channels.Length ? Channels[i] : GalleryNames.Of(state, i);
            return state == GalleryState.AllUnknown ? new ComparisonRow(name, null, null, null, 0)
                : state == GalleryState.OneHuge ? new ComparisonRow(name, i == 2 ? 9e6 : share * 3000, i == 2 ? 8e6 : low * 3000, i == 2 ? 1e7 : high * 3000, n)
                : new ComparisonRow(name, share, low, high, n);
        }

        return new ComparisonSpec
        {
            Title = GalleryNames.Words(state, state == GalleryState.OneHuge ? "Time to resolution, median" : "Held within 7 days"),
            Zone = Zone,
            AsOf = AsOf,
            Sample = true,
            Unit = state == GalleryState.OneHuge ? Unit.Seconds : Unit.Share,
            All = state is GalleryState.None or GalleryState.AllUnknown or GalleryState.OneHuge ? null : 0.756,
            Rows = [.. Enumerable.Range(0, GalleryNames.Count(state, 6)).Select(Row)],
        };
    }
}
