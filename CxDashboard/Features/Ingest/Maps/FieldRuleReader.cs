using System.Globalization;
using System.Text.Json;
using CxDashboard.Features.Ingest.Reading;

namespace CxDashboard.Features.Ingest.Maps;

/// <summary>Reads what a map says about one field: a column's name, or an object with more to say.</summary>
internal static class FieldRuleReader
{
    public static FieldRule Read(MapNode node, RecordField field)
    {
        if (node.Element.ValueKind == JsonValueKind.String) return new FieldRule { Columns = [One(node)] };
        node.Only("column", "occurrence", "columns", "join", "constant", "start", "plus", "unit", "values", "dates", "zone", "when");
        var rule = new FieldRule
        {
            Columns = [.. Sources(node)],
            Join = node.Text("join") ?? " ",
            Constant = node.Text("constant"),
            Start = Start(node, field),
            Values = Values(node),
            Dates = Dates(node),
            Zone = Zone(node),
            Unit = Unit(node),
            When = node.Child("when") is { } when ? When(when) : null,
        };
        var ways = (node.Child("column") is null ? 0 : 1) + (node.Child("columns") is null ? 0 : 1) + (rule.Constant is null ? 0 : 1) + (rule.Start is null ? 0 : 1);
        if (ways != 1) throw node.Mistake("it needs exactly one of \"column\", \"columns\", \"constant\" or \"start\"");
        if (node.Child("plus") is not null && rule.Start is null) throw node.Mistake("\"plus\" needs a \"start\"");
        return rule;
    }

    /// <summary>The column under a property of the node, or null where there is none.</summary>
    public static ColumnName? Column(MapNode node, string name) => node.Child(name) is { } child ? One(child) : null;

    /// <summary>The list of columns under a property of the node.</summary>
    public static IReadOnlyList<ColumnName> Columns(MapNode node, string name)
    {
        if (node.Child(name) is not { } child) return [];
        if (child.Element.ValueKind != JsonValueKind.Array) return [One(child)];
        return [.. child.Element.EnumerateArray().Select(e => One(child with { Element = e }))];
    }

    public static IReadOnlyList<string> Dates(MapNode node)
    {
        var formats = node.Texts("dates");
        foreach (var format in formats)
        {
            if (!IsDateFormat(format)) throw node.Mistake($"\"{format}\" is not a date format such as \"dd-MM-yyyy HH:mm\"");
        }

        return formats;
    }

    public static TimeZoneInfo? Zone(MapNode node)
    {
        if (node.Text("zone") is not { } id) return null;
        return TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone) ? zone : throw node.Mistake($"the zone \"{id}\" is not known; write it like \"Europe/Berlin\"");
    }

    private static string? Unit(MapNode node) =>
        node.Text("unit") is not { } unit ? null : DurationUnits.Of(unit) is not null ? unit : throw node.Mistake($"\"unit\" is \"{unit}\" and must be \"seconds\", \"minutes\", \"hours\" or \"days\"");

    // One letter is one of .NET's standard formats, and K reads the machine's own zone: neither says what a map means.
    private static bool IsDateFormat(string format)
    {
        if (NumberedMoments.IsFormat(format)) return NumberedMoments.DateOf(format) is not { } date || IsDateFormat(date);
        if (format.Length < 2 || format.Contains('K', StringComparison.Ordinal)) return false;
        try
        {
            var sample = new DateTimeOffset(2026, 11, 23, 1, 2, 3, TimeSpan.Zero);
            return DateTimeOffset.TryParseExact(sample.ToString(format, CultureInfo.InvariantCulture), format, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out _);
        }
        catch (FormatException)
        {
            return false;
        }
    }

    private static IEnumerable<ColumnName> Sources(MapNode node)
    {
        if (node.Child("column") is { } column)
        {
            int? occurrence = node.Child("occurrence") is null ? null : Occurrence(node);
            return [One(column) with { Occurrence = occurrence }];
        }

        return [.. Columns(node, "columns"), .. Columns(node, "plus")];
    }

    // "A", ["A", "B"] (the first that is there), or { "column": …, "occurrence": 2 }.
    private static ColumnName One(MapNode node)
    {
        switch (node.Element.ValueKind)
        {
            case JsonValueKind.String:
                return new ColumnName([Name(node, node.Element)], null);
            case JsonValueKind.Array when node.Element.GetArrayLength() > 0:
                return new ColumnName([.. node.Element.EnumerateArray().Select(e => Name(node, e))], null);
            case JsonValueKind.Object:
                node.Only("column", "occurrence");
                var column = node.Child("column") ?? throw node.Mistake("\"column\" is missing");
                return One(column) with { Occurrence = node.Child("occurrence") is null ? null : Occurrence(node) };
            default:
                throw node.Mistake("a column is named by a text");
        }
    }

    private static string Name(MapNode node, JsonElement element) =>
        element.ValueKind == JsonValueKind.String && element.GetString()!.Trim() is { Length: > 0 } name ? name : throw node.Mistake("a column is named by a text");

    private static int Occurrence(MapNode node) =>
        node.Child("occurrence") is { Element.ValueKind: JsonValueKind.Number } child && child.Element.TryGetInt32(out var n) && n > 0
            ? n
            : throw node.Mistake("\"occurrence\" must be 1, 2, …");

    private static RecordField? Start(MapNode node, RecordField field)
    {
        if (node.Text("start") is not { } name) return null;
        if (!RecordFields.IsInstant(field)) throw node.Mistake("only an instant can be a start plus durations");
        return RecordFields.Find(name) is { } start && RecordFields.IsInstant(start) ? start : throw node.Mistake($"\"start\" is \"{name}\", which is no instant of a record");
    }

    private static Dictionary<string, string>? Values(MapNode node)
    {
        if (node.Child("values") is not { } values) return null;
        var result = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (key, value) in values.Children())
        {
            // Null is allowed on purpose: "this word says nothing".
            var text = value.Element.ValueKind switch
            {
                JsonValueKind.String => value.Element.GetString()!.Trim(),
                JsonValueKind.Number => value.Element.GetRawText(),
                JsonValueKind.True => "yes",
                JsonValueKind.False => "no",
                JsonValueKind.Null => "",
                _ => throw values.Mistake($"\"{key}\" must become a text"),
            };
            if (!result.TryAdd(key.Trim(), text)) throw values.Mistake($"\"{key}\" stands there twice");
        }

        return result;
    }

    private static Condition When(MapNode node)
    {
        node.Only("column", "occurrence", "is");
        var column = Column(node, "column") ?? throw node.Mistake("\"column\" is missing");
        var words = node.Texts("is").ToHashSet(StringComparer.OrdinalIgnoreCase);
        if (words.Count == 0) throw node.Mistake("\"is\" must list texts");
        return new Condition(node.Child("occurrence") is null ? column : column with { Occurrence = Occurrence(node) }, words);
    }
}
