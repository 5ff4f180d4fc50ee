using CxDashboard.Domain.Time;

namespace CxDashboard.Tests.Oracle;

/// <summary>What to count: [<see cref="Start"/>, <see cref="End"/>), an end being open where null.</summary>
/// <param name="IsAll">The bucket "all", which has no end to mature, even where it is cut to a span.</param>
public sealed record OracleBucket(Instant? Start, Instant? End, bool IsAll)
{
    public static OracleBucket All { get; } = new(null, null, true);

    public static OracleBucket Of(Instant start, Instant end) => new(start, end, false);

    public bool Holds(Instant opened) => !(opened < Start) && !(opened >= End);
}

/// <summary>The figure of one bucket. Value is null where n is 0, where nothing is known, or where a curve never comes that low.</summary>
/// <param name="MaturingShare">Of the bucket's claimed issues, or of its unhappy customers; null for metrics without a window, and without any.</param>
/// <param name="K">Contacts known until, of the sources with interactions in the bucket; null without any.</param>
/// <param name="Low">The 95 % interval, only where the oracle can say it by itself: of shares, and of nps.</param>
public sealed record OracleAnswer(
    double? Count, long N, double? Value, bool Maturing, double? MaturingShare, Instant? K, double? Low = null, double? High = null);
