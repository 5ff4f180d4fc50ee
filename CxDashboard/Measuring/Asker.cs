using CxDashboard.Domain.Metrics;
using CxDashboard.Domain.Patterns;
using CxDashboard.Domain.Time;
using CxDashboard.Measuring.Behind;
using CxDashboard.Measuring.Chaining;
using CxDashboard.Measuring.Claims;
using CxDashboard.Measuring.Passes;

namespace CxDashboard.Measuring;

/// <summary>
/// Answers questions from a projection. What a bucket came to is kept and used again as long as nothing that counts in it was
/// touched and time alone has not changed it, so that a new record costs its own buckets and nothing else.
/// </summary>
internal sealed class Asker(Workspace workspace, MetricCatalogue catalogue)
{
    // A page asks some forty metrics of one plan; what nobody asks any more must not fill the memory.
    private const int PlansKept = 128;
    private const long MostBytes = 256L << 20;

    // More answers than any picture or table has.
    private const int MostGroups = 4_000_000;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, KeptPlan> _plans = new(StringComparer.Ordinal);
    private readonly BucketTallies _tallies = new();
    private long _turn;

    /// <summary>Refuses what no record could answer.</summary>
    public void Check(MetricQuestion question)
    {
        if (catalogue.Versions(question.Metric).Count == 0) throw new QuestionRefusedException($"There is no metric \"{question.Metric}\". `metrics` lists all that there are.");
        if (question.Version is { } version && catalogue.Find(question.Metric, version) is null)
            throw new QuestionRefusedException($"The metric \"{question.Metric}\" has no version {version}. `metrics --all-versions` lists all that there are.");
        if (question.Top is not null && question.Split.Count != 1) throw new QuestionRefusedException("The largest values are asked of one field that splits: give --top together with one --split.");
        if (question.Top is < 1) throw new QuestionRefusedException("Ask for at least one of the largest values.");
    }

    /// <summary>The extra fields that questions name, without their prefix.</summary>
    public static IReadOnlyList<string> ExtraFields(IEnumerable<MetricQuestion> questions) =>
    [
        .. questions.SelectMany(q => q.Slices.Select(s => s.Field).Concat(q.Split)).Where(f => f.StartsWith(SliceFilter.Extra, StringComparison.Ordinal))
            .Select(f => f[SliceFilter.Extra.Length..]).Distinct(StringComparer.Ordinal),
    ];

    /// <summary>Another projection is asked from now on.</summary>
    public void Forget()
    {
        lock (_gate) _plans.Clear();
        _tallies.Forget();
    }

    /// <summary>The answers to each question. Called under the read gate.</summary>
    /// <param name="state">Of the projection, where it is the one that goes on; null for an earlier state of knowledge.</param>
    public IReadOnlyList<IReadOnlyList<MetricAnswer>> Ask(Projection projection, IReadOnlyList<MetricQuestion> questions, MeasureState? state)
    {
        var answers = new IReadOnlyList<MetricAnswer>[questions.Count];
        foreach (var same in Enumerable.Range(0, questions.Count).GroupBy(i => KeyOf(questions[i]), StringComparer.Ordinal))
        {
            List<int> places = [.. same];
            var first = questions[places[0]];
            var isNow = state is not null && !(first.AsOf < state.Now);
            var issues = IssuesOf(projection, first);
            var plan = isNow ? Keep(same.Key, OfAnySpan(first)) : new KeptPlan();
            lock (plan)
            {
                var asking = new PlanAsking(workspace, catalogue, projection, issues, first, plan);
                foreach (var (place, found) in places.Zip(asking.Answers([.. places.Select(i => questions[i])]))) answers[place] = found;
            }
        }

        return answers;
    }

    /// <summary>Refuses what no record could answer, and whoever may not see records.</summary>
    public void Check(BehindQuestion question)
    {
        Check(question.Of);
        if (question.Of.Restricted) throw new QuestionRefusedException("The records behind a figure are shown to those who may see records.");
        if (question.Rows is < 0 or > BehindReading.MostRows) throw new QuestionRefusedException($"A page has 0 to {BehindReading.MostRows:N0} rows. Ask for the next one after its last key.");
    }

    /// <summary>Refuses what no record could answer, what is no rate of claims that held, and whoever may not see days of few.</summary>
    public void CheckClaimDays(MetricQuestion question)
    {
        Check(question);
        if (!ClaimDaysReading.Rates.Contains(question.Metric, StringComparer.Ordinal)) throw new QuestionRefusedException($"Claims by day are judged by {string.Join(" or ", ClaimDaysReading.Rates)}, not by \"{question.Metric}\".");
        if (question.Restricted) throw new QuestionRefusedException("The claims of single days may be about few customers, so they are told to those who may see records.");
    }

    /// <summary>The single values behind a question, which is taken without steps and split; null where its metric is none of durations. Called under the read gate.</summary>
    public MetricValues? Values(Projection projection, MetricQuestion question)
    {
        var whole = question with { By = BucketSize.All, Split = [], Top = null };
        return new PlanAsking(workspace, catalogue, projection, IssuesOf(projection, whole), whole, new KeptPlan()).Values(whole);
    }

    /// <summary>The rows behind a figure. Called under the read gate.</summary>
    public BehindAnswer Behind(Projection projection, BehindQuestion question) =>
        new BehindReading(workspace, catalogue, projection, IssuesOf(projection, question.Of), question).Read();

    /// <summary>The claims of each day. Called under the read gate.</summary>
    public IReadOnlyList<ClaimDay> ClaimDays(Projection projection, MetricQuestion question) =>
        new ClaimDaysReading(workspace, catalogue, projection, IssuesOf(projection, question), question).Read();

    // As had happened by now, or by the instant that a question asks for.
    private static IssueTable IssuesOf(Projection projection, MetricQuestion question) =>
        question.AsOf is { } asOf && asOf.UnixMilliseconds < projection.Issues.Horizon.AsOf ? projection.IssuesAsOf(asOf.UnixMilliseconds) : projection.Issues;

    private KeptPlan Keep(string key, string ofAnySpan)
    {
        lock (_gate)
        {
            if (!_plans.TryGetValue(key, out var plan)) _plans.Add(key, plan = new KeptPlan { OfAnySpan = ofAnySpan, Shared = _tallies });
            plan.Turn = ++_turn;
            while (_plans.Count > PlansKept || (_plans.Count > 1 && _plans.Values.Sum(p => p.Parts?.Bytes ?? 0) > MostBytes)) _plans.Remove(_plans.MinBy(p => p.Value.Turn).Key);
            return plan;
        }
    }

    // Everything but the metric and its version.
    private static string KeyOf(MetricQuestion q) => $"{q.From?.DayNumber}\u001f{q.To?.DayNumber}\u001f{OfAnySpan(q)}";

    private static string OfAnySpan(MetricQuestion q) => string.Join('\u001f',
        [q.By.ToString(), q.Zone?.Id ?? "", $"{q.AsOf?.UnixMilliseconds}", q.Restricted ? "r" : "", $"{q.Top}",
            .. q.Split.Select(f => f + "\u001d"), .. q.Slices.Select(s => s.Field + "\u001e" + s.Value + (s.Not ? "\u001c" : ""))]);

    /// <summary>Refuses more groups than anybody could read.</summary>
    internal static void RefuseTooMany(long groups)
    {
        if (groups > MostGroups) throw new QuestionRefusedException($"That would be {groups:N0} answers, more than the {MostGroups:N0} that are given at once. Ask for the largest values with --top, or for longer steps with --by.");
    }
}

/// <summary>What is kept of one plan: the tallies of its metrics by bucket, and the answers last made of them.</summary>
internal sealed class KeptPlan
{
    public long Turn { get; set; }

    /// <summary>The question without its metric and its span; and where the same buckets of other spans are kept. Null of a plan that is asked once.</summary>
    public string? OfAnySpan { get; init; }
    public BucketTallies? Shared { get; init; }

    /// <summary>The days that <see cref="Buckets"/> are cut from.</summary>
    public (DateOnly From, DateOnly To)? Days { get; set; }

    public IReadOnlyList<Bucket>? Buckets { get; set; }

    public Dictionary<(string Id, int Version), KeptMetric> Metrics { get; } = [];

    /// <summary>What counts and sums come to; null where none was asked.</summary>
    public KeptParts? Parts { get; set; }

    /// <summary>Answers by metric and asked version (0 for those in force), of one horizon and one version of the facts.</summary>
    public Dictionary<(string Id, int Version), IReadOnlyList<MetricAnswer>> Answers { get; } = [];

    /// <summary>Of which the answers are.</summary>
    public (Horizon Horizon, long Touched)? AnswersOf { get; set; }
}

/// <summary>Tallies of one metric by bucket, and of which version of the facts each is; 0 for none.</summary>
internal sealed record KeptMetric(Tally[] Tallies, long[] Versions);
