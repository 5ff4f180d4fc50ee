namespace CxDashboard.Tests.Oracle;

/// <summary>One cell of a total: a value (null is unknown) and whose interactions lie in it, null for each unidentified one.</summary>
public sealed record OracleCell(string? Value, IReadOnlyList<string?> Customers);

/// <summary>Which cells would tell too much about too few.</summary>
public static class OracleSuppression
{
    private const int Few = 5;

    /// <summary>The values of the cells that must be withheld; the cells together are their whole total, without overlap.</summary>
    public static IReadOnlySet<string> Withheld(IReadOnlyList<OracleCell> cells)
    {
        var withheld = cells
            .Where(cell => CustomersOf([cell]) < Few || IsAFew(CustomersOf(cells.Where(other => other != cell))))
            .ToList();

        // The total is shown, so what is withheld together can be had by subtraction.
        while (IsAFew(CustomersOf(withheld)) && withheld.Count < cells.Count)
        {
            withheld.Add(cells.Except(withheld).OrderBy(cell => CustomersOf([cell])).ThenBy(cell => cell.Value, StringComparer.Ordinal).First());
        }

        return withheld.Select(cell => cell.Value ?? "").ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>Different known customers, and each unidentified interaction as one more.</summary>
    private static int CustomersOf(IEnumerable<OracleCell> cells)
    {
        var customers = cells.SelectMany(cell => cell.Customers).ToList();
        return customers.Where(c => c is not null).Distinct(StringComparer.Ordinal).Count() + customers.Count(c => c is null);
    }

    // Nobody at all is nobody to betray.
    private static bool IsAFew(int customers) => customers is > 0 and < Few;
}
