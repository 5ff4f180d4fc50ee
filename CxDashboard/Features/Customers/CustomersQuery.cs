using CxDashboard.Data;
using Microsoft.Data.Sqlite;

namespace CxDashboard.Features.Customers;

/// <summary>What is said of customers, and what is proposed.</summary>
/// <param name="Kind">alias, shared or proposed.</param>
/// <param name="Into">Of an alias the customer whose id it is.</param>
/// <param name="Members">Of a proposal how many interactions its largest issue has.</param>
public sealed record CustomerLine(string Kind, string Customer, string? Into = null, int? Members = null);

/// <summary>Lists aliases, shared ids, then proposals, each in the order of their ids.</summary>
public static class CustomersQuery
{
    public static IReadOnlyList<CustomerLine> Of(SqliteConnection reader, IEnumerable<(string Customer, int Members)> proposals)
    {
        var rules = CustomerRules.Read(reader, atOrBefore: null);
        return
        [
            .. rules.Aliases.OrderBy(a => a.Key, StringComparer.Ordinal).Select(a => new CustomerLine("alias", a.Key, Into: a.Value)),
            .. rules.Shared.Order(StringComparer.Ordinal).Select(s => new CustomerLine("shared", s)),
            .. proposals.OrderByDescending(p => p.Members).ThenBy(p => p.Customer, StringComparer.Ordinal).Select(p => new CustomerLine("proposed", p.Customer, Members: p.Members)),
        ];
    }
}
