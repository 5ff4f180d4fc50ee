using System.Globalization;
using CxDashboard.Api;
using CxDashboard.Data;
using CxDashboard.Domain.Interactions;
using CxDashboard.Live;

namespace CxDashboard.Features.Ingest.Wire;

/// <summary>
/// <c>POST ratings</c> and <c>POST replies</c>: what is told of an interaction apart from its record, known or not yet. The same
/// told twice, or in another order, comes to the same.
/// </summary>
internal sealed class PartsEndpoint(WireIntake intake, LiveFeed feed, ILogger<PartsEndpoint> log)
{
    public Task PostRatingAsync(HttpContext context) => WireFaults.GuardAsync(context, log, c => TakeAsync(c, SentParts.Rating));

    public Task PostReplyAsync(HttpContext context) => WireFaults.GuardAsync(context, log, c => TakeAsync(c, SentParts.Reply));

    private async Task TakeAsync(HttpContext context, Func<RecordJson, RecordParts?> read)
    {
        if (!await WireFaults.IsAsync(context, WireAnswer.Json) || await WireSource.OfAsync(context) is not { } sources) return;
        var (isFine, name) = await RequestName.OfAsync(context);
        if (!isFine || await RequestBody.ReadAsync(context, intake.Limits.BodyBytes) is not { } body) return;
        (bool IsBatch, List<ToldPart> Parts, List<SentRecord> Sent, (int Status, string Sentence, ApiFault? Fault)? Refused) told;
        var (hash, isWaiting) = (Array.Empty<byte>(), false);
        using (body)
        {
            told = SentParts.Read(body.Bytes, intake, sources, CurrentKey.Of(context), read);
            if (name is not null) hash = RequestName.Hash(context, body.Bytes);
        }

        if (told.Refused is { } refused) await ApiProblem.WriteAsync(context, refused.Status, refused.Sentence, refused.Fault is { } fault ? [fault] : null);
        else if (told.Parts.Count == 0 && told.Sent.Count > 0) await ApiProblem.WriteAsync(context, StatusCodes.Status400BadRequest, "It cannot be taken; nothing of it is in.", [.. told.Sent.SelectMany(s => s.Faults)]);
        else await RequestName.WriteAsync(context, intake, name, hash, new WriteBatch { Parts = told.Parts }, result =>
        {
            if (result.Parts.Contains(PartKind.Waiting)) isWaiting = true;
            return Answer(told.IsBatch, told.Sent, result);
        });
        if (isWaiting) feed.Publish(Topic.Waiting);
    }

    private static (int Status, byte[] Body) Answer(bool isBatch, List<SentRecord> sent, WriteResult result)
    {
        if (!isBatch) return (StatusCodes.Status200OK, WireAnswer.Word(sent[0].ExternalId!, Word(result.Parts[0])));
        var status = result.Parts.Count == sent.Count ? StatusCodes.Status200OK : StatusCodes.Status207MultiStatus;
        return (status, WireAnswer.Bytes(json =>
        {
            json.WriteStartObject();
            json.WriteNumber("received", sent.Count);
            json.WriteNumber("joined", result.Parts.Count(p => p == PartKind.Joined));
            json.WriteNumber("waiting", result.Parts.Count(p => p == PartKind.Waiting));
            json.WriteNumber("unchanged", result.Parts.Count(p => p == PartKind.Unchanged));
            json.WriteNumber("rejected", sent.Count - result.Parts.Count);
            json.WriteStartArray("results");
            var taken = 0;
            foreach (var part in sent)
            {
                json.WriteStartObject();
                if (part.IsTaken)
                {
                    json.WriteString("externalId", part.ExternalId);
                    json.WriteString("result", Word(result.Parts[taken++]));
                }
                else WireAnswer.WriteRejected(json, part);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }));
    }

    private static string Word(PartKind kind) => kind.ToString().ToLower(CultureInfo.InvariantCulture);
}
