using CxDashboard.Data;
using CxDashboard.Domain.Time;
using CxDashboard.Features.Access;
using CxDashboard.Tests.Data;
using CxDashboard.Tests.Support;
using Xunit;

namespace CxDashboard.Tests.Features.Access;

public sealed class KeyRingTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task MadeKey_IsFound_AndOnlyItsHashIsKept()
    {
        await using var store = await TemporaryStore.OpenedAsync();
        var ring = new KeyRing(store.Store, TimeProvider.System);
        var (key, token) = await ring.AddAsync(" shop ", [KeyScopes.Read, "ingest:shop"], "me", Token);
        Assert.Matches("^cxd_[a-z2-9]{8}_[a-z2-9]{32}$", token);
        Assert.Equal("shop", ring.Find(token)!.Key.Name);
        Assert.Null(ring.Find(token[..^1] + (token[^1] == 'a' ? 'b' : 'a')));
        Assert.Null(ring.Find(token + "x"));
        Assert.Null(ring.Find(""));

        Assert.Equal([$"1|shop|{key.Prefix}|[\"read\",\"ingest:shop\"]|me"], store.Ask("SELECT id, name, prefix, scopes, created_by FROM api_key"));
        await store.CloseAsync();
        var secret = token[^32..];
        Assert.DoesNotContain(Directory.EnumerateFiles(store.Folder.Path, "*", SearchOption.AllDirectories), f => File.ReadAllText(f, System.Text.Encoding.Latin1).Contains(secret, StringComparison.Ordinal));
    }

    [Fact]
    public async Task RevokedKey_IsKnownAsSuch_AlsoAfterARestart()
    {
        await using var store = await TemporaryStore.OpenedAsync();
        var ring = new KeyRing(store.Store, TimeProvider.System);
        var (key, token) = await ring.AddAsync("shop", [KeyScopes.Read], "me", Token);
        await ring.RevokeAsync(key.Prefix, Token);
        Assert.NotNull(ring.Find(token)!.Key.RevokedAt);
        Assert.NotNull(new KeyRing(store.Store, TimeProvider.System).Find(token)!.Key.RevokedAt);
        var again = await Assert.ThrowsAsync<KeyRefusedException>(() => ring.RevokeAsync("SHOP", Token));
        Assert.StartsWith("The key \"SHOP\" was revoked at ", again.Message, StringComparison.Ordinal);

        // Its name is free again.
        await ring.AddAsync("shop", [KeyScopes.Read], "me", Token);
    }

    [Theory]
    [InlineData("", "read", "A key needs a name: say which program is to have it.")]
    [InlineData("taken", "read", "There is a key named \"taken\" already; choose another name, or revoke that one first.")]
    [InlineData("x", "write", "\"write\" is no scope. There are read, read-records and ingest:SOURCE.")]
    [InlineData("x", "ingest:", "\"ingest:\" names no source. Write it as ingest:shop.")]
    [InlineData("x", null, "A key needs at least one scope: read, read-records, or ingest:SOURCE.")]
    public async Task KeyThatCannotBe_IsRefusedWithASentence(string name, string? scope, string sentence)
    {
        await using var store = await TemporaryStore.OpenedAsync();
        var ring = new KeyRing(store.Store, TimeProvider.System);
        await ring.AddAsync("taken", [KeyScopes.Read], "me", Token);
        var refused = await Assert.ThrowsAsync<KeyRefusedException>(() => ring.AddAsync(name, scope is null ? [] : [scope], "me", Token));
        Assert.Equal(sentence, refused.Message);
        Assert.Single(ring.All);
    }

    [Fact]
    public async Task Use_IsWrittenDownLater_AndOnce()
    {
        var clock = new ManualClock(new Instant(1_800_000_000_000));
        await using var store = await TemporaryStore.OpenedAsync();
        var ring = new KeyRing(store.Store, clock);
        var (_, token) = await ring.AddAsync("shop", [KeyScopes.Read], "me", Token);
        ring.Find(token)!.Use(clock);
        Assert.Equal(["-"], store.Ask("SELECT last_used_at FROM api_key"));
        await ring.NoteUsesAsync(Token);
        var noted = ring.All[0].LastUsedAt!.Value.UnixMilliseconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal([noted], store.Ask("SELECT last_used_at FROM api_key"));

        // A key made meanwhile does not make it forgotten.
        await ring.AddAsync("other", [KeyScopes.Read], "me", Token);
        Assert.NotNull(ring.All[0].LastUsedAt);
    }
}
