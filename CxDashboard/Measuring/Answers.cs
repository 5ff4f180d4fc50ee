using System.Runtime.InteropServices;
using CxDashboard.Domain.Metrics;
using CxDashboard.Domain.Statistics;
using CxDashboard.Domain.Time;

namespace CxDashboard.Measuring;

/// <summary>Turns what a bucket adds up to into an answer with its interval and its maturity.</summary>
internal static class Answers
{
    private const double MaturingLimit = 0.05;

    public static MetricAnswer Of(MetricQuestion question, MetricDefinition metric, Tally tally, Bucket? bucket, long asOf)
    {
        var (count, n, value, low, high) = metric.Kind switch
        {
            ValueKind.Rate => Rate(tally),
            ValueKind.Count => Number(metric, tally),
            ValueKind.Mean => Mean(metric, tally),
            ValueKind.Quantile => Quantile(metric, tally),
            ValueKind.KaplanMeier => Survival(metric, tally),
            _ => throw new InvalidOperationException($"The metric {metric.Id} has a kind of value that nothing computes."),
        };
        var (maturing, share) = Maturity(metric, tally, bucket);
        return new MetricAnswer
        {
            Metric = metric.Id,
            Version = metric.Version,
            Bucket = bucket,
            Slices = question.Slices,
            Count = count,
            N = n,
            Value = value,
            Low = low,
            High = high,
            Maturing = maturing,
            MaturingShare = share,
            Weak = IsWeak(metric, count, n),
            Suppressed = false,
            AsOf = new Instant(tally.T ?? asOf),
            ContactsKnownUntil = tally.K is { } k ? new Instant(k) : null,
        };
    }

    private static (double?, long, double?, double?, double?) Rate(Tally tally)
    {
        if (tally.N == 0) return (0, 0, null, null, null);
        var (low, high) = Proportion.Wilson(tally.Count, tally.N);
        return (tally.Count, tally.N, tally.Count / tally.N, low, high);
    }

    private static (double?, long, double?, double?, double?) Number(MetricDefinition metric, Tally tally)
    {
        var count = metric.Id == "customers-served" ? tally.DistinctCustomers : tally.Count;
        return (null, tally.N, tally.N == 0 ? null : count, null, null);
    }

    private static (double?, long, double?, double?, double?) Mean(MetricDefinition metric, Tally tally)
    {
        // A sum of whole things is a numerator; a sum of ratings is not.
        double? count = metric.Unit == Unit.PerIssue ? tally.Sum : null;
        if (tally.N == 0) return (count, 0, null, null, null);
        var mean = tally.Sum / tally.N;
        if (tally.N < 2) return (count, tally.N, mean, null, null);
        var variance = Math.Max(0, (tally.SumOfSquares - (tally.N * mean * mean)) / (tally.N - 1));
        var interval = Means.Interval(tally.N, mean, Math.Sqrt(variance));
        return (count, tally.N, mean, interval?.Low, interval?.High);
    }

    private static (double?, long, double?, double?, double?) Quantile(MetricDefinition metric, Tally tally)
    {
        if (tally.Durations is not { } durations) return (null, 0, null, null, null);
        durations.Sort();
        var sorted = CollectionsMarshal.AsSpan(durations);
        var p = metric.Quantile!.Value;
        var (low, high) = Quantiles.Interval(sorted, p);
        return (null, sorted.Length, Quantiles.Type7(sorted, p), low, high);
    }

    private static (double?, long, double?, double?, double?) Survival(MetricDefinition metric, Tally tally)
    {
        var (events, censored) = (tally.Durations ?? [], tally.Censored ?? []);
        if (events.Count + censored.Count == 0) return (null, 0, null, null, null);
        events.Sort();
        censored.Sort();
        var (value, low, high) = KaplanMeier.Quantile(CollectionsMarshal.AsSpan(events), CollectionsMarshal.AsSpan(censored), metric.Quantile!.Value);
        return (null, events.Count + censored.Count, value, low, high);
    }

    private static (bool Maturing, double? Share) Maturity(MetricDefinition metric, Tally tally, Bucket? bucket)
    {
        if (metric.WindowDays is not { } days) return (false, null);
        double? share = tally.ClaimedIssues == 0 ? null : (double)tally.MaturingIssues / tally.ClaimedIssues;
        var young = bucket is not null && tally.K is { } k && k < bucket.End.UnixMilliseconds + (days * MetricRules.Day);
        return (young || share > MaturingLimit, share);
    }

    private static bool IsWeak(MetricDefinition metric, double? count, long n) => metric.Kind switch
    {
        ValueKind.Rate => n == 0 || PresentationStandard.IsWeak(count!.Value, n),
        ValueKind.Count => false,
        _ => PresentationStandard.IsWeak(n),
    };
}
