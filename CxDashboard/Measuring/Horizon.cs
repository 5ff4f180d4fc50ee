namespace CxDashboard.Measuring;

/// <summary>
/// Until when each source is known: T (what had happened) and K (openings), in Unix milliseconds, by the source's code.
/// A source that is neither live nor has said so is known until its latest record. Nothing after T exists, so K is never
/// later than T.
/// </summary>
internal sealed class Horizon
{
    // By code, because every pass over the facts looks a source up for each row.
    private readonly (long T, long K)[] _byCode;

    private Horizon(long asOf, Dictionary<int, (long T, long K)> sources, int codes)
    {
        (AsOf, Sources) = (asOf, sources);
        _byCode = new (long, long)[codes];
        foreach (var (code, known) in sources) _byCode[code] = known;
    }

    /// <summary>The clock, or the instant asked for.</summary>
    public long AsOf { get; }

    /// <summary>The sources that have records.</summary>
    public IReadOnlyDictionary<int, (long T, long K)> Sources { get; }

    public static Horizon Of(Facts facts, long asOf)
    {
        var sources = new Dictionary<int, (long T, long K)>();
        foreach (var (code, latest) in facts.Latest)
        {
            var source = facts.Sources.GetValueOrDefault(facts.Source.NameOf(code)!);
            var (t, k) = source is { Live: true }
                ? (asOf, asOf)
                : (source?.KnownUntil ?? latest.Instant, source?.ContactsKnownUntil ?? latest.Opened);
            t = Math.Min(t, asOf);
            sources[code] = (t, Math.Min(k, t));
        }

        return new Horizon(asOf, sources, facts.Source.Count);
    }

    public long T(int source) => _byCode[source].T;

    public long K(int source) => _byCode[source].K;
}
