using System.Security.Cryptography;
using System.Text;

namespace CxDashboard.Features.Ingest.Webhooks;

/// <summary>What a sender shows that cannot sign: 160 random bits in letters and digits, of which only a hash is kept.</summary>
internal static class WebhookToken
{
    // Without those that look alike.
    private const string Letters = "abcdefghijkmnpqrstuvwxyz23456789";
    private const int Length = 32;

    public static string Make() => RandomNumberGenerator.GetString(Letters, Length);

    /// <summary>What is kept of it.</summary>
    public static string Hash(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));

    /// <summary>Whether a token is the one that hashes to this; takes as long whatever differs.</summary>
    public static bool Is(string? token, string hash) =>
        token is { Length: Length } && CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(token)), Convert.FromHexString(hash));

    /// <summary>The token of a request: the last part of its address, or <c>Authorization: Bearer TOKEN</c>, or a password with any name.</summary>
    public static string? Of(HttpContext context)
    {
        if (context.GetRouteValue("token") is string inAddress) return inAddress;
        if (context.Request.Headers.Authorization is not [{ } header]) return null;
        if (header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase)) return header["Bearer ".Length..].Trim();
        if (!header.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase)) return null;
        var bytes = new byte[header.Length];
        if (!Convert.TryFromBase64String(header["Basic ".Length..].Trim(), bytes, out var length)) return null;
        var pair = Encoding.UTF8.GetString(bytes, 0, length);
        return pair[(pair.IndexOf(':', StringComparison.Ordinal) + 1)..];
    }
}
