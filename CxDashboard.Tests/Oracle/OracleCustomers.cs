namespace CxDashboard.Tests.Oracle;

/// <summary>Who is who: other ids of one customer, and ids that many people share.</summary>
/// <param name="Aliases">Another id -> the customer, who may be an alias in turn.</param>
/// <param name="Shared">Ids for many people; who they are is unknown.</param>
public sealed record OracleCustomers(IReadOnlyDictionary<string, string> Aliases, IReadOnlySet<string> Shared)
{
    public static OracleCustomers None { get; } = new(new Dictionary<string, string>(StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal));

    /// <summary>The customer behind an id: aliases first, to their end; after that a shared one is unknown.</summary>
    public string? Resolve(string? customer) => Follow(customer) is { } known && !Shared.Contains(known) ? known : null;

    /// <summary>The id at the end of the aliases, shared or not.</summary>
    public string? Follow(string? customer)
    {
        while (customer is not null && Aliases.TryGetValue(customer, out var next)) customer = next;
        return customer;
    }

    /// <summary>Whether a store takes the alias: not of itself, no circle, and no other target as long as one stands.</summary>
    public bool Accepts(string alias, string customer) =>
        alias != Follow(customer) && (!Aliases.TryGetValue(alias, out var present) || present == customer);
}
