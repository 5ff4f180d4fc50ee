using CxDashboard.Measuring.Chaining;
using CxDashboard.Measuring.Columns;

namespace CxDashboard.Measuring.Passes;

/// <summary>Adds up numbers of members of issues, and costs of interactions, in whole units, so that sums are exact.</summary>
internal sealed class MemberWorker(Facts facts, IssueTable issues, Pass pass)
{
    /// <summary>For each metric n, sum and sum of squares by group; null for metrics that are made otherwise.</summary>
    public (long[] N, long[] Sum, long[] Squares)?[] Sums { get; } =
        [.. pass.Rules.Select(r => r is MembersRule or CostRule ? (new long[pass.Plan.Groups], new long[pass.Plan.Groups], new long[pass.Plan.Groups]) : ((long[], long[], long[])?)null)];

    public void Add(MemberWorker other)
    {
        for (var m = 0; m < Sums.Length; m++)
        {
            if (Sums[m] is not var (n, sum, squares) || other.Sums[m] is not var (m2, sum2, squares2)) continue;
            for (var g = 0; g < n.Length; g++)
            {
                n[g] += m2[g];
                sum[g] += sum2[g];
                squares[g] += squares2[g];
            }
        }
    }

    public void Work(PartReader reader)
    {
        for (var m = 0; m < Sums.Length; m++)
        {
            if (pass.Rules[m] is MembersRule members) Members(reader, members.Sum, Sums[m]!.Value);
            else if (pass.Rules[m] is CostRule cost) Costs(reader, cost, Sums[m]!.Value);
        }
    }

    private void Members(PartReader reader, MemberSum what, (long[] N, long[] Sum, long[] Squares) sums)
    {
        var groups = reader.Groups;
        var bits = reader.Bits;
        for (var i = 0; i < groups.Length; i++)
        {
            var group = groups[i];
            if (group < 0 || (bits[i] & (int)IssueBits.Start) == 0) continue;
            var start = reader.First + i;
            var several = (bits[i] & (int)IssueBits.Several) != 0;
            var value = what == MemberSum.Contacts ? several ? issues.MembersOf(start) : 1
                : Sum(what == MemberSum.Transfers ? facts.Transfers : facts.Cost, start, several);
            if (value is not { } known) continue;
            sums.N[group]++;
            sums.Sum[group] += known;

            // Of money no spread is asked, and the square of a large sum would not fit.
            if (what != MemberSum.CostPerHeld) sums.Squares[group] += known * known;
        }
    }

    private long? Sum(NumberColumn numbers, int start, bool several)
    {
        if (!several) return numbers[start];
        long? sum = null;
        foreach (var row in issues.RowsOf(start))
        {
            if (numbers[row] is { } known) sum = (sum ?? 0) + known;
        }

        return sum;
    }

    private void Costs(PartReader reader, CostRule rule, (long[] N, long[] Sum, long[] Known) sums)
    {
        var groups = reader.Groups;
        var kinds = reader.Kinds;
        var bits = reader.Bits;
        for (var i = 0; i < groups.Length; i++)
        {
            var group = groups[i];
            if (group < 0 || !rule.Of(facts.Kinds[kinds[i]], (bits[i] & (int)IssueBits.Repeat) != 0)) continue;
            sums.N[group]++;
            if (facts.Cost[reader.First + i] is not { } cost) continue;
            sums.Sum[group] += cost;
            sums.Known[group]++;
        }
    }
}
