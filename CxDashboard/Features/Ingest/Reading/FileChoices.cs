using CxDashboard.Features.Ingest.Maps;

namespace CxDashboard.Features.Ingest.Reading;

/// <summary>What a person said of how a file is read; null is seen from the file itself.</summary>
public sealed record FileChoices
{
    /// <summary>Nothing was said.</summary>
    public static FileChoices None { get; } = new();

    /// <summary>An encoding's name. A byte order mark comes before it.</summary>
    public string? Encoding { get; init; }

    /// <summary>What stands between the fields of a text file.</summary>
    public char? Delimiter { get; init; }

    /// <summary>The line, or the sheet's row, on which the header stands, from 1; null is the first that is not blank.</summary>
    public int? HeaderLine { get; init; }

    /// <summary>A workbook's sheet by its name; null is the first visible one with rows.</summary>
    public string? Sheet { get; init; }

    /// <summary>A file in a ZIP archive by its path there; null is the only table in it.</summary>
    public string? Entry { get; init; }

    /// <summary>Where in a JSON file the array of records is ("data.tickets"); null is the only array of objects.</summary>
    public string? Records { get; init; }

    /// <summary>What a map says.</summary>
    public static FileChoices Of(ImportMap map) => new()
    {
        Encoding = map.Encoding,
        Delimiter = map.Delimiter,
        HeaderLine = map.HeaderLine,
        Sheet = map.Sheet,
        Entry = map.Entry,
        Records = map.Records,
    };
}
