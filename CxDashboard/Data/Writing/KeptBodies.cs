using System.Globalization;
using System.Text;
using System.Text.Json;

namespace CxDashboard.Data.Writing;

/// <summary>Whether the body of a kept message names a customer.</summary>
internal static class KeptBodies
{
    /// <summary>
    /// Whether any text of it has the customer as a word or words of its own, in whatever case and however it is escaped; or a number of
    /// it is the customer.
    /// </summary>
    /// <param name="body">JSON.</param>
    /// <param name="customer">The id.</param>
    public static bool Name(ReadOnlySpan<byte> body, string customer)
    {
        var reader = new Utf8JsonReader(body);
        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.String or JsonTokenType.PropertyName when Names(Text(ref reader), customer):
                case JsonTokenType.Number when Encoding.UTF8.GetString(reader.ValueSpan) == customer:
                    return true;
            }
        }

        return false;
    }

    private static string Text(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            // Half of a Unicode pair stands alone in it: as it is written, then.
            return Encoding.UTF8.GetString(reader.ValueSpan);
        }
    }

    private static bool Names(string text, string customer) =>
        (HasWord(text, customer) && !(customer.All(char.IsAsciiDigit) && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, out _))) || IsTelephone(text, customer);

    // One number is written in many ways: +49 (0)30 123-456 and 0049 30 123456.
    private static bool IsTelephone(string text, string customer)
    {
        const int Least = 7, Longest = 30;
        if (text.Length > Longest || !customer.TrimStart('+').All(char.IsAsciiDigit) || !text.All(c => char.IsAsciiDigit(c) || c is '+' or ' ' or '-' or '(' or ')' or '/' or '.')) return false;
        var digits = Digits(text);
        return digits.Length >= Least && digits == Digits(customer);

        static string Digits(string number)
        {
            var digits = string.Concat(number.Replace("(0)", "", StringComparison.Ordinal).Where(char.IsAsciiDigit));
            return digits.StartsWith("00", StringComparison.Ordinal) ? digits[2..] : digits;
        }
    }

    private static bool HasWord(string text, string word)
    {
        for (var at = text.IndexOf(word, StringComparison.OrdinalIgnoreCase); at >= 0; at = text.IndexOf(word, at + 1, StringComparison.OrdinalIgnoreCase))
        {
            var end = at + word.Length;
            if ((at == 0 || !char.IsLetterOrDigit(text[at - 1])) && (end == text.Length || !char.IsLetterOrDigit(text[end]))) return true;
        }

        return false;
    }
}
