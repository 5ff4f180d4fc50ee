using System.Globalization;
using System.Text.Json;
using CxDashboard.Data;
using CxDashboard.Data.Writing;
using Microsoft.Data.Sqlite;

namespace CxDashboard.Measuring;

/// <summary>How far days are published, read at one instant.</summary>
/// <param name="Epoch">How often something was erased from the store.</param>
/// <param name="Sequence">The journal's last sequence number.</param>
/// <param name="Days">Each published day, and whether it is finished.</param>
internal sealed record DailyStanding(long Epoch, long Sequence, IReadOnlyDictionary<DateOnly, bool> Days);

/// <summary>The statements on the table <c>daily_metrics</c>, for the writer's thread. They are SQLite's; another provider gets its own beside them.</summary>
internal static class DailyTable
{
    // From day to day along the key: reading every row of a long history to learn its days would take seconds. All rows of a
    // day are finished together, so that one of them tells.
    private const string Days = """
        WITH RECURSIVE d (day) AS (
          SELECT min(day) FROM daily_metrics
          UNION ALL SELECT (SELECT min(m.day) FROM daily_metrics m WHERE m.day > d.day) FROM d WHERE d.day IS NOT NULL)
        SELECT d.day, (SELECT m.finished FROM daily_metrics m WHERE m.day = d.day LIMIT 1) FROM d WHERE d.day IS NOT NULL
        """;

    public static DailyStanding Read(SqliteConnection connection)
    {
        using var last = new Statement(connection, "SELECT coalesce(max(sequence), 0) FROM journal");
        last.Step();
        using var published = new Statement(connection, Days);
        var days = new Dictionary<DateOnly, bool>();
        while (published.Step()) days.Add(DateOnly.ParseExact(published.Text(0), "yyyy-MM-dd", CultureInfo.InvariantCulture), published.Integer(1) != 0);
        return new DailyStanding(StoreIdentity.Read(connection).Epoch, last.Integer(0), days);
    }

    /// <summary>Puts figures of days in a row in the place of whatever a dimension (empty for the total) had there, unfinished. Returns how many.</summary>
    public static int Replace(SqliteConnection connection, string dimension, IReadOnlyList<DailyFigures> days)
    {
        using var clear = new Statement(connection, "DELETE FROM daily_metrics WHERE day >= ?1 AND day < ?2 AND dimension = ?3");
        clear.Bind(1, days[0].Day.FromText);
        clear.Bind(2, days[^1].Day.ToText);
        clear.Bind(3, dimension);
        clear.Execute();

        using var put = new Statement(connection, """
            INSERT INTO daily_metrics (day, metric, version, dimension, value_of_dimension, n, maturing, suppressed, count, value, low, high, finished)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, 0)
            """);
        var written = 0;
        foreach (var (day, figures) in days)
        {
            foreach (var (value, answer) in figures)
            {
                put.Bind(1, day.FromText);
                put.Bind(2, answer.Metric);
                put.Bind(3, answer.Version);
                put.Bind(4, dimension);
                put.Bind(5, value ?? "");
                put.Bind(6, answer.N);
                put.Bind(7, answer.Maturing ? 1 : 0);
                put.Bind(8, answer.Suppressed ? 1 : 0);
                if (answer.Count is { } count) put.Bind(9, count);
                if (answer.Value is { } figure) put.Bind(10, figure);
                if (answer.Low is { } low) put.Bind(11, low);
                if (answer.High is { } high) put.Bind(12, high);
                put.Execute();
                written++;
            }
        }

        return written;
    }

    /// <summary>Says of days that they are not written again.</summary>
    /// <param name="days">yyyy-MM-dd.</param>
    public static int Finish(SqliteConnection connection, IEnumerable<string> days)
    {
        using var finish = new Statement(connection, "UPDATE daily_metrics SET finished = 1 WHERE day IN (SELECT value FROM json_each(?1))");
        finish.Bind(1, JsonSerializer.Serialize(days));
        return finish.Execute();
    }
}
