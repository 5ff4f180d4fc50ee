using System.Security.Cryptography;
using System.Text;

namespace CxDashboard.Features.Access;

/// <summary>
/// A key as its holder has it: <c>cxd_PREFIX_SECRET</c>. The prefix may be shown and finds the key; the secret is 32 letters
/// and digits of 32 kinds, 160 random bits, of which only a hash is kept.
/// </summary>
internal static class KeyToken
{
    private const string Mark = "cxd_";
    private const int PrefixLength = 8, SecretLength = 32, Length = 4 + PrefixLength + 1 + SecretLength;

    // Without those that look alike.
    private const string Letters = "abcdefghijkmnpqrstuvwxyz23456789";

    /// <summary>A new one, with its prefix.</summary>
    public static (string Token, string Prefix) Make()
    {
        var prefix = RandomNumberGenerator.GetString(Letters, PrefixLength);
        return ($"{Mark}{prefix}_{RandomNumberGenerator.GetString(Letters, SecretLength)}", prefix);
    }

    /// <summary>The prefix of what looks like a key; empty for anything else.</summary>
    public static ReadOnlySpan<char> PrefixOf(ReadOnlySpan<char> token) =>
        token.Length == Length && token.StartsWith(Mark, StringComparison.Ordinal) && token[Mark.Length + PrefixLength] == '_' ? token.Slice(Mark.Length, PrefixLength) : default;

    /// <summary>What is kept of it.</summary>
    public static byte[] Hash(string token)
    {
        var hash = new byte[SHA256.HashSizeInBytes];
        Hash(token, hash);
        return hash;
    }

    /// <summary>Whether a token is the one that hashes to this; takes as long whatever differs.</summary>
    public static bool Is(ReadOnlySpan<char> token, byte[] hash)
    {
        Span<byte> mine = stackalloc byte[SHA256.HashSizeInBytes];
        Hash(token, mine);
        return CryptographicOperations.FixedTimeEquals(mine, hash);
    }

    private static void Hash(ReadOnlySpan<char> token, Span<byte> hash)
    {
        Span<byte> utf8 = stackalloc byte[3 * Length];
        SHA256.HashData(utf8[..Encoding.UTF8.GetBytes(token, utf8)], hash);
    }
}
