using Microsoft.Data.Sqlite;

namespace CxDashboard.Data.Writing;

/// <summary>Writes what is said of customers' ids into its log, as far as it is new and can be.</summary>
internal sealed class CustomerRuleWriter : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly Statement _insert;
    private CustomerRules? _rules;

    public CustomerRuleWriter(SqliteConnection connection)
    {
        _connection = connection;
        _insert = new(connection, "INSERT INTO customer_rule (at, kind, customer, into_customer) VALUES (?1, ?2, ?3, ?4)");
    }

    /// <summary>Reads the rules from the store again when they are next needed, and forgets what a fault left bound.</summary>
    public void Reload()
    {
        _insert.Reset();
        _rules = null;
    }

    /// <summary>Writes the rule; false where it is so already.</summary>
    /// <param name="at">Unix milliseconds of the writing.</param>
    /// <exception cref="CustomerRefusedException">It cannot be; says why in one sentence.</exception>
    public bool Write(CustomerRule rule, long at)
    {
        var (customer, into) = (Id(rule.Customer), rule.Into is null && rule.Kind != CustomerRuleKind.Alias ? null : Id(rule.Into));
        if (!Changes(rule.Kind, customer, into, _rules ??= CustomerRules.Read(_connection, atOrBefore: null))) return false;
        _insert.Bind(1, at);
        _insert.Bind(2, (long)rule.Kind);
        _insert.Bind(3, customer);
        if (rule.Kind == CustomerRuleKind.Alias) _insert.Bind(4, into!);
        _insert.Execute();
        _rules = null;
        return true;
    }

    private static bool Changes(CustomerRuleKind kind, string customer, string? into, CustomerRules rules) => kind switch
    {
        CustomerRuleKind.Alias => IsNewAlias(customer, into!, rules),
        CustomerRuleKind.Separate => IsAlias(customer, into, rules),
        CustomerRuleKind.Shared => !rules.Shared.Contains(customer),
        CustomerRuleKind.NotShared => rules.Shared.Contains(customer),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "This is no kind of customer rule."),
    };

    private static bool IsNewAlias(string customer, string into, CustomerRules rules)
    {
        if (customer == into) throw new CustomerRefusedException($"\"{customer}\" cannot be another id of itself; name two ids.");
        if (rules.Aliases.TryGetValue(customer, out var present))
        {
            if (present == into) return false;
            throw new CustomerRefusedException($"\"{customer}\" is another id of \"{present}\" already; separate these two before it is one of \"{into}\".");
        }

        // The customer is no alias, so a way from the other id that ends at it is the only ring there can be.
        var end = into;
        while (rules.Aliases.TryGetValue(end, out var next)) end = next;
        return end != customer ? true : throw new CustomerRefusedException($"\"{into}\" is another id of \"{customer}\" already, so the reverse cannot be; separate these two first.");
    }

    private static bool IsAlias(string customer, string? from, CustomerRules rules)
    {
        if (!rules.Aliases.TryGetValue(customer, out var present)) return false;
        return from is null || from == present ? true
            : throw new CustomerRefusedException($"\"{customer}\" is another id of \"{present}\", not of \"{from}\"; name the customer that it is to be separated from.");
    }

    private static string Id(string? id) => id?.Trim() is { Length: > 0 } text ? text : throw new CustomerRefusedException("A customer's id is blank; name the id as the records have it.");

    public void Dispose() => _insert.Dispose();
}
