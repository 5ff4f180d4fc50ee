using CxDashboard.Charts;
using CxDashboard.Domain.Metrics;
using CxDashboard.Domain.Statistics;
using CxDashboard.Domain.Time;
using CxDashboard.Kit;

namespace CxDashboard.Readings;

/// <summary>The one way from a reading to a picture: page, export and command line draw the same.</summary>
internal static class MetricChart
{
    /// <summary>What stands around the figures of every picture of one page.</summary>
    /// <param name="Filters">"channel Chat, topic Billing", or blank.</param>
    public sealed record Context(ViewSpan Span, TimeZoneInfo Zone, Instant AsOf, bool Sample, string Filters);

    /// <summary>
    /// A reading as a picture. <paramref name="asMeasured"/> keeps the engine's own value of what still matures, as a table
    /// must; a picture shows it where it stands unless more of it breaks.
    /// </summary>
    public static ChartSpec Of(Reading reading, Context context, ChartKind kind, bool asMeasured = false)
    {
        var metric = reading.Metric;
        var newest = reading.NewestAnswer;
        return new ChartSpec
        {
            Kind = kind,
            Title = metric.Name,
            Zone = context.Zone,
            AsOf = context.AsOf,
            // What was open at the end of each week does not add up.
            N = Standings.IsOfAnInstant(metric) ? newest?.N : reading.Answers.Sum(a => a.N),
            Unit = metric.Unit,
            Currency = metric.Unit == Unit.Money ? reading.Currency : null,
            Step = reading.StepWord,
            Points = [.. reading.Answers.Select((a, i) => Point(reading, i))],
            Runs = [.. reading.Phases.SelectMany(p => RunsOf(p.Limits, reading.StepWord))],
            Phases = [.. reading.Phases.Where(p => p.Begun is not null).Select(p => new ChartPhase(p.First, p.Begun!.SetBy, p.Begun.Why))],
            Notes = [.. Notes(reading, reading.StepWord)],
            Alternative = kind == ChartKind.Behaviour ? null : Alternative(reading, newest, reading.StepWord),
        }.Told(metric, context, reading.StepWord);

        ChartPoint Point(Reading r, int i)
        {
            var answer = r.Answers[i];
            var (value, mayReach) = Placed(r, i, asMeasured);
            return new ChartPoint(answer.Bucket!.Start, answer.Bucket.End)
            {
                Value = value,
                Low = answer.Low,
                High = answer.High,
                Count = answer.Count,
                N = answer.N,
                Version = answer.Version,
                State = r.Standings[i] switch
                {
                    BucketStanding.Final => PointState.Final,
                    BucketStanding.Maturing => PointState.Maturing,
                    BucketStanding.TooFew => PointState.TooFew,
                    _ => PointState.Unknown,
                },
                MayReach = mayReach,
                // Limits reach as far as they were computed: to where there is a final number.
                Centre = LimitsAt(i).Lower[i] is null ? null : LimitsAt(i).Centre,
                Lower = LimitsAt(i).Lower[i],
                Upper = LimitsAt(i).Upper[i],
                Outside = LimitsAt(i).Outside[i],
            };
        }

        ProcessLimits LimitsAt(int i) => reading.Phases.Last(p => p.First <= i).Limits;
    }

    // Held so far can only rise, by what matures: it is drawn where nothing more breaks, with a stem down to what already
    // held. What came back so far is drawn as it is, and can only rise.
    private static (double? Value, double? MayReach) Placed(Reading reading, int i, bool asMeasured)
    {
        var answer = reading.Answers[i];
        if (reading.Standings[i] != BucketStanding.Maturing || answer.MaturingShare is not (> 0 and var share) || answer.Value is not { } value) return (answer.Value, null);
        // What matures is a share: of numbers, times and costs nobody can say how far they still go.
        if (reading.Metric.Unit != Unit.Share) return (value, null);
        var most = Math.Min(1, value + (share * (reading.ClaimedShares?[i] ?? 1)));
        return reading.ClaimedShares is not null && !asMeasured ? (most, value) : (value, most);
    }

    private static IEnumerable<ChartRun> RunsOf(ProcessLimits limits, string step)
    {
        if (limits.NeighboursDepend || limits.IsTrial || limits.Runs is not { } runs) yield break;
        foreach (var run in runs.LongRuns)
            yield return new ChartRun(run.Start, run.End - 1, run.Above, $"{Figures.Of(run.Points, step, step + "s")} {(run.Above ? "above" : "below")} the centre");
    }

    /// <summary>The span and the filters: "12 May 2025 to 10 May 2026; channel Chat".</summary>
    public static string Days(Context context) => Days(context.Span.From, context.Span.To) + (context.Filters.Length == 0 ? "" : $"; {context.Filters}");

    /// <summary>"1 April to 30 April 2026"; the end is exclusive.</summary>
    public static string Days(DateOnly from, DateOnly to) => $"{Figures.ShortDay(from, to.AddDays(-1).Year)} to {Figures.DayAndYear(to.AddDays(-1))}";

    private static IEnumerable<string> Notes(Reading reading, string step)
    {
        if (!reading.Limits.HasLimits)
        {
            yield return reading.Metric.Kind == ValueKind.Longest ? "No limits: this is the wait of one customer." : $"No limits: they need eight final {step}s{(reading.HasVersions ? $" under definition {reading.Metric.Version}" : "")}{(reading.HasPhases ? " of the newest phase" : "")}.";
            yield break;
        }

        var kind = reading.Limits.SigmaZ is { } sigma ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"P′ limits (σz {sigma:0.00})") : "XmR limits";
        yield return $"{kind} from the first {Figures.InWords(reading.BaselinePoints)} final {step}s{(reading.HasPhases ? " of the newest phase" : "")}{(reading.Limits.IsTrial ? "; trial limits, still moving" : "")}.";
        if (reading.HasVersions) yield return $"Limits are of definition {reading.Metric.Version} alone.";
        if (reading.Limits.NeighboursDepend) yield return $"Neighbouring {step}s depend on each other, so runs are not marked.";
    }

    private static string Alternative(Reading reading, Measuring.MetricAnswer? newest, string step) =>
        (reading.HasNumber
            ? $"{reading.Metric.Name} by {step}: {reading.Words.Value(newest!.Value!.Value)} in the newest final {step}. {ReadingWords.Says(reading, step)}."
            : $"{reading.Metric.Name} by {step}: {ReadingWords.Says(reading, step)}.")
        + (reading.HasVersions ? $" Since {Figures.DayAndYear(Begins(reading))} by definition {reading.Metric.Version}." : "");

    private static DateOnly Begins(Reading reading) =>
        DateOnly.FromDateTime(reading.Answers.Last(a => a.Version != reading.Metric.Version).Bucket!.To.DateTime);
}
