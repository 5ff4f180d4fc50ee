using System.Globalization;
using System.Text.Json;
using CxDashboard.Data;
using CxDashboard.Domain.Metrics;
using CxDashboard.Domain.Time;
using Microsoft.Data.Sqlite;

namespace CxDashboard.Measuring;

/// <summary>
/// Publishes figures of days in the table <c>daily_metrics</c>, which other tools may read: each metric for the total and
/// for each single value of a core dimension. A day is finished, and not written again, when the 30-day window of its
/// cohort has matured; until then runs write it anew. Cells about fewer than five customers are withheld.
/// </summary>
public sealed class DailyMetrics(StoreWriter writer, Measure measure, TimeProvider clock)
{
    /// <summary>Writing thousands of figures for each commit would serve nobody.</summary>
    public static readonly TimeSpan Rest = TimeSpan.FromMinutes(5);

    // The longest span that is figured out at once: a compromise between passes over all records and memory.
    private const int MostDays = 92;
    private const string LongestWindow = "held-rate-30d";
    private long _writtenVersion = -1;
    private Instant _writtenAt = new(0);

    /// <summary>Writes what is not finished yet, at most every five minutes; answers how many figures were written.</summary>
    public async Task<int> WriteAsync(CancellationToken cancellation)
    {
        var state = measure.State;

        // The sample's figures are nobody's, so they are not published.
        if (state.IsSample || state.Version is 0 || state.Version == _writtenVersion) return 0;
        if (Instant.Now(clock) - _writtenAt < Rest) return 0;
        var published = await writer.RunAsync(PublishedDays, cancellation);
        var written = 0;
        foreach (var (from, to) in Unfinished(await measure.ReadAsync(p => DailyFigure.OccupiedDays(p, state.Zone), cancellation), published))
        {
            written += await WriteSpanAsync(from, to, cancellation);
        }

        (_writtenVersion, _writtenAt) = (state.Version, Instant.Now(clock));
        return written;
    }

    private async Task<int> WriteSpanAsync(DateOnly from, DateOnly to, CancellationToken cancellation)
    {
        var maturity = await measure.AskAsync(new MetricQuestion { Metric = LongestWindow, By = BucketSize.Day, From = from, To = to }, cancellation);
        var (days, written) = (Buckets.Cut(from, to, BucketSize.Day, measure.State.Zone), 0);
        foreach (var dimension in (IEnumerable<string?>)[null, .. CoreDimensions.All])
        {
            var publishable = await measure.ReadAsync(p => CellCustomers.Publishable(p, dimension, days), cancellation);
            foreach (var metric in MetricCatalogue.All)
            {
                var figures = await measure.ReadAsync(p => DailyFigure.Of(p, metric, dimension, days), cancellation);
                written += await writer.RunAsync((connection, transaction) => Put(connection, transaction, metric, dimension ?? "", figures, publishable, from, to), cancellation);
            }
        }

        // Last of all: a run that is cut off before leaves the days unfinished, and the next one writes all of them.
        var over = JsonSerializer.Serialize(maturity.Where(a => !a.Maturing && a.ContactsKnownUntil is not null).Select(a => a.Bucket!.FromText));
        await writer.RunAsync((connection, transaction) => Finish(connection, transaction, over), cancellation);
        return written;
    }

    /// <summary>
    /// The half-open spans of days to write: those with records and those published before, as far as they are not
    /// finished. A span goes on over days without either, but not over a finished one, and not for longer than a quarter.
    /// </summary>
    internal static IEnumerable<(DateOnly From, DateOnly To)> Unfinished(IReadOnlyList<DateOnly> occupied, IReadOnlyDictionary<DateOnly, bool> published)
    {
        (DateOnly From, DateOnly Last)? span = null;
        foreach (var day in occupied.Concat(published.Keys).Distinct().Order())
        {
            var isFinished = published.GetValueOrDefault(day);
            if (span is { } open && (isFinished || day.DayNumber - open.From.DayNumber >= MostDays))
            {
                yield return (open.From, open.Last.AddDays(1));
                span = null;
            }

            if (!isFinished) span = (span?.From ?? day, day);
        }

        if (span is { } rest) yield return (rest.From, rest.Last.AddDays(1));
    }

    // Each published day, and whether it is finished.
    private static Dictionary<DateOnly, bool> PublishedDays(SqliteConnection connection, SqliteTransaction transaction)
    {
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = "SELECT day, max(finished) FROM daily_metrics GROUP BY day";
        using var rows = command.ExecuteReader();
        var days = new Dictionary<DateOnly, bool>();
        while (rows.Read()) days.Add(DateOnly.ParseExact(rows.GetString(0), "yyyy-MM-dd", CultureInfo.InvariantCulture), rows.GetInt64(1) != 0);
        return days;
    }

    private static int Put(
        SqliteConnection connection, SqliteTransaction transaction, MetricDefinition metric, string dimension, IReadOnlyList<DailyFigure> figures, IReadOnlySet<DailyCell> publishable, DateOnly from, DateOnly to)
    {
        using var clear = connection.CreateCommand();
        clear.Transaction = transaction;
        clear.CommandText = "DELETE FROM daily_metrics WHERE metric = $metric AND version = $version AND dimension = $dimension AND day >= $from AND day < $to";
        clear.Parameters.AddWithValue("$metric", metric.Id);
        clear.Parameters.AddWithValue("$version", metric.Version);
        clear.Parameters.AddWithValue("$dimension", dimension);
        clear.Parameters.AddWithValue("$from", from.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        clear.Parameters.AddWithValue("$to", to.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        clear.ExecuteNonQuery();

        using var put = connection.CreateCommand();
        put.Transaction = transaction;
        put.CommandText = """
            INSERT INTO daily_metrics (day, metric, version, dimension, value_of_dimension, count, n, value, low, high, maturing, suppressed, finished)
            VALUES ($day, $metric, $version, $dimension, $of, $count, $n, $value, $low, $high, $maturing, $suppressed, 0)
            """;
        string[] names = ["$day", "$metric", "$version", "$dimension", "$of", "$count", "$n", "$value", "$low", "$high", "$maturing", "$suppressed"];
        foreach (var name in names) put.Parameters.AddWithValue(name, DBNull.Value);
        foreach (var (cell, a) in figures)
        {
            // What was not seen when customers were counted is withheld too: it came in since, and the next run knows it.
            var withheld = !publishable.Contains(cell);
            Set("$day", cell.Day);
            Set("$metric", metric.Id);
            Set("$version", metric.Version);
            Set("$dimension", dimension);
            Set("$of", cell.Value ?? "");
            Set("$count", withheld ? null : a.Count);
            Set("$n", withheld ? 0L : a.N);
            Set("$value", withheld ? null : a.Value);
            Set("$low", withheld ? null : a.Low);
            Set("$high", withheld ? null : a.High);
            Set("$maturing", a.Maturing ? 1 : 0);
            Set("$suppressed", withheld ? 1 : 0);
            put.ExecuteNonQuery();
        }

        return figures.Count;

        void Set(string name, object? value) => put.Parameters[name].Value = value ?? DBNull.Value;
    }

    private static int Finish(SqliteConnection connection, SqliteTransaction transaction, string days)
    {
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = "UPDATE daily_metrics SET finished = 1 WHERE day IN (SELECT value FROM json_each($days))";
        command.Parameters.AddWithValue("$days", days);
        return command.ExecuteNonQuery();
    }
}
