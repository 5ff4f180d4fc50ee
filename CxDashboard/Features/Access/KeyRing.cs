using CxDashboard.Data;
using CxDashboard.Domain.Time;

namespace CxDashboard.Features.Access;

/// <summary>
/// The keys of a running server, in memory: a request is let in without asking the store. Only this process writes the store,
/// and every key that is made or revoked goes through here, so the table follows each such commit before its caller is told.
/// </summary>
public sealed class KeyRing
{
    private readonly Store _store;
    private readonly TimeProvider _clock;
    private readonly Lock _gate = new();
    private Dictionary<string, Held>.AlternateLookup<ReadOnlySpan<char>> _byPrefix;

    /// <param name="store">Whose keys.</param>
    /// <param name="clock">Dates what is made, revoked and used.</param>
    public KeyRing(Store store, TimeProvider clock)
    {
        (_store, _clock) = (store, clock);
        Reload();
    }

    /// <summary>Raised after a key was made or revoked.</summary>
    public event Action? Changed;

    /// <summary>Every key, in the order of their making, each with its last use as it is known now.</summary>
    public IReadOnlyList<ApiKey> All => [.. _byPrefix.Dictionary.Values.Select(h => h.UsedAt is { } at ? h.Key with { LastUsedAt = at } : h.Key).OrderBy(k => k.Id)];

    /// <summary>The key that a token is, revoked or not; null for what is none.</summary>
    internal Held? Find(ReadOnlySpan<char> token)
    {
        var prefix = KeyToken.PrefixOf(token);
        return !prefix.IsEmpty && _byPrefix.TryGetValue(prefix, out var held) && KeyToken.Is(token, held.Hash) ? held : null;
    }

    /// <inheritdoc cref="KeyWork.AddAsync"/>
    public async Task<MadeKey> AddAsync(string name, IReadOnlyList<string> scopes, string by, CancellationToken ct)
    {
        var made = await KeyWork.AddAsync(_store.Writer, name, scopes, by, _clock, ct);
        Reload();
        return made;
    }

    /// <inheritdoc cref="KeyWork.RevokeAsync"/>
    public async Task<ApiKey> RevokeAsync(string named, CancellationToken ct)
    {
        var revoked = await KeyWork.RevokeAsync(_store.Writer, named, _clock, ct);
        Reload();
        return revoked;
    }

    /// <summary>Writes down when keys were last used, where that is news.</summary>
    public async Task NoteUsesAsync(CancellationToken ct)
    {
        var used = _byPrefix.Dictionary.Values.Where(h => h.UsedAt is { } at && at != h.NotedAt).Select(h => (Held: h, At: h.UsedAt!.Value)).ToList();
        if (used.Count == 0) return;
        await _store.Writer.RunAsync((connection, transaction) =>
        {
            foreach (var (held, at) in used) KeyTable.NoteUse(connection, transaction, held.Key.Id, at);
            return used.Count;
        }, ct);
        foreach (var (held, at) in used) held.NotedAt = at;
    }

    // The newest state is read under the lock, so that of two at once the later one stands.
    private void Reload()
    {
        lock (_gate)
        {
            using var reader = Store.OpenReader(_store.Path);
            var before = _byPrefix.Dictionary;
            var held = KeyTable.Read(reader).Select(k => new Held(k.Key, k.Hash, before?.GetValueOrDefault(k.Key.Prefix)));
            _byPrefix = held.ToDictionary(h => h.Key.Prefix, StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
        }

        Changed?.Invoke();
    }

    /// <summary>A key as the server holds it.</summary>
    internal sealed class Held(ApiKey key, byte[] hash, Held? before)
    {
        private long _usedAt = before?._usedAt ?? 0;

        public ApiKey Key { get; } = key;
        public byte[] Hash { get; } = hash;

        /// <summary>Until when its use is written down.</summary>
        public Instant? NotedAt { get; set; } = before?.NotedAt;

        /// <summary>When this server last let it in.</summary>
        public Instant? UsedAt => Volatile.Read(ref _usedAt) is var at and not 0 ? new Instant(at) : null;

        public void Use(TimeProvider clock) => Volatile.Write(ref _usedAt, Instant.Now(clock).UnixMilliseconds);
    }
}
