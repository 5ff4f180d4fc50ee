using System.Globalization;
using CxDashboard.Domain.Metrics;
using CxDashboard.Domain.Time;
using Microsoft.Data.Sqlite;

namespace CxDashboard.Data;

/// <summary>Reads the log of phases.</summary>
public static class PhaseLog
{
    /// <summary>The question for its last sequence, 0 where nobody began any.</summary>
    public const string LastSequence = "SELECT coalesce(max(sequence), 0) FROM phase";

    /// <summary>All of it.</summary>
    public static PhaseBook Read(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT sequence, at, kind, metric, slices, starts, set_by, why FROM phase ORDER BY sequence";
        using var rows = command.ExecuteReader();
        var (log, version) = (new List<PhaseEntry>(), 0L);
        while (rows.Read())
        {
            version = rows.GetInt64(0);
            log.Add(new PhaseEntry(
                new Instant(rows.GetInt64(1)), (PhaseKind)rows.GetInt64(2), rows.GetString(3), rows.GetString(4),
                DateOnly.ParseExact(rows.GetString(5), "yyyy-MM-dd", CultureInfo.InvariantCulture), rows.GetString(6), rows.GetString(7)));
        }

        return PhaseBook.Of(version, log);
    }
}
