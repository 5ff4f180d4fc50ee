namespace CxDashboard.Features.Ingest.Maps;

/// <summary>The fields of the standard record, in the order of its documentation.</summary>
public enum RecordField
{
    Source, ExternalId, Customer, Segment, Channel, Topic, Product, Region, Team, Direction,
    OpenedAt, FirstReplyAt, FirstUsefulReplyAt, ClaimedAt, Claimed, ReopenedCount, ReopenedAt, LastClaimedAt, Abandoned,
    Transfers, WaitingSeconds, Asked, Rating, RatingScale, RatedAt, Effort, Recommend, WouldBuyAgain, Confirmed,
    Comment, Cost, Cause, Policy, Gesture,
}

/// <summary>The fields' names as maps and standard headers write them: snake_case.</summary>
public static class RecordFields
{
    private static readonly string[] Names = [.. Enum.GetNames<RecordField>().Select(System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName)];

    private static readonly Dictionary<string, RecordField> ByName =
        Enum.GetValues<RecordField>().ToDictionary(f => Names[(int)f], StringComparer.Ordinal);

    /// <summary>How many fields there are.</summary>
    public static int Count => Names.Length;

    /// <summary>"opened_at" for <see cref="RecordField.OpenedAt"/>.</summary>
    public static string NameOf(RecordField field) => Names[(int)field];

    /// <summary>The field of that exact name, or null.</summary>
    public static RecordField? Find(string name) => ByName.TryGetValue(name, out var field) ? field : null;

    /// <summary>Whether the field is a number.</summary>
    public static bool IsNumber(RecordField field) => field is RecordField.ReopenedCount or RecordField.Transfers or RecordField.WaitingSeconds or RecordField.Rating
        or RecordField.Effort or RecordField.Recommend or RecordField.Cost;

    /// <summary>Whether the field is an instant.</summary>
    public static bool IsInstant(RecordField field) => field is RecordField.OpenedAt or RecordField.FirstReplyAt
        or RecordField.FirstUsefulReplyAt or RecordField.ClaimedAt or RecordField.ReopenedAt or RecordField.LastClaimedAt or RecordField.RatedAt;
}
