using System.Globalization;

namespace CxDashboard.Charts;

/// <summary>Amounts of money as people read them.</summary>
public static class Money
{
    private const double EnoughWithoutCents = 100;

    /// <summary>"€ 11.54", "CHF 3,199": the sign or code before it, cents below a hundred only.</summary>
    /// <param name="value">In whole units of the currency.</param>
    /// <param name="currency">ISO 4217 code; null writes the number alone.</param>
    /// <param name="culture">How the number is written.</param>
    /// <param name="decimals">How many decimals; null as said above.</param>
    public static string Write(double value, string? currency, CultureInfo culture, int? decimals = null)
    {
        var digits = decimals ?? (Math.Abs(value) < EnoughWithoutCents ? 2 : 0);
        var number = Math.Abs(value).ToString("N" + digits.ToString(CultureInfo.InvariantCulture), culture);
        var minus = value < 0 && number.Any(c => c is >= '1' and <= '9') ? "\u2212" : "";
        return currency is null ? minus + number : $"{minus}{Sign(currency)}\u00A0{number}";
    }

    // Only signs that mean one currency to everybody who is likely to read it.
    private static string Sign(string currency) => currency switch
    {
        "EUR" => "€",
        "GBP" => "£",
        "USD" => "$",
        _ => currency,
    };
}
