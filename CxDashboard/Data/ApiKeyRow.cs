using CxDashboard.Domain.Time;

namespace CxDashboard.Data;

/// <summary>A key to the API, as it is stored: its secret is not, only what the secret hashes to.</summary>
public sealed class ApiKeyRow
{
    public long Id { get; init; }
    public required string Name { get; init; }

    /// <summary>The part of the key that may be shown, by which it is found.</summary>
    public required string Prefix { get; init; }

    /// <summary>SHA-256 of the whole key; its secret has 160 random bits, which nobody can try through.</summary>
    public required byte[] Hash { get; init; }

    /// <summary>JSON array of what it may do (<see cref="KeyScopes"/>).</summary>
    public required string Scopes { get; init; }
    public Instant CreatedAt { get; init; }
    public required string CreatedBy { get; init; }

    /// <summary>When it was last used, as a minute or so ago knew it.</summary>
    public Instant? LastUsedAt { get; init; }

    /// <summary>Since when it opens nothing any more.</summary>
    public Instant? RevokedAt { get; init; }
}
