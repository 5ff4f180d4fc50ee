using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace CxDashboard.Features.Ingest.Reading.Workbooks;

/// <summary>A cell's number as people write it: all its digits, a point, and never an exponent.</summary>
internal static class CellNumber
{
    /// <summary>Reads the number as a workbook stores it; false where it is none.</summary>
    public static bool TryRead(ReadOnlySpan<byte> text, out double value) =>
        double.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out value) && double.IsFinite(value);

    /// <summary>The text of a stored number.</summary>
    /// <param name="text">As the workbook stores it: up to 17 digits, of which the last may be rounding only.</param>
    /// <param name="output">Long enough for any number: 400 bytes.</param>
    /// <returns>How many bytes were written, or -1 where the text is no number.</returns>
    public static int Write(ReadOnlySpan<byte> text, Span<byte> output)
    {
        // Identifiers longer than a number's 15 sure digits are kept as they were stored.
        if (text.Length is > 0 and < 100 && text.IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0)
        {
            text.CopyTo(output);
            return text.Length;
        }

        if (!TryRead(text, out var value)) return -1;
        // The shortest digits that are this very number: 12.300000000000001 of a workbook is 12.3.
        if (!Utf8Formatter.TryFormat(value, output, out var length)) return -1;
        var digits = output[..length];
        var e = digits.IndexOfAny((byte)'E', (byte)'e');
        return e < 0 ? length : Expand(Encoding.ASCII.GetString(digits), e, output);
    }

    private static int Expand(string text, int e, Span<byte> output)
    {
        var exponent = int.Parse(text.AsSpan(e + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        var negative = text[0] == '-';
        var mantissa = text[(negative ? 1 : 0)..e];
        var digits = mantissa.Replace(".", "", StringComparison.Ordinal);
        var point = (mantissa.Contains('.', StringComparison.Ordinal) ? mantissa.IndexOf('.', StringComparison.Ordinal) : mantissa.Length) + exponent;
        var plain = point <= 0 ? "0." + new string('0', -point) + digits
            : point >= digits.Length ? digits + new string('0', point - digits.Length)
            : digits[..point] + "." + digits[point..];
        return Encoding.ASCII.GetBytes(negative ? "-" + plain : plain, output);
    }
}
