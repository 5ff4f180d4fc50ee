using CxDashboard.Domain.Metrics;
using CxDashboard.Domain.Time;
using CxDashboard.Measuring.Chaining;
using CxDashboard.Measuring.Columns;
using CxDashboard.Measuring.Passes;

namespace CxDashboard.Measuring;

/// <summary>One asking of questions that differ in their metric only.</summary>
internal sealed class PlanAsking
{
    private const int MostAnswersKept = 50_000;
    private readonly Workspace _workspace;
    private readonly MetricCatalogue _catalogue;
    private readonly Facts _facts;
    private readonly IssueTable _issues;
    private readonly MetricQuestion _question;
    private readonly KeptPlan _kept;
    private readonly BucketIndex _buckets;
    private readonly SplitAnswers _split;
    private readonly Dictionary<(string Id, int Version), (PassResult Found, int Place)> _places = [];

    // Any of them, for what all of them know; and the slots that it shows.
    private PassResult? _found;
    private IReadOnlyList<(int Slot, IReadOnlyList<Slice> Slices)>? _shown;

    public PlanAsking(Workspace workspace, MetricCatalogue catalogue, Projection projection, IssueTable issues, MetricQuestion question, KeptPlan kept)
    {
        (_workspace, _catalogue, _facts, _issues, _question, _kept) = (workspace, catalogue, projection.Facts, issues, question, kept);
        _buckets = Cut(question.Zone ?? workspace.Zone);
        _split = new SplitAnswers(_facts, issues, Plan([]), question);
    }

    /// <summary>The answers to each question, by bucket and value.</summary>
    public IReadOnlyList<IReadOnlyList<MetricAnswer>> Answers(IReadOnlyList<MetricQuestion> questions)
    {
        if (_buckets.Count == 0) return [.. questions.Select(_ => (IReadOnlyList<MetricAnswer>)[])];
        Asker.RefuseTooMany((long)_buckets.Count * _split.Slots);

        // An empty bucket has no source and is as of the clock, which goes on where all sources stand still.
        if (_kept.AnswersOf is not { } of || !of.Horizon.Equals(_issues.Horizon) || of.Horizon.AsOf != _issues.Horizon.AsOf || of.Touched != _facts.Touches.Last) _kept.Answers.Clear();
        _kept.AnswersOf = (_issues.Horizon, _facts.Touches.Last);
        var missing = questions.Where(q => !_kept.Answers.ContainsKey((q.Metric, q.Version ?? 0))).ToList();
        if (missing.Count > 0)
        {
            Compute([.. missing.SelectMany(VersionsOf).Distinct()]);
            _shown ??= _split.ShownSlots(!_split.IsSplit ? null : _found is null ? _kept.Parts!.SlotsWithInteractions(_split.Slots) : _found.SlotsWithInteractions());
            var made = new IReadOnlyList<MetricAnswer>[missing.Count];
            var withheld = _question.Restricted ? new Suppression(_facts, _issues, Plan([])).Withheld() : null;
            Threads.Share(missing.Count, () => 0, (_, i) => made[i] = Answer(missing[i], _shown, withheld));
            for (var i = 0; i < made.Length; i++) _kept.Answers[(missing[i].Metric, missing[i].Version ?? 0)] = made[i];
        }

        IReadOnlyList<IReadOnlyList<MetricAnswer>> answers = [.. questions.Select(q => _kept.Answers[(q.Metric, q.Version ?? 0)])];

        // Much of it would fill the memory.
        if (answers.Sum(a => a.Count) > MostAnswersKept) _kept.Answers.Clear();
        return answers;
    }

    /// <summary>All values of a question of durations that asks for no steps and no split; null where the metric is none of durations.</summary>
    public MetricValues? Values(MetricQuestion question)
    {
        var metric = VersionOf(question, 0);
        if (MetricRules.Of(metric) is not ValueRule) return null;
        var pass = new Pass(_facts, _issues, Plan([metric]));
        var workers = Threads.Share(_facts.Parts, () => new PassWorker(_facts, _issues, pass), (worker, part) => worker.Work(part));
        using var ended = GroupedValues.Sorted([.. workers.Select(w => w.Values!.Ended[0])], 1);
        using var waiting = workers[0].Values!.Waiting[0] is null ? null : GroupedValues.Of([.. workers.Select(w => w.Values!.Waiting[0]!)], 1);
        foreach (var worker in workers) worker.Free();
        var seconds = new double[ended.CountOf(0)];
        var milliseconds = ended[0];
        for (var i = 0; i < seconds.Length; i++) seconds[i] = milliseconds[i] / 1000.0;
        return new MetricValues(seconds, waiting?.CountOf(0) ?? 0);
    }

    // Cutting days in a zone takes its time, and the span is mostly the one of before.
    private BucketIndex Cut(TimeZoneInfo zone)
    {
        if (_question.By == BucketSize.All) return QuestionSpan.Whole(_question, zone);
        (DateOnly, DateOnly)? known = null;
        if ((_question.From is null || _question.To is null) && QuestionSpan.Known(_facts, _issues.Horizon) is { } k)
            known = (Buckets.DayOf(new Instant(k.First), zone), Buckets.DayOf(new Instant(k.Last), zone));
        var days = QuestionSpan.Days(_question, known, _workspace.WeekStart);
        if (_kept.Buckets is null || days != _kept.Days)
        {
            _kept.Metrics.Clear();
            _kept.Answers.Clear();
            _kept.Parts = null;
            _kept.Days = days;
            _kept.Buckets = days is var (from, to) ? Buckets.Cut(from, to, _question.By, zone, _workspace.WeekStart) : [];
        }

        return new BucketIndex(_kept.Buckets, 0, 0);
    }

    // The versions that are in force in some bucket, or the one that is asked for.
    private IEnumerable<MetricDefinition> VersionsOf(MetricQuestion question) =>
        question.Version is { } version ? [_catalogue.Find(question.Metric, version)!]
        : _catalogue.Versions(question.Metric) is [var only] ? [only]
        : Enumerable.Range(0, _buckets.Count).Select(b => VersionOf(question, b)).Distinct();

    private MetricDefinition VersionOf(MetricQuestion question, int bucket) =>
        question.Version is { } version ? _catalogue.Find(question.Metric, version)!
        : _buckets.Buckets?[bucket] is { } b ? _catalogue.InForce(question.Metric, DateOnly.FromDateTime(b.From.DateTime))!
        : _catalogue.Versions(question.Metric)[^1];

    private void Compute(IReadOnlyList<MetricDefinition> metrics)
    {
        foreach (var metric in metrics.Where(m => !IsByPart(m))) Recall(metric);

        // Counts and sums are kept by part of the rows, the rest by bucket.
        List<MetricDefinition> byPart = [.. metrics.Where(IsByPart)];
        if (byPart.Count > 0)
        {
            if (_kept.Parts?.Groups != Groups) _kept.Parts = new KeptParts(Groups);
            List<MetricDefinition> recoveries = _split.IsSplit ? [] : [.. metrics.Where(m => MetricRules.Of(m) is RecoveryRule && !Array.Exists(Stale(m), isStale => !isStale))];
            var found = _kept.Parts.Update(_facts, _issues, Plan(byPart), recoveries);
            for (var m = 0; m < found.Length; m++) Keep(recoveries[m], null, b => found[m][b]);
        }

        // Metrics that lack the same buckets are one pass: one that lacks all must not make the others compute all. Those that
        // gather values are a pass for each set of them, because all sets at once would not fit the room that is kept for them.
        var lacking = metrics.Where(m => !IsByPart(m)).Select(m => (Metric: m, Wanted: Stale(m))).Where(m => Array.IndexOf(m.Wanted, true) >= 0);
        foreach (var same in lacking.GroupBy(m => (ValuesOf(m.Metric), string.Concat(m.Wanted.Select(w => w ? '1' : '0')))))
            Compute([.. same.Select(m => m.Metric)], same.First().Wanted);
    }

    private static (ValueSet, bool)? ValuesOf(MetricDefinition metric) => MetricRules.Of(metric) is ValueRule rule ? (rule.Set, rule.Business) : null;

    private void Compute(IReadOnlyList<MetricDefinition> stale, bool[] wanted)
    {
        var found = new Pass(_facts, _issues, Plan(stale) with { Wanted = Array.IndexOf(wanted, false) < 0 ? null : wanted }).Run();
        if (_split.IsSplit)
        {
            // Too much to be kept, and nobody looks at all of it: each answer is worked out when it is read.
            _found ??= found;
            for (var m = 0; m < stale.Count; m++) _places[(stale[m].Id, stale[m].Version)] = (found, m);
            return;
        }

        for (var m = 0; m < stale.Count; m++) Keep(stale[m], wanted, b => found[m, b]);
    }

    // Keeps what buckets came to, or only those that were wanted. In a room of its own, because answers may still be made of the one before.
    private void Keep(MetricDefinition metric, bool[]? wanted, Func<int, Tally> found)
    {
        var key = (metric.Id, metric.Version);
        var kept = _kept.Metrics.TryGetValue(key, out var before) ? new KeptMetric([.. before.Tallies], before.Versions) : new KeptMetric(new Tally[_buckets.Count], new long[_buckets.Count]);
        for (var b = 0; b < _buckets.Count; b++)
        {
            if (wanted?[b] != false) (kept.Tallies[b], kept.Versions[b]) = (found(b), _facts.Touches.Version);
        }

        _kept.Metrics[key] = kept;
        if (_kept is { Shared: { } shared, OfAnySpan: { } of } && _buckets.Buckets is not null)
            shared.Keep(of, key, Enumerable.Range(0, _buckets.Count).Where(b => wanted?[b] != false).Select(b => (_buckets.StartOf(b), _buckets.EndOf(b), kept.Tallies[b])), _facts.Touches.Version);
    }

    // Of buckets that nothing is known of in this span, what they came to in another one.
    private void Recall(MetricDefinition metric)
    {
        var key = (metric.Id, metric.Version);
        if (_split.IsSplit || _buckets.Buckets is null || _kept is not { Shared: { } shared, OfAnySpan: { } of }) return;
        var before = _kept.Metrics.GetValueOrDefault(key);
        if (before is not null && Array.IndexOf(before.Versions, 0L) < 0) return;
        var recalled = before is null ? new KeptMetric(new Tally[_buckets.Count], new long[_buckets.Count]) : new KeptMetric([.. before.Tallies], [.. before.Versions]);
        shared.Recall(of, key, _buckets, recalled);
        _kept.Metrics[key] = recalled;
    }

    private Func<int, Tally> TalliesOf(MetricDefinition metric)
    {
        if (IsByPart(metric)) return _kept.Parts!.TalliesOf(metric);
        if (!_split.IsSplit) return Of(_kept.Metrics[(metric.Id, metric.Version)].Tallies);
        var (found, place) = _places[(metric.Id, metric.Version)];
        return group => found[place, group];

        static Func<int, Tally> Of(Tally[] tallies) => group => tallies[group];
    }

    private int Groups => checked(_buckets.Count * _split.Slots);

    // Of the largest values it changes with the records which those are, and of several fields how many combinations there are.
    private bool IsByPart(MetricDefinition metric) => MetricRules.Of(metric) is var rule && KeptParts.Serves(rule, Groups)
        && (!_split.IsSplit || (_question.Split.Count == 1 && _question.Top is null && rule is not StockRule && !(_question.Split[0] == "customer" && _facts.Customers.HasRules)));

    // Which buckets of a metric are to be computed.
    private bool[] Stale(MetricDefinition metric)
    {
        var kept = _kept.Metrics.GetValueOrDefault((metric.Id, metric.Version));
        var wanted = new bool[_buckets.Count];
        for (var b = 0; b < wanted.Length; b++) wanted[b] = kept is null || !IsFresh(kept, b);
        return wanted;
    }

    private bool IsFresh(KeptMetric kept, int bucket)
    {
        if (kept.Versions[bucket] == 0) return false;
        if (_issues.Horizon.AsOf >= kept.Tallies[bucket].ValidUntil) return false;
        var (start, end) = _buckets.Buckets is null ? (long.MinValue, long.MaxValue) : (_buckets.StartOf(bucket), _buckets.EndOf(bucket));
        return (_buckets.Buckets is null ? _facts.Touches.Last : _facts.Touches.LastWithin(start, end)) <= kept.Versions[bucket];
    }

    private PassPlan Plan(IReadOnlyList<MetricDefinition> metrics) => new()
    {
        Metrics = metrics,
        Buckets = _buckets,
        Filter = new SliceFilter(_facts, _question.Slices),
        Split = _split?.Split ?? Split.None,
        QuietLimit = _workspace.QuietLimit,
        CalendarOf = _workspace.CalendarOf,
    };

    private IReadOnlyList<MetricAnswer> Answer(MetricQuestion question, IReadOnlyList<(int Slot, IReadOnlyList<Slice> Slices)> slots, bool[]? withheld)
    {
        var horizon = _issues.Horizon;
        MetricDefinition[] versions = [.. Enumerable.Range(0, _buckets.Count).Select(b => VersionOf(question, b))];
        var tallies = new Func<int, Tally>[versions.Length];
        for (var b = 0; b < tallies.Length; b++) tallies[b] = b > 0 && ReferenceEquals(versions[b], versions[b - 1]) ? tallies[b - 1] : TalliesOf(versions[b]);
        return AnswerList.Of(_buckets.Count * slots.Count, i =>
        {
            var (bucket, place) = Math.DivRem(i, slots.Count);
            var (slot, slices) = slots[place];
            var group = (bucket * _split.Slots) + slot;
            var answer = Passes.Answers.Of(versions[bucket], tallies[bucket](group), _buckets.Buckets?[bucket], slices, horizon);
            return withheld?[group] == true ? answer.Withhold() : answer;
        });
    }
}
