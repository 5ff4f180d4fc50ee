using CxDashboard.Data;

namespace CxDashboard.Features.Customers;

/// <summary>What a person says of a customer's id, or whom they erase: one of the two.</summary>
public sealed record CustomersRequest
{
    public CustomerRule? Rule { get; init; }

    /// <summary>The id to erase, as the records have it.</summary>
    public string? Erase { get; init; }
}

/// <summary>What came of it.</summary>
/// <param name="Changed">Whether anything is other than before.</param>
/// <param name="Erased">What was removed.</param>
/// <param name="Notes">What a person should know besides, as sentences.</param>
public sealed record CustomersAnswer(bool Changed, ErasedCounts Erased, IReadOnlyList<string> Notes);
