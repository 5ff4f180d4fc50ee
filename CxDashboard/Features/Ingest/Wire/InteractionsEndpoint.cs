using CxDashboard.Api;
using CxDashboard.Data;

namespace CxDashboard.Features.Ingest.Wire;

/// <summary><c>POST interactions</c>: one record, a batch, or a stream of lines, each answered once it is on disk.</summary>
internal sealed class InteractionsEndpoint(WireIntake intake, ILogger<InteractionsEndpoint> log)
{
    public Task PostAsync(HttpContext context) => WireFaults.GuardAsync(context, log, TakeAsync);

    private async Task TakeAsync(HttpContext context)
    {
        if (!await WireFaults.IsAsync(context, WireAnswer.Json, RecordStream.ContentType)) return;
        if (await WireSource.OfAsync(context) is not { } sources) return;
        var (isFine, name) = await RequestName.OfAsync(context);
        if (!isFine) return;
        if (!string.Equals(WireFaults.TypeOf(context.Request), WireAnswer.Json, StringComparison.OrdinalIgnoreCase))
        {
            if (name is null) await new RecordStream(intake, sources, CurrentKey.Of(context)).TakeAsync(context);
            else await ApiProblem.WriteAsync(context, StatusCodes.Status400BadRequest, $"A stream is written as it comes, so it cannot be done once as a whole: leave {RequestName.Header} out. Lines with an externalId may be sent again as often as you like.");
            return;
        }

        if (await RequestBody.ReadAsync(context, intake.Limits.BodyBytes) is not { } body) return;
        SentRecords records;
        var hash = Array.Empty<byte>();
        using (body)
        {
            records = SentRecords.Read(body.Bytes, intake, sources, CurrentKey.Of(context));
            if (name is not null) hash = RequestName.Hash(context, body.Bytes);
        }

        if (records.Refused is { } refused) await ApiProblem.WriteAsync(context, refused.Status, refused.Sentence, refused.Fault is { } fault ? [fault] : null);
        else if (records.Taken.Count == 0 && records.Sent.Count > 0) await RefuseAllAsync(context, records);
        else await RequestName.WriteAsync(context, intake, name, hash, new WriteBatch { Records = records.Taken }, result => Answer(records, result));
    }

    private static (int Status, byte[] Body) Answer(SentRecords records, WriteResult result)
    {
        if (!records.IsBatch) return (StatusCodes.Status200OK, WireAnswer.One(records.Sent[0], result.Outcomes[0]));
        return (records.Taken.Count == records.Sent.Count ? StatusCodes.Status200OK : StatusCodes.Status207MultiStatus, WireAnswer.Batch(records.Sent, result));
    }

    private static Task RefuseAllAsync(HttpContext context, SentRecords records)
    {
        ApiFault[] faults = [.. records.Sent.SelectMany(s => s.Faults)];
        return ApiProblem.WriteAsync(context, StatusCodes.Status400BadRequest, records.IsBatch ? "No record of the batch can be taken; nothing of it is in." : "The record cannot be taken.", faults);
    }
}
