using System.Text.Json;
using CxDashboard.Api;
using CxDashboard.Domain.Interactions;
using CxDashboard.Features.Ingest.Maps;
using CxDashboard.Features.Ingest.Reading.Json;

namespace CxDashboard.Features.Ingest.Wire;

/// <summary>
/// The records of one body: an object, or an array of them. A record with a fault keeps no other from being taken; what is no
/// JSON, or is of a source that the key does not open, keeps all.
/// </summary>
internal sealed class SentRecords
{
    private SentRecords(bool isBatch) => IsBatch = isBatch;

    /// <summary>Whether it was an array.</summary>
    public bool IsBatch { get; }

    /// <summary>Those that are to be written.</summary>
    public List<Interaction> Taken { get; } = [];

    /// <summary>Every one, in its order.</summary>
    public List<SentRecord> Sent { get; } = [];

    /// <summary>Why nothing of the body can be taken: a status and a sentence.</summary>
    public (int Status, string Sentence, ApiFault? Fault)? Refused { get; private set; }

    /// <summary>Reads a body.</summary>
    public static SentRecords Read(ReadOnlySpan<byte> body, WireIntake intake, WireSource sources, Data.ApiKey key)
    {
        var records = new SentRecords(body.TrimStart(" \t\r\n"u8) is [(byte)'[', ..]);
        var place = records.IsBatch ? 0 : -1;
        try
        {
            var reader = new Utf8JsonReader(body, intake.Json);
            reader.Read();
            if (!records.IsBatch) records.TryTake(ref reader, place, intake.Reader, sources, key);
            else while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                if (place == intake.Limits.BatchRecords) return records.Refuse(StatusCodes.Status413PayloadTooLarge, $"The array has more than {intake.Limits.BatchRecords:N0} records. Send fewer at once, or a stream of lines as application/x-ndjson.", null);
                if (!records.TryTake(ref reader, place, intake.Reader, sources, key)) break;
                place++;
            }

            // Anything behind it makes the reader throw.
            if (records.Refused is null) reader.Read();
        }
        catch (JsonException e)
        {
            return records.Refuse(StatusCodes.Status400BadRequest, "The body is not readable JSON; nothing of it is in.", new ApiFault(records.IsBatch ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"$[{place}]") : "$", NotJson(e)));
        }

        return records;
    }

    /// <summary>What is wrong with a text that is no JSON, and where.</summary>
    public static string NotJson(JsonException e) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{JsonTokens.Reason(e)}: line {(e.LineNumber ?? 0) + 1}, byte {(e.BytePositionInLine ?? 0) + 1}.");

    private SentRecords Refuse(int status, string sentence, ApiFault? fault)
    {
        Refused = (status, sentence, fault);
        return this;
    }

    // False where nothing of the body may be taken.
    private bool TryTake(ref Utf8JsonReader reader, int place, RecordJson json, WireSource sources, Data.ApiKey key)
    {
        var isFine = json.TryRead(ref reader, place);
        ref var draft = ref json.Draft;
        if (!sources.TryResolve(draft.Source, out var source))
        {
            var path = place < 0 ? "$.source" : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"$[{place}].source");
            Refuse(StatusCodes.Status403Forbidden, "A record is of a source that this key does not write; nothing of the request is in.", new ApiFault(path, WireSource.Refusal(key, draft.Source!)));
            return false;
        }

        if (source is null)
        {
            json.Fail(FieldNames.Of(RecordField.Source), sources.Missing);
            isFine = false;
        }

        if (isFine) Taken.Add(json.Draft.ToInteraction(source!));
        Sent.Add(new SentRecord(draft.ExternalId, isFine ? SentRecord.None : [.. json.Faults], json.LeftOut.Count == 0 ? SentRecord.None : [.. json.LeftOut]));
        return true;
    }
}
