using CxDashboard.Data;
using CxDashboard.Domain.Time;
using Microsoft.Data.Sqlite;

namespace CxDashboard.Features.Operations;

/// <summary>The last runs of each job, newest first.</summary>
public static class RunsQuery
{
    public static IReadOnlyList<RunRow> Last(SqliteConnection reader, int ofEachJob)
    {
        using var command = reader.CreateCommand();
        command.CommandText = """
            SELECT id, job, started_at, ended_at, records, outcome, fault FROM (
                SELECT *, row_number() OVER (PARTITION BY job ORDER BY id DESC) AS place FROM run)
            WHERE place <= $shown ORDER BY job, id DESC
            """;
        command.Parameters.AddWithValue("$shown", ofEachJob);
        using var rows = command.ExecuteReader();
        var runs = new List<RunRow>();
        while (rows.Read())
        {
            runs.Add(new RunRow
            {
                Id = rows.GetInt64(0),
                Job = rows.GetString(1),
                StartedAt = new Instant(rows.GetInt64(2)),
                EndedAt = rows.IsDBNull(3) ? null : new Instant(rows.GetInt64(3)),
                Records = rows.GetInt64(4),
                Outcome = rows.IsDBNull(5) ? null : rows.GetString(5),
                Fault = rows.IsDBNull(6) ? null : rows.GetString(6),
            });
        }

        return runs;
    }
}
