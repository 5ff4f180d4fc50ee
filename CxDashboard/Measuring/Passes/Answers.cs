using System.Collections.Concurrent;
using CxDashboard.Domain.Metrics;
using CxDashboard.Domain.Statistics;
using CxDashboard.Domain.Time;
using CxDashboard.Measuring.Chaining;

namespace CxDashboard.Measuring.Passes;

/// <summary>Turns what a bucket adds up to into an answer with its interval and its maturity.</summary>
internal static class Answers
{
    private const double MaturingLimit = 0.05;
    private const double TenThousandths = 10_000;

    // Above so many the interval of any share is narrow enough, and the exact one, which is slow, need not be asked.
    private const long EnoughForAnyShare = 1_700;
    private const int WeakKept = 65_536;
    private static readonly ConcurrentDictionary<(long Count, long N), bool> Weak = new();

    public static MetricAnswer Of(MetricDefinition metric, in Tally tally, Bucket? bucket, IReadOnlyList<Slice> slices, Horizon horizon)
    {
        var (count, value, low, high) = metric.Kind switch
        {
            ValueKind.Rate => Rate(metric, tally),
            ValueKind.Count => Number(tally),
            ValueKind.Mean => Mean(metric, tally),
            ValueKind.Quantile or ValueKind.KaplanMeier or ValueKind.Longest => (null, tally.Value, tally.Low, tally.High),
            ValueKind.NetShare => NetShare(tally),
            ValueKind.Ratio => (tally.SumOfSquares == 0 ? null : tally.Sum / TenThousandths, tally.N == 0 ? null : tally.Sum / TenThousandths / tally.N, null, null),
            ValueKind.Sum => (null, tally.SumOfSquares == 0 ? null : tally.Sum / TenThousandths, null, null),
            _ => throw new InvalidOperationException($"The metric {metric.Id} has a kind of value that nothing computes."),
        };
        long? t = null, k = null;
        foreach (var source in tally.Sources ?? [])
        {
            t = Math.Min(t ?? long.MaxValue, horizon.T(source));
            k = Math.Min(k ?? long.MaxValue, horizon.K(source));
        }

        var (maturing, share) = Maturity(metric, tally, bucket, k);
        return new MetricAnswer
        {
            Metric = metric.Id,
            Version = metric.Version,
            Bucket = bucket,
            Slices = slices,
            Count = count,
            N = tally.N,
            Value = value,
            Low = low,
            High = high,
            Maturing = maturing,
            MaturingShare = share,
            Weak = IsWeak(metric, count, tally.N),
            Suppressed = false,
            AsOf = new Instant(t ?? horizon.AsOf),
            ContactsKnownUntil = k is { } known ? new Instant(known) : null,
        };
    }

    private static (double?, double?, double?, double?) Rate(MetricDefinition metric, in Tally tally)
    {
        if (tally.N == 0) return (0, null, null, null);
        var scale = metric.Unit == Unit.PerHundredIssues ? 100 : 1;
        var (low, high) = Proportion.Wilson(tally.Count, tally.N);
        return (tally.Count, scale * tally.Count / tally.N, scale * low, scale * high);
    }

    private static (double?, double?, double?, double?) Number(in Tally tally) => (null, tally.N == 0 ? null : tally.Count, null, null);

    private static (double?, double?, double?, double?) Mean(MetricDefinition metric, in Tally tally)
    {
        // A sum of whole things is a numerator; a sum of ratings is not.
        double? count = metric.Unit == Unit.PerIssue ? tally.Sum : null;
        if (tally.N == 0) return (count, null, null, null);
        var mean = tally.Sum / tally.N;
        if (tally.N < 2) return (count, mean, null, null);
        var variance = Math.Max(0, (tally.SumOfSquares - (tally.N * mean * mean)) / (tally.N - 1));
        var interval = Means.Interval(tally.N, mean, Math.Sqrt(variance));
        return (count, mean, interval?.Low, interval?.High);
    }

    private static (double?, double?, double?, double?) NetShare(in Tally tally)
    {
        if (tally.N == 0) return (null, null, null, null);
        var promoters = (tally.SumOfSquares + tally.Sum) / 2;
        var (low, high) = NetPromoter.AdjustedWald(promoters, tally.SumOfSquares - promoters, tally.N);
        return (null, 100 * tally.Sum / tally.N, 100 * low, 100 * high);
    }

    private static (bool Maturing, double? Share) Maturity(MetricDefinition metric, in Tally tally, Bucket? bucket, long? k)
    {
        if (metric.WindowDays is not { } days) return (false, null);
        double? share = tally.Claimed == 0 ? null : (double)tally.Maturing / tally.Claimed;
        var young = bucket is not null && k < bucket.End.UnixMilliseconds + (days * MetricRules.Day);
        return (young || share > MaturingLimit, share);
    }

    private static bool IsWeak(MetricDefinition metric, double? count, long n) => metric.Kind switch
    {
        ValueKind.Rate => n == 0 || IsWeakShare((long)count!.Value, n),
        ValueKind.Count or ValueKind.Sum or ValueKind.Longest => false,
        _ => PresentationStandard.IsWeak(n),
    };

    private static bool IsWeakShare(long count, long n)
    {
        if (n >= EnoughForAnyShare) return false;
        if (Weak.TryGetValue((count, n), out var weak)) return weak;
        if (Weak.Count >= WeakKept) Weak.Clear();
        return Weak[(count, n)] = PresentationStandard.IsWeak((double)count, n);
    }
}
