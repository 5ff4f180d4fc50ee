using CxDashboard.Domain.Time;

namespace CxDashboard.Features.Ingest.Maps;

/// <summary>A column of a file by its header. Several names mean: the first of these that the file has.</summary>
/// <param name="Occurrence">Which one, from 1, where a header is used more than once; null where it stands once.</param>
public sealed record ColumnName(IReadOnlyList<string> Names, int? Occurrence)
{
    /// <summary>The names as a person reads them: "ident_state" or "incident_state".</summary>
    public override string ToString() => string.Join(" or ", Names.Select(n => $"\"{n}\""));
}

/// <summary>A field counts only in rows where the column holds one of the texts (any case).</summary>
public sealed record Condition(ColumnName Column, IReadOnlySet<string> Is);

/// <summary>
/// Where one field of the record comes from: a constant, one column, several columns joined, or an instant plus durations.
/// </summary>
public sealed record FieldRule
{
    /// <summary>The columns, joined in this order; empty for a constant and for a bare start.</summary>
    public IReadOnlyList<ColumnName> Columns { get; init; } = [];

    /// <summary>What stands between joined columns.</summary>
    public string Join { get; init; } = " ";

    /// <summary>The same text for every row.</summary>
    public string? Constant { get; init; }

    /// <summary>The instant to which the columns, then durations, are added.</summary>
    public RecordField? Start { get; init; }

    /// <summary>Received text (any case) to the text that it means; "*" is every other text.</summary>
    public IReadOnlyDictionary<string, string>? Values { get; init; }

    /// <summary>Date formats of this field, before the map's; ISO 8601 is always tried last.</summary>
    public IReadOnlyList<string> Dates { get; init; } = [];

    /// <summary>What a bare number of a duration counts (<see cref="DurationUnits"/>); null for seconds.</summary>
    public string? Unit { get; init; }

    public TimeZoneInfo? Zone { get; init; }
    public Condition? When { get; init; }
}

/// <summary>How several rows, each an event, make one record.</summary>
public sealed record EventRule
{
    /// <summary>Rows that agree here are one record.</summary>
    public required ColumnName Group { get; init; }

    /// <summary>When the event happened.</summary>
    public required FieldRule Time { get; init; }

    /// <summary>The state after the event.</summary>
    public required ColumnName State { get; init; }

    /// <summary>The states (any case) that mean "we closed it".</summary>
    public required IReadOnlySet<string> Claimed { get; init; }

    /// <summary>True where the events are to be put in order of their time; false where the file's order is the order.</summary>
    public bool OrderByTime { get; init; }
}

/// <summary>Which columns that no field uses are kept with the record.</summary>
public enum ExtraKind { All, Listed, None }

/// <summary>What a file tells about how far its source is known.</summary>
public enum KnownUntilKind { Latest, None, Fixed }

/// <summary>A map: how the columns of one kind of file become records. Read by <see cref="MapReader"/>; never changed.</summary>
public sealed record ImportMap
{
    public required string Name { get; init; }
    public string? About { get; init; }

    /// <summary>Which files of the inbox it is for, by their names: * is any text, ? one character; any case.</summary>
    public IReadOnlyList<string> Files { get; init; } = [];

    /// <summary>The source's name, unless the row or the person says otherwise.</summary>
    public string? Source { get; init; }
    public required IReadOnlyDictionary<RecordField, FieldRule> Fields { get; init; }
    public IReadOnlyList<string> Dates { get; init; } = [];
    public TimeZoneInfo? Zone { get; init; }

    /// <summary>Texts (any case) that mean unknown, besides blank.</summary>
    public IReadOnlySet<string> Missing { get; init; } = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
    public ExtraKind Extra { get; init; }

    /// <summary>Whether numbers are written with a decimal comma.</summary>
    public bool HasCommaDecimals { get; init; }

    /// <summary>The kept columns, where <see cref="Extra"/> lists them.</summary>
    public IReadOnlyList<ColumnName> Kept { get; init; } = [];

    /// <summary>Columns that are left out of the kept ones.</summary>
    public IReadOnlyList<ColumnName> Ignored { get; init; } = [];

    /// <summary>Columns that name our own people: kept with the record, never a slice.</summary>
    public IReadOnlyList<ColumnName> Colleagues { get; init; } = [];
    /// <summary>Whether customers are stored by a keyed hash instead of as they come.</summary>
    public bool Pseudonymises { get; init; }
    public KnownUntilKind KnownUntil { get; init; }

    /// <summary>The instant, where <see cref="KnownUntil"/> is fixed.</summary>
    public Instant? KnownUntilInstant { get; init; }

    /// <summary>An encoding's name, or null for UTF-8 and UTF-16, which are seen from the file.</summary>
    public string? Encoding { get; init; }

    /// <summary>What stands between the fields, or null to see it from the first lines.</summary>
    public char? Delimiter { get; init; }

    /// <summary>The line, or the sheet's row, on which the header stands, from 1; null for the first that is not blank.</summary>
    public int? HeaderLine { get; init; }

    /// <summary>A workbook's sheet by its name, or null for the first visible one with rows.</summary>
    public string? Sheet { get; init; }

    /// <summary>A file in a ZIP archive by its path there, or null for the only table in it.</summary>
    public string? Entry { get; init; }

    /// <summary>Where in a JSON file the array of records is ("data.tickets"), or null for its only array of objects.</summary>
    public string? Records { get; init; }
    public EventRule? Events { get; init; }

    /// <summary>Whether it is for files of this name.</summary>
    public bool Fits(string fileName) => Files.Any(pattern => System.IO.Enumeration.FileSystemName.MatchesSimpleExpression(pattern, fileName, ignoreCase: true));

    /// <summary>SHA-256 of the map's text: an import is continued only under the same map.</summary>
    public required string Hash { get; init; }
}
