using CxDashboard.Domain.Metrics;
using CxDashboard.Domain.Statistics;
using CxDashboard.Domain.Time;
using CxDashboard.Kit;
using CxDashboard.Measuring;

namespace CxDashboard.Features.Trends;

/// <summary>How far one bucket of a measure may be concluded from.</summary>
internal enum BucketStanding { Final, Maturing, TooFew, Unknown }

/// <summary>
/// A measure over time, read: which buckets are final, what is routine for it, and what stands out lately. Limits are
/// frozen on the first 24 final buckets of the span; rates have Laney's P′, everything else an individuals chart.
/// </summary>
internal sealed record Reading
{
    /// <summary>Final buckets that make the limits.</summary>
    public const int Baseline = 24;

    /// <summary>Final buckets that still count as news.</summary>
    public const int Recent = 4;

    // A value of which more than half is still open is not drawn, not even hollow.
    private const double MostMaturing = 0.5;
    private static readonly TimeSpan Settling = TimeSpan.FromDays(7);

    public required MetricDefinition Metric { get; init; }
    public required IReadOnlyList<MetricAnswer> Answers { get; init; }
    public required IReadOnlyList<BucketStanding> Standings { get; init; }
    public required ProcessLimits Limits { get; init; }

    /// <summary>
    /// The part of each bucket's issues that were claimed; null where it was not asked. It says how far what matures can reach.
    /// </summary>
    public IReadOnlyList<double?>? ClaimedShares { get; init; }

    /// <summary>How many final buckets the limits were made from.</summary>
    public required int BaselinePoints { get; init; }

    /// <summary>Index of the newest bucket that nothing will change any more, with a number or without; -1 where there is none.</summary>
    public required int Newest { get; init; }
    public required Signal Signal { get; init; }

    /// <summary>The run that goes on until now, where <see cref="Signal"/> is a run.</summary>
    public Run? Run { get; init; }

    /// <summary>The newest bucket outside of its limits, where <see cref="Signal"/> says so; else -1.</summary>
    public int OutsideAt { get; init; } = -1;

    /// <summary>Whether no record of the span tells anything of it: no ratings, say, or no known customer.</summary>
    public bool IsUntold => NobodyTold || Answers.All(a => a.N == 0) || Metric.Id switch
    {
        // Where nobody ever answered, nobody was asked: that is unknown, not zero.
        "response-rate" => Answers.All(a => a.Count == 0),
        "customers-served" => Answers.All(a => a.Value is null or 0),
        "silent-share" => Answers.All(a => a.Count == a.N),
        _ => false,
    };

    /// <summary>Another measure of the same question shows that nobody was asked.</summary>
    public bool NobodyTold { get; init; }

    /// <summary>Whether the newest final bucket has a number.</summary>
    public bool HasNumber => Newest >= 0 && Standings[Newest] == BucketStanding.Final;

    /// <summary>The newest final answer.</summary>
    public MetricAnswer? NewestAnswer => Newest < 0 ? null : Answers[Newest];

    /// <summary>Which way what stands out went: up is true; null where nothing stands out.</summary>
    public bool? Above => Signal switch
    {
        Signal.Run => Run!.Value.Above,
        Signal.Outside => Limits.Values[OutsideAt] > Limits.Centre,
        _ => null,
    };

    /// <summary>Reads the answers, ascending in time, of one metric.</summary>
    public static Reading Of(MetricDefinition metric, IReadOnlyList<MetricAnswer> answers, MeasureState state)
    {
        var standings = answers.Select(a => StandingOf(metric, a, state)).ToArray();
        var known = Enumerable.Range(0, answers.Count).Where(i => standings[i] == BucketStanding.Final).ToArray();
        var baseline = 0..(known.Length == 0 ? 0 : known[Math.Min(Baseline, known.Length) - 1] + 1);
        var limits = LimitsOf(metric, answers, standings, baseline);
        var (signal, run, outside) = SignalOf(limits, known);
        return new Reading
        {
            Metric = metric,
            Answers = answers,
            Standings = standings,
            Limits = limits,
            BaselinePoints = Math.Min(Baseline, known.Length),
            Newest = Array.FindLastIndex(standings, s => s is BucketStanding.Final or BucketStanding.TooFew),
            Signal = signal,
            Run = run,
            OutsideAt = outside,
        };
    }

    private static BucketStanding StandingOf(MetricDefinition metric, MetricAnswer answer, MeasureState state)
    {
        var bucket = answer.Bucket!;
        // A count of a bucket that began before anything was known is a count of a part of it.
        if (metric.Kind == ValueKind.Count && state.FirstDay is { } first && DateOnly.FromDateTime(bucket.From.DateTime) < first) return BucketStanding.Unknown;
        if (answer.ContactsKnownUntil is not { } known || known < bucket.Start) return BucketStanding.Unknown;
        if (answer.Value is null || answer.Suppressed) return BucketStanding.Unknown;
        var complete = IsComplete(metric, known, bucket, state);
        // Half a week's count says nothing about the week; a rate over half a week is a rate, and may still move.
        if (!complete && metric.Kind == ValueKind.Count) return BucketStanding.Unknown;
        if (answer.Maturing || !complete) return answer.MaturingShare > MostMaturing || known < bucket.End ? BucketStanding.Unknown : BucketStanding.Maturing;
        return answer.Weak && metric.Kind != ValueKind.Count ? BucketStanding.TooFew : BucketStanding.Final;
    }

    // Issues are claimed and answered days after they opened: a cohort younger than that always looks worse than it will be.
    private static bool IsComplete(MetricDefinition metric, Instant known, Bucket bucket, MeasureState state)
    {
        if (metric.Population == Population.Issues) return known >= bucket.End + Settling;
        // A file ends with its last record, somewhat before midnight of its last day: that day is taken as complete.
        return known >= bucket.End || (known + TimeSpan.FromHours(24) >= bucket.End && state.Now >= bucket.End);
    }

    private static ProcessLimits LimitsOf(MetricDefinition metric, IReadOnlyList<MetricAnswer> answers, BucketStanding[] standings, Range baseline)
    {
        if (metric.Kind == ValueKind.Rate)
        {
            return ProcessChart.PPrime(
                [.. answers.Select((a, i) => standings[i] == BucketStanding.Final ? a.Count ?? 0 : 0)],
                [.. answers.Select((a, i) => standings[i] == BucketStanding.Final ? (double)a.N : 0)],
                baseline);
        }

        double least = metric.Unit == Unit.OfFive || metric.Unit == Unit.PerIssue ? 1 : 0;
        return ProcessChart.Xmr([.. answers.Select((a, i) => standings[i] == BucketStanding.Final ? a.Value : null)], baseline, least, metric.Unit == Unit.OfFive ? 5 : null);
    }

    // What is news: a run that goes on until the newest final bucket, or a bucket among the last few outside of the limits.
    private static (Signal Signal, Run? Run, int Outside) SignalOf(ProcessLimits limits, int[] known)
    {
        if (!limits.HasLimits) return (Signal.None, null, -1);
        var outside = known.TakeLast(Recent).LastOrDefault(i => limits.Outside[i], -1);
        var run = limits.NeighboursDepend || limits.IsTrial ? null : limits.Runs?.LongRuns.Where(r => r.End > known[^1]).Select(r => (Run?)r).LastOrDefault();
        // Trial limits still move: a run against them says little, a point outside of them is worth a look all the same.
        // A run says more than a single point does: it is how a lasting change looks.
        if (run is not null) return (Signal.Run, run, outside);
        return outside >= 0 ? (Signal.Outside, null, outside) : (Signal.None, null, -1);
    }
}
