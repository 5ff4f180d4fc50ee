using System.Buffers.Text;
using System.Globalization;

namespace CxDashboard.Features.Ingest.Reading;

/// <summary>Reads numbers, flags and durations from UTF-8 text, always in the invariant culture.</summary>
internal static class NumberText
{
    /// <summary>yes, true, 1 and no, false, 0, in any case.</summary>
    public static bool TryFlag(ReadOnlySpan<byte> text, out bool value)
    {
        value = text.Length switch
        {
            1 => text[0] == '1',
            3 or 4 => Is(text, "yes") || Is(text, "true"),
            _ => false,
        };
        return value || (text.Length switch
        {
            1 => text[0] == '0',
            2 or 5 => Is(text, "no") || Is(text, "false"),
            _ => false,
        });
    }

    /// <summary>A whole number; "2.0" is one, because spreadsheets write whole columns so as soon as one cell is blank.</summary>
    public static bool TryWhole(ReadOnlySpan<byte> text, out long value)
    {
        if (text.Length > 0 && text[0] == '+') text = text[1..];
        if (Utf8Parser.TryParse(text, out value, out var used) && used == text.Length) return true;
        if (!TryDecimal(text, out var number) || number != decimal.Truncate(number) || number is < long.MinValue or > long.MaxValue) return false;
        value = (long)number;
        return true;
    }

    public static bool TryDecimal(ReadOnlySpan<byte> text, out decimal value) => decimal.TryParse(
        text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out value);

    /// <summary>A finite number.</summary>
    public static bool TryDouble(ReadOnlySpan<byte> text, out double value)
    {
        if (text.Length == 1 && char.IsAsciiDigit((char)text[0]))
        {
            value = text[0] - '0';
            return true;
        }

        return double.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out value)
            && double.IsFinite(value);
    }

    /// <summary>A number with a decimal comma: "3,5", "1.234,56", "1 234,56". The same text with a point in its place.</summary>
    /// <param name="text">As it stands there.</param>
    /// <param name="room">At least as long as the text.</param>
    public static ReadOnlySpan<byte> WithPoint(ReadOnlySpan<byte> text, Span<byte> room)
    {
        var length = 0;
        for (var i = 0; i < text.Length; i++)
        {
            // Points, blanks and hard spaces only part thousands.
            if (text[i] is (byte)'.' or (byte)' ' or (byte)'\'' or 0xC2 or 0xA0) continue;
            room[length++] = text[i] == ',' ? (byte)'.' : text[i];
        }

        return room[..length];
    }

    /// <summary>Reads a number with a decimal comma.</summary>
    public static bool TryCommaDecimal(ReadOnlySpan<byte> text, out decimal value)
    {
        value = 0;
        return text.Length <= 64 && TryDecimal(WithPoint(text, stackalloc byte[64]), out value);
    }

    /// <summary>A duration in milliseconds: a number of units ("67.5"), hh:mm:ss ("26:03:12" is more than a day) or mm:ss.</summary>
    /// <param name="text">As it stands there.</param>
    /// <param name="milliseconds">How long.</param>
    /// <param name="secondsOfUnit">Seconds in one unit of a bare number.</param>
    public static bool TryDuration(ReadOnlySpan<byte> text, out long milliseconds, int secondsOfUnit = 1)
    {
        milliseconds = 0;
        if (!text.Contains((byte)':'))
        {
            if (!TryDecimal(text, out var units) || Math.Abs(units) > 1e10m / secondsOfUnit) return false;
            milliseconds = (long)(units * secondsOfUnit * 1000);
            return true;
        }

        var negative = text[0] == '-';
        if (negative) text = text[1..];
        decimal total = 0;
        var parts = 0;
        foreach (var range in text.Split((byte)':'))
        {
            if (++parts > 3 || !TryDecimal(text[range], out var part) || part < 0 || part > 1e7m || (parts > 1 && part >= 60)) return false;
            total = (total * 60) + part;
        }

        milliseconds = (long)(total * 1000) * (negative ? -1 : 1);
        return true;
    }

    private static bool Is(ReadOnlySpan<byte> text, string word) => System.Text.Ascii.EqualsIgnoreCase(text, word);
}
