using CxDashboard.Domain.Metrics;
using CxDashboard.Domain.Statistics;
using CxDashboard.Domain.Time;
using CxDashboard.Kit;
using CxDashboard.Measuring;

namespace CxDashboard.Readings;

/// <summary>
/// A measure over time, read: which buckets are final, what is routine for it, and what stands out lately. Limits are
/// frozen on the first 24 final buckets of the span, or of the newest phase where a person began one. Where another version of the definition begins within it, they
/// are of the newest version alone: two rules do not vary around one centre.
/// </summary>
internal sealed record Reading
{
    /// <summary>Final buckets that make the limits.</summary>
    public const int Baseline = 24;

    /// <summary>Final buckets that still count as news.</summary>
    public const int Recent = 4;

    /// <summary>In the version that answered the newest bucket.</summary>
    public required MetricDefinition Metric { get; init; }
    public required IReadOnlyList<MetricAnswer> Answers { get; init; }
    public required IReadOnlyList<BucketStanding> Standings { get; init; }

    /// <summary>Of the newest phase.</summary>
    public required ProcessLimits Limits { get; init; }

    /// <summary>In order, at least one; the last one's limits are <see cref="Limits"/>.</summary>
    public required IReadOnlyList<ReadPhase> Phases { get; init; }

    /// <summary>
    /// The part of each bucket's issues that were claimed; null where it was not asked. It says how far what matures can reach.
    /// </summary>
    public IReadOnlyList<double?>? ClaimedShares { get; init; }

    /// <summary>Indexes of the final buckets of the newest version and the newest phase, of which the first 24 make the limits.</summary>
    public required IReadOnlyList<int> Known { get; init; }

    /// <summary>Indexes of the final buckets of the newest version, of whatever phase.</summary>
    public required IReadOnlyList<int> OfAllPhases { get; init; }

    /// <summary>Whether a person began a phase within the span.</summary>
    public bool HasPhases => Phases[^1].Begun is not null;

    /// <summary>How many there are.</summary>
    public int Finals => Known.Count;

    /// <summary>How many final buckets the limits were made from.</summary>
    public int BaselinePoints => Math.Min(Baseline, Finals);

    /// <summary>Index of the newest bucket that nothing will change any more, with a number or without; -1 where there is none.</summary>
    public required int Newest { get; init; }
    public required Signal Signal { get; init; }

    /// <summary>The run that goes on until now, where <see cref="Signal"/> is a run.</summary>
    public Run? Run { get; init; }

    /// <summary>The newest bucket outside of its limits among the last few; else -1. With <see cref="Signal.None"/> it does not stand out among the many that were read with it.</summary>
    public int OutsideAt { get; init; } = -1;

    /// <summary>Whether no record of the span tells anything of it: no ratings, say, or no known customer.</summary>
    public bool IsUntold => NobodyTold || Answers.All(a => a.N == 0) || Metric.Id switch
    {
        // Where nobody ever answered, nobody was asked: that is unknown, not zero. So is what no record ever has.
        "response-rate" or "with-words-share" or "gestures-per-100-issues" => Answers.All(a => a.Count == 0),
        "customers-served" => Answers.All(a => a.Value is null or 0),
        "silent-share" or "asked-share" => Answers.All(a => a.Count == a.N),
        _ => Metric.Kind == ValueKind.Sum && Answers.All(a => a.Value is null),
    };

    /// <summary>How long its buckets are.</summary>
    public BucketSize Step { get; init; } = BucketSize.Week;

    /// <summary>"week".</summary>
    public string StepWord => Step.ToString().ToLowerInvariant();

    /// <summary>ISO 4217 code of the currency in which costs are.</summary>
    public string? Currency { get; init; }

    /// <summary>Its figures in words.</summary>
    public MetricWords Words => new(Metric, Currency);

    /// <summary>Another measure of the same question shows that nobody was asked.</summary>
    public bool NobodyTold { get; init; }

    /// <summary>Whether versions of the definition change within the span.</summary>
    public bool HasVersions => Answers.Any(a => a.Version != Metric.Version);

    /// <summary>Whether the newest final bucket has a number.</summary>
    public bool HasNumber => Newest >= 0 && Standings[Newest] == BucketStanding.Final;

    /// <summary>The newest final answer.</summary>
    public MetricAnswer? NewestAnswer => Newest < 0 ? null : Answers[Newest];

    /// <summary>Where what stands out began; -1 where nothing does.</summary>
    public int Since => Signal switch
    {
        Signal.Run => Run!.Value.Start,
        Signal.Outside => OutsideSince,
        _ => -1,
    };

    /// <summary>Where the final buckets that lie outside on the same side, one after the other until <see cref="OutsideAt"/>, begin.</summary>
    private int OutsideSince
    {
        get
        {
            var (first, above) = (OutsideAt, Limits.Values[OutsideAt] > Limits.Centre);
            for (var k = Known.Count; k-- > 0;)
            {
                var i = Known[k];
                if (i >= OutsideAt) continue;
                if (!Limits.Outside[i] || Limits.Values[i] > Limits.Centre != above) break;
                first = i;
            }

            return first;
        }
    }

    /// <summary>Indexes of the final buckets of what stands out.</summary>
    public IEnumerable<int> Standing => Signal == Signal.None ? [] : Known.Where(i => i >= Since && (Signal == Signal.Run || i <= OutsideAt));

    /// <summary>How many of them tell that it stands out: of a run those off the centre.</summary>
    public int PointsSince => Signal == Signal.Run ? Run!.Value.Points : Standing.Count();

    /// <summary>Which way what stands out went: up is true; null where nothing stands out.</summary>
    public bool? Above => Signal switch
    {
        Signal.Run => Run!.Value.Above,
        Signal.Outside => Limits.Values[OutsideAt] > Limits.Centre,
        _ => null,
    };

    /// <summary>Reads the answers, ascending in time, of one metric, of which <paramref name="metric"/> is the version of the newest.</summary>
    /// <param name="phases">Those that people began of it, ascending; null for none.</param>
    /// <param name="settling">How long steps still move; null for the usual.</param>
    public static Reading Of(MetricDefinition metric, IReadOnlyList<MetricAnswer> answers, MeasureState state, IReadOnlyList<Phase>? phases = null, Settling? settling = null)
    {
        var standings = answers.Select(a => Readings.Standings.Of(metric, a, state, settling)).ToArray();
        int[] all = [.. Enumerable.Range(0, answers.Count).Where(i => standings[i] == BucketStanding.Final && answers[i].Version == metric.Version)];
        var starts = ReadPhase.Starts(answers, phases ?? []);
        ReadPhase[] read = [.. starts.Select((start, p) => new ReadPhase(start.First, start.Begun, LimitsOf(metric, answers, Within(p))))];
        var (known, limits) = (Within(starts.Count - 1), read[^1].Limits);
        var (signal, run, outside) = SignalOf(limits, known);
        return new Reading
        {
            Known = known,
            OfAllPhases = all,
            Phases = read,
            Metric = metric,
            Answers = answers,
            Standings = standings,
            Limits = limits,
            Newest = Array.FindLastIndex(standings, s => s is BucketStanding.Final or BucketStanding.TooFew),
            Signal = signal,
            Run = run,
            OutsideAt = outside,
        };

        int[] Within(int phase) => [.. all.Where(i => i >= starts[phase].First && (phase + 1 == starts.Count || i < starts[phase + 1].First))];
    }

    private static ProcessLimits LimitsOf(MetricDefinition metric, IReadOnlyList<MetricAnswer> answers, int[] known) =>
        ReadingLimits.Of(metric, answers, known.ToHashSet(), 0..(known.Length == 0 ? 0 : known[Math.Min(Baseline, known.Length) - 1] + 1));

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
