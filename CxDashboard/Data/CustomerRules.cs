using System.Collections.Frozen;
using CxDashboard.Domain.Time;
using Microsoft.Data.Sqlite;

namespace CxDashboard.Data;

/// <summary>
/// Whose id is whose: which ids are other ids of a customer, and which stand for many people. Ids compare ordinally. A
/// customer of whom nothing was said is itself.
/// </summary>
public sealed class CustomerRules
{
    private readonly FrozenDictionary<string, string> _aliases;
    private readonly FrozenSet<string> _shared;

    private CustomerRules(long version, Dictionary<string, string> aliases, HashSet<string> shared) =>
        (Version, _aliases, _shared) = (version, aliases.ToFrozenDictionary(StringComparer.Ordinal), shared.ToFrozenSet(StringComparer.Ordinal));

    /// <summary>Nothing said of anybody.</summary>
    public static CustomerRules None { get; } = Of([]);

    /// <summary>The log's last sequence in it; 0 where there is none. With the store's epoch it tells whether anything is new.</summary>
    public long Version { get; }

    /// <summary>Each alias and the customer it was said to be, who may be an alias again.</summary>
    public IReadOnlyDictionary<string, string> Aliases => _aliases;

    /// <summary>Ids that stand for many people.</summary>
    public IReadOnlySet<string> Shared => _shared;

    /// <summary>The customer that an id means, through all aliases; null where that one is shared, and so unknown.</summary>
    public string? Resolve(string customer)
    {
        // As many steps as there are aliases and no more: rules read as of a moment at which the clock was set back may be a ring.
        for (var step = 0; step < _aliases.Count && _aliases.TryGetValue(customer, out var into); step++) customer = into;
        return _shared.Contains(customer) ? null : customer;
    }

    /// <summary>What a log folds to.</summary>
    /// <param name="log">In the order of its sequences.</param>
    public static CustomerRules Of(IEnumerable<CustomerRuleRow> log)
    {
        long version = 0;
        var aliases = new Dictionary<string, string>(StringComparer.Ordinal);
        var shared = new HashSet<string>(StringComparer.Ordinal);
        foreach (var rule in log)
        {
            version = rule.Sequence;
            switch (rule.Kind)
            {
                case CustomerRuleKind.Alias: aliases[rule.Customer] = rule.IntoCustomer!; break;
                case CustomerRuleKind.Separate: aliases.Remove(rule.Customer); break;
                case CustomerRuleKind.Shared: shared.Add(rule.Customer); break;
                case CustomerRuleKind.NotShared: shared.Remove(rule.Customer); break;
            }
        }

        return new CustomerRules(version, aliases, shared);
    }

    /// <summary>The rules as they stand, or stood.</summary>
    /// <param name="atOrBefore">Unix milliseconds: only what was said by then, at that instant included; null for all.</param>
    public static CustomerRules Read(SqliteConnection connection, long? atOrBefore)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT sequence, at, kind, customer, into_customer FROM customer_rule WHERE at <= $at ORDER BY sequence";
        command.Parameters.AddWithValue("$at", atOrBefore ?? long.MaxValue);
        using var rows = command.ExecuteReader();
        var log = new List<CustomerRuleRow>();
        while (rows.Read())
        {
            log.Add(new CustomerRuleRow
            {
                Sequence = rows.GetInt64(0),
                At = new Instant(rows.GetInt64(1)),
                Kind = (CustomerRuleKind)rows.GetInt64(2),
                Customer = rows.GetString(3),
                IntoCustomer = rows.IsDBNull(4) ? null : rows.GetString(4),
            });
        }

        return Of(log);
    }
}
