namespace CxDashboard.Measuring;

/// <summary>What one bucket adds up to.</summary>
internal sealed class Tally
{
    /// <summary>What an empty bucket adds up to. Nobody adds to it.</summary>
    public static readonly Tally Nothing = new();

    private HashSet<int>? _customers;

    public long N;
    public double Count;
    public double Sum;
    public double SumOfSquares;

    /// <summary>Durations of what happened, and of what is still waited for, in seconds.</summary>
    public List<double>? Durations;
    public List<double>? Censored;

    /// <summary>Claimed issues, and those of them that are still maturing.</summary>
    public long ClaimedIssues;
    public long MaturingIssues;

    /// <summary>Earliest T and K of the sources that have interactions here; null where there are none.</summary>
    public long? T;
    public long? K;

    public int DistinctCustomers => _customers?.Count ?? 0;

    public void See(long t, long k)
    {
        if (T is null || t < T) T = t;
        if (K is null || k < K) K = k;
    }

    public void AddValue(double value)
    {
        N++;
        Sum += value;
        SumOfSquares += value * value;
    }

    public void AddDuration(double seconds) => (Durations ??= []).Add(seconds);

    public void AddCensored(double seconds) => (Censored ??= []).Add(seconds);

    public void AddCustomer(int code) => (_customers ??= []).Add(code);
}
