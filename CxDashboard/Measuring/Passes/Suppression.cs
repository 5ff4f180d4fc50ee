using CxDashboard.Measuring.Chaining;
using CxDashboard.Measuring.Columns;

namespace CxDashboard.Measuring.Passes;

/// <summary>
/// Which groups are withheld from those who may not see records: cells about fewer than five customers, and those without
/// which fewer than five are left of their total. An unidentified interaction counts as one customer. Where what is withheld
/// of a total is itself about fewer than five, one could subtract the shown cells from the total, so the smallest shown cell is withheld too.
/// </summary>
internal sealed class Suppression(Facts facts, IssueTable issues, PassPlan plan)
{
    private const int Fewest = 5;

    /// <summary>By group.</summary>
    public bool[] Withheld()
    {
        var withheld = new bool[plan.Groups];
        Array.Fill(withheld, true);

        // The cells of each bucket within the slices, and the slices themselves within everything.
        ByBucket(plan, (bucket, cells) =>
        {
            foreach (var cell in new CellTotal(cells).Shown(Fewest, plan.Split.NameOf)) withheld[(bucket * plan.Split.Count) + cell] = false;
        });
        if (plan.Filter.IsEmpty) return withheld;
        var whole = plan with { Filter = new SliceFilter(facts, []), Split = Split.None };
        ByBucket(whole, (bucket, cells) =>
        {
            if (!new CellTotal(cells).Shown(Fewest, cell => cell == 0 ? "" : "asked").Contains(1)) withheld.AsSpan(bucket * plan.Split.Count, plan.Split.Count).Fill(true);
        }, row => plan.Filter.Matches(row, issues.Horizon.T(facts.Source[row])) ? 1 : 0);
        return withheld;
    }

    // Interactions of each bucket as (customer, cell), in order.
    private void ByBucket(PassPlan of, Action<int, ReadOnlySpan<long>> take, Func<int, int>? cellOf = null)
    {
        var buckets = of with { Split = Split.None };
        var rooms = Threads.Share(facts.Parts, () => (Reader: new PartReader(facts, issues, buckets), Sink: new ValueSink()), (mine, part) =>
        {
            if (!mine.Reader.Read(part, byTime: true)) return;
            var groups = mine.Reader.Groups;
            for (var i = 0; i < groups.Length; i++)
            {
                if (groups[i] < 0) continue;
                var row = mine.Reader.First + i;
                mine.Sink.Add(groups[i], CellTotal.Entry(facts.Customers.Of(row), row, cellOf is null ? of.Split.SlotOf(row) : cellOf(row)));
            }
        });
        foreach (var (reader, _) in rooms) reader.Dispose();
        using var sorted = GroupedValues.Sorted([.. rooms.Select(r => r.Sink)], buckets.Groups);
        for (var bucket = 0; bucket < buckets.Groups; bucket++) take(bucket, sorted[bucket]);
    }
}

/// <summary>The cells of one total: who is in which, as entries in ascending order.</summary>
internal readonly ref struct CellTotal(ReadOnlySpan<long> entries)
{
    private readonly ReadOnlySpan<long> _entries = entries;

    /// <summary>An interaction of a cell. Below zero no code of a customer can be: an unidentified interaction is a customer of its own.</summary>
    public static long Entry(int customer, int row, int cell) => ((customer != 0 ? customer : -1L - row) << 32) | (uint)cell;

    /// <summary>The cells that may be shown.</summary>
    /// <param name="nameOf">Of equally small cells the first by this, ordinally, is withheld with the others: every engine the same.</param>
    public IEnumerable<int> Shown(int fewest, Func<int, string> nameOf)
    {
        var (customers, own, all) = Count();
        var withheld = customers.Where(c => c.Value < fewest || all - own.GetValueOrDefault(c.Key) is > 0 and var left && left < fewest).Select(c => c.Key).ToHashSet();
        while (withheld.Count > 0 && withheld.Count < customers.Count && CustomersOf(withheld) < fewest)
            withheld.Add(customers.Where(c => !withheld.Contains(c.Key)).OrderBy(c => c.Value).ThenBy(c => nameOf(c.Key), StringComparer.Ordinal).First().Key);
        return customers.Keys.Except(withheld);
    }

    // Customers of each cell, those who are in no other, and all.
    private (Dictionary<int, int> Customers, Dictionary<int, int> Own, int All) Count()
    {
        var (customers, own, all) = (new Dictionary<int, int>(), new Dictionary<int, int>(), 0);
        for (var i = 0; i < _entries.Length;)
        {
            var who = _entries[i] >> 32;
            var (first, cells) = ((int)_entries[i], 0);
            for (var before = -1L; i < _entries.Length && _entries[i] >> 32 == who; i++)
            {
                if (_entries[i] == before) continue;
                before = _entries[i];
                var cell = (int)_entries[i];
                customers[cell] = customers.GetValueOrDefault(cell) + 1;
                cells++;
            }

            all++;
            if (cells == 1) own[first] = own.GetValueOrDefault(first) + 1;
        }

        return (customers, own, all);
    }

    private int CustomersOf(HashSet<int> cells)
    {
        var (count, last) = (0, long.MinValue);
        foreach (var entry in _entries)
        {
            if (entry >> 32 == last || !cells.Contains((int)entry)) continue;
            last = entry >> 32;
            count++;
        }

        return count;
    }
}
