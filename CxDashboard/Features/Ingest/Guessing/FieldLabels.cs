using CxDashboard.Features.Ingest.Maps;

namespace CxDashboard.Features.Ingest.Guessing;

/// <summary>The fields of a record as a person reads them.</summary>
internal static class FieldLabels
{
    /// <summary>"Number in the source" for <see cref="RecordField.ExternalId"/>.</summary>
    public static string Of(RecordField field) => field switch
    {
        RecordField.Source => "Source system",
        RecordField.ExternalId => "Number in the source",
        RecordField.Customer => "Customer",
        RecordField.Direction => "Direction, in or out",
        RecordField.OpenedAt => "Opened",
        RecordField.FirstReplyAt => "First reply",
        RecordField.FirstUsefulReplyAt => "First useful reply",
        RecordField.ClaimedAt => "Claimed",
        RecordField.Claimed => "Claimed, yes or no",
        RecordField.ReopenedCount => "Times reopened",
        RecordField.ReopenedAt => "Reopened",
        RecordField.LastClaimedAt => "Claimed for the last time",
        RecordField.Abandoned => "Abandoned, yes or no",
        RecordField.WaitingSeconds => "Time waiting on us",
        RecordField.Asked => "Asked for a rating, yes or no",
        RecordField.RatingScale => "Scale of the rating",
        RecordField.RatedAt => "Rated",
        RecordField.Effort => "Effort, 1 to 7",
        RecordField.Recommend => "Would recommend, 0 to 10",
        RecordField.WouldBuyAgain => "Would buy again, yes or no",
        RecordField.Confirmed => "Customer confirmed, yes or no",
        RecordField.Comment => "Their words",
        var other => other.ToString(),
    };
}
