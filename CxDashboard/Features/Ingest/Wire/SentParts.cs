using System.Text.Json;
using CxDashboard.Api;
using CxDashboard.Data;
using CxDashboard.Domain.Interactions;
using CxDashboard.Features.Ingest.Maps;
using CxDashboard.Features.Ingest.Reading;

namespace CxDashboard.Features.Ingest.Wire;

/// <summary>Reads what is told of interactions apart from their records: ratings and replies.</summary>
internal static class SentParts
{
    private const ulong Named = (1UL << (int)RecordField.Source) | (1UL << (int)RecordField.ExternalId);
    private const ulong Answers = (1UL << (int)RecordField.Rating) | (1UL << (int)RecordField.RatingScale) | (1UL << (int)RecordField.RatedAt) | (1UL << (int)RecordField.Effort)
        | (1UL << (int)RecordField.Recommend) | (1UL << (int)RecordField.WouldBuyAgain) | (1UL << (int)RecordField.Confirmed) | (1UL << (int)RecordField.Comment);

    /// <summary>What a customer answered; null with its faults noted where it cannot be taken.</summary>
    public static RecordParts? Rating(RecordJson json)
    {
        Refuse(json, Named | Answers, [], "a rating");
        ref var draft = ref json.Draft;
        var at = draft.RatedAt;
        ScaledRating? stars = null;
        if (json.BadRating is { } bad) json.Fail("rating", bad);
        else if (draft.Rating is { } rating)
        {
            if (draft.RatingScale is not { } scale) json.Fail("ratingScale", "ratingScale is missing: say out of how many the rating is.");
            else if (RatingScales.Range(scale) is not { } range) json.Fail("ratingScale", "ratingScale is none that customers rate on; there are 2, 3, 5, 7, 10 and 100.");
            else if (!RatingScales.Holds(scale, rating)) json.Fail("rating", FormattableString.Invariant($"The rating {rating} is outside its scale, {range.Low} to {range.High}."));
            else stars = new ScaledRating(rating, scale);
        }

        var told = new RecordParts
        {
            Rating = stars is { } r ? new(r, at) : null,
            Comment = draft.Comment is { } words ? new(words, at) : null,
            Effort = draft.Effort is { } effort ? new(effort, at) : null,
            Recommend = draft.Recommend is { } recommend ? new(recommend, at) : null,
            WouldBuyAgain = draft.WouldBuyAgain is { } again ? new(again, at) : null,
            Confirmed = draft.Confirmed is { } confirmed ? new(confirmed, at) : null,
            AnsweredAt = at,
        };
        if (json.Faults.Count + json.LeftOut.Count == 0 && told with { AnsweredAt = null } == RecordParts.None)
            json.Fail(null, "No answer is in it: send a rating with its ratingScale, comment, effort, recommend, wouldBuyAgain or confirmed.");
        return told;
    }

    /// <summary>A reply to a customer.</summary>
    public static RecordParts? Reply(RecordJson json)
    {
        Refuse(json, Named, ["at", "useful"], "a reply");
        var texts = json.Extras();
        string? Text(string name) => texts.FirstOrDefault(t => t.Name == name).Text;
        var (at, useful) = (Text("at"), Text("useful"));
        Domain.Time.Instant instant = default;
        if (at is null) json.Fail("at", "at is missing: a reply needs its time.");
        else if (!InstantText.TryParseIso(System.Text.Encoding.UTF8.GetBytes(at), json.Zone, out instant, out _)) json.Fail("at", RowFault.Of("at is not a date and time such as 2026-03-01T09:00:00Z", System.Text.Encoding.UTF8.GetBytes(at)).Detail);
        else if (!PlausibleTime.Holds(instant)) json.Fail("at", RowFault.Of($"at {PlausibleTime.Reason}", System.Text.Encoding.UTF8.GetBytes(at)).Detail);
        var isUseful = false;
        if (useful is not null && !NumberText.TryFlag(System.Text.Encoding.UTF8.GetBytes(useful), out isUseful)) json.Fail("useful", RowFault.Of("useful is neither yes nor no", System.Text.Encoding.UTF8.GetBytes(useful)).Detail);
        return RecordParts.Reply(instant, isUseful);
    }

    /// <summary>Reads an object or an array of them.</summary>
    /// <param name="read">Makes the part of what was read.</param>
    public static (bool IsBatch, List<ToldPart> Parts, List<SentRecord> Sent, (int Status, string Sentence, ApiFault? Fault)? Refused) Read(
        ReadOnlySpan<byte> body, WireIntake intake, WireSource sources, ApiKey key, Func<RecordJson, RecordParts?> read)
    {
        var isBatch = body.TrimStart(" \t\r\n"u8) is [(byte)'[', ..];
        var (parts, sent, place) = (new List<ToldPart>(), new List<SentRecord>(), isBatch ? 0 : -1);
        try
        {
            var reader = new Utf8JsonReader(body, intake.Json);
            reader.Read();
            while (!isBatch || (reader.Read() && reader.TokenType != JsonTokenType.EndArray))
            {
                if (place == intake.Limits.BatchRecords) return (true, parts, sent, (StatusCodes.Status413PayloadTooLarge, $"The array has more than {intake.Limits.BatchRecords:N0} of them. Send fewer at once.", null));
                if (!TryTake(ref reader, place, intake.Reader, sources, key, read, parts, sent)) return (isBatch, parts, sent, (StatusCodes.Status403Forbidden, WireSource.Refusal(key, intake.Reader.Draft.Source!), new ApiFault(isBatch ? $"$[{place}].source" : "$.source", "This source is not the key's.")));
                if (!isBatch) break;
                place++;
            }

            reader.Read();
            return (isBatch, parts, sent, null);
        }
        catch (JsonException e)
        {
            return (isBatch, parts, sent, (StatusCodes.Status400BadRequest, "The body is not readable JSON; nothing of it is in.", new ApiFault(isBatch ? $"$[{place}]" : "$", SentRecords.NotJson(e))));
        }
    }

    private static bool TryTake(
        ref Utf8JsonReader reader, int place, RecordJson json, WireSource sources, ApiKey key, Func<RecordJson, RecordParts?> read, List<ToldPart> parts, List<SentRecord> sent)
    {
        json.TryReadFields(ref reader, place);
        ref var draft = ref json.Draft;
        if (!sources.TryResolve(draft.Source, out var source)) return false;
        if (source is null) json.Fail("source", sources.Missing);
        if (draft.ExternalId is null && json.Faults.Count == 0) json.Fail("externalId", "externalId is missing: say of which record this is.");
        var told = json.Faults.Count == 0 ? read(json) : null;
        ApiFault[] faults = [.. json.Faults, .. json.LeftOut];
        if (faults.Length == 0) parts.Add(new ToldPart(source!, draft.ExternalId!, told!));
        sent.Add(new SentRecord(draft.ExternalId, faults, SentRecord.None));
        return true;
    }

    // A name that is not known here would be an answer that is silently not there.
    private static void Refuse(RecordJson json, ulong fields, string[] others, string what)
    {
        foreach (var field in Enum.GetValues<RecordField>())
        {
            if (json.Names(field) && (fields & (1UL << (int)field)) == 0) json.Fail(FieldNames.Of(field), $"{FieldNames.Of(field)} is nothing of {what}; send it with PATCH interactions/ID.");
        }

        foreach (var (name, _) in json.Extras())
        {
            if (!others.Contains(name, StringComparer.Ordinal)) json.Fail(name, $"There is no field \"{name}\" in {what}.");
        }
    }
}
