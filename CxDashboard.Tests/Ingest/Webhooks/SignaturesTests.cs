using System.Text;
using CxDashboard.Domain.Time;
using CxDashboard.Features.Ingest.Webhooks;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace CxDashboard.Tests.Ingest.Webhooks;

/// <summary>
/// Signatures as their senders make them. None of the three publishes a signed body of its present scheme: Zendesk publishes the
/// secret of its tests, Intercom the form of the header, Chatwoot its source. The values here were made by other programs.
/// </summary>
public sealed class SignaturesTests
{
    private const string ZendeskTestSecret = "dGhpc19zZWNyZXRfaXNfZm9yX3Rlc3Rpbmdfb25seQ==";

    private static readonly Instant March2021 = Moment("2021-03-25T05:09:27Z");

    // The vector of a public verifier's own tests (in Rust), with Zendesk's test secret.
    [Theory]
    [InlineData("S/RDdU2ERmj7LHDDoWJ2onPYH+t7/f2+LTM4dL7UiLM=", "2021-03-25T05:09:27Z", """{"event":"ticket.updated","id":123}""", 0, nameof(ProofFault.None))]
    [InlineData("S/RDdU2ERmj7LHDDoWJ2onPYH+t7/f2+LTM4dL7UiLM=", "2021-03-25T05:09:27Z", """{"event":"ticket.updated","id":123}""", 300, nameof(ProofFault.None))]
    [InlineData("S/RDdU2ERmj7LHDDoWJ2onPYH+t7/f2+LTM4dL7UiLM=", "2021-03-25T05:09:27Z", """{"event":"ticket.updated","id":123}""", 301, nameof(ProofFault.Stale))]
    [InlineData("S/RDdU2ERmj7LHDDoWJ2onPYH+t7/f2+LTM4dL7UiLM=", "2021-03-25T05:09:27Z", """{"event":"ticket.updated","id":123}""", -301, nameof(ProofFault.Stale))]
    [InlineData("S/RDdU2ERmj7LHDDoWJ2onPYH+t7/f2+LTM4dL7UiLM=", "2021-03-25T05:09:27Z", """{"event":"ticket.updated","id":124}""", 0, nameof(ProofFault.Wrong))]
    [InlineData("S/RDdU2ERmj7LHDDoWJ2onPYH+t7/f2+LTM4dL7UiLM=", "2021-03-25T05:09:28Z", """{"event":"ticket.updated","id":123}""", 0, nameof(ProofFault.Wrong))]
    [InlineData("", "2021-03-25T05:09:27Z", """{"event":"ticket.updated","id":123}""", 0, nameof(ProofFault.Wrong))]
    [InlineData("S/RDdU2E", "2021-03-25T05:09:27Z", """{"event":"ticket.updated","id":123}""", 0, nameof(ProofFault.Wrong))]
    [InlineData("not base64 at all", "2021-03-25T05:09:27Z", """{"event":"ticket.updated","id":123}""", 0, nameof(ProofFault.Wrong))]
    public void Zendesk_SignsTimestampAndBody(string signature, string timestamp, string body, int later, string expected)
    {
        var headers = new HeaderDictionary { ["X-Zendesk-Webhook-Signature"] = signature, ["X-Zendesk-Webhook-Signature-Timestamp"] = timestamp };
        Assert.Equal(expected, Signatures.IsZendesk(headers, Encoding.UTF8.GetBytes(body), ZendeskTestSecret, March2021 + TimeSpan.FromSeconds(later)).ToString());
    }

    // Zendesk's page of 2021 publishes a signature over body and timestamp in that order, which the present page no longer describes.
    [Theory]
    [InlineData("Rry/4TtIdFyawtXXp8QdI6tlAUUQ/5kL1OTp5qo/ZIk=", nameof(ProofFault.None))]
    [InlineData("tRDSF7URY8BLCDlaBcQ7FHu051Zk+aAB0NKMP53teMw=", nameof(ProofFault.Wrong))]
    public void Zendesk_OfTwoOrders_TakesThePresentOne(string signature, string expected)
    {
        var headers = new HeaderDictionary { ["X-Zendesk-Webhook-Signature"] = signature, ["X-Zendesk-Webhook-Signature-Timestamp"] = "2021-07-25T10:00:00Z" };
        Assert.Equal(expected, Signatures.IsZendesk(headers, """{"say": "hello"}"""u8, "HRkRd4BeOAoUkfZr-mhauJT64rvBASlJRoIyPsd3zeA=", Moment("2021-07-25T10:00:00Z")).ToString());
    }

    // printf '%s' BODY | openssl dgst -sha1 -hmac SECRET
    [Theory]
    [InlineData("sha1=@intercom", nameof(ProofFault.None))]
    [InlineData("sha1=21ff2e149e0fdcac6f947740f6177f6434bda921", nameof(ProofFault.Wrong))]
    [InlineData("@intercom", nameof(ProofFault.Wrong))]
    [InlineData("sha1=xyz", nameof(ProofFault.Wrong))]
    public void Intercom_SignsTheBody(string signature, string expected)
    {
        var headers = new HeaderDictionary { ["X-Hub-Signature"] = signature.Replace("@intercom", "afd46c2e2b3cd345f03cef349d0d10c6ebe3542a", StringComparison.Ordinal) };
        Assert.Equal(expected, Signatures.IsIntercom(headers, """{"type":"notification_event","topic":"ping"}"""u8, "client-secret", default).ToString());
    }

    // printf '%s.%s' TIMESTAMP BODY | openssl dgst -sha256 -hmac SECRET
    [Theory]
    [InlineData("1767225600", "sha256=@chatwoot", nameof(ProofFault.None))]
    [InlineData("1767225601", "sha256=@chatwoot", nameof(ProofFault.Wrong))]
    [InlineData("1767225600", "@chatwoot", nameof(ProofFault.Wrong))]
    public void Chatwoot_SignsTimestampPointBody(string timestamp, string signature, string expected)
    {
        var headers = new HeaderDictionary { ["X-Chatwoot-Timestamp"] = timestamp, ["X-Chatwoot-Signature"] = signature.Replace("@chatwoot", "cf604f726cc5b5a0792f3be7589ca9c7ac8450b20121bef79175b8ef8d5c1fbc", StringComparison.Ordinal) };
        Assert.Equal(expected, Signatures.IsChatwoot(headers, """{"event":"message_created"}"""u8, "test-secret", Moment("2026-01-01T00:01:00Z")).ToString());
    }

    private static Instant Moment(string text) => Instant.From(DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture));
}
