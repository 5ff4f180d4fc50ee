using System.IO.Compression;
using System.Security;
using System.Text;

namespace CxDashboard.Tests.Ingest;

/// <summary>Makes workbooks by writing their XML, so that a test says exactly what stands in a file.</summary>
internal sealed class WorkbookBuilder
{
    private readonly List<(string Name, string State, string Rows)> _sheets = [];
    private string _shared = "", _formats = "<xf numFmtId=\"0\"/>", _codes = "";
    private bool _from1904;

    /// <summary>Adds a sheet.</summary>
    /// <param name="rows">The XML of its rows.</param>
    public WorkbookBuilder Sheet(string name, string rows, string state = "visible")
    {
        _sheets.Add((name, state, rows));
        return this;
    }

    /// <summary>The texts that cells share, each as the XML inside of its "si".</summary>
    public WorkbookBuilder Shared(params string[] texts)
    {
        _shared = string.Concat(texts.Select(t => $"<si>{(t.StartsWith('<') ? t : $"<t xml:space=\"preserve\">{SecurityElement.Escape(t)}</t>")}</si>"));
        return this;
    }

    /// <summary>Styles from 1 on, each by its built-in number or its own code.</summary>
    public WorkbookBuilder Formats(params string[] formats)
    {
        for (var i = 0; i < formats.Length; i++)
        {
            var own = !formats[i].All(char.IsAsciiDigit);
            if (own) _codes += $"<numFmt numFmtId=\"{200 + i}\" formatCode=\"{SecurityElement.Escape(formats[i])}\"/>";
            _formats += $"<xf numFmtId=\"{(own ? 200 + i : formats[i])}\" applyNumberFormat=\"1\"/>";
        }

        return this;
    }

    public WorkbookBuilder From1904()
    {
        _from1904 = true;
        return this;
    }

    public byte[] ToBytes()
    {
        var parts = new List<(string, string)>
        {
            ("[Content_Types].xml", "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"xml\" ContentType=\"application/xml\"/></Types>"),
            ("_rels/.rels", Relations([("office", "officeDocument", "/xl/workbook.xml")])),
            ("xl/workbook.xml", $"""
                <workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">
                <workbookPr{(_from1904 ? " date1904=\"1\"" : "")}/><sheets>{string.Concat(_sheets.Select((s, i) => $"<sheet name=\"{SecurityElement.Escape(s.Name)}\" sheetId=\"{i + 1}\" state=\"{s.State}\" r:id=\"s{i}\"/>"))}</sheets></workbook>
                """),
            ("xl/_rels/workbook.xml.rels", Relations([.. _sheets.Select((_, i) => ($"s{i}", "worksheet", $"worksheets/sheet{i}.xml")), ("style", "styles", "styles.xml"), ("text", "sharedStrings", "sharedStrings.xml")])),
            ("xl/styles.xml", $"<styleSheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><numFmts>{_codes}</numFmts><cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs><cellXfs>{_formats}</cellXfs></styleSheet>"),
            ("xl/sharedStrings.xml", $"<sst xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">{_shared}</sst>"),
        };
        parts.AddRange(_sheets.Select((s, i) => ($"xl/worksheets/sheet{i}.xml", $"<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>{s.Rows}</sheetData></worksheet>")));
        return Zip([.. parts.Select(p => (p.Item1, Encoding.UTF8.GetBytes(p.Item2)))]);
    }

    /// <summary>A table of texts as rows of inline texts; null is a cell that is not there.</summary>
    public static string Rows(IEnumerable<string?[]> rows) => string.Concat(rows.Select((row, r) =>
        $"<row r=\"{r + 1}\">{string.Concat(row.Select((text, c) => text is null ? "" : $"<c r=\"{(char)('A' + c)}{r + 1}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{SecurityElement.Escape(text)}</t></is></c>"))}</row>"));

    /// <summary>An archive of files; a name that ends in "/" is a folder.</summary>
    public static byte[] Zip(params (string Name, byte[] Bytes)[] files)
    {
        using var packed = new MemoryStream();
        using (var archive = new ZipArchive(packed, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, bytes) in files)
            {
                using var entry = archive.CreateEntry(name, CompressionLevel.Optimal).Open();
                entry.Write(bytes);
            }
        }

        return packed.ToArray();
    }

    private static string Relations(IEnumerable<(string Id, string Kind, string Target)> relations) =>
        $"<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{string.Concat(relations.Select(r => $"<Relationship Id=\"{r.Id}\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{r.Kind}\" Target=\"{r.Target}\"/>"))}</Relationships>";
}
