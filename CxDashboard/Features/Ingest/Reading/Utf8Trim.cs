using System.Text;

namespace CxDashboard.Features.Ingest.Reading;

/// <summary>Trims UTF-8 text as <see cref="string.Trim()"/> trims UTF-16, without making a string.</summary>
internal static class Utf8Trim
{
    public static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> text)
    {
        // Nearly every field begins and ends with a letter or a digit.
        if (text.Length == 0 || (text[0] is > 0x20 and < 0x80 && text[^1] is > 0x20 and < 0x80)) return text;
        while (text.Length > 0 && Rune.DecodeFromUtf8(text, out var first, out var used) == System.Buffers.OperationStatus.Done && Rune.IsWhiteSpace(first)) text = text[used..];
        while (text.Length > 0 && Rune.DecodeLastFromUtf8(text, out var last, out var used) == System.Buffers.OperationStatus.Done && Rune.IsWhiteSpace(last)) text = text[..^used];
        return text;
    }
}
