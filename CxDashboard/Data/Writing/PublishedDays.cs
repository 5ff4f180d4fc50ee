using System.Globalization;
using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace CxDashboard.Data.Writing;

/// <summary>The days in <c>daily_metrics</c> that counted records which are there no more, or are others now.</summary>
internal sealed class PublishedDays
{
    private static readonly long First = DateTimeOffset.MinValue.ToUnixTimeMilliseconds();
    private static readonly long Last = DateTimeOffset.MaxValue.ToUnixTimeMilliseconds();

    private readonly HashSet<int> _openings = [];

    /// <param name="openedAt">When such a record opened, in Unix milliseconds.</param>
    public void Add(long openedAt) =>
        _openings.Add(DateOnly.FromDateTime(DateTimeOffset.FromUnixTimeMilliseconds(Math.Clamp(openedAt, First, Last)).UtcDateTime).DayNumber);

    /// <summary>
    /// Removes their figures. Days are local to a zone that may change, so those on either side may be meant too. Later days may
    /// have counted the issues of such records among the open ones: they stay until they are written anew.
    /// </summary>
    public void Void(SqliteConnection connection)
    {
        if (_openings.Count == 0) return;
        var days = _openings.SelectMany(Around).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        using var command = connection.CreateCommand();
        command.CommandText = "DELETE FROM daily_metrics WHERE day IN (SELECT value FROM json_each($days)); UPDATE daily_metrics SET finished = 0 WHERE day > $first AND finished = 1";
        command.Parameters.AddWithValue("$days", JsonSerializer.Serialize(days));
        command.Parameters.AddWithValue("$first", days[0]);
        command.ExecuteNonQuery();
    }

    /// <summary>Until when something is known went back: what was final by then may not be any more.</summary>
    public static void Unfinish(SqliteConnection connection) => StoreConnections.Execute(connection, "UPDATE daily_metrics SET finished = 0 WHERE finished = 1");

    private static IEnumerable<string> Around(int day)
    {
        for (var near = day - 1; near <= day + 1; near++)
        {
            if (near >= DateOnly.MinValue.DayNumber && near <= DateOnly.MaxValue.DayNumber)
                yield return DateOnly.FromDayNumber(near).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        }
    }
}
