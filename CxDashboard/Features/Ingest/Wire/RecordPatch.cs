using System.Text.Json;
using CxDashboard.Api;
using CxDashboard.Domain.Interactions;
using CxDashboard.Features.Ingest.Maps;
using CxDashboard.Features.Ingest.Reading;

namespace CxDashboard.Features.Ingest.Wire;

/// <summary>A correction cannot be made to the record as it stands; the message is one sentence.</summary>
internal sealed class PatchRefusedException(string path, string sentence) : Exception(sentence)
{
    public ApiFault Fault { get; } = new(path, sentence);
}

/// <summary>
/// A merge patch (RFC 7396) of one record: a field that is named becomes what is said, null takes it away, every other field
/// stays. Extra fields are those of the record as it was laid out flat.
/// </summary>
/// <param name="draft">The fields' new values.</param>
/// <param name="named">A bit for each field that is named.</param>
/// <param name="extras">The extra fields that are named; null takes one away.</param>
internal sealed class RecordPatch(RecordDraft draft, ulong named, IReadOnlyList<(string Name, string? Text)> extras)
{
    /// <summary>The record with it.</summary>
    /// <exception cref="PatchRefusedException">Its rating would not be on its scale.</exception>
    public Interaction Apply(Interaction record)
    {
        var rating = Says(RecordField.Rating) ? draft.Rating : record.Rating;
        var scale = Says(RecordField.RatingScale) ? draft.RatingScale : record.RatingScale;
        return record with
        {
            Customer = Says(RecordField.Customer) ? draft.Customer : record.Customer,
            Segment = Says(RecordField.Segment) ? draft.Segment : record.Segment,
            Channel = Says(RecordField.Channel) ? draft.Channel : record.Channel,
            Topic = Says(RecordField.Topic) ? draft.Topic : record.Topic,
            Product = Says(RecordField.Product) ? draft.Product : record.Product,
            Region = Says(RecordField.Region) ? draft.Region : record.Region,
            Team = Says(RecordField.Team) ? draft.Team : record.Team,
            Direction = Says(RecordField.Direction) ? draft.Direction : record.Direction,
            OpenedAt = draft.OpenedAt ?? record.OpenedAt,
            FirstReplyAt = Says(RecordField.FirstReplyAt) ? draft.FirstReplyAt : record.FirstReplyAt,
            FirstUsefulReplyAt = Says(RecordField.FirstUsefulReplyAt) ? draft.FirstUsefulReplyAt : record.FirstUsefulReplyAt,
            ClaimedAt = Says(RecordField.ClaimedAt) ? draft.ClaimedAt : record.ClaimedAt,
            Claimed = Says(RecordField.Claimed) ? draft.Claimed : record.Claimed,
            ReopenedCount = Says(RecordField.ReopenedCount) ? draft.ReopenedCount : record.ReopenedCount,
            ReopenedAt = Says(RecordField.ReopenedAt) ? draft.ReopenedAt : record.ReopenedAt,
            LastClaimedAt = Says(RecordField.LastClaimedAt) ? draft.LastClaimedAt : record.LastClaimedAt,
            Abandoned = Says(RecordField.Abandoned) ? draft.Abandoned : record.Abandoned,
            Transfers = Says(RecordField.Transfers) ? draft.Transfers : record.Transfers,
            WaitingSeconds = Says(RecordField.WaitingSeconds) ? draft.WaitingSeconds : record.WaitingSeconds,
            Asked = Says(RecordField.Asked) ? draft.Asked : record.Asked,
            Rating = rating,
            RatingScale = rating is null ? null : Held(rating.Value, scale),
            RatedAt = Says(RecordField.RatedAt) ? draft.RatedAt : record.RatedAt,
            Effort = Says(RecordField.Effort) ? draft.Effort : record.Effort,
            Recommend = Says(RecordField.Recommend) ? draft.Recommend : record.Recommend,
            WouldBuyAgain = Says(RecordField.WouldBuyAgain) ? draft.WouldBuyAgain : record.WouldBuyAgain,
            Confirmed = Says(RecordField.Confirmed) ? draft.Confirmed : record.Confirmed,
            Comment = Says(RecordField.Comment) ? draft.Comment : record.Comment,
            Cost = Says(RecordField.Cost) ? draft.Cost : record.Cost,
            Cause = Says(RecordField.Cause) ? draft.Cause : record.Cause,
            Policy = Says(RecordField.Policy) ? draft.Policy : record.Policy,
            Gesture = Says(RecordField.Gesture) ? draft.Gesture : record.Gesture,
            Extra = extras.Count == 0 ? record.Extra : Merged(record.Extra),
            TimeFlags = record.TimeFlags | draft.TimeFlags,
        };
    }

    private bool Says(RecordField field) => (named & (1UL << (int)field)) != 0;

    private static int Held(double rating, int? scale)
    {
        if (scale is { } s && RatingScales.Holds(s, rating)) return s;
        var path = "$.rating";
        throw scale is not { } said ? new PatchRefusedException(path, "The rating has no ratingScale; send both.")
            : RatingScales.Range(said) is not { } range ? new PatchRefusedException("$.ratingScale", "The rating would be on an unknown scale; there are 2, 3, 5, 7, 10 and 100.")
            : new PatchRefusedException(path, FormattableString.Invariant($"The rating {rating} is outside its scale, {range.Low} to {range.High}."));
    }

    // "via" stands for all of "via.…", as the object it was.
    private string? Merged(string? before)
    {
        var texts = before is null ? [] : JsonSerializer.Deserialize<Dictionary<string, string>>(before)!;
        foreach (var (name, text) in extras)
        {
            var inside = name + ".";
            foreach (var part in texts.Keys.Where(k => k.StartsWith(inside, StringComparison.Ordinal) && !extras.Any(e => e.Name == k)).ToList()) texts.Remove(part);
            for (var dot = name.IndexOf('.', StringComparison.Ordinal); dot > 0; dot = name.IndexOf('.', dot + 1)) texts.Remove(name[..dot]);
            if (text is null) texts.Remove(name);
            else texts[name] = text;
        }

        return ExtraJson.Write(texts);
    }
}
