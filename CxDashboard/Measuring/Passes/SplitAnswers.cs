using CxDashboard.Domain.Metrics;
using CxDashboard.Measuring.Chaining;
using CxDashboard.Measuring.Columns;

namespace CxDashboard.Measuring.Passes;

/// <summary>How a question is split into values, and which slices each value's answers carry.</summary>
internal sealed class SplitAnswers
{
    // The others come after every value.
    private const string AfterAllValues = "\uffff";

    private readonly Facts _facts;
    private readonly MetricQuestion _question;
    private readonly IReadOnlyList<Dimension> _fields;
    private readonly int[]? _top;

    public SplitAnswers(Facts facts, IssueTable issues, PassPlan plan, MetricQuestion question)
    {
        (_facts, _question) = (facts, question);
        _fields = [.. question.Split.Select(Field)];
        Split = Split.By(_fields);
        if (_question.Split.Contains("customer") && facts.Customers.HasRules)
        {
            if (_fields.Count > 1) throw new QuestionRefusedException("Customers are told apart alone: give one --split.");
            Split = Split.Into([.. Enumerable.Range(0, facts.Customer.Count).Select(facts.Customers.Meant)], facts.Customer.Count);
        }

        if (question.Top is { } top && _fields.Count == 1) (_top, Split) = Largest(facts, issues, plan, top);
    }

    public Split Split { get; private set; }

    public int Slots => Split.Count;

    public bool IsSplit => _fields.Count > 0;

    /// <summary>Slots that are answered, in their order, with the slices that say which they are.</summary>
    /// <param name="seen">Which slots have interactions: one that has none in any bucket is not answered. Null where nothing is split.</param>
    public IReadOnlyList<(int Slot, IReadOnlyList<Slice> Slices)> ShownSlots(bool[]? seen)
    {
        if (seen is null) return [(0, _question.Slices)];
        var slots = Enumerable.Range(0, Slots).Where(s => seen[s]).Select(s => (Slot: s, Slices: SlicesOf(s)));
        return _top is not null ? [.. slots] : [.. slots.OrderBy(s => string.Join('\u0001', s.Slices.TakeLast(_fields.Count).Select(x => x.Value)), StringComparer.Ordinal)];
    }

    private Dimension Field(string name) => name == "customer" ? _facts.Customer : SliceFilter.Find(_facts, name)
        ?? throw new QuestionRefusedException($"\"{name}\" is no field to split by. There are: {string.Join(", ", CoreDimensions.All)}, customer, and extra.NAME for a kept extra field.");

    // The values with most interactions in the asked span; those after them share one slot.
    private (int[] Top, Split Split) Largest(Facts facts, IssueTable issues, PassPlan plan, int top)
    {
        var whole = plan with { Metrics = [MetricCatalogue.Find("interactions")!], Buckets = new BucketIndex(null, plan.Buckets.From, plan.Buckets.To), Split = Split };
        var counts = new Pass(facts, issues, whole).Run();
        int[] largest = [.. Enumerable.Range(0, Slots).Where(s => counts[0, s].N > 0).OrderByDescending(s => counts[0, s].N)
            .ThenBy(s => _fields[0].Texts.NameOf(s), StringComparer.Ordinal).Take(top)];
        var slots = new int[_fields[0].Count];
        for (var code = 0; code < slots.Length; code++)
        {
            var value = _question.Split[0] == "customer" ? facts.Customers.Meant(code) : code;
            slots[code] = Array.IndexOf(largest, value) is >= 0 and var place ? place : largest.Length;
        }

        return (largest, Split.By(_fields).Into(slots, largest.Length + 1, slot => slot < largest.Length ? _fields[0].Texts.NameOf(largest[slot]) ?? "" : AfterAllValues));
    }

    private IReadOnlyList<Slice> SlicesOf(int slot)
    {
        // A value says more than what was asked of its field: beside it, another that was asked for would mean "any of both".
        var slices = _question.Slices.Where(s => !_question.Split.Contains(s.Field));
        if (_top is null) return [.. slices, .. Split.CodesOf(slot).Select((code, i) => new Slice(_question.Split[i], _fields[i].Texts.NameOf(code)))];
        var field = _question.Split[0];
        return slot < _top.Length
            ? [.. slices, new Slice(field, _fields[0].Texts.NameOf(_top[slot]))]
            : [.. _question.Slices, .. _top.Select(code => new Slice(field, _fields[0].Texts.NameOf(code), Not: true))];
    }
}
