using CxDashboard.Measuring.Chaining;
using CxDashboard.Measuring.Columns;

namespace CxDashboard.Measuring.Passes;

/// <summary>
/// One pass over the columns that finds out everything a plan asks: part by part, on as many threads as there are
/// processors. It allocates for groups and for the values of quantiles only.
/// </summary>
internal sealed class Pass
{
    /// <summary>By how much the age of an issue is shifted above its bits.</summary>
    public const int AgeShift = 11;

    private readonly Facts _facts;
    private readonly IssueTable _issues;
    private readonly PassPlan _plan;
    private readonly MetricRule[] _rules;

    public Pass(Facts facts, IssueTable issues, PassPlan plan)
    {
        (_facts, _issues, _plan) = (facts, issues, plan);
        _rules = [.. plan.Metrics.Select(MetricRules.Of)];
        Ageing = [.. plan.Metrics.Where(m => m.WindowDays is 7 or 30).Select(m => m.WindowDays!.Value).Distinct().Order()];
        InteractionClasses = new Classes(facts.Kinds.Count * 4, state =>
            [.. _rules.Select(r => r is InteractionRule rule ? rule.Of(facts.Kinds[state >> 2], (state & 1) != 0, (state & 2) != 0) : default)]);
        IssueClasses = new Classes(8 << AgeShift, IssueAdditions);
        Values = [.. _rules.OfType<ValueRule>().Select(r => (r.Set, r.Business)).Distinct()];
    }

    public PassPlan Plan => _plan;

    public IReadOnlyList<MetricRule> Rules => _rules;

    /// <summary>Windows in days for which is counted what matures.</summary>
    public List<int> Ageing { get; }

    /// <summary>States of interactions: kind × 4 + reopened × 2 + repeat.</summary>
    public Classes InteractionClasses { get; }

    /// <summary>States of issues: age × 2048 + bits.</summary>
    public Classes IssueClasses { get; }

    /// <summary>Which values are gathered, and in which time.</summary>
    public IReadOnlyList<(ValueSet Set, bool Business)> Values { get; }

    public bool Asks<TRule>()
        where TRule : MetricRule => Array.Exists(_rules, r => r is TRule);

    /// <summary>A tally for each metric and group.</summary>
    public PassResult Run()
    {
        var workers = Threads.Share(_facts.Parts, () => new PassWorker(_facts, _issues, this), (worker, part) => worker.Work(part));
        return new PassResult(_facts, _issues, this, workers);
    }

    // After the metrics, how many claimed issues there are and how many of them mature in each window.
    private Addition[] IssueAdditions(int state)
    {
        var (bits, age) = ((IssueBits)(state & (int)IssueBits.State), (IssueAge)(state >> AgeShift));
        return
        [
            .. _rules.Select(r => r switch
            {
                IssueRule rule => rule.Of(bits, age),
                MembersRule { Sum: MemberSum.CostPerHeld } when (bits & IssueBits.KnownCustomer) != 0 && MetricRules.Held(bits, age, 7) => new Addition(1, 0),
                _ => default,
            }),
            .. Ageing.Select(days => Addition.Share((bits & IssueBits.Claimed) != 0, MetricRules.Maturing(bits, age, days))),
        ];
    }
}
