using System.Text;
using CsvHelper;
using CxDashboard.Charts;

namespace CxDashboard.Features.Gallery;

/// <summary>The numbers behind a picture as rows, the same as its CSV has.</summary>
internal sealed record GalleryTable(IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string>> Rows, int More)
{
    private const int Most = 20;

    public static GalleryTable Of(ChartPicture picture)
    {
        using var text = new MemoryStream(Encoding.UTF8.GetBytes(ChartCsv.Write(picture)));
        using var csv = CsvReader.Create(text, new CsvReaderOptions { HasHeader = false });
        var (rows, more) = (new List<string[]>(), 0);
        while (csv.Read())
        {
            if (rows.Count > Most) more++;
            else rows.Add([.. Enumerable.Range(0, csv.FieldCount).Select(i => Encoding.UTF8.GetString(csv.GetSpan(i)))]);
        }

        return new GalleryTable(rows[0], rows[1..], more);
    }
}
