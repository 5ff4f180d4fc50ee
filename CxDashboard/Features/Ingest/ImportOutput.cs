using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using CsvHelper;
using Spectre.Console;

namespace CxDashboard.Features.Ingest;

/// <summary>Writes what came of an import: for a person, for a spreadsheet, or as the JSON of the command line's contract.</summary>
internal static class ImportOutput
{
    private static readonly JsonWriterOptions Options = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="output">Standard output.</param>
    /// <param name="answer">What came of it.</param>
    /// <param name="format">table, csv or json.</param>
    public static void Write(TextWriter output, ImportAnswer answer, string format)
    {
        switch (format)
        {
            case "json": output.WriteLine(Json(answer)); break;
            case "csv": output.Write(Csv(answer)); break;
            default: Table(output, answer); break;
        }
    }

    /// <summary>The contract's JSON: these names, in this order.</summary>
    public static string Json(ImportAnswer answer)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            json.WriteString("file", answer.File);
            json.WriteString("source", answer.Source);
            json.WriteNumber("read", answer.Read);
            json.WriteNumber("new", answer.New);
            json.WriteNumber("changed", answer.Changed);
            json.WriteNumber("unchanged", answer.Unchanged);
            json.WriteNumber("rejected", answer.Rejected);
            json.WriteString("knownUntil", answer.KnownUntil?.ToString());
            json.WriteString("contactsKnownUntil", answer.ContactsKnownUntil?.ToString());
            json.WriteStartArray("reasons");
            foreach (var reason in answer.Reasons)
            {
                json.WriteStartObject();
                json.WriteString("reason", reason.Reason);
                json.WriteNumber("count", reason.Count);
                json.WriteNumber("firstLine", reason.FirstLine);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteStartArray("warnings");
            foreach (var warning in answer.Warnings) json.WriteStringValue(warning);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return System.Text.Encoding.UTF8.GetString(buffer.ToArray());
    }

    private static string Csv(ImportAnswer answer)
    {
        using var buffer = new MemoryStream();
        using (var writer = CsvWriter.Create(buffer, new CsvWriterOptions { NewLine = "\n", Injection = CsvInjection.Escape }))
        {
            foreach (var (name, _) in Lines(answer)) writer.WriteField(name);
            writer.EndRecord();
            foreach (var (_, value) in Lines(answer)) writer.WriteField(value);
            writer.EndRecord();
        }

        return System.Text.Encoding.UTF8.GetString(buffer.ToArray());
    }

    private static void Table(TextWriter output, ImportAnswer answer)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output) });
        var grid = new Grid().AddColumn().AddColumn();
        foreach (var (name, value) in Lines(answer)) grid.AddRow(Markup.Escape(name), Markup.Escape(value));
        console.Write(grid);
        if (answer.Reasons.Count == 0) return;
        var table = new Table().AddColumn("Not taken because").AddColumn("Rows", c => c.RightAligned()).AddColumn("First line", c => c.RightAligned());
        foreach (var reason in answer.Reasons) table.AddRow(Markup.Escape(reason.Reason), Number(reason.Count), Number(reason.FirstLine));
        console.Write(table);
    }

    private static IEnumerable<(string Name, string Value)> Lines(ImportAnswer answer) =>
    [
        ("file", answer.File), ("source", answer.Source), ("read", Number(answer.Read)), ("new", Number(answer.New)), ("changed", Number(answer.Changed)),
        ("unchanged", Number(answer.Unchanged)), ("rejected", Number(answer.Rejected)), ("knownUntil", answer.KnownUntil?.ToString() ?? ""),
        ("contactsKnownUntil", answer.ContactsKnownUntil?.ToString() ?? ""),
    ];

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}
