using CxDashboard.Measuring.Columns;

namespace CxDashboard.Measuring.Chaining;

/// <summary>
/// Until when each source is known: T (what had happened) and K (openings), in Unix milliseconds, by the source's code.
/// A source that is neither live nor has said so is known until its latest record. Nothing after T exists, so K is never
/// later than T.
/// </summary>
internal sealed class Horizon
{
    // By code, because every pass over the facts looks a source up for each row.
    private readonly (long T, long K)[] _byCode;
    private readonly (long T, long K)[] _limits;

    private Horizon(long asOf, Dictionary<int, (long T, long K)> sources, (long, long)[] limits)
    {
        (AsOf, Sources, _limits) = (asOf, sources, limits);
        _byCode = new (long, long)[limits.Length];
        foreach (var (code, known) in sources) _byCode[code] = known;
        EarliestT = sources.Count == 0 ? long.MaxValue : sources.Values.Min(s => s.T);
        EarliestK = sources.Count == 0 ? long.MaxValue : sources.Values.Min(s => s.K);
        LatestK = sources.Count == 0 ? long.MinValue : sources.Values.Max(s => s.K);
    }

    /// <summary>The clock, or the instant asked for.</summary>
    public long AsOf { get; }

    /// <summary>The earliest T of any source that has records.</summary>
    public long EarliestT { get; }

    /// <summary>The earliest K of any source that has records.</summary>
    public long EarliestK { get; }

    /// <summary>The latest K of any source that has records.</summary>
    public long LatestK { get; }

    /// <summary>The sources that have records.</summary>
    public IReadOnlyDictionary<int, (long T, long K)> Sources { get; }

    public static Horizon Of(Facts facts, long asOf)
    {
        var sources = new Dictionary<int, (long T, long K)>();
        var limits = new (long, long)[facts.Source.Count];
        foreach (var (code, latest) in facts.Latest)
        {
            var source = facts.Sources.GetValueOrDefault(facts.Source.Texts.NameOf(code)!);
            var (t, k) = source is { Live: true }
                ? (facts.KnownAt, facts.KnownAt)
                : (source?.KnownUntil ?? latest.Instant, source?.ContactsKnownUntil ?? latest.Opened);
            limits[code] = (t, Math.Min(k, t));
            sources[code] = (Math.Min(t, asOf), Math.Min(Math.Min(k, t), asOf));
        }

        return new Horizon(asOf, sources, limits);
    }

    /// <summary>
    /// How many codes of sources there are, unknown among them. The facts may know of more already: of records that are read, but
    /// not folded in.
    /// </summary>
    public int SourceCodes => _byCode.Length;

    public long T(int source) => _byCode[source].T;

    public long K(int source) => _byCode[source].K;

    /// <summary>How far T may still move with the clock.</summary>
    public long TLimit(int source) => _limits[source].T;

    /// <summary>How far K may still move with the clock.</summary>
    public long KLimit(int source) => _limits[source].K;

    /// <summary>Whether every source is known until the same instants here and there.</summary>
    public bool Equals(Horizon other) =>
        Sources.Count == other.Sources.Count && Sources.All(s => other.Sources.TryGetValue(s.Key, out var o) && o == s.Value);
}
