using CxDashboard.Features.Ingest.Guessing;
using CxDashboard.Features.Ingest.Maps;
using CxDashboard.Features.Ingest.Reading;

namespace CxDashboard.Features.Ingest.Drafts;

/// <summary>Finds how a file is written: its encoding and what stands between its fields.</summary>
internal static class FormFinder
{
    private static readonly ImportMap Bare = new() { Name = "look", Fields = new Dictionary<RecordField, FieldRule>(), Hash = "" };

    /// <exception cref="ImportRefusedException">It is no table that can be read.</exception>
    public static (ImportSource Source, FileForm Form, string Told) Find(string path)
    {
        var source = ImportSource.Look(path, Bare);
        return (source, new FileForm(), DelimiterName(source.Delimiter));
    }

    private static string DelimiterName(char delimiter) => delimiter switch { ',' => "commas", ';' => "semicolons", '\t' => "tabs", '|' => "bars", var other => $"“{other}”" };
}
