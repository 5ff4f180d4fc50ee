using System.Buffers;
using System.Text;
using CxDashboard.Features.Ingest.Reading.Json;
using CxDashboard.Features.Ingest.Reading.Packed;
using CxDashboard.Features.Ingest.Reading.Workbooks;

namespace CxDashboard.Features.Ingest.Reading;

/// <summary>
/// A file of rows on disk, read as a stream of UTF-8: a table of text, JSON Lines, JSON, or one of these packed (.gz, .zip), or
/// a workbook. What it is, is seen from its bytes. What is no table is refused with a sentence.
/// </summary>
public sealed class SourceFile(string path, FileChoices choices)
{
    // As much as is looked at to know a file; titles above a header are within it.
    private const int Head = 256 * 1024;

    private static readonly UTF8Encoding StrictUtf8 = new(false, true);
    private FileLook? _look;
    private JsonShape? _shape;

    /// <summary>The full path.</summary>
    public string Path { get; } = path;

    /// <summary>The name as sentences use it.</summary>
    public string Name { get; } = System.IO.Path.GetFileName(path);

    /// <summary>The file's name without ".csv", ".csv.gz" and the like: a source's name where nobody gives a better one.</summary>
    public string Stem
    {
        get
        {
            var stem = Name.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? Name[..^3] : Name;
            var dot = stem.LastIndexOf('.');
            return dot > 0 ? stem[..dot] : stem;
        }
    }

    /// <summary>What stands between the fields of <see cref="OpenedFile.Text"/>.</summary>
    /// <exception cref="ImportRefusedException">The file cannot be read, or is no table.</exception>
    public char Delimiter => Look.Kind == FileKind.Text ? choices.Delimiter ?? Look.Dialect!.Delimiter : RowText.Delimiter;

    /// <summary>What the file is, as its beginning tells.</summary>
    internal FileLook Look => _look ??= LookAt();

    /// <summary>Told of the bytes that were read while nothing of the rows is known yet: a JSON document is read once or twice before its first row is.</summary>
    internal Action<long>? Told { get; init; }

    /// <summary>The same file, whose reading before the first row is told.</summary>
    internal SourceFile Telling(Action<long>? told) => told is null ? this : new SourceFile(Path, choices) { Told = told, _look = _look, _shape = _shape };

    /// <summary>The tables of an archive by their paths there; none where it is no archive, or a workbook.</summary>
    /// <exception cref="ImportRefusedException">It cannot be read.</exception>
    internal IReadOnlyList<string> Entries() => Guarded(() => FileBytes.TablePaths(Path));

    /// <summary>What a JSON document is made of.</summary>
    /// <exception cref="ImportRefusedException">It is no JSON.</exception>
    internal JsonOutline Outline() => Guarded(() =>
    {
        using var document = OpenText(Look, Watch);
        return JsonOutline.Read(document.Text, Path);
    });

    /// <summary>The workbook itself. The caller disposes it, and the bytes after it.</summary>
    internal (WorkbookFile Book, FileBytes Bytes) OpenBook()
    {
        var bytes = FileBytes.Open(Path, choices.Entry, seal: null, around: null);
        try
        {
            return (new WorkbookFile(bytes.File, Path), bytes);
        }
        catch
        {
            bytes.Dispose();
            throw;
        }
    }

    /// <summary>An encoding by its name, or null where there is none of that name.</summary>
    public static Encoding? FindEncoding(string name)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        try
        {
            return Encoding.GetEncoding(name);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    /// <summary>Opens the file for one pass from its beginning. The caller disposes the result.</summary>
    /// <param name="around">Puts a stream around the file's bytes, to watch them: all of them pass through it, in their order.</param>
    /// <exception cref="ImportRefusedException">The file is not there, or is no table.</exception>
    public OpenedFile Open(Func<Stream, Stream>? around = null)
    {
        var look = Look;
        if (look.Kind is FileKind.Json or FileKind.JsonLines) _shape ??= Guarded(() => JsonShape.Read(() => OpenText(look, Watch), Path, look.Kind == FileKind.JsonLines, choices.Records));
        return Guarded(() => look.Kind switch
        {
            FileKind.Workbook => OpenWorkbook(around),
            FileKind.Text => OpenText(look, around),
            _ => OpenText(look, around).Through(text => new JsonRows(text, Path, _shape!)),
        });
    }

    private FileLook LookAt()
    {
        var (kind, entry) = Guarded(() =>
        {
            using var bytes = FileBytes.Open(Path, choices.Entry, seal: null, around: null);
            return (bytes.IsWorkbook ? FileKind.Workbook : FileKind.Text, bytes.Entry);
        });
        if (kind == FileKind.Workbook) return new FileLook(kind, null, 0, null, 0, 0);
        var finding = Guarded(() =>
        {
            using var bytes = FileBytes.Open(Path, choices.Entry, seal: null, around: null);
            var head = Peek(bytes.Table);
            FileBytes.RefuseOtherKinds(head, entry is null ? $"The file {Path}" : $"The file {entry} in {Path}", packed: bytes.IsPacked);
            return EncodingSniffer.Detect(head);
        });
        // A mark is sure; of text without one only UTF-16 is, and what a person says comes before it.
        var encoding = finding.Mark == 0 && choices.Encoding is { } named ? FindEncoding(named) is { } found and not UTF8Encoding ? found : null
            : finding.Encoding == TextEncoding.Windows1252 ? null : finding.ToRead;
        var look = new FileLook(FileKind.Text, encoding, finding.Mark, null, 0, 0);
        using var text = OpenText(look, null);
        var head = Guarded(() => Peek(text.Text));
        return look.With(head, head.Length < Head, entry ?? Name, choices, Path);
    }

    private Func<Stream, Stream>? Watch => Told is null ? null : stream => new ToldStream(stream, Told);

    private static byte[] Peek(Stream text)
    {
        // Borrowed: of a small file the room would cost more than the look.
        var buffer = ArrayPool<byte>.Shared.Rent(Head);
        try
        {
            return buffer[..text.ReadAtLeast(buffer.AsSpan(0, Head), Head, throwOnEndOfStream: false)];
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private OpenedFile OpenText(FileLook look, Func<Stream, Stream>? around)
    {
        var bytes = FileBytes.Open(Path, choices.Entry, seal: look.Encoding ?? StrictUtf8, around);
        return Guarded(() =>
        {
            try
            {
                Skip(bytes.Table, look.Mark);
                var text = look.Encoding is { } encoding ? Encoding.CreateTranscodingStream(bytes.Table, encoding, StrictUtf8) : bytes.Table;
                Skip(text, look.BytesAbove);
                return new OpenedFile(bytes, text) { LinesAbove = look.LinesAbove };
            }
            catch
            {
                bytes.Dispose();
                throw;
            }
        });
    }

    private OpenedFile OpenWorkbook(Func<Stream, Stream>? around)
    {
        var bytes = FileBytes.Open(Path, choices.Entry, seal: null, around);
        try
        {
            return new OpenedFile(bytes, new WorkbookRows(new WorkbookFile(bytes.File, Path), Path, choices));
        }
        catch
        {
            bytes.Dispose();
            throw;
        }
    }

    private static void Skip(Stream stream, int count)
    {
        if (count > 0) stream.ReadExactly(new byte[count]);
    }

    private T Guarded<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (InvalidDataException e)
        {
            throw new ImportRefusedException($"The file {Path} is damaged: it cannot be unpacked. Fetch it again.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ImportRefusedException($"The file {Path} cannot be read: {e.Message}", e);
        }
    }
}
