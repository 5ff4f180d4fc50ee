namespace CxDashboard.Features.Sample;

/// <summary>Why the customer turns to the shop this time.</summary>
internal enum ContactReason
{
    First,

    /// <summary>A claim was not true, or the last attempt was given up.</summary>
    Again,

    /// <summary>Still waiting for an answer.</summary>
    Chase,

    /// <summary>The shop rings the customer, of its own accord.</summary>
    CallBack,
}

/// <summary>One true problem of one customer: what the contacts about it have in common. It is never written to the store.</summary>
internal sealed record Problem(ulong Key, SampleCustomer Customer, int Topic, string? Product, DateOnly BeganOn, bool InOutage, string? Extra);

/// <summary>One contact that will happen.</summary>
/// <param name="At">Seconds since 1970.</param>
/// <param name="Number">How many contacts about this problem came before.</param>
/// <param name="MainClaim">For a chase: when the contact it asks about is claimed, in seconds since 1970.</param>
internal sealed record Contact(Problem Problem, int Channel, ContactReason Reason, int Number, long At, long MainClaim = 0);
