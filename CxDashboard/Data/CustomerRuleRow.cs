using CxDashboard.Domain.Time;

namespace CxDashboard.Data;

/// <summary>What a person says of a customer's id.</summary>
public enum CustomerRuleKind
{
    /// <summary>The customer is another id of another customer.</summary>
    Alias = 1,

    /// <summary>Takes the alias back.</summary>
    Separate = 2,

    /// <summary>One id that stands for many people.</summary>
    Shared = 3,

    /// <summary>Takes that back.</summary>
    NotShared = 4,
}

/// <summary>One entry of the log of what was said of customers' ids; the rules at a moment are what the log folds to.</summary>
public sealed class CustomerRuleRow
{
    /// <summary>Ascends, and is never given again, also when the last entry is erased.</summary>
    public long Sequence { get; init; }

    /// <summary>When the writer took it, by the program's clock.</summary>
    public Instant At { get; init; }
    public CustomerRuleKind Kind { get; init; }
    public required string Customer { get; init; }

    /// <summary>Of an alias the customer whose id it is; null otherwise.</summary>
    public string? IntoCustomer { get; init; }
}

/// <summary>Something to say of a customer's id. Ids are trimmed, and compared as they are.</summary>
/// <param name="Into">Of an alias the customer whose id it is. To separate, null or the customer it is separated from.</param>
public readonly record struct CustomerRule(CustomerRuleKind Kind, string Customer, string? Into = null);
