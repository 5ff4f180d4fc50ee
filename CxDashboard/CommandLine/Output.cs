using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Spectre.Console;

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
    public static async Task WriteAsync(IReadOnlyList<OutputRow> rows, string? format, IReadOnlyList<string> columns)
    {
        switch (format ?? (Console.IsOutputRedirected ? "json" : "table"))
        {
            case "json":
                await Console.Out.WriteLineAsync(new JsonArray([.. rows.Select(Node)]).ToJsonString(Json));
                break;
            case "csv":
                await Console.Out.WriteAsync(Csv(rows, columns));
                break;
            default:
                Table(rows, columns);
                break;
        }
    }

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

    private static void Table(IReadOnlyList<OutputRow> rows, IReadOnlyList<string> columns)
    {
        var table = new Table().Border(TableBorder.Simple);
        foreach (var column in columns) table.AddColumn(new TableColumn(Markup.Escape(column)).NoWrap());
        foreach (var row in rows) table.AddRow([.. row.Fields.Select(f => Markup.Escape(Short(f.Value)))]);
        AnsiConsole.Write(table);
    }

    private static string Short(JsonNode? value) =>
        value is JsonValue v && v.GetValueKind() == JsonValueKind.Number && v.TryGetValue(out double number)
            ? number.ToString("0.####", CultureInfo.InvariantCulture)
            : Plain(value);

    private static string Plain(JsonNode? value) => value switch
    {
        null => "",
        JsonValue v when v.GetValueKind() == JsonValueKind.String => v.GetValue<string>(),
        JsonObject o => string.Join("; ", o.Select(p => $"{p.Key}={p.Value}")),
        _ => value.ToJsonString(),
    };
}
