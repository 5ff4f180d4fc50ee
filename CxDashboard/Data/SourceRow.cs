using CxDashboard.Domain.Time;

namespace CxDashboard.Data;

/// <summary>Where records come from, and until when that source is known to be complete.</summary>
public sealed class SourceRow
{
    public long Id { get; init; }
    public required string Name { get; init; }

    /// <summary>A live source is complete until now; a file only until its export.</summary>
    public bool Live { get; init; }
    public Instant? KnownUntil { get; init; }
    public Instant? ContactsKnownUntil { get; init; }

    /// <summary>JSON array of the extra fields that name colleagues, which are never a slice.</summary>
    public string? ColleagueFields { get; init; }
}
