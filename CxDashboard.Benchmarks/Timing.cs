using System.Diagnostics;

namespace CxDashboard.Benchmarks;

/// <summary>Times of several runs, in milliseconds.</summary>
internal sealed class Timing
{
    private readonly List<double> _times = [];

    public double Median => At(0.5);
    public double Worst => At(1);
    public double Best => At(0);
    public int Runs => _times.Count;

    /// <summary>Bytes that the last measured run allocated, on all threads.</summary>
    public long Allocated { get; private set; }

    public void Add(double milliseconds) => _times.Add(milliseconds);

    /// <summary>Least milliseconds of processor that a run took, all threads together: on a busy machine it says more than the clock.</summary>
    public double Processor { get; private set; } = double.PositiveInfinity;

    public void Run(Action action)
    {
        var (allocated, processor, clock) = (GC.GetTotalAllocatedBytes(precise: true), Environment.CpuUsage.TotalTime, Stopwatch.StartNew());
        action();
        _times.Add(clock.Elapsed.TotalMilliseconds);
        Processor = Math.Min(Processor, (Environment.CpuUsage.TotalTime - processor).TotalMilliseconds);
        Allocated = GC.GetTotalAllocatedBytes(precise: true) - allocated;
    }

    public async Task<T> RunAsync<T>(Func<Task<T>> action)
    {
        var (allocated, clock) = (GC.GetTotalAllocatedBytes(precise: true), Stopwatch.StartNew());
        var result = await action();
        _times.Add(clock.Elapsed.TotalMilliseconds);
        Allocated = GC.GetTotalAllocatedBytes(precise: true) - allocated;
        return result;
    }

    /// <summary>The time below which this share of the runs was.</summary>
    public double At(double share)
    {
        _times.Sort();
        return _times.Count == 0 ? double.NaN : _times[(int)Math.Min(_times.Count - 1, share * _times.Count)];
    }

    public override string ToString() => $"{Median,9:N1} ms";
}
