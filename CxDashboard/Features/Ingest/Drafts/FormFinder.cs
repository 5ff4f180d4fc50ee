using CxDashboard.Features.Ingest.Guessing;
using CxDashboard.Features.Ingest.Maps;
using CxDashboard.Features.Ingest.Reading;
using CxDashboard.Kit;

namespace CxDashboard.Features.Ingest.Drafts;

/// <summary>Finds how a file is written: its encoding, from all of its bytes, and what stands between its fields.</summary>
internal static class FormFinder
{
    private static readonly ImportMap Bare = new() { Name = "look", Fields = new Dictionary<RecordField, FieldRule>(), Hash = "" };

    /// <param name="path">The file.</param>
    /// <param name="chosen">Which part of it somebody chose.</param>
    /// <param name="told">Told of bytes that were read before any row was.</param>
    /// <exception cref="ImportRefusedException">It is no table that can be read.</exception>
    public static FoundForm Find(string path, MapChoices? chosen = null, Action<long>? told = null)
    {
        List<PartChoice> parts = [];
        var entry = Add(PartFinder.Entries(path, chosen?.Entry));
        var file = new SourceFile(path, FileChoices.None with { Entry = entry }) { Told = told };
        var kind = file.Look.Kind;
        var sheet = kind == FileKind.Workbook ? Add(PartFinder.Sheets(path, chosen?.Sheet)) : null;
        var records = kind == FileKind.Json ? Add(PartFinder.Records(file, chosen?.Records)) : null;
        (string? Name, string Told)? encoding = file.Look is { Kind: FileKind.Text, Encoding: null } ? Encoding(file) : null;
        // Titles above the header have fewer fields than the rows.
        var header = file.Look is { Dialect: { } dialect } look && dialect.HeaderLine > look.LinesAbove + 1 ? dialect.HeaderLine : (int?)null;
        var form = new FileForm(encoding?.Name, HeaderLine: header, Sheet: sheet, Entry: entry, Records: records);
        var source = ImportSource.Look(path, Bare with { Encoding = form.Encoding, HeaderLine = header, Sheet = sheet, Entry = entry, Records = records });
        return new FoundForm(source with { File = source.File.Telling(told) }, form, Told(source, encoding?.Told) + (header is { } line ? $", header in line {line}" : ""), parts);

        string? Add(PartChoice? part)
        {
            if (part is not null) parts.Add(part);
            return part?.Taken;
        }
    }

    // Of a file that is not UTF-16; no name is UTF-8.
    private static (string? Name, string Told) Encoding(SourceFile file)
    {
        using var opened = file.Open();
        try
        {
            var found = EncodingSniffer.Detect(opened.Text);
            return found.Encoding == TextEncoding.Windows1252 ? ("windows-1252", $"Windows-1252 ({Figures.Of(found.For, "letter is", "letters are")} not UTF-8)") : (null, "UTF-8");
        }
        catch (Exception e) when (e is InvalidDataException or System.Text.DecoderFallbackException)
        {
            throw new ImportRefusedException($"The file {file.Path} is damaged: it cannot be unpacked. Fetch it again.", e);
        }
    }

    private static string Told(ImportSource source, string? encoding) => source.File.Look.Kind switch
    {
        FileKind.Workbook => "workbook",
        FileKind.Json => "JSON",
        FileKind.JsonLines => "JSON Lines",
        _ => $"{DelimiterName(source.Delimiter)}, {encoding ?? "UTF-16"}",
    };

    private static string DelimiterName(char delimiter) => delimiter switch { ',' => "commas", ';' => "semicolons", '\t' => "tabs", '|' => "bars", var other => $"“{other}”" };
}

/// <summary>How a file is written, and what of it is its table.</summary>
/// <param name="Source">The file, to be read.</param>
/// <param name="Form">The same in the words of a map.</param>
/// <param name="Told">The same for a person.</param>
/// <param name="Parts">Of which parts the rows may be, where there are several: of the archive first.</param>
internal sealed record FoundForm(ImportSource Source, FileForm Form, string Told, IReadOnlyList<PartChoice> Parts);
