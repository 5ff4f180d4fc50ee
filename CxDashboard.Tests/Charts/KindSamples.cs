using CxDashboard.Charts;
using CxDashboard.Domain.Metrics;
using CxDashboard.Domain.Statistics;

namespace CxDashboard.Tests.Charts;

/// <summary>Charts of the kinds that do not go over time, and their strange relatives.</summary>
internal static class KindSamples
{
    private static readonly string[] Topics = ["Where is my order", "Returns", "Damaged on arrival", "Invoice", "Password", "Change of address", "إلغاء الطلب", "Something else entirely that has a very long name indeed"];

    public static ParetoSpec Pareto() => new()
    {
        Title = "What people contact us about",
        Zone = ChartSamples.Amsterdam,
        AsOf = ChartSamples.AsOf,
        Of = "issues",
        N = 1006,
        Parts = [.. new long[] { 312, 201, 120, 96, 60, 44, 33, 20 }.Select((n, i) => new ParetoPart(Topics[i], n))],
        Others = 89,
        OtherKinds = 14,
        Unknown = 31,
    };

    public static WaterfallSpec Waterfall() => new()
    {
        Title = "Held within 7 days, March to April",
        Zone = ChartSamples.Amsterdam,
        AsOf = ChartSamples.AsOf,
        Unit = Unit.Share,
        Difference = Kitagawa.Of([new(0.5, 0.80, 0.3, 0.82), new(0.3, 0.70, 0.3, 0.69), new(0.2, 0.50, 0.4, 0.53)]),
        Names = ["Phone", "Chat", "E-mail"],
        BeforeWords = "March",
        AfterWords = "April",
        BeforeN = 2553,
        AfterN = 2611,
        MixOf = "channels",
    };

    public static DistributionSpec Distribution(int values = 10_000) => new()
    {
        Title = "First reply",
        Zone = ChartSamples.Amsterdam,
        AsOf = ChartSamples.AsOf,
        Unit = Unit.Seconds,
        Values = [.. Enumerable.Range(0, values).Select(i => 300 * Math.Exp(4 * ((i * 7919 % 10_007) / 10_007.0) * ((i * 104_729 % 10_009) / 10_009.0)))],
        Unknown = 42,
        Counted = "issues",
    };

    public static HeatSpec Heat() => new()
    {
        Title = "Contacts by hour and weekday",
        Zone = ChartSamples.Amsterdam,
        AsOf = ChartSamples.AsOf,
        Unit = Unit.Count,
        Cells = [.. from d in Enumerable.Range(0, 7) from h in Enumerable.Range(0, 24) where !(d == 6 && h > 20) select Cell(d, h, Math.Max(0, (int)(60 * Math.Sin((h - 6) / 18.0 * Math.PI)) - (d > 4 ? 30 : 0)))],
    };

    public static ComparisonSpec Comparison() => new()
    {
        Title = "Held within 7 days by channel",
        Zone = ChartSamples.Amsterdam,
        AsOf = ChartSamples.AsOf,
        Unit = Unit.Share,
        All = 0.756,
        AllWords = "all channels",
        Rows = [Share("Phone", 812, 640), Share("Chat", 593, 458), Share("E-mail", 310, 201), Share("Letter", 17, 11), new ComparisonRow("Fax", null, null, null, 0), Share("متجر إلكتروني", 74, 60)],
    };

    public static IReadOnlyDictionary<string, ChartPicture> All() => new Dictionary<string, ChartPicture>(StringComparer.Ordinal)
    {
        ["pareto"] = Pareto(),
        ["pareto one"] = Pareto() with { Parts = [new ParetoPart("Returns", 40)], Others = 0, Unknown = 0 },
        ["pareto few"] = Pareto() with { Parts = [new ParetoPart("Returns", 17)], Others = 0, Unknown = 0 },
        ["pareto none"] = Pareto() with { Parts = [], Others = 0, Unknown = 0 },
        ["pareto unknown"] = Pareto() with { Parts = [], Others = 0, Unknown = 900 },
        ["pareto many"] = Pareto() with { Parts = [.. Enumerable.Range(0, 10_000).Select(i => new ParetoPart("Kind " + i, 1 + (i * 7919 % 101)))] },
        ["pareto long"] = Pareto() with { Parts = [new ParetoPart(new string('W', 300), 50), new ParetoPart(string.Join(' ', Enumerable.Repeat("longer", 60)), 40)] },
        ["waterfall"] = Waterfall(),
        ["waterfall flat"] = Waterfall() with { Difference = Kitagawa.Of([new(1, 0.8, 1, 0.8)]), Names = ["All"] },
        ["waterfall none"] = Waterfall() with { Difference = null, BeforeN = 0, AfterN = 0 },
        ["waterfall few"] = Waterfall() with { BeforeN = 17 },
        ["waterfall unknown"] = Waterfall() with { Difference = null },
        ["waterfall many"] = Waterfall() with
        {
            Difference = Kitagawa.Of([.. Enumerable.Range(0, 1000).Select(i => new KitagawaCategory(0.001, 0.5 + (0.3 * Math.Sin(i)), 0.001, 0.5 + (0.3 * Math.Cos(i))))]),
            Names = [.. Enumerable.Range(0, 1000).Select(i => "Category " + i)],
        },
        ["waterfall seconds"] = Waterfall() with { Unit = Unit.Seconds, Difference = Kitagawa.Of([new(0.5, 8000, 0.3, 7000), new(0.5, 900, 0.7, 1100)]), Names = [new string('M', 90), "قسم"] },
        ["distribution"] = Distribution(),
        ["distribution outlier"] = Distribution(200) with { Values = [.. Distribution(200).Values, 9e6] },
        ["distribution same"] = Distribution() with { Values = [.. Enumerable.Repeat(600.0, 40)] },
        ["distribution mostly same"] = Distribution() with { Values = [.. Enumerable.Repeat(600.0, 400), 700, 9e6] },
        ["distribution shares"] = Distribution() with { Unit = Unit.Share, Values = [.. Enumerable.Range(0, 101).Select(i => i / 100.0)] },
        ["distribution one"] = Distribution(1),
        ["distribution none"] = Distribution(0) with { Unknown = 0 },
        ["distribution unknown"] = Distribution(0),
        ["distribution no numbers"] = Distribution(60) with { Values = [.. Distribution(60).Values, double.NaN, double.PositiveInfinity] },
        ["heat"] = Heat(),
        ["heat day"] = Heat() with { FirstHour = 7, LastHour = 21 },
        ["heat one"] = Heat() with { Cells = [Cell(2, 14, 31)], HidesSmall = false },
        ["heat none"] = Heat() with { Cells = [] },
        ["heat unknown"] = Heat() with { Cells = [new HeatCell(DayOfWeek.Monday, 9, null, 0)] },
        ["heat outlier"] = Heat() with { Cells = [.. Heat().Cells.Where(c => c is not { Day: DayOfWeek.Monday, Hour: 9 }), Cell(0, 9, 9_000_000)] },
        ["heat shares"] = Heat() with { Unit = Unit.Share, Cells = [.. Heat().Cells.Select(c => c with { Value = c.Hour / 24.0, N = c.N * 2 })] },
        ["heat seconds"] = Heat() with { Unit = Unit.Seconds, Cells = [.. Heat().Cells.Select(c => c with { Value = c.Hour * 900, N = 40 })] },
        ["comparison"] = Comparison(),
        ["comparison one"] = Comparison() with { Rows = [Share("Phone", 812, 640)], All = null },
        ["comparison none"] = Comparison() with { Rows = [] },
        ["comparison unknown"] = Comparison() with { Rows = [new ComparisonRow("Fax", null, null, null, 0), new ComparisonRow("Telex", double.NaN, 0, 1, 50)], All = null },
        ["comparison outlier"] = Comparison() with { Unit = Unit.Seconds, All = 900, Rows = [.. Enumerable.Range(0, 9).Select(i => new ComparisonRow("Team " + i, i == 4 ? 9e6 : 800 + (i * 30), i == 4 ? 8e6 : 700, i == 4 ? 1e7 : 1200, 90))] },
        ["comparison many"] = Comparison() with { Rows = [.. Enumerable.Range(0, 10_000).Select(i => Share("Row " + i, 100 + i, 60 + (i % 40)))] },
        ["comparison long"] = Comparison() with { Rows = [Share(new string('W', 300), 50, 20), Share(string.Join(' ', Enumerable.Repeat("longer", 60)), 9_000_000, 5_000_000)] },
    };

    private static HeatCell Cell(int day, int hour, int count) => new(HeatSpec.Days[day], hour, count, count);

    private static ComparisonRow Share(string name, long n, long count)
    {
        var (low, high) = Proportion.Wilson(count, n);
        return new ComparisonRow(name, (double)count / n, low, high, n);
    }
}
