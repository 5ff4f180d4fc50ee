using System.Security.Cryptography;
using System.Text;

namespace CxDashboard.Features.Ingest.Reading;

/// <summary>
/// Makes one id of the ways in which people and systems write one customer: addresses in lower case, telephone numbers by their digits; and, where a map asks for it, a keyed
/// hash in its place, the same for the same customer in every file of this workspace, and nothing that leads back without the key.
/// </summary>
internal sealed class CustomerIds
{
    private const int KeyBytes = 32, HashBytes = 16, LeastDigits = 7, MostDigits = 15;

    private readonly byte[]? _key;

    private CustomerIds(byte[]? key) => _key = key;

    /// <summary>As they come, but for the ways of writing.</summary>
    public static CustomerIds Plain { get; } = new(null);

    /// <summary>By keyed hash. The key lies in a file beside the store, not in it, and is made when it is first needed.</summary>
    /// <param name="keysFolder">Where keys lie.</param>
    /// <exception cref="ImportRefusedException">It cannot be read or made, or is no key.</exception>
    public static CustomerIds Hashed(string keysFolder)
    {
        var path = Path.Combine(keysFolder, "customers.key");
        try
        {
            if (!File.Exists(path)) Make(path);
            var key = File.ReadAllBytes(path);
            return key.Length == KeyBytes ? new CustomerIds(key) : throw new ImportRefusedException($"{path} is no key: it has {key.Length} bytes and must have {KeyBytes}. Put the former one back: with another one every customer would be somebody else.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ImportRefusedException($"The key for customers in {path} cannot be read or made: {e.Message}", e);
        }
    }

    /// <summary>The id of a customer as the store has it.</summary>
    /// <param name="text">Trimmed, not empty.</param>
    public string Of(ReadOnlySpan<byte> text)
    {
        var id = Written(text);
        return _key is null ? id : "h:" + Convert.ToHexStringLower(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(id)).AsSpan(0, HashBytes));
    }

    private static string Written(ReadOnlySpan<byte> text)
    {
        if (text.Length > 7 && Ascii.EqualsIgnoreCase(text[..7], "mailto:")) text = text[7..];
        var id = Encoding.UTF8.GetString(text);
        if (IsAddress(id)) return id.ToLowerInvariant();
        return Telephone(id) ?? id;
    }

    private static bool IsAddress(string id)
    {
        var at = id.IndexOf('@', StringComparison.Ordinal);
        return at > 0 && at == id.LastIndexOf('@') && at < id.Length - 1 && !id.Any(char.IsWhiteSpace);
    }

    // +49 (0)30 123-456 and 0049 30 123456 are one number; digits alone may be any number, and stay.
    private static string? Telephone(string id)
    {
        if (id.Length > 30 || !id.All(c => char.IsAsciiDigit(c) || c is '+' or ' ' or '-' or '(' or ')' or '/' or '.') || id.All(char.IsAsciiDigit)) return null;
        if (id.LastIndexOf('+') > 0) return null;
        var isForeign = id[0] == '+';
        var digits = string.Concat((isForeign ? id.Replace("(0)", "", StringComparison.Ordinal) : id).Where(char.IsAsciiDigit));
        if (!isForeign && digits.StartsWith("00", StringComparison.Ordinal)) (isForeign, digits) = (true, digits[2..]);
        // A date or a decimal number has points too, and fewer digits or another shape.
        if (digits.Length is < LeastDigits or > MostDigits || (!isForeign && (digits[0] != '0' && id[0] != '('))) return null;
        return isForeign ? "+" + digits : digits;
    }

    private static void Make(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var file = new FileStream(path, options);
        file.Write(RandomNumberGenerator.GetBytes(KeyBytes));
        file.Flush(flushToDisk: true);
    }
}
