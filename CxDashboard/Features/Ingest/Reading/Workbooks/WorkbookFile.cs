using System.Globalization;
using System.Xml;
using CxDashboard.Features.Ingest.Reading.Packed;

namespace CxDashboard.Features.Ingest.Reading.Workbooks;

/// <summary>One sheet of a workbook.</summary>
/// <param name="Name">As its tab shows it.</param>
/// <param name="Hidden">Whether people see it.</param>
/// <param name="Part">The path of its rows in the archive.</param>
internal sealed record WorkbookSheet(string Name, bool Hidden, string Part);

/// <summary>
/// What a workbook (.xlsx, .xlsm) says of its sheets, formats and texts. Read from its XML directly, which has rows only where
/// they are asked for. Source: ECMA-376, part 1, 18.2 and 18.8.
/// </summary>
internal sealed class WorkbookFile : IDisposable
{
    private const int MostStyles = 100_000;
    private readonly ZipFolder _folder;
    private readonly string _path;
    private readonly string? _strings;
    private readonly List<CellFormat> _formats = [];
    private SharedStrings? _texts;

    /// <param name="file">The workbook, left open.</param>
    /// <param name="path">How it is called in sentences.</param>
    /// <exception cref="ImportRefusedException">It is damaged.</exception>
    public WorkbookFile(Stream file, string path)
    {
        _path = path;
        _folder = new ZipFolder(file, path);
        (_strings, Sheets) = Guarded(() =>
        {
            var main = Relations("").Values.FirstOrDefault(r => r.Kind == "officeDocument").Target ?? "xl/workbook.xml";
            var relations = Relations(main);
            if (relations.Values.FirstOrDefault(r => r.Kind == "styles").Target is { } styles) ReadStyles(styles);
            return (relations.Values.FirstOrDefault(r => r.Kind == "sharedStrings").Target, ReadSheets(main, relations));
        });
    }

    /// <summary>The sheets with cells, in the order of their tabs.</summary>
    public IReadOnlyList<WorkbookSheet> Sheets { get; }

    /// <summary>Whether days are counted from 1904.</summary>
    public bool From1904 { get; private set; }

    /// <summary>The texts that cells share; read when the first cell asks.</summary>
    public SharedStrings Texts => _texts ??= Guarded(() => _strings is null || _folder.Find(_strings) is not { } part ? new SharedStrings() : SharedStrings.Read(_folder.Open(part), _path));

    /// <summary>What a number means by its cell's style.</summary>
    public CellFormat FormatOf(int style) => style >= 0 && style < _formats.Count ? _formats[style] : CellFormat.Number;

    /// <summary>Opens the rows of a sheet. The caller disposes them.</summary>
    public SheetReader Open(WorkbookSheet sheet) => Guarded(() => new SheetReader(WorkbookXml.Open(Part(sheet.Part)), this));

    public void Dispose() => _folder.Dispose();

    /// <summary>Runs what reads the workbook's XML, and says in a sentence where that is not what it should be.</summary>
    private T Guarded<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is XmlException or InvalidDataException or IOException)
        {
            throw new ImportRefusedException($"The workbook {_path} is damaged: {e.Message.TrimEnd('.')}. Open it, save it again, or fetch it again.", e);
        }
    }

    private Stream Part(string path) => _folder.Open(_folder.Find(path) ?? throw new InvalidDataException($"it has no {path}"));

    // By id: what kind of part, and where it lies in the archive.
    private Dictionary<string, (string Kind, string Target)> Relations(string of)
    {
        var slash = of.LastIndexOf('/');
        var result = new Dictionary<string, (string, string)>(StringComparer.Ordinal);
        if (_folder.Find($"{of[..(slash + 1)]}_rels/{of[(slash + 1)..]}.rels") is not { } part) return result;
        using var xml = WorkbookXml.Open(_folder.Open(part));
        while (xml.Read())
        {
            if (xml.NodeType != XmlNodeType.Element || xml.LocalName != "Relationship" || xml.GetAttribute("TargetMode") == "External") continue;
            if (xml.GetAttribute("Id") is not { } id || xml.GetAttribute("Type") is not { } type || xml.GetAttribute("Target") is not { } target) continue;
            // The namespaces of the two editions of the standard differ, the last word does not.
            result.TryAdd(id, (type[(type.LastIndexOf('/') + 1)..], Resolve(of[..(slash + 1)], target)));
        }

        return result;
    }

    private static string Resolve(string folder, string target)
    {
        target = target.Replace('\\', '/');
        var parts = new List<string>();
        foreach (var step in (target.StartsWith('/') ? target : folder + target).Split('/'))
        {
            if (step == ".." && parts.Count > 0) parts.RemoveAt(parts.Count - 1);
            else if (step is not ("" or "." or "..")) parts.Add(step);
        }

        return string.Join('/', parts);
    }

    private List<WorkbookSheet> ReadSheets(string main, Dictionary<string, (string Kind, string Target)> relations)
    {
        var result = new List<WorkbookSheet>();
        using var xml = WorkbookXml.Open(Part(main));
        while (xml.Read())
        {
            if (xml.NodeType != XmlNodeType.Element) continue;
            if (xml.LocalName == "workbookPr") From1904 = WorkbookXml.IsYes(xml.GetAttribute("date1904"));
            if (xml.LocalName != "sheet" || xml.GetAttribute("name") is not { } name) continue;
            var id = "";
            // r:id, in the namespace of either edition.
            while (xml.MoveToNextAttribute())
            {
                if (xml.LocalName == "id" && xml.NamespaceURI.EndsWith("/relationships", StringComparison.Ordinal)) id = xml.Value;
            }

            xml.MoveToElement();
            // A sheet that is only a chart has no cells.
            if (relations.TryGetValue(id, out var relation) && relation.Kind == "worksheet")
            {
                result.Add(new WorkbookSheet(name, xml.GetAttribute("state") is "hidden" or "veryHidden", relation.Target));
            }
        }

        return result;
    }

    private void ReadStyles(string path)
    {
        var codes = new Dictionary<int, CellFormat>();
        using var xml = WorkbookXml.Open(Part(path));
        var inside = false;
        while (xml.Read() && _formats.Count < MostStyles && codes.Count < MostStyles)
        {
            if (xml.NodeType == XmlNodeType.EndElement && xml.LocalName == "cellXfs") inside = false;
            if (xml.NodeType != XmlNodeType.Element) continue;
            if (xml.LocalName == "cellXfs") inside = !xml.IsEmptyElement;
            if (xml.LocalName == "numFmt" && Number(xml, "numFmtId") is { } id && xml.GetAttribute("formatCode") is { } code) codes[id] = CellFormats.Of(code);
            if (!inside || xml.LocalName != "xf") continue;
            var format = Number(xml, "numFmtId") ?? 0;
            _formats.Add(codes.TryGetValue(format, out var own) ? own : CellFormats.BuiltIn(format));
        }
    }

    private static int? Number(XmlReader xml, string attribute) =>
        int.TryParse(xml.GetAttribute(attribute), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
