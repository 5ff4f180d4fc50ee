using CxDashboard.Data;
using CxDashboard.Domain.Time;
using CxDashboard.Measuring.Columns;
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

    // Others who write wait for one such transaction.
    private const int FiguresAtOnce = 20_000;
    private const int DaysFinishedAtOnce = 10;
    private const string LongestWindow = "held-rate-30d";
    private long _writtenVersion = -1;
    private Instant _writtenAt = new(0);

    // The last erasure, and a sequence number of the journal by which it was there.
    private (long Epoch, long Sequence) _erased = (-1, 0);

    /// <summary>Writes what is not finished yet, at most every five minutes; answers how many figures were written.</summary>
    public async Task<int> WriteAsync(CancellationToken cancellation)
    {
        var state = measure.State;

        // The sample's figures are nobody's, so they are not published.
        if (state.IsSample || state.Version is 0 || state.Version == _writtenVersion) return 0;
        if (Instant.Now(clock) - _writtenAt < Rest) return 0;

        // What the engine has not yet heard of an erasure it would publish once more.
        var standing = await writer.RunAsync((connection, _) => DailyTable.Read(connection), cancellation);
        if (standing.Epoch != _erased.Epoch) _erased = (standing.Epoch, standing.Sequence);
        if (state.Sequence < _erased.Sequence) return 0;

        var written = 0;
        foreach (var (from, to) in Unfinished(await measure.ReadAsync(p => DailyFigures.OccupiedDays(p, state.Zone), cancellation), standing.Days))
        {
            var (figures, isWhole) = await WriteSpanAsync(from, to, standing.Epoch, cancellation);
            written += figures;
            if (!isWhole) return written;
        }

        (_writtenVersion, _writtenAt) = (state.Version, Instant.Now(clock));
        return written;
    }

    // Not whole where something was erased meanwhile, or another store is shown: what was read before is void, and the next
    // run writes the days anew.
    private async Task<(int Written, bool IsWhole)> WriteSpanAsync(DateOnly from, DateOnly to, long epoch, CancellationToken cancellation)
    {
        var maturity = await measure.AskAsync(new MetricQuestion { Metric = LongestWindow, By = BucketSize.Day, From = from, To = to }, cancellation);
        var written = 0;
        foreach (var dimension in (IEnumerable<string?>)[null, .. CoreDimensions.All])
        {
            var days = Buckets.Cut(from, to, BucketSize.Day, measure.Workspace.Zone);
            while (days.Count > 0)
            {
                var left = days;
                var figures = await measure.ReadAsync(p => p.Store.IsSample ? [] : DailyFigures.OfFirst(left, p, dimension, measure.Catalogue, measure.Workspace), cancellation);
                if (figures.Count == 0) return (written, false);
                foreach (var some in Parts(figures))
                {
                    if (await UnlessErasedAsync(epoch, connection => DailyTable.Replace(connection, dimension ?? "", some), cancellation) is not { } put) return (written, false);
                    written += put;
                }

                days = [.. days.Skip(figures.Count)];
            }
        }

        // Last of all: a run that is cut off before leaves the days unfinished, and the next one writes all of them.
        foreach (var over in maturity.Where(a => !a.Maturing && a.ContactsKnownUntil is not null).Select(a => a.Bucket!.FromText).Chunk(DaysFinishedAtOnce))
        {
            if (await UnlessErasedAsync(epoch, connection => DailyTable.Finish(connection, over), cancellation) is null) return (written, false);
        }

        return (written, true);
    }

    // In the transaction that writes, so that no erasure comes between.
    private Task<int?> UnlessErasedAsync(long epoch, Func<SqliteConnection, int> write, CancellationToken cancellation) =>
        writer.RunAsync((connection, _) => StoreIdentity.Read(connection).Epoch == epoch ? write(connection) : (int?)null, cancellation);

    private static IEnumerable<IReadOnlyList<DailyFigures>> Parts(IReadOnlyList<DailyFigures> days)
    {
        var (part, count) = (new List<DailyFigures>(), 0);
        foreach (var day in days)
        {
            if (part.Count > 0 && count + day.Figures.Count > FiguresAtOnce)
            {
                yield return part;
                (part, count) = ([], 0);
            }

            part.Add(day);
            count += day.Figures.Count;
        }

        yield return part;
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
}
