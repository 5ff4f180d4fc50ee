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
        var (encoding, told) = Encoding(path);
        var source = ImportSource.Look(path, Bare with { Encoding = encoding });
        return (source, new FileForm(encoding), $"{DelimiterName(source.Delimiter)}, {told}");
    }

    // Null for UTF-8.
    private static (string? Name, string Told) Encoding(string path)
    {
        using var opened = new SourceFile(path, null).Open();
        try
        {
            var found = EncodingSniffer.Detect(opened.Text);
            return found.Encoding switch
            {
                TextEncoding.Windows1252 => ("windows-1252", $"Windows-1252 ({Figures.Of(found.For, "letter is", "letters are")} not UTF-8)"),
                TextEncoding.Utf16LittleEndian => ("utf-16", "UTF-16"),
                TextEncoding.Utf16BigEndian => ("utf-16BE", "UTF-16"),
                _ => (null, "UTF-8"),
            };
        }
        catch (InvalidDataException e)
        {
            throw new ImportRefusedException($"The file {path} is damaged: it cannot be unpacked. Fetch it again.", e);
        }
    }

    private static string DelimiterName(char delimiter) => delimiter switch { ',' => "commas", ';' => "semicolons", '\t' => "tabs", '|' => "bars", var other => $"“{other}”" };
}
