using System.Text;

namespace CxDashboard.Features.Ingest.Reading;

/// <summary>What a file holds once it is unpacked.</summary>
internal enum FileKind { Text, JsonLines, Json, Workbook }

/// <summary>What the beginning of a file told.</summary>
/// <param name="Kind">What it holds.</param>
/// <param name="Encoding">The encoding to read it by; null for UTF-8, which is read as it is.</param>
/// <param name="Mark">Bytes of its byte order mark.</param>
/// <param name="Dialect">Of a table of text, how it is written.</param>
/// <param name="LinesAbove">Lines above the header, which are passed over.</param>
/// <param name="BytesAbove">The same in bytes of UTF-8.</param>
internal sealed record FileLook(FileKind Kind, Encoding? Encoding, int Mark, Dialect? Dialect, int LinesAbove, int BytesAbove)
{
    /// <summary>The same with what the first text tells.</summary>
    /// <param name="head">UTF-8, the beginning of the text.</param>
    /// <param name="whole">Whether it is all of it.</param>
    /// <param name="name">The file's own name, whose ending tells JSON Lines from JSON where a line alone does not.</param>
    /// <param name="choices">What a person said.</param>
    /// <param name="path">How the file is called in sentences.</param>
    /// <exception cref="ImportRefusedException">The header is said to stand where there is no line.</exception>
    public FileLook With(ReadOnlySpan<byte> head, bool whole, string name, FileChoices choices, string path)
    {
        var kind = Json.JsonKind.Of(head, name);
        if (kind != FileKind.Text) return this with { Kind = kind };
        var above = choices.HeaderLine is { } line ? line - 1 : Lines.Above(head, out _);
        var bytes = Lines.Skip(head, above);
        if (bytes == head.Length && choices.HeaderLine > 1)
        {
            throw new ImportRefusedException($"The file {path} has no line {choices.HeaderLine} {(whole ? "" : "within its first 256 KB ")}that could be its header; correct \"header_line\" in the map.");
        }

        return this with { Dialect = DialectDetector.Detect(head, whole), LinesAbove = above, BytesAbove = bytes };
    }
}
