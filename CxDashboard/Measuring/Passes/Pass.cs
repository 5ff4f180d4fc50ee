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

    /// <summary>How many states of issues there are.</summary>
    public const int IssueStates = 8 << AgeShift;

    private readonly Facts _facts;
    private readonly IssueTable _issues;
    private readonly PassPlan _plan;
    private readonly MetricRule[] _rules;

    public Pass(Facts facts, IssueTable issues, PassPlan plan)
    {
        (_facts, _issues, _plan) = (facts, issues, plan);
        _rules = [.. plan.Metrics.Select(MetricRules.Of)];
        Ageing = [.. plan.Metrics.Where(m => m.WindowDays is 7 or 30).Select(m => m.WindowDays!.Value).Distinct().Order()];
        InteractionClasses = new Classes(facts.Kinds.Count * 4, state => [.. _rules.Select(r => OfInteraction(facts, r, state))]);
        IssueClasses = new Classes(IssueStates, state => [.. _rules.Select(r => OfIssue(r, state)), .. Ageing.Select(days => OfAgeing(days, state))]);
        Values = [.. _rules.OfType<ValueRule>().Select(r => (r.Set, r.Business)).Distinct()];
    }

    /// <summary>A pass that counts each state that it meets for itself, into classes that outlive it.</summary>
    public Pass(Facts facts, IssueTable issues, PassPlan plan, Classes interactions, Classes ofIssues)
        : this(facts, issues, plan) => (InteractionClasses, IssueClasses) = (interactions, ofIssues);

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
        if (Asks<InteractionRule>() || Asks<CostRule>()) InteractionClasses.JudgeAll();
        var workers = Threads.Share(_facts.Parts, () => new PassWorker(_facts, _issues, this), (worker, part) => worker.Work(part));
        return new PassResult(_facts, _issues, this, workers);
    }

    /// <summary>What an interaction in a state adds to a metric.</summary>
    public static Addition OfInteraction(Facts facts, MetricRule rule, int state) => rule switch
    {
        InteractionRule counted => counted.Of(facts.Kinds[state >> 2], (state & 1) != 0, (state & 2) != 0),
        CostRule cost when cost.Of(facts.Kinds[state >> 2], (state & 1) != 0) => new Addition(1, 0),
        _ => default,
    };

    /// <summary>What an issue in a state adds to a metric.</summary>
    public static Addition OfIssue(MetricRule rule, int state)
    {
        var (bits, age) = ((IssueBits)(state & (int)IssueBits.State), (IssueAge)(state >> AgeShift));
        return rule switch
        {
            IssueRule counted => counted.Of(bits, age),
            MembersRule { Sum: MemberSum.Contacts } => (bits & IssueBits.Several) == 0 ? Addition.Value(1) : new Addition(1, 0),
            MembersRule { Sum: MemberSum.CostPerHeld } when (bits & IssueBits.KnownCustomer) != 0 && MetricRules.Held(bits, age, 7) => new Addition(1, 0),
            _ => default,
        };
    }

    /// <summary>How many claimed issues there are in a state, and how many of them mature in a window.</summary>
    public static Addition OfAgeing(int days, int state)
    {
        var (bits, age) = ((IssueBits)(state & (int)IssueBits.State), (IssueAge)(state >> AgeShift));
        return Addition.Share((bits & IssueBits.Claimed) != 0, MetricRules.Maturing(bits, age, days));
    }
}
