namespace CxDashboard.Benchmarks.Calibration;

/// <summary>The same thing done many times with dice of its own each time, by all processors: their number changes no figure.</summary>
internal static class Simulation
{
    /// <summary>How often each of the answers of <paramref name="once"/> was yes; null is no answer. Every run gives as many.</summary>
    public static Share[] Of(int runs, ulong seed, Func<Dice, bool?[]> once)
    {
        var gate = new Lock();
        Share[] all = [];
        Parallel.For(
            0,
            runs,
            () => Array.Empty<Share>(),
            (run, _, shares) => Sum(shares, [.. once(new Dice(seed, run)).Select(hit => default(Share).With(hit))]),
            shares =>
            {
                lock (gate) all = Sum(all, shares);
            });
        return all;
    }

    private static Share[] Sum(Share[] a, Share[] b) => a.Length == 0 ? b : b.Length == 0 ? a : [.. a.Zip(b, (x, y) => x.With(y))];
}
