using System.Globalization;
using System.IO.Compression;
using System.Xml.Linq;
using CxDashboard.Charts;
using Xunit;

namespace CxDashboard.Tests.Charts;

/// <summary>Reads the file as the parts it is made of, without the library that wrote it.</summary>
public sealed class ChartXlsxTests
{
    [Fact]
    public void Year_HasNumbersAsNumbersAndInstantsAsLocalDates()
    {
        var spec = ChartSamples.Year();
        var cells = Cells(ChartXlsx.Write(spec), "sheet1");

        Assert.Equal("from (Europe/Amsterdam)", cells["A1"].Words);
        Assert.Equal("value", cells["D1"].Words);
        Assert.Equal(spec.Points[0].Value!.Value, Number(cells["D2"]), 1e-12);
        Assert.Equal(new DateTime(2025, 5, 12), DateTime.FromOADate(Number(cells["A2"])));
        Assert.False(cells.TryGetValue("D14", out var unknown) && unknown.Words.Length > 0); // the thirteenth week is not known
        Assert.Equal(spec.Points.Count + 1, cells.Keys.Count(k => k[0] == 'A' && char.IsAsciiDigit(k[1])));
    }

    [Theory]
    [InlineData("=1+1")]
    [InlineData("+49 30 1234")]
    [InlineData("@SUM(A1)")]
    [InlineData("0049")]
    [InlineData("<b>&")]
    [InlineData("TRUE")]
    [InlineData("1/2/2024")]
    public void Words_StayTheWordsTheyAre(string words)
    {
        var spec = ChartSamples.Weeks(0.5);
        var file = ChartXlsx.Write(spec with { Title = words, Points = [spec.Points[0] with { Label = words, Note = words }] });

        Assert.Equal(words, Cells(file, "sheet1")["C2"].Words);
        Assert.Equal(words, Cells(file, "sheet2")["A1"].Words);
        Assert.All(Parts(file), p => Assert.DoesNotContain(p.Value.Descendants(), e => e.Name.LocalName == "f"));
    }

    [Fact]
    public void EveryPicture_IsAWellFormedFile()
    {
        foreach (var picture in ChartSamples.All().Values.Concat(Enumerable.Range(0, 60).Select(i => RandomPictures.Of(i).Picture))) Assert.NotEmpty(Parts(ChartXlsx.Write(picture)));
    }

    private static double Number((string Type, string Words) cell)
    {
        Assert.Contains(cell.Type, new[] { "", "n" });
        return double.Parse(cell.Words, CultureInfo.InvariantCulture);
    }

    private static Dictionary<string, XElement> Parts(byte[] file)
    {
        using var zip = new ZipArchive(new MemoryStream(file));
        return zip.Entries.ToDictionary(e => e.FullName, e =>
        {
            using var part = e.Open();
            return XDocument.Load(part).Root!;
        }, StringComparer.Ordinal);
    }

    private static Dictionary<string, (string Type, string Words)> Cells(byte[] file, string sheet)
    {
        var parts = Parts(file);
        var shared = parts.TryGetValue("xl/sharedStrings.xml", out var table) ? table.Elements().Select(e => e.Value).ToList() : [];
        return parts[$"xl/worksheets/{sheet}.xml"].Descendants().Where(e => e.Name.LocalName == "c").ToDictionary(
            c => c.Attribute("r")!.Value,
            c => ((string?)c.Attribute("t") ?? "") is "s" ? ("s", shared[int.Parse(c.Value, CultureInfo.InvariantCulture)]) : ((string?)c.Attribute("t") ?? "", c.Value),
            StringComparer.Ordinal);
    }
}
