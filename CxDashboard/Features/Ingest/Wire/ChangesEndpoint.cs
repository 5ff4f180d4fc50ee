using System.Text.Json;
using CxDashboard.Api;
using CxDashboard.Data;
using CxDashboard.Features.Ingest.Maps;
using Microsoft.AspNetCore.Http.Features;

namespace CxDashboard.Features.Ingest.Wire;

/// <summary><c>PATCH</c> and <c>DELETE interactions/ID</c>: read, changed and written in one transaction, so that of two at once none is lost.</summary>
internal sealed class ChangesEndpoint(WireIntake intake, ILogger<ChangesEndpoint> log)
{
    private const string MergePatch = "application/merge-patch+json";

    public Task PatchAsync(HttpContext context) => WireFaults.GuardAsync(context, log, async c =>
    {
        try
        {
            await CorrectAsync(c);
        }
        catch (PatchRefusedException refused)
        {
            await ApiProblem.WriteAsync(c, StatusCodes.Status400BadRequest, "The record cannot become that; nothing of it has changed.", [refused.Fault]);
        }
    });

    public Task DeleteAsync(HttpContext context) => WireFaults.GuardAsync(context, log, RemoveAsync);

    private async Task CorrectAsync(HttpContext context)
    {
        if (!await WireFaults.IsAsync(context, MergePatch, WireAnswer.Json) || await TargetAsync(context) is not { } target) return;
        var (isFine, name) = await RequestName.OfAsync(context);
        if (!isFine || await RequestBody.ReadAsync(context, intake.Limits.BodyBytes) is not { } body) return;
        RecordPatch? patch;
        var hash = Array.Empty<byte>();
        ApiFault[] faults;
        using (body)
        {
            (patch, faults) = Read(body.Bytes, target.Source, target.Id);
            if (name is not null) hash = RequestName.Hash(context, body.Bytes);
        }

        if (patch is null)
        {
            await ApiProblem.WriteAsync(context, StatusCodes.Status400BadRequest, "The correction cannot be taken; nothing has changed.", faults);
            return;
        }

        var batch = new WriteBatch { Corrections = [new RecordCorrection(target.Source, target.Id, patch.Apply)] };
        await RequestName.WriteAsync(context, intake, name, hash, batch, result => result.Corrections[0] is { } outcome
            ? (StatusCodes.Status200OK, WireAnswer.Word(target.Id, WireAnswer.Word(outcome.Kind)))
            : NotThere(target));
    }

    private async Task RemoveAsync(HttpContext context)
    {
        if (await TargetAsync(context) is not { } target) return;
        var (isFine, name) = await RequestName.OfAsync(context);
        if (!isFine) return;
        var batch = new WriteBatch { Deletions = [(target.Source, target.Id)] };
        await RequestName.WriteAsync(context, intake, name, name is null ? [] : RequestName.Hash(context, []), batch,
            result => result.Deleted > 0 ? (StatusCodes.Status204NoContent, []) : NotThere(target));
    }

    private (RecordPatch? Patch, ApiFault[] Faults) Read(ReadOnlySpan<byte> body, string source, string id)
    {
        var json = intake.Reader;
        try
        {
            var reader = new Utf8JsonReader(body, intake.Json);
            reader.Read();
            json.TryReadFields(ref reader, -1);
            reader.Read();
        }
        catch (JsonException e)
        {
            return (null, [new ApiFault("$", SentRecords.NotJson(e))]);
        }

        ref var draft = ref json.Draft;
        if (json.Names(RecordField.ExternalId) && draft.ExternalId != id) json.Fail("externalId", "externalId is another one than the address has; leave it out.");
        if (json.Names(RecordField.Source) && draft.Source != source) json.Fail("source", "source is another one than the address has; leave it out.");
        if (json.Names(RecordField.OpenedAt) && draft.OpenedAt is null) json.Fail("openedAt", "openedAt cannot be taken away: every record has one.");
        if (json.BadRating is { } bad) json.Fail("rating", bad);
        ApiFault[] faults = [.. json.Faults, .. json.LeftOut];
        return faults.Length > 0 ? (null, faults) : (new RecordPatch(draft, json.Named, json.Extras()), []);
    }

    private static (int Status, byte[] Body) NotThere((string Source, string Id) target) =>
        (StatusCodes.Status404NotFound, ApiProblem.Body(StatusCodes.Status404NotFound, $"There is no record \"{target.Id}\" of the source \"{target.Source}\"."));

    private static async ValueTask<(string Source, string Id)?> TargetAsync(HttpContext context)
    {
        if (await WireSource.OfAsync(context) is not { } sources) return null;
        sources.TryResolve(null, out var source);
        if (source is null)
        {
            await ApiProblem.WriteAsync(context, StatusCodes.Status400BadRequest, sources.Missing);
            return null;
        }

        // As it was sent: the router leaves an escaped slash as it is, and an id may have one.
        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var id = Uri.UnescapeDataString(target[(target.IndexOf("/interactions/", StringComparison.OrdinalIgnoreCase) + "/interactions/".Length)..].Split('?')[0]).Trim();
        if (id.Length > 0) return (source, id);
        await ApiProblem.WriteAsync(context, StatusCodes.Status400BadRequest, "The address names no record; write its externalId behind interactions/.");
        return null;
    }
}
