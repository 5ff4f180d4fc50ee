namespace CxDashboard.Measuring;

/// <summary>
/// Until when each source is known: T (what had happened) and K (openings), in Unix milliseconds, by the source's code.
/// A source that is neither live nor has said so is known until its latest record.
/// </summary>
/// <param name="AsOf">The clock, or the instant asked for.</param>
internal sealed record Horizon(long AsOf, IReadOnlyDictionary<int, (long T, long K)> Sources)
{
    public static Horizon Of(Facts facts, long asOf)
    {
        var sources = new Dictionary<int, (long T, long K)>();
        foreach (var (code, latest) in facts.Latest)
        {
            var source = facts.Sources.GetValueOrDefault(facts.Source.NameOf(code)!);
            var (t, k) = source is { Live: true }
                ? (asOf, asOf)
                : (source?.KnownUntil ?? latest.Instant, source?.ContactsKnownUntil ?? latest.Opened);
            sources[code] = (Math.Min(t, asOf), Math.Min(k, asOf));
        }

        return new Horizon(asOf, sources);
    }

    public long T(int source) => Sources[source].T;

    public long K(int source) => Sources[source].K;
}
