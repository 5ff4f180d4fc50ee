using System.Buffers;
using System.Collections.Concurrent;
using CxDashboard.Domain.Interactions;
using CxDashboard.Domain.Metrics;
using CxDashboard.Domain.Statistics;

namespace CxDashboard.Measuring.Passes;

/// <summary>Quantiles of one group after the other, in seconds. Keeps its room, and serves one thread.</summary>
internal sealed class QuantileWorker : IDisposable
{
    private const int RanksKept = 4096;

    // Ranks of an interval depend on n and p only, and groups of one size come again and again.
    private static readonly ConcurrentDictionary<(int N, double P), (int Low, int High)> Ranks = new();

    private double[] _ended = [];
    private double[] _waiting = [];
    private int _endedCount;
    private int _waitingCount;

    /// <summary>Milliseconds in ascending order.</summary>
    public void Take(ReadOnlySpan<long> ended, ReadOnlySpan<long> waiting)
    {
        (_endedCount, _waitingCount) = (ended.Length, waiting.Length);
        Fill(ref _ended, ended);
        Fill(ref _waiting, waiting);
    }

    public Tally Tally(MetricDefinition metric, long asOf) => metric.Kind == ValueKind.KaplanMeier ? Survival(metric, asOf) : Quantile(metric);

    public void Dispose()
    {
        if (_ended.Length > 0) ArrayPool<double>.Shared.Return(_ended);
        if (_waiting.Length > 0) ArrayPool<double>.Shared.Return(_waiting);
        (_ended, _waiting) = ([], []);
    }

    private static void Fill(ref double[] room, ReadOnlySpan<long> milliseconds)
    {
        if (room.Length < milliseconds.Length)
        {
            if (room.Length > 0) ArrayPool<double>.Shared.Return(room);
            room = ArrayPool<double>.Shared.Rent(milliseconds.Length);
        }

        for (var i = 0; i < milliseconds.Length; i++) room[i] = milliseconds[i] / 1000.0;
    }

    private Tally Quantile(MetricDefinition metric)
    {
        if (_endedCount == 0) return default;
        var values = _ended.AsSpan(0, _endedCount);
        var p = metric.Quantile!.Value;
        var (low, high) = RanksOf(_endedCount, p);
        return new Tally
        {
            N = _endedCount,
            Value = Quantiles.Type7(values, p),
            Low = low < 1 ? null : values[low - 1],
            High = high > _endedCount ? null : values[high - 1],
        };
    }

    private Tally Survival(MetricDefinition metric, long asOf)
    {
        if (_endedCount + _waitingCount == 0) return default;
        var ended = _ended.AsSpan(0, _endedCount);
        var waiting = _waiting.AsSpan(0, _waitingCount);
        var (value, low, high) = KaplanMeier.Quantile(ended, waiting, metric.Quantile!.Value);
        return new Tally { N = _endedCount + _waitingCount, Value = value, Low = low, High = high, ValidUntil = NextChange(ended, waiting, asOf) };
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
