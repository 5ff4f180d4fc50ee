using System.Text;
using CxDashboard.Data;
using CxDashboard.Domain.Interactions;
using CxDashboard.Domain.Time;
using Xunit;

namespace CxDashboard.Tests.Data;

public sealed class ErasureTests
{
    private const string Ann = "ann@example.org";
    private const string Words = "My parcel to Larch Lane 5 never came.";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ACustomersRecords_AreGoneWithAllTheirVersions()
    {
        await using var store = await TemporaryStore.OpenedAsync();
        await store.WriteAsync(Of("1", null), Of("2", Ann), Of("3", "bob"));
        await store.WriteAsync(Of("1", Ann), Of("2", Ann, "more"), Of("3", "bob", "more"));

        var result = await EraseAsync(store, Ann);

        // Record 1 had a version without a customer, which tells of hers as well.
        Assert.Equal(new ErasedCounts(Records: 2, Versions: 2, Rules: 0), result.Erased);
        Assert.Equal(["3|bob|more"], store.Ask("SELECT id, customer, topic FROM interaction"));
        Assert.Equal(["3|bob"], store.Ask("SELECT interaction_id, customer FROM interaction_version"));
    }

    [Fact]
    public async Task TheJournal_StaysDenseAndSaysThatTheyAreGone()
    {
        await using var store = await TemporaryStore.OpenedAsync();
        await store.WriteAsync(Of("1", Ann), Of("2", "bob"));
        await store.WriteAsync(Of("1", Ann, "more"));

        var result = await EraseAsync(store, Ann);

        // New and changed have become deleted, and a follower that had them is told by a fourth row.
        Assert.Equal(["1|1|3", "2|2|1", "3|1|3", "4|1|3"], store.Ask("SELECT sequence, interaction_id, kind FROM journal"));
        Assert.Equal(4, result.Sequence);
    }

    [Fact]
    public async Task AVersionOfSomebodyElsesRecord_IsGoneAndTheRecordStays()
    {
        await using var store = await TemporaryStore.OpenedAsync();
        await store.WriteAsync(Of("1", "bob", "first"));
        await store.WriteAsync(Of("1", Ann, "second"));
        await store.WriteAsync(Of("1", "bob", "third"));

        var result = await EraseAsync(store, Ann);

        Assert.Equal(new ErasedCounts(0, 1, 0), result.Erased);
        Assert.Equal(["bob|third"], store.Ask("SELECT customer, topic FROM interaction"));
        Assert.Equal(["2|bob|first"], store.Ask("SELECT replaced_sequence, customer, topic FROM interaction_version"));
        Assert.Equal(["1|1", "2|3", "3|2"], store.Ask("SELECT sequence, kind FROM journal"));
    }

    [Fact]
    public async Task WhatWasDeletedBefore_LosesItsVersionsToo()
    {
        await using var store = await TemporaryStore.OpenedAsync();
        await store.WriteAsync(Of("1", "maiden name"));
        await store.WriteAsync(Of("1", Ann));
        await store.DeleteAsync("1");

        Assert.Equal(new ErasedCounts(0, 2, 0), (await EraseAsync(store, Ann)).Erased);
        Assert.Empty(store.Ask("SELECT * FROM interaction_version"));
    }

    [Fact]
    public async Task TheFile_HoldsNothingOfTheCustomerAnyMore()
    {
        await using var store = await TemporaryStore.OpenedAsync();
        var many = Enumerable.Range(0, 400).Select(i => Of($"bob-{i}", "bob", new string('x', i))).ToArray();
        await store.WriteAsync(many);
        await store.WriteAsync([.. many.Take(200).Select(r => r with { Customer = Ann, ExternalId = "ann-" + r.ExternalId, Comment = Words })]);

        // Changed and moved about, so that old bytes are left in unused room; some have got into the file, some only into the log.
        await store.CloseAsync();
        await store.OpenAsync();
        await store.WriteAsync([.. many.Take(200).Select(r => r with { Customer = Ann, ExternalId = "ann-" + r.ExternalId, Comment = Words + new string('y', 900) })]);
        await store.Writer.WriteAsync(new WriteBatch { CustomerRules = [new(CustomerRuleKind.Alias, "a. smith", Ann), new(CustomerRuleKind.Shared, Ann), new(CustomerRuleKind.Shared, "desk")] }, Token);
        Assert.NotEqual("", Traces(store));

        var result = await EraseAsync(store, Ann);

        Assert.Equal(new ErasedCounts(200, 200, 2), result.Erased);
        Assert.Equal("", Traces(store));
        Assert.Equal(["400"], store.Ask("SELECT count(*) FROM interaction"));
        Assert.Equal(["3|desk"], store.Ask("SELECT sequence, customer FROM customer_rule"));
        Assert.Equal(["ok"], store.Ask("PRAGMA integrity_check"));
    }

    [Fact]
    public async Task AReaderThatWasThere_KeepsTheFileFromBeingClearedUntilItIsGone()
    {
        await using var store = await TemporaryStore.OpenedAsync();
        await store.WriteAsync(Of("1", Ann));
        using (var reader = Store.OpenReader(store.Path))
        using (var open = reader.BeginTransaction(deferred: true))
        {
            Assert.Equal(["1"], TemporaryStore.Ask(reader, "SELECT count(*) FROM interaction"));
            await EraseAsync(store, Ann);
            Assert.Equal(["due"], store.Ask("SELECT value FROM setting WHERE name = 'wiping'"));
            Assert.NotEqual("", Traces(store));
        }

        await store.CloseAsync();

        Assert.Equal("", Traces(store));
        Assert.Empty(store.Ask("SELECT value FROM setting WHERE name = 'wiping'"));
    }

    [Fact]
    public async Task AFileThatWasNotCleared_IsClearedByTheNextOwner()
    {
        await using var store = await TemporaryStore.OpenedAsync();
        await using var killed = new TemporaryStore();
        await store.WriteAsync(Of("1", Ann));
        using (var reader = Store.OpenReader(store.Path))
        using (reader.BeginTransaction(deferred: true))
        {
            TemporaryStore.Ask(reader, "SELECT count(*) FROM interaction");
            await EraseAsync(store, Ann);

            // The files as a kill would leave them, copied on the writer's thread, where nothing moves meanwhile.
            await store.Writer.RunAsync((_, _) =>
            {
                foreach (var end in (string[])["", "-wal"]) File.Copy(store.Path + end, killed.Path + end);
                return 0;
            }, Token);
        }

        Assert.NotEqual("", Traces(killed));
        await killed.OpenAsync();
        await killed.CloseAsync();

        Assert.Equal("", Traces(killed));
        Assert.Equal(1, Identity(killed).Epoch);
    }

    [Fact]
    public async Task Ids_AreNeverGivenAgain()
    {
        await using var store = await TemporaryStore.OpenedAsync();
        await store.WriteAsync(Of("1", "bob"), Of("2", Ann));
        await store.Writer.WriteAsync(new WriteBatch { CustomerRules = [new(CustomerRuleKind.Shared, Ann)] }, Token);
        await EraseAsync(store, Ann);
        await store.CloseAsync();
        await store.OpenAsync();

        var next = await store.Writer.WriteAsync(new WriteBatch { Records = [Of("2", Ann)], CustomerRules = [new(CustomerRuleKind.Shared, "desk")] }, Token);

        Assert.Equal((3L, "2"), (next.Outcomes[0].Id, store.Ask("SELECT sequence FROM customer_rule")[0]));
    }

    [Fact]
    public async Task TheEpoch_IsRaisedWhereAnythingWasErased()
    {
        await using var store = await TemporaryStore.OpenedAsync();
        await store.WriteAsync(Of("1", Ann));
        var (id, before) = Identity(store);

        // A commit is told of after it was answered: what is done next comes after that.
        await store.Writer.RunAsync((_, _) => 0, Token);
        var told = 0;
        store.Writer.Committed += () => Interlocked.Increment(ref told);

        await EraseAsync(store, Ann);
        await EraseAsync(store, Ann);
        await EraseAsync(store, "nobody");

        Assert.Equal((0, (id, 1L), 1), (before, Identity(store), told));
        Assert.Matches("^[0-9a-f]{32}$", id);
    }

    [Fact]
    public async Task Days_OnWhichARecordOpenedAreWrittenAnewAndLaterOnesAreNotFinished()
    {
        await using var store = await TemporaryStore.OpenedAsync();
        await store.WriteAsync(Of("1", Ann) with { OpenedAt = Day(10) }, Of("2", Ann) with { OpenedAt = Day(20) }, Of("3", "bob") with { OpenedAt = Day(15) });
        await store.Writer.RunAsync((connection, _) =>
        {
            foreach (var day in (int[])[8, 9, 10, 11, 12, 15, 19, 20, 21, 25])
            {
                TemporaryStore.Ask(connection, $"""
                    INSERT INTO daily_metrics (day, metric, version, dimension, value_of_dimension, n, maturing, suppressed, finished)
                    VALUES ('2026-01-{day:00}', 'interactions', 1, '', '', 1, 0, 0, 1)
                    """);
            }

            return 0;
        }, Token);

        await EraseAsync(store, Ann);

        // 10 and 20 with the days beside them; day 8 is older than anything of hers.
        Assert.Equal(["2026-01-08|1", "2026-01-12|0", "2026-01-15|0", "2026-01-25|0"], store.Ask("SELECT day, finished FROM daily_metrics ORDER BY day"));
    }

    [Fact]
    public async Task AnErasureInABatchThatFails_ErasesNothing()
    {
        await using var store = await TemporaryStore.OpenedAsync();
        await store.WriteAsync(Of("1", Ann));

        await Assert.ThrowsAsync<CustomerRefusedException>(() => EraseAsync(store, Ann, " "));

        Assert.Equal(["1"], store.Ask("SELECT count(*) FROM interaction"));
        Assert.Equal((0L, "0"), (Identity(store).Epoch, await store.Writer.RunAsync((connection, _) => TemporaryStore.Ask(connection, "PRAGMA secure_delete")[0], Token)));
    }

    private static Interaction Of(string externalId, string? customer, string topic = "delivery") =>
        new() { Source = "mail", ExternalId = externalId, Customer = customer, Topic = topic, Comment = customer == Ann ? Words : null, OpenedAt = Day(10) };

    private static Instant Day(int day) => Instant.From(new DateTimeOffset(2026, 1, day, 12, 0, 0, TimeSpan.Zero));

    private static Task<WriteResult> EraseAsync(TemporaryStore store, params string[] customers) => store.Writer.WriteAsync(new WriteBatch { Erasures = customers }, Token);

    private static (string StoreId, long Epoch) Identity(TemporaryStore store)
    {
        using var reader = Store.OpenReader(store.Path);
        return StoreIdentity.Read(reader);
    }

    // Which texts of hers stand in which file of the store, looked for byte by byte.
    private static string Traces(TemporaryStore store)
    {
        var found = from end in (string[])["", "-wal"]
                    where File.Exists(store.Path + end)
                    let bytes = File.ReadAllBytes(store.Path + end)
                    from text in (string[])[Ann, Words]
                    where bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0
                    select $"{text} in store.db{end}";
        return string.Join('\n', found);
    }
}
