using System.Security.Cryptography;
using System.Text;
using CxDashboard.Domain.Time;

namespace CxDashboard.Features.Ingest.Webhooks;

/// <summary>What is wrong with a signature.</summary>
internal enum ProofFault
{
    None,

    /// <summary>It is not there, or is none of this body and this secret.</summary>
    Wrong,

    /// <summary>It is right and of another time: somebody may have kept it.</summary>
    Stale,
}

/// <summary>Whether a body is signed with a secret.</summary>
internal delegate ProofFault Proof(IHeaderDictionary headers, ReadOnlySpan<byte> body, string secret, Instant now);

/// <summary>
/// How senders sign. Zendesk: https://developer.zendesk.com/documentation/webhooks/verifying/ · Intercom:
/// https://developers.intercom.com/docs/webhooks/webhook-notifications · Chatwoot: its delivery job signs "timestamp.body".
/// </summary>
internal static class Signatures
{
    /// <summary>How old, or how early, a signature may be: clocks differ, and networks are slow.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(5);

    /// <summary>Base64 of HMAC-SHA256 over the timestamp's text and the body, with the timestamp in a header of its own.</summary>
    public static ProofFault IsZendesk(IHeaderDictionary headers, ReadOnlySpan<byte> body, string secret, Instant now)
    {
        if (One(headers, "X-Zendesk-Webhook-Signature") is not { } signature || One(headers, "X-Zendesk-Webhook-Signature-Timestamp") is not { } timestamp) return ProofFault.Wrong;
        Span<byte> given = stackalloc byte[SHA256.HashSizeInBytes];
        if (!Convert.TryFromBase64String(signature, given, out var length) || length != given.Length) return ProofFault.Wrong;
        return Is(given, Sha256(secret, timestamp, body), timestamp, now);
    }

    /// <summary>"sha1=" and hex of HMAC-SHA1 over the body. It carries no time, so that a kept one stays good: what it tells twice is known.</summary>
    public static ProofFault IsIntercom(IHeaderDictionary headers, ReadOnlySpan<byte> body, string secret, Instant now)
    {
        Span<byte> given = stackalloc byte[SHA1.HashSizeInBytes];
        return Hex(One(headers, "X-Hub-Signature"), "sha1=", given) && CryptographicOperations.FixedTimeEquals(given, HMACSHA1.HashData(Encoding.UTF8.GetBytes(secret), body)) ? ProofFault.None : ProofFault.Wrong;
    }

    /// <summary>"sha256=" and hex of HMAC-SHA256 over the timestamp, a point and the body.</summary>
    public static ProofFault IsChatwoot(IHeaderDictionary headers, ReadOnlySpan<byte> body, string secret, Instant now)
    {
        Span<byte> given = stackalloc byte[SHA256.HashSizeInBytes];
        if (One(headers, "X-Chatwoot-Timestamp") is not { } timestamp || !Hex(One(headers, "X-Chatwoot-Signature"), "sha256=", given)) return ProofFault.Wrong;
        return Is(given, Sha256(secret, timestamp + ".", body), timestamp, now);
    }

    private static ProofFault Is(ReadOnlySpan<byte> given, byte[] right, string timestamp, Instant now)
    {
        if (!CryptographicOperations.FixedTimeEquals(given, right)) return ProofFault.Wrong;
        return JsonFields.Moment(timestamp) is { } at && (now - at).Duration() <= Window ? ProofFault.None : ProofFault.Stale;
    }

    private static byte[] Sha256(string secret, string before, ReadOnlySpan<byte> body)
    {
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(secret));
        hash.AppendData(Encoding.UTF8.GetBytes(before));
        hash.AppendData(body);
        return hash.GetHashAndReset();
    }

    private static string? One(IHeaderDictionary headers, string name) => headers[name] is [{ Length: > 0 and < 200 } one] ? one : null;

    private static bool Hex(string? text, string mark, Span<byte> bytes) =>
        text is not null && text.StartsWith(mark, StringComparison.Ordinal) && text.Length == mark.Length + 2 * bytes.Length
        && Convert.FromHexString(text.AsSpan(mark.Length), bytes, out _, out _) == System.Buffers.OperationStatus.Done;
}
