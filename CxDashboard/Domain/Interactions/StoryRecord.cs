using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using CxDashboard.Domain.Time;

namespace CxDashboard.Domain.Interactions;

/// <summary>Makes a record of a story, and the ground of a story of a record that came by itself.</summary>
internal static class StoryRecord
{
    private static readonly JsonSerializerOptions AsFilesDo = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The record; null while its opening is not known.</summary>
    public static Interaction? Of(Story story, string source, string externalId)
    {
        var all = story.Ground is { } ground ? Laid(story, ground) : story;
        if (all.Moment(FactField.OpenedAt) is not { } opened) return null;
        var told = CaseCourse.Of(story.States);

        // Claimed before, nobody knows when, and not watched from the opening on: a claim that is told later is another one.
        var wasClaimed = story.Ground is { } imported && imported.Flag(FactField.Claimed) == true && imported.Moment(FactField.ClaimedAt) is null && !story.States.IsEmpty && !told.IsKnownSince(opened);
        if (wasClaimed) all = all with { States = all.States.Add(new StateAt(opened, CaseState.WasClaimed)) };
        var course = CaseCourse.Of(all.States);
        var seen = course.Reopened > 0 || told.IsKnownSince(opened) ? course.Reopened : (int?)null;
        var claimedAt = story.Moment(FactField.ClaimedAt) ?? (wasClaimed ? null : Earlier(told.ClaimedAt, story.Ground?.Moment(FactField.ClaimedAt)));
        var parts = all.Parts.And(LastAnswer(all));
        return new Interaction
        {
            Source = source,
            ExternalId = externalId,
            Customer = all.Text(FactField.Customer),
            Segment = all.Text(FactField.Segment),
            Channel = all.Text(FactField.Channel),
            Topic = all.Text(FactField.Topic),
            Product = all.Text(FactField.Product),
            Region = all.Text(FactField.Region),
            Team = all.Text(FactField.Team),
            Direction = all.Number(FactField.Direction) == (long)Direction.Out ? Direction.Out : Direction.In,
            OpenedAt = opened,
            FirstReplyAt = Earlier(parts.FirstReplyAt, all.Moment(FactField.FirstReplyAt)),
            FirstUsefulReplyAt = Earlier(parts.FirstUsefulReplyAt, all.Moment(FactField.FirstUsefulReplyAt)),
            ClaimedAt = claimedAt,
            Claimed = claimedAt is not null || course.WasClaimed ? true : all.Flag(FactField.Claimed) ?? (all.States.IsEmpty ? null : false),
            ReopenedCount = (int?)all.Number(FactField.ReopenedCount) is { } said ? Math.Max(said, course.Reopened) : seen,
            ReopenedAt = all.Moment(FactField.ReopenedAt) ?? course.ReopenedAt,
            LastClaimedAt = all.Moment(FactField.LastClaimedAt) is { } last && !IsOpenSince(all, last) ? last : course.Reopened > 0 ? course.LastClaimedAt : null,
            Abandoned = all.Flag(FactField.Abandoned),
            Transfers = (int?)all.Number(FactField.Transfers) is { } handed ? Math.Max(handed, Transfers(all) ?? 0) : Transfers(all),
            WaitingSeconds = all.Number(FactField.WaitingSeconds),
            Asked = story.Parts.Rating is not null || !story.Answers.IsEmpty ? true : all.Flag(FactField.Asked),
            Rating = parts.Rating?.Value.Rating,
            RatingScale = parts.Rating?.Value.Scale,
            RatedAt = parts.AnsweredAt,
            Effort = parts.Effort?.Value,
            Recommend = parts.Recommend?.Value,
            WouldBuyAgain = parts.WouldBuyAgain?.Value,
            Confirmed = parts.Confirmed?.Value,
            Comment = parts.Comment?.Value,
            Cost = all.Number(FactField.Cost) / 10_000m,
            Cause = all.Text(FactField.Cause),
            Policy = all.Text(FactField.Policy),
            Gesture = all.Text(FactField.Gesture),
            Extra = Extra(all),
            TimeFlags = (TimeFlags)(all.Number(FactField.TimeFlags) ?? 0),
        };
    }

    /// <summary>The ground that a record is which came by itself. Without messages over it, it makes the same record again.</summary>
    public static Story Ground(Interaction record)
    {
        var at = default(Instant);
        var ground = Story.None
            .Says(FactField.Customer, record.Customer, at)
            .Says(FactField.Segment, record.Segment, at)
            .Says(FactField.Channel, record.Channel, at)
            .Says(FactField.Topic, record.Topic, at)
            .Says(FactField.Product, record.Product, at)
            .Says(FactField.Region, record.Region, at)
            .Says(FactField.Team, record.Team, at)
            .Says(FactField.Direction, record.Direction == Direction.Out ? (long)Direction.Out : null, at)
            .Says(FactField.OpenedAt, record.OpenedAt, at)
            .Says(FactField.ClaimedAt, record.ClaimedAt, at)
            .Says(FactField.Claimed, record.Claimed, at)
            .Says(FactField.ReopenedCount, record.ReopenedCount, at)
            .Says(FactField.ReopenedAt, record.ReopenedAt, at)
            .Says(FactField.LastClaimedAt, record.LastClaimedAt, at)
            .Says(FactField.Abandoned, record.Abandoned, at)
            .Says(FactField.Transfers, record.Transfers, at)
            .Says(FactField.WaitingSeconds, record.WaitingSeconds, at)
            .Says(FactField.Asked, record.Asked, at)
            .Says(FactField.Cost, record.Cost is { } cost ? (cost * 10_000m).ToString("0", CultureInfo.InvariantCulture) : null, at)
            .Says(FactField.Cause, record.Cause, at)
            .Says(FactField.Policy, record.Policy, at)
            .Says(FactField.Gesture, record.Gesture, at)
            .Says(FactField.TimeFlags, record.TimeFlags == TimeFlags.None ? null : (long)record.TimeFlags, at)
            .With(RecordParts.Of(record));
        foreach (var (name, value) in Fields(record.Extra)) ground = ground.SaysExtra(name, value, at);
        if (record.ClaimedAt is { } claimed) ground = ground.Stood(CaseState.Claimed, claimed);
        if (record.ReopenedAt is { } reopened) ground = ground.Stood(CaseState.Open, reopened);
        return record.LastClaimedAt is { } last ? ground.Stood(CaseState.Claimed, last) : ground;
    }

    /// <summary>
    /// What a story makes of a record that somebody corrected meanwhile: a correction stays until the story says something else of
    /// that field than it did before.
    /// </summary>
    /// <param name="stored">The record as it stands.</param>
    /// <param name="before">What the story made until now.</param>
    /// <param name="after">What it makes now.</param>
    public static Interaction Corrected(Interaction stored, Interaction before, Interaction after)
    {
        if (stored == before) return after;
        return after with
        {
            Customer = Of(r => r.Customer),
            Segment = Of(r => r.Segment),
            Channel = Of(r => r.Channel),
            Topic = Of(r => r.Topic),
            Product = Of(r => r.Product),
            Region = Of(r => r.Region),
            Team = Of(r => r.Team),
            Direction = Of(r => r.Direction),
            OpenedAt = Of(r => r.OpenedAt),
            FirstReplyAt = Of(r => r.FirstReplyAt),
            FirstUsefulReplyAt = Of(r => r.FirstUsefulReplyAt),

            // What hangs together is one word: claimed by one of them and not by the other would be nobody's.
            ClaimedAt = Of(r => (r.Claimed, r.ClaimedAt)).ClaimedAt,
            Claimed = Of(r => (r.Claimed, r.ClaimedAt)).Claimed,
            ReopenedCount = Of(r => (r.ReopenedCount, r.ReopenedAt, r.LastClaimedAt)).ReopenedCount,
            ReopenedAt = Of(r => (r.ReopenedCount, r.ReopenedAt, r.LastClaimedAt)).ReopenedAt,
            LastClaimedAt = Of(r => (r.ReopenedCount, r.ReopenedAt, r.LastClaimedAt)).LastClaimedAt,
            Abandoned = Of(r => r.Abandoned),
            Transfers = Of(r => r.Transfers),
            WaitingSeconds = Of(r => r.WaitingSeconds),
            Asked = Of(r => r.Asked),
            Rating = Of(r => (r.Rating, r.RatingScale)).Rating,
            RatingScale = Of(r => (r.Rating, r.RatingScale)).RatingScale,
            RatedAt = Of(r => r.RatedAt),
            Effort = Of(r => r.Effort),
            Recommend = Of(r => r.Recommend),
            WouldBuyAgain = Of(r => r.WouldBuyAgain),
            Confirmed = Of(r => r.Confirmed),
            Comment = Of(r => r.Comment),
            Cost = Of(r => r.Cost),
            Cause = Of(r => r.Cause),
            Policy = Of(r => r.Policy),
            Gesture = Of(r => r.Gesture),
            Extra = CorrectedExtra(stored, before, after),
            TimeFlags = Of(r => r.TimeFlags),
        };

        T Of<T>(Func<Interaction, T> field) => EqualityComparer<T>.Default.Equals(field(before), field(after)) ? field(stored) : field(after);
    }

    // Field by field, as the others.
    private static string? CorrectedExtra(Interaction stored, Interaction before, Interaction after)
    {
        if (stored.Extra == before.Extra) return after.Extra;
        if (before.Extra == after.Extra) return stored.Extra;
        var (corrected, was, now) = (ByName(stored), ByName(before), ByName(after));
        var names = corrected.Keys.Concat(now.Keys).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
        var extra = names.Select(n => (Name: n, Value: was.GetValueOrDefault(n) == now.GetValueOrDefault(n) ? corrected.GetValueOrDefault(n) : now.GetValueOrDefault(n)))
            .Where(f => f.Value is not null).ToDictionary(f => f.Name, f => f.Value, StringComparer.Ordinal);
        return extra.Count == 0 ? null : JsonSerializer.Serialize(extra, AsFilesDo);
    }

    private static Dictionary<string, string?> ByName(Interaction record) => Fields(record.Extra).ToDictionary(f => f.Name, f => f.Value, StringComparer.Ordinal);

    // What messages say lies over the ground, also that nothing is there any more.
    private static Story Laid(Story story, Story ground) => story with
    {
        Facts = ground.Facts.SetItems(story.Facts),

        // How the case stood is a question only where messages tell of it: else the record's own words are all there is.
        States = story.States.IsEmpty ? [] : ground.States.Union(story.States),
        Parts = ground.Parts.And(story.Parts),
    };

    // Of ratings without a time the last one holds, since it was first told; of its words the last.
    private static RecordParts LastAnswer(Story story)
    {
        if (story.Answers.IsEmpty) return RecordParts.None;
        var run = story.Answers.Reverse().TakeWhile(a => a.Rating == story.Answers.Max.Rating).ToList();
        var since = run[^1].At;
        return new RecordParts { Rating = new(run[0].Rating, since), Comment = run.Find(a => a.Comment is not null).Comment is { } words ? new(words, since) : null, AnsweredAt = since };
    }

    // A claim that was told does not stand any more where the case was opened again after it.
    private static bool IsOpenSince(Story story, Instant claim) => !story.States.IsEmpty && story.States.Max is { State: CaseState.Open } open && open.At > claim;

    // From one pair of hands to another; null where nobody's hands are known.
    private static int? Transfers(Story story) => story.Hands.IsEmpty ? null : story.Hands.Zip(story.Hands.Skip(1)).Count(pair => pair.First.Hand != pair.Second.Hand);

    private static string? Extra(Story story)
    {
        var extra = story.Facts.Where(f => Story.IsExtra(f.Key) && f.Value.Value is not null).ToDictionary(f => f.Key[Story.ExtraMark.Length..], f => f.Value.Value, StringComparer.Ordinal);
        return extra.Count == 0 ? null : JsonSerializer.Serialize(extra, AsFilesDo);
    }

    private static IEnumerable<(string Name, string? Value)> Fields(string? extra)
    {
        if (extra is null) yield break;
        using var json = JsonDocument.Parse(extra);
        foreach (var field in json.RootElement.EnumerateObject()) yield return (field.Name, field.Value.GetString());
    }

    private static Instant? Earlier(Instant? a, Instant? b) => a is null || b < a ? b ?? a : a;
}
