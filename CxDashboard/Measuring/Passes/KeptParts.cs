using System.Collections.Concurrent;
using CxDashboard.Domain.Interactions;
using CxDashboard.Domain.Metrics;
using CxDashboard.Measuring.Chaining;
using CxDashboard.Measuring.Columns;

namespace CxDashboard.Measuring.Passes;

/// <summary>
/// What counts and sums of one plan came to in each part of the rows, and all of them together. A record that comes in
/// touches a few parts: only those are counted again, and what they were is taken from the whole. Rows are told apart by
/// their state, whatever is asked of them, so that every counting metric is answered from the same counts.
/// </summary>
internal sealed class KeptParts(int groups)
{
    /// <summary>More groups than this are counted by group and not by part.</summary>
    public const int MostGroups = 2_048;

    private readonly List<MetricDefinition> _metrics = [];
    private readonly ConcurrentDictionary<(string What, int Version), (int Classes, Additions Adds)> _additions = [];
    private Classes _interactionStates = new(0, null);
    private Classes _issueStates = new(Pass.IssueStates, null);
    private KeptPart?[] _parts = [];
    private ClassCounts _interactions = new(0);
    private ClassCounts _issues = new(0);

    // In how many parts a group has rows of a source: group × sources + source.
    private int[] _sources = [];
    private int _sourceCodes;

    // (Metric × groups + group) × 3 + n, sum, squares.
    private long[] _sums = [];
    private Stock _stock = new(0);
    private (Tally[] Open, Tally[] Oldest) _stockTallies = ([], []);
    private Facts? _facts;

    /// <summary>How many groups are told apart: a bucket, or a slot of a bucket.</summary>
    public int Groups => groups;

    /// <summary>Bytes that are kept, about.</summary>
    public long Bytes { get; private set; }

    /// <summary>Whether metrics by this rule are answered from parts, where there are so many groups.</summary>
    public static bool Serves(MetricRule rule, int groups) => groups <= MostGroups && rule is InteractionRule or IssueRule or MembersRule or CostRule or StockRule;

    /// <summary>Brings up to date what the metrics of a plan are made of.</summary>
    /// <param name="recoveries">Metrics that come along where every part is counted anyway, because reading a part is much of the work.</param>
    /// <returns>The tallies by bucket of the metrics that came along; none where some parts were not counted.</returns>
    public Tally[][] Update(Facts facts, IssueTable issues, PassPlan plan, IReadOnlyList<MetricDefinition> recoveries)
    {
        MakeReady(facts, issues.Horizon.SourceCodes, plan.Metrics);
        int[] stale = [.. Enumerable.Range(0, _parts.Length).Where(p => _parts[p] is not { } part || facts.Touches.LastOf(p) > part.Version || issues.Horizon.AsOf >= part.ValidUntil)];
        var along = stale.Length == _parts.Length ? recoveries : [];
        Tally[][] found = [];
        if (stale.Length > 0)
        {
            var pass = new Pass(facts, issues, plan with { Metrics = [.. _metrics, .. along] }, _interactionStates, _issueStates);
            var counted = new KeptPart[stale.Length];
            var counters = Threads.Share(stale.Length, () => new PartCounter(facts, issues, pass), (counter, i) => counted[i] = counter.Count(stale[i]));
            for (var i = 0; i < stale.Length; i++) Replace(stale[i], counted[i]);
            if (along.Count > 0) found = RecoveryWorker.Tallies([.. counters.Select(c => c.Recoveries!)]);
            foreach (var counter in counters) counter.Free();
        }

        if (Asks<StockRule>(_metrics)) CountStock(plan, issues.Horizon.AsOf);
        foreach (var tallies in found)
        {
            for (var g = 0; g < groups; g++) tallies[g] = tallies[g] with { Sources = SourcesOf(g), ValidUntil = tallies[g].ValidUntil == 0 ? Lifeline.Never : tallies[g].ValidUntil };
        }

        return found;
    }

    /// <summary>Whether a slot has interactions in any bucket.</summary>
    public bool[] SlotsWithInteractions(int slots)
    {
        var has = new bool[slots];
        for (var group = 0; group < groups; group++) has[group % slots] |= _sources.AsSpan(group * _sourceCodes, _sourceCodes).ContainsAnyExcept(0);
        return has;
    }

    private void CountStock(PassPlan plan, long asOf)
    {
        _stock.ForgetOldest();
        foreach (var part in _parts) part!.AddOldest(_stock);
        _stockTallies = _stock.Tallies(plan, asOf);
    }

    /// <summary>A metric's tally by bucket, until the next <see cref="Update"/>. Several threads may ask.</summary>
    public Func<int, Tally> TalliesOf(MetricDefinition metric)
    {
        var rule = MetricRules.Of(metric);
        Func<int, Tally> of = rule switch
        {
            InteractionRule => OfInteractions(metric, rule),
            IssueRule => OfIssues(metric, rule),
            StockRule { Oldest: var oldest } => bucket => (oldest ? _stockTallies.Oldest : _stockTallies.Open)[bucket],
            MembersRule members => OfMembers(metric, members),
            _ => OfCosts(metric, rule),
        };
        if (metric.WindowDays is not (7 or 30)) return bucket => of(bucket) with { Sources = SourcesOf(bucket) };
        var days = metric.WindowDays.Value;
        var cohort = AdditionsOf(("maturing", days), _issueStates, s => Pass.OfAgeing(days, s));
        return bucket =>
        {
            var ageing = cohort.Of(c => _issues[bucket, c]);
            return of(bucket) with { Sources = SourcesOf(bucket), Claimed = ageing.N, Maturing = (long)ageing.Count };
        };
    }

    private Func<int, Tally> OfInteractions(MetricDefinition metric, MetricRule rule)
    {
        var additions = AdditionsOf((metric.Id, metric.Version), _interactionStates, s => Pass.OfInteraction(_facts!, rule, s));
        return bucket => additions.Of(c => _interactions[bucket, c]);
    }

    private Func<int, Tally> OfIssues(MetricDefinition metric, MetricRule rule)
    {
        var additions = AdditionsOf((metric.Id, metric.Version), _issueStates, s => Pass.OfIssue(rule, s));
        return bucket => additions.Of(c => _issues[bucket, c]);
    }

    private Func<int, Tally> OfMembers(MetricDefinition metric, MembersRule rule)
    {
        var (counted, first) = (OfIssues(metric, rule), _metrics.IndexOf(metric) * groups);
        return bucket => MemberWorker.Tally(rule.Sum, counted(bucket), _sums[(first + bucket) * 3], _sums[((first + bucket) * 3) + 1], _sums[((first + bucket) * 3) + 2]);
    }

    private Func<int, Tally> OfCosts(MetricDefinition metric, MetricRule rule)
    {
        var (counted, first) = (OfInteractions(metric, rule), _metrics.IndexOf(metric) * groups);
        return bucket => MemberWorker.Costs(counted(bucket), _sums[((first + bucket) * 3) + 1], _sums[((first + bucket) * 3) + 2]);
    }

    private Additions AdditionsOf((string, int) what, Classes states, Func<int, Addition> of)
    {
        if (_additions.TryGetValue(what, out var known) && known.Classes == states.Count) return known.Adds;
        var additions = new Additions(states.Count, c => of(states.StateOf(c)));
        _additions[what] = (states.Count, additions);
        return additions;
    }

    private int[]? SourcesOf(int bucket)
    {
        var of = _sources.AsSpan(bucket * _sourceCodes, _sourceCodes);
        int[]? found = null;
        for (var s = 0; s < of.Length; s++)
        {
            if (of[s] > 0) found = [.. found ?? [], s];
        }

        return found;
    }

    // Metrics that need something else counted than before have everything counted anew: a page asks all of its metrics at once.
    private void MakeReady(Facts facts, int sourceCodes, IReadOnlyList<MetricDefinition> metrics)
    {
        MetricDefinition[] added = [.. metrics.Where(m => !_metrics.Contains(m))];
        var before = Needs(_metrics);
        _metrics.AddRange(added);
        if (_facts is null || _sourceCodes != sourceCodes || !Needs(_metrics).SequenceEqual(before)) Reset(sourceCodes);
        _facts = facts;
        _interactionStates.MakeRoom(facts.Kinds.Count * 4);
        if (_parts.Length < facts.Parts) Array.Resize(ref _parts, facts.Parts);
    }

    private static List<object> Needs(IReadOnlyList<MetricDefinition> metrics)
    {
        var ageing = metrics.Any(m => m.WindowDays is 7 or 30);
        return
        [
            Asks<InteractionRule>(metrics) || Asks<CostRule>(metrics), ageing || Asks<IssueRule>(metrics) || Asks<MembersRule>(metrics), ageing || metrics.Any(m => MetricRules.Of(m) is IssueRule { AsksAge: true }), Asks<StockRule>(metrics),
            .. metrics.Where(m => MetricRules.Of(m) is MembersRule or CostRule).Select(m => (m.Id, m.Version)),
        ];
    }

    private static bool Asks<TRule>(IReadOnlyList<MetricDefinition> metrics)
        where TRule : MetricRule => metrics.Any(m => MetricRules.Of(m) is TRule);

    private void Reset(int sourceCodes)
    {
        _interactions.Free();
        _issues.Free();
        _parts = [];
        Bytes = 0;
        (_interactionStates, _issueStates) = (new Classes(0, null), new Classes(Pass.IssueStates, null));
        _additions.Clear();
        (_interactions, _issues) = (new ClassCounts(groups), new ClassCounts(groups));
        (_sourceCodes, _sources) = (sourceCodes, new int[groups * sourceCodes]);
        _sums = new long[_metrics.Count * groups * 3];
        _stock = new Stock(groups);
    }

    private void Replace(int part, KeptPart counted)
    {
        if (_parts[part] is { } before)
        {
            Add(before, -1);
            Bytes -= before.Bytes;
        }

        Add(counted, 1);
        Bytes += counted.Bytes;
        _parts[part] = counted;
    }

    private void Add(KeptPart part, int times)
    {
        AddTo(_interactions, part.Interactions, times);
        AddTo(_issues, part.Issues, times);
        foreach (var (bucket, source) in part.Sources) _sources[(bucket * _sourceCodes) + source] += times;
        foreach (var (at, value) in part.Sums) _sums[at] += times * value;
        foreach (var (end, open, opened, _, _) in part.Stock)
        {
            _stock.Open[end] += times * open;
            _stock.Opened[end] += times * opened;
        }
    }

    private static void AddTo(ClassCounts all, (int Bucket, int Class, int Count)[] counts, int times)
    {
        foreach (var (bucket, @class, count) in counts) all.Add(bucket, @class, times * count);
    }
}

/// <summary>What one part came to. Places that came to nothing are left out.</summary>
internal sealed record KeptPart
{
    /// <summary>The version of the facts that it is of.</summary>
    public required long Version { get; init; }

    /// <summary>The clock at which time alone changes it.</summary>
    public long ValidUntil { get; init; } = long.MaxValue;
    public (int Bucket, int Class, int Count)[] Interactions { get; init; } = [];
    public (int Bucket, int Class, int Count)[] Issues { get; init; } = [];
    public (int Bucket, int Source)[] Sources { get; init; } = [];
    public (int At, long Value)[] Sums { get; init; } = [];
    public (int End, long Open, long Opened, Oldest Oldest, Oldest Waiting)[] Stock { get; init; } = [];

    public long Bytes => (12L * (Interactions.Length + Issues.Length)) + (8L * Sources.Length) + (16L * Sums.Length) + (56L * Stock.Length) + 150;

    public void AddOldest(Stock stock)
    {
        foreach (var (end, _, _, oldest, waiting) in Stock)
        {
            stock.OldestOf[end] = Oldest.Of(stock.OldestOf[end], oldest);
            stock.Waiting[end] = Oldest.Of(stock.Waiting[end], waiting);
        }
    }
}
