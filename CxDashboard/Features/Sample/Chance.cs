namespace CxDashboard.Features.Sample;

/// <summary>
/// A small seeded source of chance (SplitMix64) that gives the same draws on every machine and every .NET version: only
/// integers and the operations that IEEE 754 rounds exactly are used, never the platform's exp or log.
/// </summary>
internal sealed class Chance
{
    private const double Ln2 = 0.693147180559945309417;
    private ulong _state;

    private Chance(ulong state) => _state = state;

    /// <summary>
    /// A stream of its own for each pair of seed and key. Neighbouring keys share nothing, so that leaving out one
    /// customer's story does not change the draws of all others.
    /// </summary>
    public static Chance Of(ulong seed, ulong key) => new(Mix(Mix(seed + 0x9E3779B97F4A7C15) ^ Mix(key + 0xD1B54A32D192ED03)));

    /// <summary>A stream that depends on the key and on nothing drawn so far.</summary>
    public static ulong Key(ulong a, ulong b, ulong c = 0) => Mix(Mix(a * 0xA24BAED4963EE407 + b) + (c * 0x9FB21C651E98DF25));

    /// <summary>64 random bits.</summary>
    public ulong Bits()
    {
        _state += 0x9E3779B97F4A7C15;
        return Mix(_state);
    }

    /// <summary>Uniform in [0, 1).</summary>
    public double Uniform() => (Bits() >> 11) * (1.0 / (1UL << 53));

    /// <summary>True with the probability <paramref name="p"/>; one draw, whatever p is.</summary>
    public bool Happens(double p) => Uniform() < p;

    /// <summary>Uniform in 0 … <paramref name="count"/> − 1.</summary>
    public int Below(int count) => (int)(((Bits() >> 32) * (ulong)count) >> 32);

    /// <summary>One of the entries, all alike.</summary>
    public T OneOf<T>(ReadOnlySpan<T> entries) => entries[Below(entries.Length)];

    /// <summary>The index of one of the weights, which need not add up to one.</summary>
    public int ByWeight(ReadOnlySpan<double> weights)
    {
        var sum = 0.0;
        foreach (var weight in weights) sum += weight;
        var left = Uniform() * sum;
        for (var i = 0; i < weights.Length - 1; i++)
        {
            left -= weights[i];
            if (left < 0) return i;
        }

        return weights.Length - 1;
    }

    /// <summary>Near enough to a standard normal: twelve uniforms less six, which needs no logarithm and has no wild tail.</summary>
    public double Normal()
    {
        long sum = 0;
        for (var word = 0; word < 3; word++)
        {
            var bits = Bits();
            for (var part = 0; part < 4; part++, bits >>= 16) sum += (long)(bits & 0xFFFF);
        }

        return ((sum + 6) / 65536.0) - 6.0;
    }

    /// <summary>Lognormal around a median, in the median's unit.</summary>
    public double Around(double median, double spread) => median * Exp(spread * Normal());

    /// <summary>A Poisson count, by Knuth's product of uniforms; meant for means below a few hundred.</summary>
    public int Count(double mean)
    {
        if (mean <= 0) return 0;
        var (limit, product, count) = (Exp(-mean), 1.0, -1);
        do
        {
            product *= Uniform();
            count++;
        }
        while (product > limit);
        return count;
    }

    /// <summary>e to the x by range reduction and a Taylor series, correct to about 1e-15 of its value.</summary>
    public static double Exp(double x)
    {
        var doublings = Math.Floor((x / Ln2) + 0.5);
        var rest = x - (doublings * Ln2);
        var sum = 1.0;
        for (var term = 14; term >= 1; term--) sum = 1.0 + (rest * sum / term);
        return Math.ScaleB(sum, (int)doublings);
    }

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
