using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace CxDashboard.CommandLine;

/// <summary>One row of an answer: its fields in order. Values are text, numbers, booleans, null, or objects for JSON.</summary>
public sealed class OutputRow
{
    /// <summary>Fields by their names as in JSON.</summary>
    public List<(string Name, JsonNode? Value)> Fields { get; } = [];

    public OutputRow Add(string name, JsonNode? value)
    {
        Fields.Add((name, value));
        return this;
    }
}

/// <summary>Writes answers on standard output as a table, CSV or JSON; nothing else is ever written there.</summary>
public static class Output
{
    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes rows as an array (JSON), lines (CSV) or a table.</summary>
    /// <param name="tableColumns">The columns that a table shows to a person, where that is not all.</param>
    public static Task WriteAsync(IReadOnlyList<OutputRow> rows, string? format, IReadOnlyList<string> columns, IReadOnlyList<string>? tableColumns = null) =>
        WriteAsync(() => ToJson(rows), rows, format, columns, tableColumns);

    /// <summary>Writes an answer that is more than its rows: as JSON the whole of it, else its rows.</summary>
    public static Task WriteAsync(JsonObject answer, IReadOnlyList<OutputRow> rows, string? format, IReadOnlyList<string> columns, IReadOnlyList<string>? tableColumns = null) =>
        WriteAsync(() => answer.ToJsonString(Json), rows, format, columns, tableColumns);

    private static async Task WriteAsync(Func<string> json, IReadOnlyList<OutputRow> rows, string? format, IReadOnlyList<string> columns, IReadOnlyList<string>? tableColumns)
    {
        switch (format ?? (Console.IsOutputRedirected ? "json" : "table"))
        {
            case "json":
                await Console.Out.WriteLineAsync(json());
                break;
            case "csv":
                await Console.Out.WriteAsync(Csv(rows, columns));
                break;
            default:
                await Console.Out.WriteAsync(Table(rows, tableColumns ?? columns));
                break;
        }
    }

    /// <summary>Rows as a JSON array, the same wherever they are answered.</summary>
    public static string ToJson(IReadOnlyList<OutputRow> rows) => new JsonArray([.. rows.Select(Node)]).ToJsonString(Json);

    /// <summary>An answer that is more than rows, the same wherever it is answered.</summary>
    public static string ToJson(JsonObject answer) => answer.ToJsonString(Json);

    private static JsonNode Node(OutputRow row)
    {
        var node = new JsonObject();
        foreach (var (name, value) in row.Fields) node.Add(name, value);
        return node;
    }

    private static string Csv(IReadOnlyList<OutputRow> rows, IReadOnlyList<string> columns)
    {
        var text = new System.Text.StringBuilder();
        text.Append(string.Join(',', columns)).Append("\r\n");
        foreach (var row in rows) text.Append(string.Join(',', row.Fields.Select(f => Cell(f.Value)))).Append("\r\n");
        return text.ToString();
    }

    // A text that a spreadsheet would take for a formula gets an apostrophe; numbers stay numbers.
    private static string Cell(JsonNode? value)
    {
        var text = Plain(value);
        if (value is JsonValue v && v.GetValueKind() == JsonValueKind.String && text.Length > 0 && "=+-@\t\r".Contains(text[0], StringComparison.Ordinal)) text = "'" + text;
        return text.AsSpan().IndexOfAny(",\"\r\n") < 0 ? text : "\"" + text.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";
    }

    // Lines are as long as their columns need, for the eye and for `less -S`: nothing is cut or wrapped.
    private static string Table(IReadOnlyList<OutputRow> rows, IReadOnlyList<string> columns)
    {
        var cells = rows.Select(row => columns.Select(column => Short(row.Fields.Find(f => f.Name == column).Value)).ToArray()).Prepend([.. columns]).ToList();
        var widths = columns.Select((_, i) => cells.Max(line => line[i].Length)).ToArray();
        var text = new System.Text.StringBuilder();
        foreach (var line in cells) text.Append(string.Join("  ", line.Select((cell, i) => cell.PadRight(widths[i]))).TrimEnd()).Append('\n');
        return text.ToString();
    }

    private static string Short(JsonNode? value) =>
        value is JsonValue v && v.GetValueKind() == JsonValueKind.Number && v.TryGetValue(out double number)
            ? number.ToString("0.####", CultureInfo.InvariantCulture)
            : Plain(value);

    // As it is typed: "channel=chat; channel=phone", "channel!=chat".
    private static IEnumerable<string> Conditions(string field, JsonNode? value) => value switch
    {
        JsonArray any => any.Select(v => $"{field}={v}"),
        JsonObject both => (both["any"]?.AsArray() ?? []).Select(v => $"{field}={v}").Concat((both["not"]?.AsArray() ?? []).Select(v => $"{field}!={v}")),
        _ => [$"{field}={value}"],
    };

    private static string Plain(JsonNode? value) => value switch
    {
        null => "",
        JsonValue v when v.GetValueKind() == JsonValueKind.String => v.GetValue<string>(),
        JsonObject o => string.Join("; ", o.SelectMany(p => Conditions(p.Key, p.Value))),
        _ => value.ToJsonString(),
    };
}
