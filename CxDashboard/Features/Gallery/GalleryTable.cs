using CxDashboard.Charts;

namespace CxDashboard.Features.Gallery;

/// <summary>The first of the numbers behind a picture as rows, the same as its CSV has.</summary>
internal sealed record GalleryTable(IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string>> Rows, int More)
{
    private const int Most = 20;

    public static GalleryTable Of(ChartPicture picture)
    {
        var rows = ChartCsv.Table(picture).Rows;
        return new GalleryTable([.. rows[0].Select(c => c.Text)], [.. rows.Skip(1).Take(Most).Select(r => r.Select(c => c.Text).ToList())], Math.Max(0, rows.Count - 1 - Most));
    }
}
