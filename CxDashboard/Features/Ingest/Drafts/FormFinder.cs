using CxDashboard.Features.Ingest.Guessing;
using CxDashboard.Features.Ingest.Maps;
using CxDashboard.Features.Ingest.Reading;
using CxDashboard.Kit;

namespace CxDashboard.Features.Ingest.Drafts;

/// <summary>Finds how a file is written: its encoding, from all of its bytes, and what stands between its fields.</summary>
internal static class FormFinder
{
    private static readonly ImportMap Bare = new() { Name = "look", Fields = new Dictionary<RecordField, FieldRule>(), Hash = "" };

    /// <exception cref="ImportRefusedException">It is no table that can be read.</exception>
    public static (ImportSource Source, FileForm Form, string Told) Find(string path)
    {
        var file = new SourceFile(path, FileChoices.None);
        (string? Name, string Told)? encoding = file.Look is { Kind: FileKind.Text, Encoding: null } ? Encoding(file) : null;
        // Titles above the header have fewer fields than the rows.
        var header = file.Look is { Dialect: { } dialect } look && dialect.HeaderLine > look.LinesAbove + 1 ? dialect.HeaderLine : (int?)null;
        var source = ImportSource.Look(path, Bare with { Encoding = encoding?.Name, HeaderLine = header });
        return (source, new FileForm(encoding?.Name, HeaderLine: header), Told(source, encoding?.Told) + (header is { } line ? $", header in line {line}" : ""));
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
