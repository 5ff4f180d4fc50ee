namespace CxDashboard.Benchmarks.Calibration;

/// <summary>
/// Random numbers that are the same on every machine and in every version of .NET for the same seed and run, so that a printed table can
/// be made again. Source: Steele, Lea and Flood 2014 (SplitMix64); Box and Muller 1958.
/// </summary>
internal sealed class Dice(ulong seed, int run)
{
    private const ulong Golden = 0x9E3779B97F4A7C15;

    // Every run begins at a place of its own, so that it does not matter which runs another processor does.
    private ulong _state = Mixed(Mixed(seed) + (ulong)run);
    private double? _spare;

    /// <summary>Between 0 and 1, both excluded.</summary>
    public double Uniform()
    {
        _state += Golden;
        return ((Mixed(_state) >> 11) + 0.5) / (1UL << 53);
    }

    /// <summary>Of mean 0 and standard deviation 1.</summary>
    public double Normal()
    {
        if (_spare is { } spare)
        {
            _spare = null;
            return spare;
        }

        var (radius, angle) = (Math.Sqrt(-2 * Math.Log(Uniform())), 2 * Math.PI * Uniform());
        _spare = radius * Math.Sin(angle);
        return radius * Math.Cos(angle);
    }

    public double Exponential(double mean) => -mean * Math.Log(Uniform());

    public bool Happens(double chance) => Uniform() < chance;

    public int Binomial(int n, double chance)
    {
        var count = 0;
        for (var i = 0; i < n; i++) count += Happens(chance) ? 1 : 0;
        return count;
    }

    public int Poisson(double mean)
    {
        var count = 0;
        for (var time = Exponential(1); time < mean; time += Exponential(1)) count++;
        return count;
    }

    /// <summary>Which of several kinds, of which these are the chances; they sum to 1.</summary>
    public int Kind(ReadOnlySpan<double> chances)
    {
        var left = Uniform();
        for (var kind = 0; kind < chances.Length - 1; kind++)
        {
            if (left < chances[kind]) return kind;
            left -= chances[kind];
        }

        return chances.Length - 1;
    }

    /// <summary>Noise of standard deviation 1, of which neighbours correlate by <paramref name="rho"/>.</summary>
    public double[] Noise(int n, double rho = 0)
    {
        var noise = new double[n];
        for (var i = 0; i < n; i++) noise[i] = i == 0 ? Normal() : (rho * noise[i - 1]) + (Math.Sqrt(1 - (rho * rho)) * Normal());
        return noise;
    }

    private static ulong Mixed(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
