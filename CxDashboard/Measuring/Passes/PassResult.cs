using CxDashboard.Measuring.Chaining;
using CxDashboard.Measuring.Columns;

namespace CxDashboard.Measuring.Passes;

/// <summary>
/// What the threads of a pass found, put together: a tally for each metric and group, worked out when it is asked for. A
/// question by day and by several fields has more groups than anybody reads at once.
/// </summary>
internal sealed class PassResult
{
    private readonly Pass _pass;
    private readonly Func<int, Tally>[] _metrics;
    private readonly Func<int, Tally>[] _ageing;
    private readonly int[]?[] _sources;
    private readonly long[] _validUntil;

    public PassResult(Facts facts, IssueTable issues, Pass pass, IReadOnlyList<PassWorker> workers)
    {
        _pass = pass;
        var first = workers[0];
        foreach (var other in workers.Skip(1)) first.Add(other);
        _validUntil = first.ValidUntil;
        _sources = SourcesOfGroups(first.Seen, facts.Source.Count, pass.Plan.Groups);
        _ageing = [.. pass.Ageing.Select((_, i) => OfClasses(pass.Rules.Count + i, first.Issues, pass.IssueClasses))];
        var quantiles = Quantiles(issues, workers);
        _metrics = [.. pass.Rules.Select((rule, m) => rule switch
        {
            InteractionRule => OfClasses(m, first.Interactions, pass.InteractionClasses),
            IssueRule => OfClasses(m, first.Issues, pass.IssueClasses),
            MembersRule { Sum: MemberSum.CostPerHeld } => CostPerHeld(m, first),
            MembersRule or CostRule => OfSums(first.Members!.Sums[m]!.Value),
            CustomersRule => Customers(first, workers),
            StockRule stock => Stored(new StockPass(facts, issues, pass.Plan).Run(stock.Oldest)),
            RecoveryRule recovery => Stored(new RecoveryPass(facts, issues, pass.Plan).Run(recovery)),
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
            tally = tally with { Sources = _sources[group], ValidUntil = tally.ValidUntil == 0 ? until : Math.Min(until, tally.ValidUntil) };
            var ageing = _pass.Plan.Metrics[metric].WindowDays is { } days ? _pass.Ageing.IndexOf(days) : -1;
            if (ageing < 0) return tally;
            var cohort = _ageing[ageing](group);
            return tally with { Claimed = cohort.N, Maturing = (long)cohort.Count };
        }
    }

    /// <summary>Whether a group has any interactions.</summary>
    public bool HasInteractions(int group) => _sources[group] is not null;

    private static Func<int, Tally> Stored(Tally[] tallies) => group => tallies[group];

    // Multiplied out in the order of what classes add, not of when they were met: sums of fractions are the same whichever came first.
    private static Func<int, Tally> OfClasses(int metric, ClassCounts counts, Classes classes)
    {
        (Addition Adds, int Class)[] met =
        [
            .. Enumerable.Range(1, classes.Count - 1).Select(c => (Adds: classes.Of(c)[metric], Class: c)).Where(c => c.Adds != default)
                .OrderBy(c => c.Adds.N).ThenBy(c => c.Adds.Count).ThenBy(c => c.Adds.Sum).ThenBy(c => c.Adds.SumOfSquares),
        ];
        return group =>
        {
            double n = 0, count = 0, sum = 0, squares = 0;
            for (var i = 0; i < met.Length;)
            {
                // Classes that add the same to this metric differ in others only: their rows are counted together.
                var (adds, rows) = (met[i].Adds, 0L);
                for (; i < met.Length && met[i].Adds == adds; i++) rows += counts[group, met[i].Class];
                n += rows * adds.N;
                count += rows * adds.Count;
                sum += rows * adds.Sum;
                squares += rows * adds.SumOfSquares;
            }

            return new Tally { N = (long)n, Count = count, Sum = sum, SumOfSquares = squares };
        };
    }

    private static Func<int, Tally> OfSums((long[] N, long[] Sum, long[] Squares) sums) =>
        group => new Tally { N = sums.N[group], Sum = sums.Sum[group], SumOfSquares = sums.Squares[group] };

    // The cost of all issues of the cohort over those that held; without any known cost there is nothing to divide.
    private Func<int, Tally> CostPerHeld(int metric, PassWorker all)
    {
        var (known, cost, _) = all.Members!.Sums[metric]!.Value;
        var held = OfClasses(metric, all.Issues, _pass.IssueClasses);
        return group => known[group] == 0 ? default : new Tally { N = held(group).N, Sum = cost[group], SumOfSquares = known[group] };
    }

    private Func<int, Tally> Customers(PassWorker all, IReadOnlyList<PassWorker> workers)
    {
        var groups = _pass.Plan.Groups;
        using var sorted = SortedValues.Of([.. workers.Select(w => w.Customers!)], groups);
        var different = new int[groups];
        for (var g = 0; g < groups; g++)
        {
            var customers = sorted[g];
            for (var i = 0; i < customers.Length; i++)
            {
                if (i == 0 || customers[i] != customers[i - 1]) different[g]++;
            }
        }

        var contacts = all.Contacts;
        return group => new Tally { N = contacts[group], Count = different[group] };
    }

    // By metric; null for those that are no quantiles.
    private Tally[]?[] Quantiles(IssueTable issues, IReadOnlyList<PassWorker> workers)
    {
        var (groups, tallies) = (_pass.Plan.Groups, new Tally[]?[_pass.Rules.Count]);
        for (var v = 0; v < _pass.Values.Count; v++)
        {
            var (set, business) = _pass.Values[v];
            List<int> metrics = [.. Enumerable.Range(0, tallies.Length).Where(m => _pass.Rules[m] is ValueRule r && r.Set == set && r.Business == business)];
            foreach (var m in metrics) tallies[m] = new Tally[groups];
            using var ended = SortedValues.Of([.. workers.Select(w => w.Values!.Ended[v])], groups);
            using var waiting = set == ValueSet.Resolution ? SortedValues.Of([.. workers.Select(w => w.Values!.Waiting[v]!)], groups) : null;
            const int Step = 64;
            foreach (var worker in Threads.Share((groups + Step - 1) / Step, () => new QuantileWorker(), (worker, step) =>
            {
                for (var g = step * Step; g < Math.Min(groups, (step + 1) * Step); g++)
                {
                    if (ended.CountOf(g) == 0 && waiting is null) continue;
                    worker.Take(ended[g], waiting is null ? [] : waiting[g]);
                    foreach (var m in metrics) tallies[m]![g] = worker.Tally(_pass.Plan.Metrics[m], issues.Horizon.AsOf);
                }
            })) worker.Dispose();
        }

        return tallies;
    }

    // Sets of sources are few and shared by many groups.
    private static int[]?[] SourcesOfGroups(bool[] seen, int count, int groups)
    {
        var (result, sets, alone) = (new int[]?[groups], new Dictionary<string, int[]>(StringComparer.Ordinal), new int[count][]);
        for (var g = 0; g < groups; g++)
        {
            var of = seen.AsSpan(g * count, count);
            var first = of.IndexOf(true);
            if (first < 0) continue;
            if (of.LastIndexOf(true) == first)
            {
                result[g] = alone[first] ??= [first];
                continue;
            }

            int[] set = [.. Enumerable.Range(0, count).Where(s => seen[(g * count) + s])];
            var key = string.Join(',', set);
            result[g] = sets.TryGetValue(key, out var known) ? known : sets[key] = set;
        }

        return result;
    }
}
