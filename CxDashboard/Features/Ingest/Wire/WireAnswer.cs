using System.Buffers;
using System.Text.Json;
using CxDashboard.Api;
using CxDashboard.Data;

namespace CxDashboard.Features.Ingest.Wire;

/// <summary>What became of a record that was sent.</summary>
/// <param name="ExternalId">Its id; null where it has none that could be read.</param>
/// <param name="Faults">Why it was not taken; empty where it was.</param>
/// <param name="LeftOut">Answers in it that were not taken.</param>
internal sealed record SentRecord(string? ExternalId, IReadOnlyList<ApiFault> Faults, IReadOnlyList<ApiFault> LeftOut)
{
    /// <summary>Nothing is wrong with it.</summary>
    public static readonly IReadOnlyList<ApiFault> None = [];

    public bool IsTaken => Faults.Count == 0;
}

/// <summary>Writes the answers of the addresses that take records.</summary>
internal static class WireAnswer
{
    public const string Json = "application/json";

    /// <summary>The word for what became of a record.</summary>
    public static string Word(WriteKind kind) => kind switch { WriteKind.New => "new", WriteKind.Changed => "changed", _ => "unchanged" };

    /// <summary>The answer to one record.</summary>
    public static byte[] One(SentRecord sent, WriteOutcome outcome) => Bytes(json =>
    {
        json.WriteStartObject();
        WriteOutcome(json, sent, outcome);
        json.WriteEndObject();
    });

    /// <summary>The answer to a batch: counts, then each record in its order.</summary>
    public static byte[] Batch(IReadOnlyList<SentRecord> sent, WriteResult result) => Bytes(json =>
    {
        json.WriteStartObject();
        json.WriteNumber("received", sent.Count);
        json.WriteNumber("new", result.New);
        json.WriteNumber("changed", result.Changed);
        json.WriteNumber("unchanged", result.Unchanged);
        json.WriteNumber("rejected", sent.Count - result.Outcomes.Count);
        json.WriteStartArray("results");
        var taken = 0;
        foreach (var record in sent)
        {
            json.WriteStartObject();
            if (record.IsTaken) WriteOutcome(json, record, result.Outcomes[taken++]);
            else WriteRejected(json, record);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    });

    /// <summary>A small answer of one id and one word.</summary>
    public static byte[] Word(string externalId, string word, IReadOnlyList<ApiFault>? leftOut = null) => Bytes(json =>
    {
        json.WriteStartObject();
        json.WriteString("externalId", externalId);
        json.WriteString("result", word);
        WriteLeftOut(json, leftOut ?? []);
        json.WriteEndObject();
    });

    /// <summary>Sends an answer.</summary>
    public static async Task SendAsync(HttpContext context, int status, byte[] body, string type = Json)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = type;
        context.Response.ContentLength = body.Length;
        context.Response.BodyWriter.Write(body);
        await context.Response.BodyWriter.FlushAsync(CancellationToken.None);
    }

    public static byte[] Bytes(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using var json = new Utf8JsonWriter(buffer, ApiProblem.Json);
        write(json);
        json.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    public static void WriteRejected(Utf8JsonWriter json, SentRecord record)
    {
        if (record.ExternalId is not null) json.WriteString("externalId", record.ExternalId);
        json.WriteString("result", "rejected");
        ApiProblem.WriteFaults(json, record.Faults);
    }

    public static void WriteLeftOut(Utf8JsonWriter json, IReadOnlyList<ApiFault> leftOut)
    {
        if (leftOut.Count == 0) return;
        json.WriteStartArray("leftOut");
        foreach (var (path, detail) in leftOut)
        {
            json.WriteStartObject();
            json.WriteString("path", path);
            json.WriteString("detail", detail);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteOutcome(Utf8JsonWriter json, SentRecord sent, WriteOutcome outcome)
    {
        json.WriteString("externalId", sent.ExternalId);
        json.WriteString("result", Word(outcome.Kind));
        WriteLeftOut(json, sent.LeftOut);
    }
}
