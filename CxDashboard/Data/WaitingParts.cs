using System.Text.Json;
using CxDashboard.Domain.Interactions;
using CxDashboard.Domain.Time;

namespace CxDashboard.Data;

/// <summary>How much waits of one source, and since when.</summary>
public sealed record WaitingSource(string Source, long Count, Instant Oldest);

/// <summary>What was told of one interaction that is not there yet: "rating", "reply".</summary>
public sealed record WaitingPart(string Source, string ExternalId, Instant ReceivedAt, IReadOnlyList<string> Told);

/// <summary>What was told of interactions whose records are not there yet.</summary>
public sealed record WaitingParts(IReadOnlyList<WaitingSource> Sources, IReadOnlyList<WaitingPart> Oldest)
{
    /// <summary>Reads how much there is of each source, and the oldest of all.</summary>
    /// <param name="path">The store.</param>
    /// <param name="only">These sources, or null for all.</param>
    /// <param name="shown">How many of the oldest.</param>
    public static WaitingParts Read(string path, IReadOnlyList<string>? only, int shown)
    {
        using var reader = Store.OpenReader(path);
        var among = only is null ? "" : " AND source IN (SELECT value FROM json_each($only))";
        using var counts = reader.CreateCommand();
        counts.CommandText = $"SELECT source, count(*), min(received_at) FROM record_part WHERE waiting = 1{among} GROUP BY source ORDER BY source";
        using var list = reader.CreateCommand();
        list.CommandText = $"SELECT source, external_id, received_at, told FROM record_part WHERE waiting = 1{among} ORDER BY received_at, source, external_id LIMIT $shown";
        list.Parameters.AddWithValue("$shown", shown);
        if (only is not null)
        {
            counts.Parameters.AddWithValue("$only", JsonSerializer.Serialize(only));
            list.Parameters.AddWithValue("$only", JsonSerializer.Serialize(only));
        }

        var (sources, oldest) = (new List<WaitingSource>(), new List<WaitingPart>());
        using (var rows = counts.ExecuteReader())
        {
            while (rows.Read()) sources.Add(new WaitingSource(rows.GetString(0), rows.GetInt64(1), new Instant(rows.GetInt64(2))));
        }

        using (var rows = list.ExecuteReader())
        {
            while (rows.Read()) oldest.Add(new WaitingPart(rows.GetString(0), rows.GetString(1), new Instant(rows.GetInt64(2)), [.. Words(PartsJson.Read(rows.GetString(3)))]));
        }

        return new WaitingParts(sources, oldest);
    }

    private static IEnumerable<string> Words(RecordParts told)
    {
        if (told with { FirstReplyAt = null, FirstUsefulReplyAt = null } != RecordParts.None) yield return "rating";
        if (told.FirstReplyAt is not null) yield return "reply";
    }
}
