using System.IO.Compression;
using System.Text;
using System.Text.Json;
using CxDashboard.Features.Ingest.Reading;
using Xunit;

namespace CxDashboard.Tests.Ingest;

/// <summary>One set of records, written in some fifty ways, is the same set in the store.</summary>
public sealed class DialectsTests
{
    private static readonly string[] Columns = ["external_id", "opened_at", "channel", "topic", "customer", "claimed", "rating", "rating_scale", "cost", "comment", "Größe"];

    private static readonly string[][] Records =
    [
        ["a-1", "2026-01-05T09:12:58", "phone", "billing", "c1", "yes", "4", "5", "12.5", "fine, really; yes|no", "1,5 m"],
        ["a-2", "2026-01-06", "chat", "Rückgabe", "c2", "no", "", "", "", "she said \"no\" – 20 €", ""],
        ["a-3", "2026-01-07T23:59:59", "mail", "billing", "", "yes", "5", "5", "0.1", "", "2,25 m"],
        ["12345678901234567", "2026-02-28T00:00:01", "", "", "c1", "", "1", "5", "1000000", "été à la plage", "0,5 m"],
        ["a-5", "2026-03-29T02:30:00", "phone", "delivery", "c5", "no", "3.5", "5", "7.25", "tab is last", "9 m"],
    ];

    private static readonly Encoding Western = SourceFile.FindEncoding("windows-1252")!;
    private static readonly Dictionary<string, (string File, byte[] Bytes, string? Map)> Dialects = All();

    public static TheoryData<string> Names => [.. Dialects.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task EveryDialect_IsTheSameRecords(string name)
    {
        var expected = await StoredAsync("plain.csv", Encoding.UTF8.GetBytes(Text(',', "\n")), null);
        var (file, bytes, map) = Dialects[name];

        Assert.Equal(5, expected.Count);
        Assert.Equal(expected, await StoredAsync(file, bytes, map));
    }

    [Fact]
    public void ThereAreFortyAndMore() => Assert.True(Dialects.Count >= 40, $"{Dialects.Count}");

    private static async Task<IReadOnlyList<string>> StoredAsync(string name, byte[] bytes, string? choices)
    {
        await using var folder = await ImportFolder.OpenAsync();
        var standard = string.Join(", ", Columns[..^1].Select(c => $"\"{c}\": \"{c}\""));
        folder.Write("maps/own.json", $"{{ \"source\": \"desk\", \"fields\": {{ {standard} }}{(choices is null ? "" : ", " + choices)} }}");
        var path = folder.PathOf(name);
        await File.WriteAllBytesAsync(path, bytes, TestContext.Current.CancellationToken);
        var answer = await folder.ImportAsync(path, "own");
        Assert.Equal((5, 5, 0), (answer.Read, answer.New, answer.Rejected));
        return folder.Ask("SELECT * FROM interaction ORDER BY id");
    }

    private static Dictionary<string, (string File, byte[] Bytes, string? Map)> All()
    {
        var all = new Dictionary<string, (string, byte[], string?)>(StringComparer.Ordinal);
        void Add(string name, string file, byte[] bytes, string? map = null) => all.Add(name, (file, bytes, map));
        var encodings = new (string Name, Func<string, byte[]> Write, string? Map)[]
        {
            ("UTF-8", Encoding.UTF8.GetBytes, null), ("UTF-8 marked", t => Encoding.UTF8.GetBytes("\uFEFF" + t), null),
            ("UTF-16LE marked", t => Encoding.Unicode.GetBytes("\uFEFF" + t), null), ("UTF-16BE marked", t => Encoding.BigEndianUnicode.GetBytes("\uFEFF" + t), null),
            ("UTF-16LE", Encoding.Unicode.GetBytes, null), ("UTF-16BE", Encoding.BigEndianUnicode.GetBytes, null),
            ("Windows-1252", Western.GetBytes, "\"encoding\": \"windows-1252\""), ("UTF-8 marked, named wrongly", t => Encoding.UTF8.GetBytes("\uFEFF" + t), "\"encoding\": \"windows-1252\""),
        };
        foreach (var (encoding, write, map) in encodings)
        {
            foreach (var (delimiter, end) in (ReadOnlySpan<(char, string)>)[(',', "\r\n"), ('\t', "\n"), (';', "\r")])
            {
                var kind = $"{delimiter switch { ',' => "commas", '\t' => "tabs", _ => "semicolons" }}, {end.Replace("\r", "CR", StringComparison.Ordinal).Replace("\n", "LF", StringComparison.Ordinal)}";
                Add($"{encoding}, {kind}", "rows.csv", write(Text(delimiter, end)), map);
            }

            Add($"JSON Lines in {encoding}", "rows.jsonl", write(JsonLines()), map);
        }

        var utf8 = Encoding.UTF8;
        Add("bars", "rows.txt", utf8.GetBytes(Text('|', "\n")));
        Add("all quoted", "rows.csv", utf8.GetBytes(Text(';', "\r\n", quoteAll: true)));
        Add("sep=", "rows.csv", utf8.GetBytes("sep=;\r\n" + Text(';', "\r\n")));
        Add("sep= in UTF-16", "rows.csv", Encoding.Unicode.GetBytes("\uFEFFsep=\t\r\n" + Text('\t', "\r\n")));
        Add("blank lines above", "rows.csv", utf8.GetBytes("\r\n  \r\n;;;\r\n" + Text(';', "\r\n")));
        Add("titles above", "rows.csv", utf8.GetBytes("Report, of \"March\r\n\r\n" + Text(';', "\r\n")), "\"header_line\": 3");
        Add("titles above, CR", "rows.csv", utf8.GetBytes("Report\r\r" + Text(',', "\r")), "\"header_line\": 3");
        Add("more separators than headers", "rows.csv", utf8.GetBytes(Text(',', "\n", behind: ",,")));
        Add("blank lines between", "rows.csv", utf8.GetBytes(Text(',', "\n\n")));
        Add("no line end", "rows.csv", utf8.GetBytes(Text(',', "\n").TrimEnd('\n')));
        Add("gzip", "rows.csv.gz", Pack(utf8.GetBytes(Text(',', "\n"))));
        Add("gzip of UTF-16", "rows.csv.gz", Pack(Encoding.Unicode.GetBytes("\uFEFF" + Text('\t', "\r\n"))));
        Add("gzip of JSON Lines", "rows.jsonl.gz", Pack(utf8.GetBytes(JsonLines())));
        Add("JSON", "rows.json", utf8.GetBytes("[" + JsonLines().TrimEnd('\n').Replace("\n", ",\n", StringComparison.Ordinal) + "]"));
        Add("JSON on one line", "rows.json", utf8.GetBytes("[" + JsonLines().TrimEnd('\n').Replace('\n', ',') + "]"));
        Add("a page of an API", "rows.json", utf8.GetBytes("{\"count\":5,\"data\":{\"rows\":[" + JsonLines().TrimEnd('\n').Replace('\n', ',') + "]},\"next\":null}"));
        Add("JSON of UTF-16 in ZIP", "rows.zip", WorkbookBuilder.Zip(("x/rows.json", Encoding.Unicode.GetBytes("\uFEFF[" + JsonLines().TrimEnd('\n').Replace('\n', ',') + "]"))));
        Add("ZIP", "rows.zip", WorkbookBuilder.Zip(("x/rows.csv", utf8.GetBytes(Text(';', "\r\n")))));
        Add("ZIP of Windows-1252, entry named", "rows.zip", WorkbookBuilder.Zip(("x/rows.csv", Western.GetBytes(Text('\t', "\r\n"))), ("y.csv", [])), "\"entry\": \"x/rows.csv\", \"encoding\": \"windows-1252\"");
        Add("workbook of texts", "rows.xlsx", new WorkbookBuilder().Sheet("S", WorkbookBuilder.Rows([Columns, .. Records.Select(r => r.Select(f => f.Length == 0 ? null : f).ToArray())])).ToBytes());
        Add("workbook of numbers and dates", "rows.xlsx", Workbook(from1904: false));
        Add("workbook of numbers and dates from 1904", "rows.xlsm", Workbook(from1904: true));
        Add("workbook, sheet named", "rows.xlsx", new WorkbookBuilder().Sheet("Notes", WorkbookBuilder.Rows([["x"]])).Sheet("Data", WorkbookBuilder.Rows([["Report"], Columns, .. Records])).ToBytes(), "\"sheet\": \"Data\", \"header_line\": 2");
        return all;
    }

    private static string Text(char delimiter, string end, bool quoteAll = false, string behind = "")
    {
        string Quoted(string field) => quoteAll || field.AsSpan().ContainsAny([delimiter, '"', '\r', '\n']) ? $"\"{field.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : field;
        return string.Concat(((string[][])[Columns, .. Records]).Select((row, i) => string.Join(delimiter, row.Select(Quoted)) + (i > 0 ? behind : "") + end));
    }

    private static string JsonLines() => string.Concat(Records.Select(row =>
        JsonSerializer.Serialize(Columns.Zip(row).ToDictionary(c => c.First, c => c.Second.Length == 0 ? null : Value(c.First, c.Second))) + "\n"));

    private static object Value(string column, string text) => column switch
    {
        "claimed" => text == "yes",
        "rating" or "rating_scale" or "cost" => decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture),
        _ => text,
    };

    private static byte[] Workbook(bool from1904)
    {
        var rows = new StringBuilder(WorkbookBuilder.Rows([Columns]));
        var first = from1904 ? new DateTime(1904, 1, 1) : new DateTime(1899, 12, 30);
        for (var r = 0; r < Records.Length; r++)
        {
            rows.Append("<row>");
            for (var c = 0; c < Columns.Length; c++)
            {
                var (text, place) = (Records[r][c], $"{(char)('A' + c)}{r + 2}");
                if (text.Length == 0) continue;
                var days = c == 1 ? (DateTime.Parse(text, System.Globalization.CultureInfo.InvariantCulture) - first).TotalDays.ToString("R", System.Globalization.CultureInfo.InvariantCulture) : "";
                rows.Append(Columns[c] switch
                {
                    "opened_at" => $"<c r=\"{place}\" s=\"1\"><v>{days}</v></c>",
                    "claimed" => $"<c r=\"{place}\" t=\"b\"><v>{(text == "yes" ? 1 : 0)}</v></c>",
                    "rating" or "rating_scale" or "cost" => $"<c r=\"{place}\"><v>{text}</v></c>",
                    _ => $"<c r=\"{place}\" t=\"str\"><f>x</f><v>{System.Security.SecurityElement.Escape(text)}</v></c>",
                });
            }

            rows.Append("</row>");
        }

        var builder = new WorkbookBuilder().Formats("yyyy-mm-dd hh:mm:ss").Sheet("S", rows.ToString());
        return (from1904 ? builder.From1904() : builder).ToBytes();
    }

    private static byte[] Pack(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var packer = new GZipStream(packed, CompressionLevel.Fastest)) packer.Write(bytes);
        return packed.ToArray();
    }
}
