using System.Globalization;
using System.IO.Compression;
using System.Text;
using CxDashboard.Features.Ingest;
using Xunit;

namespace CxDashboard.Tests.Ingest;

/// <summary>
/// Files of every kind, damaged at random by a fixed seed: an import ends in time, takes or rejects every row it read, or refuses
/// with a sentence. CXDASHBOARD_FUZZ sets how many files there are.
/// </summary>
public sealed class MutatedFilesTests
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task EveryRow_IsTakenOrRejectedOrTheFileIsRefused()
    {
        var count = int.TryParse(Environment.GetEnvironmentVariable("CXDASHBOARD_FUZZ"), CultureInfo.InvariantCulture, out var asked) ? asked : 300;
        var seeds = Seeds();
        var (taken, rejected, refused) = (0L, 0L, new Dictionary<string, int>(StringComparer.Ordinal));
        await using var folder = await ImportFolder.OpenAsync();
        for (var i = 0; i < count; i++)
        {
            var random = new Random(20260301 + i);
            var (name, seed, pack) = seeds[i % seeds.Count];
            var bytes = seed;
            for (var times = random.Next(1, 4); times > 0; times--) bytes = Mutate(bytes, random);
            var path = folder.PathOf(name);
            await File.WriteAllBytesAsync(path, pack(bytes), TestContext.Current.CancellationToken);
            try
            {
                var answer = await folder.ImportAsync(path, source: "desk").WaitAsync(Longest, TimeProvider.System, TestContext.Current.CancellationToken);
                Assert.True(answer.Read == answer.New + answer.Changed + answer.Unchanged + answer.Rejected, $"{i} {name}: {answer}");
                (taken, rejected) = (taken + answer.Read - answer.Rejected, rejected + answer.Rejected);
            }
            catch (ImportRefusedException e)
            {
                Assert.True(e.Message.Contains(path, StringComparison.Ordinal) && e.Message.EndsWith('.'), $"{i} {name}: {e.Message}");
                refused[name] = refused.GetValueOrDefault(name) + 1;
            }
            catch (Exception e)
            {
                throw new InvalidOperationException($"File {i} of kind {name} ended in {e.GetType().Name}: {e.Message}", e);
            }
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{count} files: {taken} rows taken, {rejected} rejected, refused {string.Join(", ", refused.Select(r => $"{r.Key} {r.Value}"))}");
        Assert.True(taken > 0 && rejected > 0 && refused.Count > 0);
    }

    private static byte[] Mutate(byte[] bytes, Random random)
    {
        if (bytes.Length == 0) return bytes;
        var (from, to) = (random.Next(bytes.Length), random.Next(bytes.Length));
        if (from > to) (from, to) = (to, from);
        switch (random.Next(8))
        {
            case 0:
                bytes = [.. bytes];
                for (var i = random.Next(1, 9); i > 0; i--) bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
                return bytes;
            case 1:
                return bytes[..from];
            case 2:
                return [.. bytes[..from], .. bytes[Math.Min(from + random.Next(64), bytes.Length)..]];
            case 3:
                return [.. bytes[..to], .. bytes[from..]];
            case 4:
                return Lines(bytes, random);
            case 5:
                return [.. bytes[..from], .. Special[random.Next(Special.Length)], .. bytes[from..]];
            case 6:
                bytes = [.. bytes];
                random.NextBytes(bytes.AsSpan(from, Math.Min(random.Next(1, 16), bytes.Length - from)));
                return bytes;
            default:
                // The first bytes say what a file is.
                bytes = [.. bytes];
                bytes[random.Next(Math.Min(bytes.Length, 40))] = (byte)random.Next(256);
                return bytes;
        }
    }

    private static readonly byte[][] Special =
    [
        "\""u8.ToArray(), "\"\"\""u8.ToArray(), "\r"u8.ToArray(), "\n\n"u8.ToArray(), [0], [0xFF, 0xFE], [0xC3], ";;;;"u8.ToArray(), "{[\""u8.ToArray(), "}"u8.ToArray(), "\\u"u8.ToArray(),
        "</row>"u8.ToArray(), "<c t=\"s\"><v>99</v></c>"u8.ToArray(), "sep=;\n"u8.ToArray(), Encoding.Unicode.GetBytes("\"\n"), "\u2028"u8.ToArray(),
    ];

    private static byte[] Lines(byte[] bytes, Random random)
    {
        var lines = Encoding.Latin1.GetString(bytes).Split('\n');
        var (a, b) = (random.Next(lines.Length), random.Next(lines.Length));
        (lines[a], lines[b]) = (lines[b], lines[a]);
        return Encoding.Latin1.GetBytes(string.Join('\n', lines));
    }

    private static List<(string Name, byte[] Bytes, Func<byte[], byte[]> Pack)> Seeds()
    {
        var rows = Enumerable.Range(0, 30).Select(i => (string[])[$"id-{i % 25}", $"2026-01-{(i % 28) + 1:00}T10:00:00", i % 7 == 0 ? "" : "yes", $"text {i}, \"{i}\" größer", $"{i % 5}"]).ToList();
        string[] head = ["external_id", "opened_at", "claimed", "comment", "effort"];
        string Csv(char delimiter, string end) => string.Concat(rows.Prepend(head).Select(r => string.Join(delimiter, r.Select(f => f.Contains('"', StringComparison.Ordinal) ? $"\"{f.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : f)) + end));
        var lines = string.Concat(rows.Select(r => System.Text.Json.JsonSerializer.Serialize(new { external_id = r[0], opened_at = r[1], claimed = r[2].Length > 0, comment = r[3], via = new { channel = r[4], tags = (string[])["a", "b"] }, parts = new[] { new { x = 1 } } }) + "\n"));
        var dates = string.Concat(rows.Select((_, i) => $"<row r=\"{i + 2}\"><c r=\"A{i + 2}\" t=\"s\"><v>{i % 3}</v></c><c r=\"B{i + 2}\" s=\"1\"><v>{46000 + i}.5</v></c><c r=\"D{i + 2}\" t=\"inlineStr\"><is><t>größer {i}</t></is></c></row>\n"));
        var book = new WorkbookBuilder().Formats("22").Shared("one", "two", "three").Sheet("S", WorkbookBuilder.Rows([head]) + dates).ToBytes();
        return
        [
            ("rows.csv", Encoding.UTF8.GetBytes(Csv(',', "\n")), b => b),
            ("rows.tsv", Encoding.UTF8.GetBytes("\uFEFF" + Csv('\t', "\r\n")), b => b),
            ("wide.csv", Encoding.Unicode.GetBytes("\uFEFF" + Csv(';', "\r\n")), b => b),
            ("rows.jsonl", Encoding.UTF8.GetBytes(lines), b => b),
            ("rows.json", Encoding.UTF8.GetBytes("{\"rows\":[\n" + lines.TrimEnd('\n').Replace("\n", ",\n", StringComparison.Ordinal) + "],\"count\":30}"), b => b),
            ("book.xlsx", book, b => b),
            ("rows.zip", WorkbookBuilder.Zip(("rows.csv", Encoding.UTF8.GetBytes(Csv(',', "\r")))), b => b),
            ("rows.jsonl.gz", Gzip(Encoding.UTF8.GetBytes(lines)), b => b),
            // What is damaged before it is packed passes every checksum.
            ("sheet.xlsx", Part(book, "xl/worksheets/sheet0.xml"), b => Replaced(book, "xl/worksheets/sheet0.xml", b)),
            ("styles.xlsx", Part(book, "xl/styles.xml"), b => Replaced(book, "xl/styles.xml", b)),
            ("texts.xlsx", Part(book, "xl/sharedStrings.xml"), b => Replaced(book, "xl/sharedStrings.xml", b)),
            ("main.xlsx", Part(book, "xl/workbook.xml"), b => Replaced(book, "xl/workbook.xml", b)),
            ("relations.xlsx", Part(book, "xl/_rels/workbook.xml.rels"), b => Replaced(book, "xl/_rels/workbook.xml.rels", b)),
            ("inner.zip", Encoding.UTF8.GetBytes(Csv('|', "\r\n")), b => WorkbookBuilder.Zip(("a/rows.csv", b))),
        ];
    }

    private static byte[] Part(byte[] book, string name)
    {
        using var archive = new ZipArchive(new MemoryStream(book));
        using var part = archive.GetEntry(name)!.Open();
        using var copy = new MemoryStream();
        part.CopyTo(copy);
        return copy.ToArray();
    }

    private static byte[] Replaced(byte[] book, string name, byte[] bytes)
    {
        using var archive = new ZipArchive(new MemoryStream(book));
        return WorkbookBuilder.Zip([.. archive.Entries.Select(e => (e.FullName, e.FullName == name ? bytes : Part(book, e.FullName)))]);
    }

    private static byte[] Gzip(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var packer = new GZipStream(packed, CompressionLevel.Fastest)) packer.Write(bytes);
        return packed.ToArray();
    }
}
