using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;

namespace CxDashboard.Api;

/// <summary>Something that is wrong in a body.</summary>
/// <param name="Path">Where, as a JSON path: <c>$[3].openedAt</c>.</param>
/// <param name="Detail">What, as a sentence.</param>
public readonly record struct ApiFault(string Path, string Detail);

/// <summary>Answers with a problem (RFC 9457): its status, one sentence, and every fault with its place.</summary>
public static class ApiProblem
{
    /// <summary>The type of such an answer.</summary>
    public const string ContentType = "application/problem+json";

    /// <summary>Names are escaped where they must be, and nowhere else.</summary>
    public static readonly JsonWriterOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>Writes the answer. Nothing else of it may have been sent.</summary>
    /// <param name="context">The request.</param>
    /// <param name="status">Status of HTTP.</param>
    /// <param name="detail">What is wrong and what to do, as one sentence.</param>
    /// <param name="faults">What is wrong in the body, place by place.</param>
    /// <param name="retryAfter">Seconds after which it may go better.</param>
    public static async Task WriteAsync(HttpContext context, int status, string detail, IReadOnlyCollection<ApiFault>? faults = null, int? retryAfter = null)
    {
        var body = Body(status, detail, faults);
        context.Response.StatusCode = status;
        context.Response.ContentType = ContentType;
        context.Response.ContentLength = body.Length;
        if (retryAfter is { } seconds) context.Response.Headers.RetryAfter = seconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        await context.Response.Body.WriteAsync(body, context.RequestAborted);
    }

    /// <summary>The body of such an answer.</summary>
    public static byte[] Body(int status, string detail, IReadOnlyCollection<ApiFault>? faults = null)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Json))
        {
            Write(json, status, detail, faults);
        }

        return stream.ToArray();
    }

    /// <summary>Writes a problem as an object.</summary>
    public static void Write(Utf8JsonWriter json, int status, string detail, IReadOnlyCollection<ApiFault>? faults = null)
    {
        json.WriteStartObject();
        json.WriteString("title", ReasonPhrases.GetReasonPhrase(status));
        json.WriteNumber("status", status);
        json.WriteString("detail", detail);
        if (faults is { Count: > 0 }) WriteFaults(json, faults);
        json.WriteEndObject();
    }

    /// <summary>Writes faults as the property <c>errors</c> of the object that is being written.</summary>
    public static void WriteFaults(Utf8JsonWriter json, IReadOnlyCollection<ApiFault> faults)
    {
        json.WriteStartArray("errors");
        foreach (var (path, detail) in faults)
        {
            json.WriteStartObject();
            json.WriteString("path", path);
            json.WriteString("detail", detail);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
