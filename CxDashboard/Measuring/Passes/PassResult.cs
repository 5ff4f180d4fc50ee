using CxDashboard.Measuring.Chaining;
using CxDashboard.Measuring.Columns;

namespace CxDashboard.Measuring.Passes;

/// <summary>
/// What the threads of a pass found, put together: a tally for each metric and group, worked out when it is asked for. A
/// question by day and by several fields has more groups than anybody reads at once.
/// </summary>
internal sealed class PassResult
{
    private static readonly int[] OneSource = [1];
    private readonly Pass _pass;
    private readonly Func<int, Tally>[] _metrics;
    private readonly Func<int, Tally>[] _ageing;
    private readonly GroupCounts _interactions;

    // Whether a group has interactions of a source: group × sources + source. Null where there is one source, which the counts show.
    private readonly bool[]? _seen;
    private readonly int _sources;
    private readonly int _customers;
    private readonly long[] _validUntil;

    public PassResult(Facts facts, IssueTable issues, Pass pass, IReadOnlyList<PassWorker> workers)
    {
        _pass = pass;
        var first = workers[0];
        foreach (var other in workers.Skip(1)) first.Add(other);
        _validUntil = first.ValidUntil;
        (_sources, _customers) = (issues.Horizon.SourceCodes, facts.Customer.Count);
        _seen = first.CountsSources ? null : first.Seen.AsSpan(_sources, pass.Plan.Groups * _sources).ToArray();
        var interactions = _interactions = GroupCounts.Of([.. workers.Select(w => w.Interactions)]);
        var ofIssues = GroupCounts.Of([.. workers.Select(w => w.Issues)]);
        foreach (var worker in workers) worker.Free();
        _ageing = [.. pass.Ageing.Select((_, i) => OfClasses(pass.Rules.Count + i, ofIssues, pass.IssueClasses))];
        var quantiles = Quantiles(issues, workers);
        var stock = pass.Asks<StockRule>() ? StockWorker.Tallies(facts, issues, pass.Plan) : default;
        var recoveries = Recoveries(workers);
        _metrics = [.. pass.Rules.Select((rule, m) => rule switch
        {
            InteractionRule => OfClasses(m, interactions, pass.InteractionClasses),
            IssueRule => OfClasses(m, ofIssues, pass.IssueClasses),
            MembersRule members => OfMembers(members.Sum, OfClasses(m, ofIssues, pass.IssueClasses), first.Members!.Sums[m]!.Value),
            CostRule => OfCosts(OfClasses(m, interactions, pass.InteractionClasses), first.Members!.Sums[m]!.Value),
            CustomersRule => Customers(first, workers),
            StockRule { Oldest: var oldest } => Stored(oldest ? stock.Oldest : stock.Open),
            RecoveryRule => Stored(recoveries[m]!),
            ValueRule => Stored(quantiles[m]!),
            _ => throw new InvalidOperationException($"Nothing puts together {rule}."),
        })];
    }

    /// <summary>A metric's tally of a group.</summary>
    public Tally this[int metric, int group]
    {
        get
        {
            var tally = _metrics[metric](group);
            var until = _validUntil[_pass.Plan.BucketOf(group)];
            tally = tally with { Sources = SourcesOf(group), ValidUntil = tally.ValidUntil == 0 ? until : Math.Min(until, tally.ValidUntil) };
            var ageing = _pass.Plan.Metrics[metric].WindowDays is { } days ? _pass.Ageing.IndexOf(days) : -1;
            if (ageing < 0) return tally;
            var cohort = _ageing[ageing](group);
            return tally with { Claimed = cohort.N, Maturing = (long)cohort.Count };
        }
    }

    /// <summary>Whether a group has any interactions.</summary>
    public bool HasInteractions(int group) => _seen is null ? _interactions.HasRows(group) : _seen.AsSpan(group * _sources, _sources).Contains(true);

    /// <summary>Whether a slot has interactions in any bucket.</summary>
    public bool[] SlotsWithInteractions()
    {
        var (slots, groups) = (_pass.Plan.Split.Count, _pass.Plan.Groups);
        var has = new bool[slots];
        for (int group = 0, slot = 0; group < groups; group++)
        {
            if (!has[slot] && HasInteractions(group)) has[slot] = true;
            if (++slot == slots) slot = 0;
        }

        return has;
    }

    private static Func<int, Tally> Stored(Tally[] tallies) => group => tallies[group];

    private static Func<int, Tally> Stored(StoredQuantile[] quantiles) => group => quantiles[group].Tally;

    private static Func<int, Tally> OfClasses(int metric, GroupCounts counts, Classes classes)
    {
        var additions = new Additions(classes.Count, c => classes.Of(c)[metric]);
        return group => additions.Of(c => counts[group, c]);
    }

    private static Func<int, Tally> OfMembers(MemberSum sum, Func<int, Tally> counted, (long[] N, long[] Sum, long[] Squares) sums) =>
        group => MemberWorker.Tally(sum, counted(group), sums.N[group], sums.Sum[group], sums.Squares[group]);

    private static Func<int, Tally> OfCosts(Func<int, Tally> counted, (long[] N, long[] Sum, long[] Known) sums) =>
        group => MemberWorker.Costs(counted(group), sums.Sum[group], sums.Known[group]);

    private Func<int, Tally> Customers(PassWorker all, IReadOnlyList<PassWorker> workers)
    {
        const int Step = 16;
        var groups = _pass.Plan.Groups;
        using var grouped = GroupedValues.Of([.. workers.Select(w => w.Customers!)], groups);
        var different = new int[groups];
        Threads.Share((groups + Step - 1) / Step, () => new DistinctCounter(_customers), (counter, step) =>
        {
            for (var g = step * Step; g < Math.Min(groups, (step + 1) * Step); g++) different[g] = counter.Count(grouped[g]);
        });
        var contacts = all.Contacts;
        return group => new Tally { N = contacts[group], Count = different[group] };
    }

    // By metric; null for those that are no recoveries.
    private Tally[]?[] Recoveries(IReadOnlyList<PassWorker> workers)
    {
        var tallies = new Tally[]?[_pass.Rules.Count];
        int[] metrics = [.. Enumerable.Range(0, tallies.Length).Where(m => _pass.Rules[m] is RecoveryRule)];
        if (metrics.Length == 0) return tallies;
        var found = RecoveryWorker.Tallies([.. workers.Select(w => w.Recoveries!)]);
        for (var i = 0; i < metrics.Length; i++) tallies[metrics[i]] = found[i];
        return tallies;
    }

    // By metric; null for those that are no quantiles.
    private StoredQuantile[]?[] Quantiles(IssueTable issues, IReadOnlyList<PassWorker> workers)
    {
        var (groups, tallies) = (_pass.Plan.Groups, new StoredQuantile[]?[_pass.Rules.Count]);
        for (var v = 0; v < _pass.Values.Count; v++)
        {
            var (set, business) = _pass.Values[v];
            List<int> metrics = [.. Enumerable.Range(0, tallies.Length).Where(m => _pass.Rules[m] is ValueRule r && r.Set == set && r.Business == business)];
            foreach (var m in metrics) tallies[m] = new StoredQuantile[groups];
            using var ended = GroupedValues.Sorted([.. workers.Select(w => w.Values!.Ended[v])], groups);
            using var waiting = set == ValueSet.Resolution ? GroupedValues.Sorted([.. workers.Select(w => w.Values!.Waiting[v]!)], groups) : null;
            const int Step = 64;
            foreach (var worker in Threads.Share((groups + Step - 1) / Step, () => new QuantileWorker(), (worker, step) =>
            {
                for (var g = step * Step; g < Math.Min(groups, (step + 1) * Step); g++)
                {
                    if (ended.CountOf(g) == 0 && waiting is null) continue;
                    worker.Next();
                    foreach (var m in metrics) tallies[m]![g] = new StoredQuantile(worker.Tally(_pass.Plan.Metrics[m], ended[g], waiting is null ? [] : waiting[g], issues.Horizon.AsOf));
                }
            })) worker.Dispose();
        }

        return tallies;
    }

    // The sources of a group; null where it has no interactions.
    private int[]? SourcesOf(int group)
    {
        if (!HasInteractions(group)) return null;
        if (_seen is null) return OneSource;
        var seen = _seen.AsSpan(group * _sources, _sources);
        var set = new List<int>();
        for (var s = 0; s < seen.Length; s++)
        {
            if (seen[s]) set.Add(s);
        }

        return [.. set];
    }

    // What a quantile has of a tally, in a third of the room.
    private readonly struct StoredQuantile(in Tally tally)
    {
        private readonly long _n = tally.N;
        private readonly long _validUntil = tally.ValidUntil;
        private readonly double _value = tally.Value ?? double.NaN;
        private readonly double _low = tally.Low ?? double.NaN;
        private readonly double _high = tally.High ?? double.NaN;

        public Tally Tally => _n == 0 ? default : new() { N = _n, Value = Known(_value), Low = Known(_low), High = Known(_high), ValidUntil = _validUntil };

        private static double? Known(double value) => double.IsNaN(value) ? null : value;
    }
}
