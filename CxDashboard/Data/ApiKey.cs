using System.Text.Json;
using CxDashboard.Domain.Time;

namespace CxDashboard.Data;

/// <summary>A key as it is told: everything but its secret.</summary>
public sealed record ApiKey
{
    public required long Id { get; init; }
    public required string Name { get; init; }
    public required string Prefix { get; init; }
    public required IReadOnlyList<string> Scopes { get; init; }
    public required Instant CreatedAt { get; init; }
    public required string CreatedBy { get; init; }
    public Instant? LastUsedAt { get; init; }
    public Instant? RevokedAt { get; init; }

    /// <summary>Whether it may ask for figures.</summary>
    public bool MayRead => Scopes.Contains(KeyScopes.Read) || MayReadRecords;

    /// <summary>Whether it may see what is about single records, and figures about few customers.</summary>
    public bool MayReadRecords => Scopes.Contains(KeyScopes.ReadRecords);

    /// <summary>The sources whose records it may write.</summary>
    public IEnumerable<string> Sources => Scopes.Where(s => s.StartsWith(KeyScopes.Ingest, StringComparison.Ordinal)).Select(s => s[KeyScopes.Ingest.Length..]);

    internal static ApiKey Of(ApiKeyRow row) => new()
    {
        Id = row.Id,
        Name = row.Name,
        Prefix = row.Prefix,
        Scopes = JsonSerializer.Deserialize<string[]>(row.Scopes)!,
        CreatedAt = row.CreatedAt,
        CreatedBy = row.CreatedBy,
        LastUsedAt = row.LastUsedAt,
        RevokedAt = row.RevokedAt,
    };
}
