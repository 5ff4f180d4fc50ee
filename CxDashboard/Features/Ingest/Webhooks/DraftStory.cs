using System.Globalization;
using System.Text.Json;
using CxDashboard.Domain.Interactions;
using CxDashboard.Domain.Time;
using CxDashboard.Features.Ingest.Reading;

namespace CxDashboard.Features.Ingest.Webhooks;

/// <summary>Makes a story of a record as one message tells it: what it does not say stays as others told it.</summary>
internal static class DraftStory
{
    /// <param name="draft">The record.</param>
    /// <param name="saysDirection">Whether it says who began.</param>
    /// <param name="at">When it was so.</param>
    /// <param name="customers">How customers are called.</param>
    public static Story Of(in RecordDraft draft, bool saysDirection, Instant at, CustomerNaming customers)
    {
        var story = Story.None
            .Says(FactField.Customer, draft.Customer is { } customer ? customers(customer) : null, at)
            .Says(FactField.Segment, draft.Segment, at)
            .Says(FactField.Channel, draft.Channel, at)
            .Says(FactField.Topic, draft.Topic, at)
            .Says(FactField.Product, draft.Product, at)
            .Says(FactField.Region, draft.Region, at)
            .Says(FactField.Team, draft.Team, at)
            .Says(FactField.Direction, saysDirection ? (long)draft.Direction : null, at)
            .Says(FactField.OpenedAt, draft.OpenedAt, at)
            .Says(FactField.FirstReplyAt, draft.FirstReplyAt, at)
            .Says(FactField.FirstUsefulReplyAt, draft.FirstUsefulReplyAt, at)
            .Says(FactField.ClaimedAt, draft.ClaimedAt, at)
            .Says(FactField.Claimed, draft.Claimed, at)
            .Says(FactField.ReopenedCount, draft.ReopenedCount, at)
            .Says(FactField.ReopenedAt, draft.ReopenedAt, at)
            .Says(FactField.LastClaimedAt, draft.LastClaimedAt, at)
            .Says(FactField.Abandoned, draft.Abandoned, at)
            .Says(FactField.Transfers, draft.Transfers, at)
            .Says(FactField.WaitingSeconds, draft.WaitingSeconds, at)
            .Says(FactField.Asked, draft.Asked, at)
            .Says(FactField.Cost, draft.Cost is { } cost ? (cost * 10_000m).ToString("0", CultureInfo.InvariantCulture) : null, at)
            .Says(FactField.Cause, draft.Cause, at)
            .Says(FactField.Policy, draft.Policy, at)
            .Says(FactField.Gesture, draft.Gesture, at)
            .With(Answers(draft, at));
        if (draft.Extra is null) return story;
        using var extra = JsonDocument.Parse(draft.Extra);
        foreach (var field in extra.RootElement.EnumerateObject()) story = story.SaysExtra(field.Name, field.Value.GetString(), at);
        return story;
    }

    // An answer without a time of its own is as old as the message.
    private static RecordParts Answers(in RecordDraft draft, Instant at)
    {
        var told = draft.RatedAt ?? at;
        return new RecordParts
        {
            Rating = draft is { Rating: { } stars, RatingScale: { } scale } ? new(new ScaledRating(stars, scale), told) : null,
            Comment = draft.Comment is { } words ? new(words, told) : null,
            Effort = draft.Effort is { } effort ? new(effort, told) : null,
            Recommend = draft.Recommend is { } recommend ? new(recommend, told) : null,
            WouldBuyAgain = draft.WouldBuyAgain is { } again ? new(again, told) : null,
            Confirmed = draft.Confirmed is { } confirmed ? new(confirmed, told) : null,
            AnsweredAt = draft.RatedAt,
        };
    }
}
