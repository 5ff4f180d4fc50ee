using System.Collections.Concurrent;
using CxDashboard.Domain.Interactions;
using CxDashboard.Domain.Metrics;
using CxDashboard.Domain.Statistics;

namespace CxDashboard.Measuring.Passes;

/// <summary>Quantiles of one group after the other, in seconds. Keeps its room, and serves one thread.</summary>
internal sealed class QuantileWorker : IDisposable
{
    private const int RanksKept = 4096;
    private const double MillisecondsPerSecond = 1000;

    // Ranks of an interval depend on n and p only, and groups of one size come again and again.
    private static readonly ConcurrentDictionary<(int N, double P), (int Low, int High)> Ranks = new();

    private double[] _ended = [];
    private double[] _waiting = [];
    private bool _areFilled;

    /// <summary>What follows is asked of another group.</summary>
    public void Next() => _areFilled = false;

    /// <summary>What one metric makes of a group's values.</summary>
    /// <param name="ended">Milliseconds in ascending order.</param>
    /// <param name="waiting">How long those wait that are not over, in ascending order; empty where the metric does not ask.</param>
    public Tally Tally(MetricDefinition metric, ReadOnlySpan<long> ended, ReadOnlySpan<long> waiting, long asOf) =>
        metric.Kind == ValueKind.KaplanMeier ? Survival(metric, ended, waiting, asOf) : Quantile(metric, ended);

    public void Dispose()
    {
        Room.Return(_ended);
        Room.Return(_waiting);
        (_ended, _waiting) = ([], []);
    }

    private static void Fill(ref double[] room, ReadOnlySpan<long> milliseconds)
    {
        if (room.Length < milliseconds.Length)
        {
            Room.Return(room);
            room = Room.Rent<double>(milliseconds.Length);
        }

        for (var i = 0; i < milliseconds.Length; i++) room[i] = milliseconds[i] / MillisecondsPerSecond;
    }

    private static Tally Quantile(MetricDefinition metric, ReadOnlySpan<long> ended)
    {
        if (ended.IsEmpty) return default;
        var (n, p) = (ended.Length, metric.Quantile!.Value);
        var (low, high) = RanksOf(n, p);
        return new Tally
        {
            N = n,
            Value = Quantiles.Type7(ended, p, MillisecondsPerSecond),
            Low = low < 1 ? null : ended[low - 1] / MillisecondsPerSecond,
            High = high > n ? null : ended[high - 1] / MillisecondsPerSecond,
        };
    }

    private Tally Survival(MetricDefinition metric, ReadOnlySpan<long> endedAfter, ReadOnlySpan<long> waitingFor, long asOf)
    {
        if (endedAfter.Length + waitingFor.Length == 0) return default;
        if (!_areFilled)
        {
            Fill(ref _ended, endedAfter);
            Fill(ref _waiting, waitingFor);
            _areFilled = true;
        }

        var ended = _ended.AsSpan(0, endedAfter.Length);
        var waiting = _waiting.AsSpan(0, waitingFor.Length);
        var (value, low, high) = KaplanMeier.Quantile(ended, waiting, metric.Quantile!.Value);
        return new Tally { N = ended.Length + waiting.Length, Value = value, Low = low, High = high, ValidUntil = NextChange(ended, waiting, asOf) };
    }

    // Whoever waits counts at every event up to how long the wait is by now: the figures change when a wait reaches the next event.
    private static long NextChange(ReadOnlySpan<double> ended, ReadOnlySpan<double> waiting, long asOf)
    {
        var (next, least) = (0, double.PositiveInfinity);
        foreach (var wait in waiting)
        {
            while (next < ended.Length && ended[next] <= wait) next++;
            if (next == ended.Length) break;
            least = Math.Min(least, ended[next] - wait);
        }

        return double.IsInfinity(least) ? Lifeline.Never : asOf + (long)Math.Floor(least * 1000);
    }

    private static (int Low, int High) RanksOf(int n, double p)
    {
        if (Ranks.TryGetValue((n, p), out var known)) return known;
        var ranks = p == 0.5 ? Quantiles.MedianRanks(n) : Quantiles.Ranks(n, p);
        if (Ranks.Count >= RanksKept) Ranks.Clear();
        return Ranks[(n, p)] = ranks;
    }
}
