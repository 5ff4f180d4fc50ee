using System.Globalization;
using CxDashboard.Charts;
using CxDashboard.Domain.Metrics;
using CxDashboard.Domain.Time;

namespace CxDashboard.Tests.Charts;

/// <summary>
/// Pictures nobody would think of, each the same for its number. A new kind joins by a line in <see cref="Kinds"/>. The benchmarks' fuzzing
/// uses this file too.
/// </summary>
internal static class RandomPictures
{
    private static readonly string[] Zones = ["Europe/Amsterdam", "America/St_Johns", "Asia/Kathmandu", "Australia/Lord_Howe", "UTC", "Pacific/Apia"];
    private static readonly string[] Cultures = ["en", "de-DE", "fr-FR", "tr-TR", "ar-SA", "ja-JP", "hi-IN", "fi-FI"];

    private static readonly string[] Phrases =
    [
        "", "a", "Held within 7 days", "carrier strike", "</text><script>alert(1)</script>", "\" onload=\"alert(1)", "<![CDATA[x]]>&lt;&#0;", "=SUM(A1:A9)",
        "Übergrößenträger und Straßenbahnhaltestellen", "поддержка клиентов и жалобы", "שירות לקוחות", "خدمة العملاء والشكاوى", "顧客サポート窓口", "😀👩‍👩‍👧 family", "e\u0301\u0301\u0301\u0301",
        "WWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWW", "iiiiiiiiiiiiiiiiiiiiiiiiiiii", "bell\u0007null\0lone\uD800 \u202Eturned", "two\nlines\tand a tab", "    ", "%s %n {0} $1 \\u003c",
        "A very long sentence that somebody wrote as a note, with a comma; a semicolon, and no end in sight whatever the width of the picture may be",
    ];

    /// <summary>Every kind of picture there is.</summary>
    public static IReadOnlyDictionary<string, Func<Random, ChartPicture>> Kinds { get; } = new Dictionary<string, Func<Random, ChartPicture>>(StringComparer.Ordinal)
    {
        ["behaviour"] = r => Process(r, ChartKind.Behaviour),
        ["small"] = r => Process(r, ChartKind.Small),
        ["spark"] = r => Process(r, ChartKind.Spark),
        ["ladder"] = Ladder,
        ["waiting"] = Waiting,
        ["day"] = Day,
        ["lines"] = Lines,
    };

    /// <summary>The picture of a number, and the size to draw it in: kinds take turns.</summary>
    public static (ChartPicture Picture, int Width, int Height) Of(int number)
    {
        var dice = new Random(number);
        var kind = Kinds.Values.ElementAt(number % Kinds.Count);
        var width = dice.Next(3) switch { 0 => Pick(dice, 240, 320, 360, 480, 560, 640, 860, 1200, 1920, 2400), 1 => dice.Next(240, 640), _ => dice.Next(240, 2401) };
        return (kind(dice), width, dice.Next(2) == 0 ? dice.Next(60, 300) : dice.Next(200, 1400));
    }

    private static T Pick<T>(Random r, params ReadOnlySpan<T> of) => of[r.Next(of.Length)];

    private static string Words(Random r) => r.Next(6) == 0 ? string.Join(' ', Enumerable.Range(0, r.Next(1, 30)).Select(_ => Pick<string>(r, Phrases))) : Pick<string>(r, Phrases);

    private static T Context<T>(T picture, Random r) where T : ChartPicture => picture with
    {
        Title = Words(r),
        Subtitle = r.Next(3) == 0 ? null : Words(r),
        N = r.Next(3) == 0 ? null : r.NextInt64(0, 10_000_000_000),
        Of = Words(r),
        Definition = r.Next(2) == 0 ? null : Words(r),
        Version = r.Next(2) == 0 ? null : r.Next(1, 30),
        Sample = r.Next(2) == 0,
        Notes = [.. Enumerable.Range(0, r.Next(3)).Select(_ => Words(r))],
        Culture = CultureInfo.GetCultureInfo(Pick<string>(r, Cultures)),
        Framed = r.Next(4) != 0,
    };

    private static (TimeZoneInfo Zone, Instant AsOf) When(Random r) =>
        (TimeZoneInfo.FindSystemTimeZoneById(Pick<string>(r, Zones)), new Instant(r.NextInt64(0, 4_000_000_000_000)));

    private static ChartSpec Process(Random r, ChartKind kind)
    {
        var (zone, asOf) = When(r);
        var unit = Pick(r, Enum.GetValues<Unit>());
        var count = Pick(r, 0, 1, 2, 3, r.Next(5, 30), 53, 104, r.Next(100, 800));
        var length = TimeSpan.FromMinutes(Pick(r, 1, 60, 1440, 10_080, 43_200, 129_600));
        var (middle, spread) = Scale(r, unit);
        var points = new List<ChartPoint>();
        var (at, phase) = (asOf, (double?)middle);
        for (var i = 0; i < count; i++)
        {
            if (r.Next(40) == 0) phase = r.Next(4) == 0 ? null : middle + (spread * (r.NextDouble() - 0.5));
            if (r.Next(60) == 0) at += length * r.Next(1, 9); // a hole in time
            points.Add(Point(r, at, at + length, phase, spread, unit));
            at += length;
        }

        return Context(new ChartSpec { Title = "", Zone = zone, AsOf = asOf, Unit = unit, Points = points }, r) with
        {
            Kind = kind,
            Currency = unit == Unit.Money ? Pick(r, null, "EUR", "JPY", "XYZ") : null,
            Step = Pick(r, "week", "day", "month", "hour", Words(r)),
            Counter = r.Next(5) == 0,
            Selected = r.Next(3) == 0 ? r.Next(-2, count + 2) : null,
            Runs = [.. Enumerable.Range(0, r.Next(4)).Select(_ => new ChartRun(r.Next(-1, count + 1), r.Next(-1, count + 1), r.Next(2) == 0, Words(r)))],
            Changes = [.. Enumerable.Range(0, r.Next(5)).Select(_ => new ChartChange(asOf + (length * r.Next(-2, count + 3)), Pick(r, "A", "B", "ZZ", "", "Wide letters"), Words(r)))],
        };
    }

    private static LinesSpec Lines(Random r)
    {
        var chart = Process(r, ChartKind.Behaviour);
        var (count, banded) = (r.Next(0, LinesSpec.Most + 1), r.Next(0, 6));
        var (middle, spread) = Scale(r, chart.Unit);
        ChartPoint Of(ChartPoint p, int line)
        {
            if (r.Next(9) == 0) return new ChartPoint(p.Start, p.End) { N = r.Next(30), State = Pick(r, PointState.Unknown, PointState.TooFew) };
            var other = line == 0 ? p : Point(r, p.Start, p.End, middle, spread, chart.Unit);
            return line == banded ? other : other with { Lower = null, Upper = null, Centre = null };
        }

        return Context(new LinesSpec { Title = "", Zone = chart.Zone, AsOf = chart.AsOf, Unit = chart.Unit, Currency = chart.Currency, Step = chart.Step, Series = [.. Enumerable.Range(0, count).Select(line => new ChartSeries(Words(r), [.. chart.Points.Select(p => Of(p, line))]))] }, r);
    }

    private static (double Middle, double Spread) Scale(Random r, Unit unit) => unit switch
    {
        Unit.Share => (r.NextDouble(), 0.2 * r.NextDouble()),
        Unit.OfFive => (1 + (4 * r.NextDouble()), r.NextDouble()),
        Unit.Points => (r.Next(-100, 100), 40),
        _ => (Math.Pow(10, r.Next(-2, 10)) * r.NextDouble(), Math.Pow(10, r.Next(-2, 9)) * r.NextDouble()),
    };

    private static ChartPoint Point(Random r, Instant from, Instant to, double? centre, double spread, Unit unit)
    {
        var value = (centre ?? 0) + (spread * (r.NextDouble() - 0.5) * (r.Next(50) == 0 ? 1e5 : 1));
        if (unit == Unit.Share) value = Math.Clamp(value, 0, 1);
        if (r.Next(100) == 0) value = Pick(r, double.NaN, double.PositiveInfinity, 1e300, -1e300, 1e-300, 0);
        return new ChartPoint(from, to)
        {
            Value = value,
            State = r.Next(8) == 0 ? Pick(r, Enum.GetValues<PointState>()) : PointState.Final,
            N = r.Next(4) == 0 ? 0 : r.NextInt64(0, 100_000),
            Low = value - spread,
            High = value + spread,
            MayReach = r.Next(2) == 0 ? value - (spread * r.NextDouble()) : null,
            Version = r.Next(3) == 0 ? null : 1 + (int)(from.UnixMilliseconds / 40_000_000_000 % 4),
            Centre = centre,
            Lower = centre - spread,
            Upper = centre + (spread * (1 + (0.2 * r.NextDouble()))),
            Outside = r.Next(20) == 0,
            Note = r.Next(10) == 0 ? Words(r) : null,
            Label = r.Next(10) == 0 ? Words(r) : null,
        };
    }

    private static LadderSpec Ladder(Random r)
    {
        var (zone, asOf) = When(r);
        double Share() => r.Next(12) == 0 ? Pick(r, double.NaN, -1, 7) : r.NextDouble() * r.NextDouble();
        return Context(new LadderSpec
        {
            Title = "",
            Zone = zone,
            AsOf = asOf,
            Rungs = [.. Enum.GetValues<Rung>().Take(r.Next(0, 4)).Select(rung => new LadderRung(rung, r.Next(4) == 0 ? null : Share()) { Maturing = Share(), Lost = Share(), Refuted = Share(), Meaning = Words(r), Words = Words(r), Count = r.Next(), N = r.Next() })],
        }, r);
    }

    private static WaitingSpec Waiting(Random r)
    {
        var (zone, asOf) = When(r);
        return Context(new WaitingSpec
        {
            Title = "",
            Zone = zone,
            AsOf = asOf,
            Usual = r.Next(3) == 0 ? null : TimeSpan.FromMinutes(Math.Pow(10, r.Next(0, 6)) * r.NextDouble()),
            UsualWords = Words(r),
            Marks = [.. Enumerable.Range(0, Pick(r, 0, 1, 5, 40, r.Next(1, 600))).Select(_ => new WaitingMark(TimeSpan.FromMinutes(Math.Pow(10, r.Next(-1, 7)) * r.NextDouble()), r.Next(10) == 0 ? Words(r) : null))],
        }, r);
    }

    private static DayBandSpec Day(Random r)
    {
        var (zone, asOf) = When(r);
        var (hours, most) = (r.Next(1, 25), Math.Pow(10, r.Next(0, 7)));
        var usual = Pick(r, 0, 1, 2, 30, 100);
        Instant At(double share) => asOf + (TimeSpan.FromHours(hours) * share);
        return Context(new DayBandSpec
        {
            Title = "",
            Zone = zone,
            AsOf = asOf,
            From = asOf,
            To = At(1),
            Usual = [.. Enumerable.Range(0, usual).Select(i => new DayBandPoint(At((double)i / usual), most * i / usual * 0.8, most * i / usual, most * i / usual * (1 + (0.5 * r.NextDouble()))))],
            SoFar = [.. Enumerable.Range(0, Pick(r, 0, 1, 10, 96)).Select(i => new DaySoFarPoint(At(i / 100.0), r.Next(60) == 0 ? double.NaN : most * i / 100 * (0.5 + r.NextDouble())))],
            UsualWords = Words(r),
            IsOver = r.Next(2) == 0,
            Counted = Words(r),
        }, r);
    }
}
