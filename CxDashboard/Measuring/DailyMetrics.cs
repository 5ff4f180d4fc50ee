using System.Globalization;
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
public sealed class DailyMetrics(StoreWriter writer, Measure measure, ShownStore shown, TimeProvider clock)
{
    /// <summary>Writing thousands of figures for each commit would serve nobody.</summary>
    private static readonly TimeSpan Rest = TimeSpan.FromMinutes(5);
    private const int LongestGap = 31;
    private const int LongestSpan = 1000;
    private const string LongestWindow = "held-rate-30d";
    private long _writtenVersion = -1;
    private Instant _writtenAt = new(0);

    /// <summary>Writes what is not finished yet, at most every five minutes; answers how many figures were written.</summary>
    public async Task<int> WriteAsync(CancellationToken cancellation)
    {
        var state = measure.State;

        // The sample's figures are nobody's, so they are not published.
        if (shown.IsSample || state.FirstDay is null || state.Version == _writtenVersion) return 0;
        if (Instant.Now(clock) - _writtenAt < Rest) return 0;
        var published = await writer.RunAsync(static (connection, transaction) => Published(connection, transaction), cancellation);

        // A day that lost its last record to a correction has figures to be taken back.
        var days = (await measure.DaysAsync(cancellation)).Union(published.Keys).Order();
        var written = 0;
        foreach (var (from, to) in Unfinished(days, day => published.GetValueOrDefault(day)))
        {
            written += await WriteSpanAsync(from, to, cancellation);
        }

        (_writtenVersion, _writtenAt) = (state.Version, Instant.Now(clock));
        return written;
    }

    private async Task<int> WriteSpanAsync(DateOnly from, DateOnly to, CancellationToken cancellation)
    {
        var maturity = await measure.AskAsync(new MetricQuestion { Metric = LongestWindow, By = BucketSize.Day, From = from, To = to }, cancellation);
        var over = maturity.Where(a => !a.Maturing && a.ContactsKnownUntil is not null).Select(a => a.Bucket!.FromText).ToHashSet(StringComparer.Ordinal);
        var written = 0;
        foreach (var metric in MetricCatalogue.All)
        {
            var rows = new List<DailyFigure>();
            foreach (var dimension in (IEnumerable<string?>)[null, .. CoreDimensions.All])
            {
                rows.AddRange(await measure.DailyFiguresAsync(metric, dimension, from, to, cancellation));
            }

            written += await writer.RunAsync((connection, transaction) => Put(connection, transaction, metric, rows, over, from, to), cancellation);
        }

        return written;
    }

    /// <summary>
    /// The spans of days, half-open, that are not finished. Days of nothing, such as weekends, are passed over within a span
    /// and bound it where they are many: one record that is dated to the year 1 must not cost two thousand years.
    /// </summary>
    /// <param name="days">Every day that has or had something, in ascending order.</param>
    internal static IEnumerable<(DateOnly From, DateOnly To)> Unfinished(IEnumerable<DateOnly> days, Func<DateOnly, bool> isFinished)
    {
        (DateOnly From, DateOnly Last)? span = null;
        foreach (var day in days)
        {
            var finished = isFinished(day);
            if (span is { } open && (finished || day.DayNumber - open.Last.DayNumber > LongestGap || day.DayNumber - open.From.DayNumber >= LongestSpan))
            {
                yield return (open.From, open.Last.AddDays(1));
                span = null;
            }

            if (!finished) span = (span?.From ?? day, day);
        }

        if (span is { } rest) yield return (rest.From, rest.Last.AddDays(1));
    }

    // The days with figures, and whether they are finished: all of them are, for a run that was cut off leaves some unwritten.
    private static Dictionary<DateOnly, bool> Published(SqliteConnection connection, SqliteTransaction transaction)
    {
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = $"""
            SELECT day, sum(finished = 1 AND dimension = '' AND metric || ' ' || version IN ({string.Join(", ", MetricCatalogue.All.Select(m => $"'{m.Id} {m.Version}'"))}))
            FROM daily_metrics GROUP BY day
            """;
        using var rows = command.ExecuteReader();
        var days = new Dictionary<DateOnly, bool>();
        while (rows.Read()) days.Add(DateOnly.ParseExact(rows.GetString(0), "yyyy-MM-dd", CultureInfo.InvariantCulture), rows.GetInt64(1) == MetricCatalogue.All.Count);
        return days;
    }

    private static int Put(SqliteConnection connection, SqliteTransaction transaction, MetricDefinition metric, List<DailyFigure> figures, HashSet<string> over, DateOnly from, DateOnly to)
    {
        using var clear = connection.CreateCommand();
        clear.Transaction = transaction;
        clear.CommandText = "DELETE FROM daily_metrics WHERE metric = $metric AND version = $version AND day >= $from AND day < $to";
        clear.Parameters.AddWithValue("$metric", metric.Id);
        clear.Parameters.AddWithValue("$version", metric.Version);
        clear.Parameters.AddWithValue("$from", from.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        clear.Parameters.AddWithValue("$to", to.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        clear.ExecuteNonQuery();

        using var put = connection.CreateCommand();
        put.Transaction = transaction;
        put.CommandText = """
            INSERT INTO daily_metrics (day, metric, version, dimension, value_of_dimension, count, n, value, low, high, maturing, suppressed, finished)
            VALUES ($day, $metric, $version, $dimension, $of, $count, $n, $value, $low, $high, $maturing, $suppressed, $finished)
            """;
        string[] names = ["$day", "$metric", "$version", "$dimension", "$of", "$count", "$n", "$value", "$low", "$high", "$maturing", "$suppressed", "$finished"];
        foreach (var name in names) put.Parameters.AddWithValue(name, DBNull.Value);
        foreach (var figure in figures)
        {
            var a = figure.Answer;
            var withheld = figure.Suppressed;
            var day = a.Bucket!.FromText;
            Set("$day", day);
            Set("$metric", metric.Id);
            Set("$version", metric.Version);
            Set("$dimension", figure.Dimension ?? "");
            Set("$of", figure.ValueOfDimension ?? "");
            Set("$count", withheld ? null : a.Count);
            Set("$n", withheld ? 0L : a.N);
            Set("$value", withheld ? null : a.Value);
            Set("$low", withheld ? null : a.Low);
            Set("$high", withheld ? null : a.High);
            Set("$maturing", a.Maturing ? 1 : 0);
            Set("$suppressed", withheld ? 1 : 0);
            Set("$finished", over.Contains(day) ? 1 : 0);
            put.ExecuteNonQuery();
        }

        return figures.Count;

        void Set(string name, object? value) => put.Parameters[name].Value = value ?? DBNull.Value;
    }
}
