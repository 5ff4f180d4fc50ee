using CxDashboard.Data;
using CxDashboard.Domain.Time;
using CxDashboard.Tests.Support;
using Xunit;
using static CxDashboard.Data.CustomerRuleKind;

namespace CxDashboard.Tests.Data;

public sealed class CustomerRulesTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Aliases_AreFollowedToTheirEnd()
    {
        await using var store = await TemporaryStore.OpenedAsync();
        await SayAsync(store, new(Alias, "b", "c"), new(Alias, "a", "b"), new(Alias, " x ", "c "));

        var rules = Read(store);

        Assert.Equal(["c", "c", "c", "c", "nobody"], ((string[])["a", "b", "c", "x", "nobody"]).Select(rules.Resolve));
        Assert.Equal((3L, "b"), (rules.Version, rules.Aliases["a"]));
    }

    [Fact]
    public async Task ASharedCustomer_IsUnknownAlsoByItsOtherIds()
    {
        await using var store = await TemporaryStore.OpenedAsync();
        await SayAsync(store, new(Alias, "front desk", "walk-in"), new(Shared, "walk-in"), new(Shared, "alone"), new(Alias, "alone", "ann"));

        var rules = Read(store);

        Assert.Equal([null, null, "ann"], ((string[])["front desk", "walk-in", "alone"]).Select(rules.Resolve));
        Assert.Equal(["alone", "walk-in"], rules.Shared.Order());
    }

    [Fact]
    public async Task WhatIsTakenBack_IsAsItWasBefore_AndTheLogKeepsBoth()
    {
        await using var store = await TemporaryStore.OpenedAsync();
        await SayAsync(store, new(Alias, "a", "b"), new(Shared, "s"));
        await SayAsync(store, new(Separate, "a"), new(NotShared, "s"));

        var rules = Read(store);

        Assert.Equal(["a", "s"], ((string[])["a", "s"]).Select(rules.Resolve));
        Assert.Equal(["1|1|a|b", "2|3|s|-", "3|2|a|-", "4|4|s|-"], store.Ask("SELECT sequence, kind, customer, into_customer FROM customer_rule"));
    }

    [Fact]
    public async Task RulesOfAMoment_AreThoseSaidByThen()
    {
        var clock = new ManualClock(new Instant(1_000));
        await using var store = await TemporaryStore.OpenedByAsync(clock);
        await SayAsync(store, new CustomerRule(Alias, "a", "b"));
        clock.Now = new Instant(2_000);
        await SayAsync(store, new CustomerRule(Separate, "a"));

        Assert.Equal(["a", "b", "b", "a"], ((long[])[999, 1_000, 1_999, 2_000]).Select(at => Read(store, at).Resolve("a")));
    }

    [Fact]
    public async Task WhatIsSoAlready_IsNotWrittenAgain()
    {
        await using var store = await TemporaryStore.OpenedAsync();
        await SayAsync(store, new(Alias, "a", "b"), new(Shared, "s"));

        // A commit is told of after it was answered: what is done next comes after that.
        await store.Writer.RunAsync((_, _) => 0, Token);
        var told = 0;
        store.Writer.Committed += () => Interlocked.Increment(ref told);

        var again = await SayAsync(store, new(Alias, "a", "b"), new(Shared, "s"), new(Separate, "other"), new(NotShared, "other"));
        await store.Writer.RunAsync((_, _) => 0, Token);

        Assert.Equal((0L, 2L, 0), (again.RulesWritten, Read(store).Version, told));
    }

    [Fact]
    public async Task ANewRule_WakesWhoFollowsTheStore()
    {
        await using var store = await TemporaryStore.OpenedAsync();
        var told = 0;
        store.Writer.Committed += () => Interlocked.Increment(ref told);

        var result = await SayAsync(store, new CustomerRule(Shared, "s"));
        await store.Writer.RunAsync((_, _) => 0, Token);

        Assert.Equal((1L, 1), (result.RulesWritten, told));
    }

    [Theory]
    [InlineData(Alias, "a", "a", "\"a\" cannot be another id of itself; name two ids.")]
    [InlineData(Alias, "z", "x", "\"x\" is another id of \"z\" already, so the reverse cannot be; separate these two first.")]
    [InlineData(Alias, "x", "other", "\"x\" is another id of \"y\" already; separate these two before it is one of \"other\".")]
    [InlineData(Alias, " ", "a", "A customer's id is blank; name the id as the records have it.")]
    [InlineData(Alias, "a", null, "A customer's id is blank; name the id as the records have it.")]
    [InlineData(Shared, "", null, "A customer's id is blank; name the id as the records have it.")]
    [InlineData(Separate, "x", "z", "\"x\" is another id of \"y\", not of \"z\"; name the customer that it is to be separated from.")]
    public async Task WhatCannotBe_IsRefusedWithItsWholeBatch(CustomerRuleKind kind, string customer, string? into, string sentence)
    {
        await using var store = await TemporaryStore.OpenedAsync();
        await SayAsync(store, new(Alias, "x", "y"), new(Alias, "y", "z"));
        var batch = new WriteBatch { Records = [TemporaryStore.Record("r")], CustomerRules = [new(Shared, "s"), new(kind, customer, into)] };

        var refused = await Assert.ThrowsAsync<CustomerRefusedException>(() => store.Writer.WriteAsync(batch, Token));

        Assert.Equal(sentence, refused.Message);
        Assert.Equal(["0|2"], store.Ask("SELECT (SELECT count(*) FROM interaction), (SELECT count(*) FROM customer_rule)"));
        Assert.Equal(1, (await SayAsync(store, new CustomerRule(Shared, "s"))).RulesWritten);
    }

    [Fact]
    public void ALogWithARing_EndsSomewhere()
    {
        var rules = CustomerRules.Of(
        [
            new CustomerRuleRow { Sequence = 1, Kind = Alias, Customer = "a", IntoCustomer = "b" },
            new CustomerRuleRow { Sequence = 2, Kind = Alias, Customer = "b", IntoCustomer = "a" },
        ]);

        Assert.Equal("a", rules.Resolve("a"));
    }

    private static Task<WriteResult> SayAsync(TemporaryStore store, params CustomerRule[] rules) => store.Writer.WriteAsync(new WriteBatch { CustomerRules = rules }, Token);

    private static CustomerRules Read(TemporaryStore store, long? atOrBefore = null)
    {
        using var reader = Store.OpenReader(store.Path);
        return CustomerRules.Read(reader, atOrBefore);
    }
}
