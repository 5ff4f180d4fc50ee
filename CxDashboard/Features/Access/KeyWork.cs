using CxDashboard.Data;
using CxDashboard.Domain.Time;

namespace CxDashboard.Features.Access;

/// <summary>What was asked of a key cannot be; the message is one sentence that says what to do.</summary>
public sealed class KeyRefusedException(string sentence) : Exception(sentence);

/// <summary>A key that was just made.</summary>
/// <param name="Key">As it is listed from now on.</param>
/// <param name="Token">The whole key: it is shown now and never again, for only its hash is kept.</param>
public sealed record MadeKey(ApiKey Key, string Token);

/// <summary>Makes and revokes keys in a store.</summary>
internal static class KeyWork
{
    private const int LongestName = 100, MostScopes = 20;

    /// <summary>Makes a key.</summary>
    /// <param name="by">Who makes it, in words.</param>
    /// <exception cref="KeyRefusedException">Its name is taken or blank, or a scope is none.</exception>
    public static async Task<MadeKey> AddAsync(StoreWriter writer, string name, IReadOnlyList<string> scopes, string by, TimeProvider clock, CancellationToken ct)
    {
        name = name.Trim();
        if (name.Length == 0) throw new KeyRefusedException("A key needs a name: say which program is to have it.");
        if (name.Length > LongestName) throw new KeyRefusedException($"The name has more than {LongestName} characters; write a shorter one.");
        if (scopes.Count == 0) throw new KeyRefusedException("A key needs at least one scope: read, read-records, or ingest:SOURCE.");
        if (scopes.Count > MostScopes) throw new KeyRefusedException($"A key has at most {MostScopes} scopes; make several keys.");
        if (scopes.Select(KeyScopes.Fault).FirstOrDefault(f => f is not null) is { } fault) throw new KeyRefusedException(fault);
        var (token, prefix) = KeyToken.Make();
        var hash = KeyToken.Hash(token);
        var key = new ApiKey { Id = 0, Name = name, Prefix = prefix, Scopes = [.. scopes.Distinct(StringComparer.Ordinal)], CreatedAt = Instant.Now(clock), CreatedBy = by };
        return await writer.RunAsync((connection, transaction) =>
        {
            if (KeyTable.Read(connection).Any(k => k.Key.RevokedAt is null && string.Equals(k.Key.Name, name, StringComparison.OrdinalIgnoreCase)))
                throw new KeyRefusedException($"There is a key named \"{name}\" already; choose another name, or revoke that one first.");
            return new MadeKey(KeyTable.Insert(connection, transaction, key, hash), token);
        }, ct);
    }

    /// <summary>Revokes a key: from the commit on it opens nothing.</summary>
    /// <param name="named">Its name, its number or its prefix.</param>
    /// <exception cref="KeyRefusedException">There is none, or it was revoked before.</exception>
    public static Task<ApiKey> RevokeAsync(StoreWriter writer, string named, TimeProvider clock, CancellationToken ct)
    {
        var at = Instant.Now(clock);
        return writer.RunAsync((connection, transaction) =>
        {
            var meant = KeyTable.Read(connection).Select(k => k.Key).Where(k => IsMeant(k, named.Trim())).ToList();
            var key = meant.Find(k => k.RevokedAt is null)
                ?? throw new KeyRefusedException(meant.Count == 0 ? $"There is no key \"{named}\". `keys` lists all that there are." : $"The key \"{named}\" was revoked at {meant[^1].RevokedAt} already.");
            KeyTable.Revoke(connection, transaction, key.Id, at);
            return key with { RevokedAt = at };
        }, ct);
    }

    private static bool IsMeant(ApiKey key, string named) =>
        string.Equals(key.Name, named, StringComparison.OrdinalIgnoreCase) || key.Prefix == named || key.Id.ToString(System.Globalization.CultureInfo.InvariantCulture) == named;
}
