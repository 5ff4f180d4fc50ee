using System.Collections.Concurrent;
using CxDashboard.Data;
using CxDashboard.Domain.Time;
using CxDashboard.Live;

namespace CxDashboard.Measuring;

/// <summary>
/// Writes down every run of a job: when it started and ended, how many records it dealt with, and what went wrong. Runs in
/// a row that found nothing new are one line, the last of them, so that they do not push out what happened.
/// </summary>
public sealed class RunLog(StoreWriter writer, LiveFeed feed, TimeProvider clock)
{
    private const int KeptOfEachJob = 500;
    private const string Nothing = "nothing new";

    private readonly ConcurrentDictionary<string, Instant> _failing = new(StringComparer.Ordinal);

    /// <summary>When the last run of a job failed; null when it went well.</summary>
    public Instant? FailedAt(string job) => _failing.TryGetValue(job, out var at) ? at : null;

    /// <summary>
    /// Runs <paramref name="work"/>, which answers the number of records and a word on the outcome, or null when it found
    /// nothing to do. A fault is written down and thrown on.
    /// </summary>
    /// <param name="evenNothing">Whether a run that found nothing to do is written down too.</param>
    public async Task RecordAsync(string job, Func<CancellationToken, Task<(long Records, string Outcome)?>> work, CancellationToken cancellation, bool evenNothing = true)
    {
        var started = Instant.Now(clock);
        try
        {
            var done = await work(cancellation);
            _failing.TryRemove(job, out _);
            if (done is null && !evenNothing) return;
            var (records, outcome) = done ?? (0, Nothing);
            await WriteAsync(job, started, records, outcome, null, cancellation);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            _failing[job] = Instant.Now(clock);
            await WriteAsync(job, started, 0, "failed", fault.Message, cancellation);
            throw;
        }
    }

    private async Task WriteAsync(string job, Instant started, long records, string outcome, string? fault, CancellationToken cancellation)
    {
        var ended = Instant.Now(clock);
        await writer.RunAsync((connection, transaction) =>
        {
            using var command = connection.CreateCommand();
            command.Transaction = transaction;
            command.CommandText = """
                DELETE FROM run WHERE $outcome = $nothing AND outcome = $nothing AND id = (SELECT max(id) FROM run WHERE job = $job);
                INSERT INTO run (job, started_at, ended_at, records, outcome, fault) VALUES ($job, $started, $ended, $records, $outcome, $fault);
                DELETE FROM run WHERE job = $job AND id <= (SELECT id FROM run WHERE job = $job ORDER BY id DESC LIMIT 1 OFFSET $kept);
                """;
            command.Parameters.AddWithValue("$job", job);
            command.Parameters.AddWithValue("$started", started.UnixMilliseconds);
            command.Parameters.AddWithValue("$ended", ended.UnixMilliseconds);
            command.Parameters.AddWithValue("$records", records);
            command.Parameters.AddWithValue("$outcome", outcome);
            command.Parameters.AddWithValue("$fault", (object?)fault ?? DBNull.Value);
            command.Parameters.AddWithValue("$kept", KeptOfEachJob);
            command.Parameters.AddWithValue("$nothing", Nothing);
            return command.ExecuteNonQuery();
        }, cancellation);
        feed.Publish(Topic.Runs);
    }
}
