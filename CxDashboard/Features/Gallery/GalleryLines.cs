using CxDashboard.Charts;
using CxDashboard.Domain.Metrics;

namespace CxDashboard.Features.Gallery;

/// <summary>Several lines, in every state.</summary>
internal static class GalleryLines
{
    public static LinesSpec Of(GalleryState state)
    {
        var buckets = GalleryNames.Count(state, 52);
        return new LinesSpec
        {
            Title = GalleryNames.Words(state, "Held within 7 days, by channel"),
            Subtitle = GalleryNames.Words(state, "Share of issues with a known customer, by the week they opened."),
            Zone = GalleryCharts.Zone,
            AsOf = GalleryCharts.AsOf,
            Sample = true,
            Unit = state == GalleryState.OneHuge ? Unit.Seconds : Unit.Share,
            Of = "issues",
            N = state == GalleryState.AllUnknown ? 0 : 950L * buckets,
            Step = state == GalleryState.TenThousand ? "hour" : "week",
            Series = [.. Enumerable.Range(0, 3).Select(line => new ChartSeries(Name(state, line), [.. Enumerable.Range(0, buckets).Select(i => Point(state, line, i))]))],
        };
    }

    private static string Name(GalleryState state, int line) => state is GalleryState.LongLabels or GalleryState.RightToLeft ? GalleryNames.Of(state, line) : GalleryCharts.Channels[line];

    // The second of them has limits; the third is unknown for a while, then too few.
    private static ChartPoint Point(GalleryState state, int line, int i)
    {
        var bucket = GalleryCharts.Bucket(state, i);
        if (state == GalleryState.AllUnknown || (line == 2 && i is >= 20 and < 24)) return bucket with { State = PointState.Unknown };
        var share = (line switch { 0 => 0.79, 1 => 0.74, _ => 0.66 }) + (0.018 * Math.Sin((i * 1.7) + line)) + (0.014 * Math.Cos((i * 5.1) + line)) - (line == 1 && i == 33 ? 0.08 : 0);
        var value = state != GalleryState.OneHuge ? share : line == 0 && i == 30 ? 9e6 : share * 3000;
        if (line == 2 && i is 24 or 25) return bucket with { Value = value, N = 17, State = PointState.TooFew };
        var scale = state == GalleryState.OneHuge ? 3000 : 1;
        return bucket with
        {
            Value = value,
            N = line switch { 0 => 400, 1 => 350, _ => 200 },
            State = state != GalleryState.OnePoint && i >= GalleryNames.Count(state, 52) - 2 ? PointState.Maturing : PointState.Final,
            Centre = line == 1 ? 0.74 * scale : null,
            Lower = line == 1 ? 0.69 * scale : null,
            Upper = line == 1 ? 0.79 * scale : null,
            Outside = line == 1 && i == 33,
        };
    }
}
