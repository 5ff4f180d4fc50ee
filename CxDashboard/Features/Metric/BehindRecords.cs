using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace CxDashboard.Features.Metric;

/// <summary>What a record says that the engine has in memory as a number only.</summary>
/// <param name="Words">The customer's words as they came; null where none are kept.</param>
internal sealed record BehindRecord(string? Customer, string? Topic, string? Channel, string? Words);

/// <summary>The statement behind the rows of a page: plain SQL that every store understands, read-only, for the page's ids alone.</summary>
internal static class BehindRecords
{
    /// <summary>The records of these ids; one that went in between is left out.</summary>
    public static Dictionary<int, BehindRecord> Read(SqliteConnection connection, IReadOnlyCollection<int> ids)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT i.id, i.customer, i.topic, i.channel, i.comment FROM interaction i WHERE i.id IN (SELECT value FROM json_each($ids))";
        command.Parameters.AddWithValue("$ids", JsonSerializer.Serialize(ids));
        using var reader = command.ExecuteReader();
        var records = new Dictionary<int, BehindRecord>(ids.Count);
        while (reader.Read()) records.Add(reader.GetInt32(0), new BehindRecord(Text(1), Text(2), Text(3), Text(4)));
        return records;

        string? Text(int column) => reader.IsDBNull(column) || string.IsNullOrWhiteSpace(reader.GetString(column)) ? null : reader.GetString(column);
    }
}
