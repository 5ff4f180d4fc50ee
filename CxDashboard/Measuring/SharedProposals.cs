using CxDashboard.Measuring.Chaining;
using CxDashboard.Measuring.Columns;

namespace CxDashboard.Measuring;

/// <summary>Finds ids that may stand for many people.</summary>
internal static class SharedProposals
{
    /// <summary>One person's issue hardly ever has more members.</summary>
    private const int MostMembers = 20;

    public static IReadOnlyList<(string Customer, int Members)> Of(Projection projection)
    {
        var (facts, issues) = (projection.Facts, projection.Issues);
        var found = new Dictionary<int, int>();
        for (var part = 0; part < facts.Parts; part++)
        {
            if (issues.Members.Of(part) is null) continue;
            for (var row = part << Part.Bits; row < Math.Min(facts.Rows, (part + 1) << Part.Bits); row++)
            {
                if (issues.Members[row] is var members && members > MostMembers && facts.IsAlive(row))
                    found[facts.Customers.Of(row)] = Math.Max(members, found.GetValueOrDefault(facts.Customers.Of(row)));
            }
        }

        return [.. found.Select(f => (Customer: facts.Customer.Texts.NameOf(f.Key)!, Members: f.Value)).OrderByDescending(f => f.Members).ThenBy(f => f.Customer, StringComparer.Ordinal)];
    }
}
