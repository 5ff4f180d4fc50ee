using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using CxDashboard.Features.Ingest;
using CxDashboard.Features.Ingest.Drafts;
using Xunit;

namespace CxDashboard.Tests.Ingest;

/// <summary>
/// Files of every kind, damaged at random by a fixed seed: an import ends in time and in little memory, takes or rejects every row
/// it read, or refuses with a sentence. CXDASHBOARD_FUZZ sets how many files there are. It runs in a process of its own, so that the
/// memory is its own: not of managed objects alone but of the whole process.
/// </summary>
public sealed class MutatedFilesTests
{
    private const int Usual = 10_000;
    private const long MostMegabytes = 500;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<string, int> _refused = new(StringComparer.Ordinal);
    private long _taken, _rejected, _parts, _noForm;
    private int _next = -1;

    [Fact]
    public async Task EveryRow_IsTakenOrRejectedOrTheFileIsRefused()
    {
        using var process = Process.Start(new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "CxDashboard.Tests"))
        {
            ArgumentList = { "-explicit", "only", "-showLiveOutput", "-method", $"{typeof(MutatedFilesTests).FullName}.{nameof(ImportThemAll)}" },
            RedirectStandardOutput = true,
            UseShellExecute = false,
        })!;
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        TestContext.Current.TestOutputHelper?.WriteLine(output);
        Assert.True(process.ExitCode == 0 && output.Contains("rows taken", StringComparison.Ordinal), output);
    }

    /// <summary>What that process runs: this assembly again, asked for this test alone.</summary>
    [Fact(Explicit = true)]
    public async Task ImportThemAll()
    {
        var count = int.TryParse(Environment.GetEnvironmentVariable("CXDASHBOARD_FUZZ"), CultureInfo.InvariantCulture, out var asked) ? asked : Usual;
        var seeds = Seeds();
        var before = Megabytes("VmRSS");

        await Task.WhenAll(Enumerable.Range(0, Environment.ProcessorCount).Select(_ => Task.Run(() => ImportAllAsync(seeds, count), TestContext.Current.CancellationToken)));

        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{count} files: {_taken} rows taken, {_rejected} rejected, refused {string.Join(", ", _refused.OrderBy(r => r.Key, StringComparer.Ordinal).Select(r => $"{r.Key} {r.Value}"))}; {_parts} with several parts, {_noForm} that the page refuses; at most {Megabytes("VmHWM")} MB, of them {before} before");
        Assert.True(_taken > 0 && _rejected > 0 && !_refused.IsEmpty && _parts > 0 && _noForm > 0);
        Assert.InRange(Megabytes("VmHWM") - before, 0, MostMegabytes);
    }

    // Of the whole process, as the system counts it.
    private static long Megabytes(string what) =>
        long.Parse(File.ReadLines("/proc/self/status").First(l => l.StartsWith(what, StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture) / 1024;

    // One store for many files: opening one takes longer than importing one.
    private async Task ImportAllAsync(List<(string Name, byte[] Bytes, Func<byte[], byte[]> Pack)> seeds, int count)
    {
        await using var folder = await ImportFolder.OpenAsync(inMemory: true);
        var rejected = 0L;
        for (var i = Interlocked.Increment(ref _next); i < count; i = Interlocked.Increment(ref _next)) rejected += await ImportAsync(folder, i, seeds[i % seeds.Count]);
        Assert.Equal($"{rejected}|0", folder.AskOne("SELECT count(*), count(*) FILTER (WHERE trim(reason) = '') FROM rejected_row"));
    }

    private async Task<long> ImportAsync(ImportFolder folder, int number, (string Name, byte[] Bytes, Func<byte[], byte[]> Pack) seed)
    {
        var random = new Random(20260301 + number);
        var bytes = seed.Bytes;
        for (var times = random.Next(1, 4); times > 0; times--) bytes = Mutate(bytes, random);
        var path = folder.Write(seed.Name, seed.Pack(bytes), pack: false);
        FindForm(path, number, seed.Name);
        try
        {
            var answer = await folder.ImportAsync(path, source: "desk").WaitAsync(Longest, TimeProvider.System, TestContext.Current.CancellationToken);
            Assert.True(answer.Read == answer.New + answer.Changed + answer.Unchanged + answer.Rejected, $"{number} {seed.Name}: {answer}");
            Assert.True(answer.Reasons.Sum(r => r.Count) >= answer.Rejected, $"{number} {seed.Name}: {answer}");
            Interlocked.Add(ref _taken, answer.Read - answer.Rejected);
            Interlocked.Add(ref _rejected, answer.Rejected);
            return answer.Rejected;
        }
        catch (ImportRefusedException e)
        {
            Assert.True(e.Message.Contains(path, StringComparison.Ordinal) && e.Message.EndsWith('.'), $"{number} {seed.Name}: {e.Message}");
            _refused.AddOrUpdate(seed.Name, 1, (_, before) => before + 1);
            return 0;
        }
        catch (Exception e) when (e is not Xunit.Sdk.IAssertionException)
        {
            throw new InvalidOperationException($"File {number} of kind {seed.Name} ended in {e.GetType().Name}: {e.Message}", e);
        }
    }

    // What the page does first: how the file is written, and which part of it is its table.
    private void FindForm(string path, int number, string name)
    {
        try
        {
            if (FormFinder.Find(path).Parts.Count > 0) Interlocked.Increment(ref _parts);
        }
        catch (ImportRefusedException e)
        {
            Assert.True(e.Message.Contains(path, StringComparison.Ordinal) && e.Message.EndsWith('.'), $"{number} {name}: {e.Message}");
            Interlocked.Increment(ref _noForm);
        }
        catch (Exception e) when (e is not Xunit.Sdk.IAssertionException)
        {
            throw new InvalidOperationException($"The form of file {number} of kind {name} ended in {e.GetType().Name}: {e.Message}", e);
        }
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
            ("lists.json", Encoding.UTF8.GetBytes("{\"rows\":[\n" + lines.TrimEnd('\n').Replace("\n", ",\n", StringComparison.Ordinal) + "],\"users\":[{\"id\":1,\"name\":\"x\"},{\"id\":2,\"name\":\"y\"}]}"), b => b),
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
