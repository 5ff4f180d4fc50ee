using CxDashboard.Measuring.Chaining;
using CxDashboard.Measuring.Columns;

namespace CxDashboard.Measuring.Passes;

/// <summary>Adds up numbers of members of issues, and costs of interactions, in whole units, so that sums are exact.</summary>
internal sealed class MemberWorker(Facts facts, IssueTable issues, Pass pass)
{
    private readonly int[] _places = Room.Rent<int>(Part.Rows);

    // By metric, kind and whether it repeats an earlier contact: whether its cost counts.
    private readonly bool[]?[] _costs = [.. pass.Rules.Select(r => r is CostRule cost
        ? Enumerable.Range(0, facts.Kinds.Count * 2).Select(k => cost.Of(facts.Kinds[k >> 1], (k & 1) != 0)).ToArray() : null)];

    /// <summary>For each metric n, sum and sum of squares by group; null for metrics that are made otherwise.</summary>
    public (long[] N, long[] Sum, long[] Squares)?[] Sums { get; } =
        [.. pass.Rules.Select(r => r is MembersRule or CostRule ? (new long[pass.Plan.Groups], new long[pass.Plan.Groups], new long[pass.Plan.Groups]) : ((long[], long[], long[])?)null)];

    /// <summary>What was counted with the states and what was added up, together.</summary>
    public static Tally Tally(MemberSum what, in Tally counted, long n, long sum, long squares) => what switch
    {
        MemberSum.Contacts => new Tally { N = counted.N, Sum = counted.Sum + sum, SumOfSquares = counted.SumOfSquares + squares },
        MemberSum.Transfers => new Tally { N = n, Sum = sum, SumOfSquares = squares },

        // The cost of all issues of the cohort over those that held; without any known cost there is nothing to divide.
        _ => n == 0 ? default : new Tally { N = counted.N, Sum = sum, SumOfSquares = n },
    };

    /// <summary>The same of interactions' costs.</summary>
    public static Tally Costs(in Tally counted, long sum, long known) => new() { N = counted.N, Sum = sum, SumOfSquares = known };

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

    public void Work(PartReader reader, int part)
    {
        for (var m = 0; m < Sums.Length; m++)
        {
            if (_costs[m] is { } counts) Costs(reader, counts, Sums[m]!.Value);
            else if (pass.Rules[m] is MembersRule { Sum: MemberSum.Contacts }) Contacts(reader, part, Sums[m]!.Value);
            else if (pass.Rules[m] is MembersRule members) Members(reader, members.Sum, Sums[m]!.Value);
        }
    }

    /// <summary>Gives its room back.</summary>
    public void Free() => Room.Return(_places);

    private void Contacts(PartReader reader, int part, (long[] N, long[] Sum, long[] Squares) sums)
    {
        // Issues of one member are counted with their states.
        var groups = reader.Groups;
        foreach (var i in Several(reader, part))
        {
            if (groups[i] < 0) continue;
            var members = (long)issues.MembersOf(reader.First + i);
            sums.Sum[groups[i]] += members;
            sums.Squares[groups[i]] += members * members;
        }
    }

    // The places of issues of several members, of which the column of members alone has anything.
    private ReadOnlySpan<int> Several(PartReader reader, int part)
    {
        const int Wanted = (int)(IssueBits.Start | IssueBits.Several);
        return _places.AsSpan(0, issues.Members.Of(part) is byte[] members
            ? Wide.PickMarked(members.AsSpan(0, reader.Count), byte.MaxValue, _places)
            : Wide.Pick(reader.Groups, reader.Bits, Wanted, Wanted, _places));
    }

    private void Members(PartReader reader, MemberSum what, (long[] N, long[] Sum, long[] Squares) sums)
    {
        var numbers = what == MemberSum.Transfers ? facts.Transfers : facts.Cost;
        if (numbers.IsEmpty) return;
        var groups = reader.Groups;
        var bits = reader.Bits;
        for (var i = 0; i < groups.Length; i++)
        {
            var group = groups[i];
            if (group < 0 || (bits[i] & (int)IssueBits.Start) == 0) continue;
            if (Sum(numbers, reader.First + i, (bits[i] & (int)IssueBits.Several) != 0) is not { } known) continue;
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

    private void Costs(PartReader reader, bool[] counts, (long[] N, long[] Sum, long[] Known) sums)
    {
        // How many interactions there are is counted with their states.
        if (facts.Cost.IsEmpty) return;
        var groups = reader.Groups;
        var kinds = reader.Kinds;
        var bits = reader.Bits;
        for (var i = 0; i < groups.Length; i++)
        {
            var group = groups[i];
            if (group < 0 || !counts[(kinds[i] << 1) | ((bits[i] >> 14) & 1)]) continue;
            if (facts.Cost[reader.First + i] is not { } cost) continue;
            sums.Sum[group] += cost;
            sums.Known[group]++;
        }
    }
}
