using CxDashboard.Domain.Interactions;
using Xunit;

namespace CxDashboard.Tests.Oracle;

/// <summary>Settings, customers' identities and "everything but".</summary>
public sealed partial class NaiveOracleTests
{
    [Fact]
    public void Windows_AreThoseOfTheWorkspace()
    {
        // Ten days after the claim: another issue within seven days, the same within fourteen.
        Interaction[] records = [In("a", "ann", 0) with { ClaimedAt = Day(1) }, In("b", "ann", 11)];
        NaiveOracle With(OracleSettings settings) => new(records, [Live], Day(60), settings);
        Is(With(new()), "claimed-rate", 1, 2);
        Is(With(new() { RepeatWindow = TimeSpan.FromDays(14) }), "claimed-rate", 1, 1);
        Is(With(new() { RepeatWindow = TimeSpan.FromDays(10) }), "claimed-rate", 1, 2);
        Is(With(new()), "abandoned-share", 0, 2);
        Is(With(new() { QuietLimit = TimeSpan.FromDays(49) }), "abandoned-share", 1, 2);
        Is(With(new() { QuietLimit = TimeSpan.FromDays(50) }), "abandoned-share", 0, 2);

        // Held stays seven days, whatever the repeat window.
        Is(With(new() { RepeatWindow = TimeSpan.FromDays(10) }), "held-rate-7d", 1, 2);
    }

    [Fact]
    public void UnknownTopics_StayAlone_WhereTheSettingSaysSo()
    {
        Interaction[] records =
        [
            In("a", "ann", 0) with { Topic = null, ClaimedAt = Day(1) },
            In("b", "ann", 2) with { Topic = null, ClaimedAt = Day(3), ReopenedAt = Day(4) },
            In("c", "ann", 3) with { ClaimedAt = Day(3) },
        ];
        var (chained, alone) = (Oracle(records), new NaiveOracle(records, [Live], AsOf, new OracleSettings { UnknownTopicsChain = false }));
        Is(chained, "held-rate-7d", 1, 2);
        Is(alone, "held-rate-7d", 2, 3);
        Is(alone, "claimed-held-gap", 1, 3);
        Is(alone, "repeat-contact-rate-7d", 0, 3);
        Is(alone, "identified-share", 3, 3);
        Is(chained, "failure-demand-share", 1, 3);
        Is(alone, "failure-demand-share", 0, 3);
    }

    [Fact]
    public void Aliases_AreOneCustomer_AndSharedOnesAreNobody()
    {
        Interaction[] records =
        [
            In("a", "ann", 0) with { ClaimedAt = Day(1) },
            In("b", "a@home", 2) with { ClaimedAt = Day(3) },
            In("c", "a@work", 3) with { ClaimedAt = Day(3) },
            In("d", "kiosk", 0) with { ClaimedAt = Day(1) },
            In("e", "kiosk", 2) with { ClaimedAt = Day(3) },
        ];
        var oracle = new NaiveOracle(records, [Live], AsOf, null, Who([("a@work", "a@home"), ("a@home", "ann")], "kiosk"));
        Is(Oracle(records), "held-rate-7d", 3, 4);
        Is(oracle, "held-rate-7d", 0, 1);
        Is(oracle, "identified-share", 1, 3);
        Assert.Equal((null, 5, 1), Figure(oracle, "customers-served"));
        Assert.Equal(3, oracle.Ask("interactions", OracleBucket.All, ("customer", "ann")).N);
        Assert.Equal(3, oracle.Ask("interactions", OracleBucket.All, ("customer", "a@work")).N);
        Assert.Equal(2, oracle.Ask("interactions", OracleBucket.All, ("customer", "")).N);
        Assert.Equal(0, oracle.Ask("interactions", OracleBucket.All, ("customer", "kiosk")).N);
        Assert.Equal(2, oracle.Ask("interactions", OracleBucket.All, OracleSlice.But("customer", "a@home")).N);

        // Resolved first: an alias of a shared customer is nobody, a shared alias of a known one is that one.
        Is(new NaiveOracle(records[..3], [Live], AsOf, null, Who([("a@home", "ann")], "ann")), "identified-share", 1, 3);
        Is(new NaiveOracle(records[..3], [Live], AsOf, null, Who([("a@home", "ann")], "a@home")), "identified-share", 2, 2);
    }

    [Fact]
    public void AliasThatAStoreRefuses_IsNotAccepted()
    {
        var who = Who([("b", "c"), ("c", "d")]);
        Assert.False(who.Accepts("a", "a"));
        Assert.False(who.Accepts("d", "b"));
        Assert.False(who.Accepts("b", "e"));
        Assert.True(who.Accepts("b", "c"));
        Assert.True(who.Accepts("d", "e"));
    }

    [Fact]
    public void EverythingBut_LeavesOutEachOfThem_AndUnknownIsAValue()
    {
        var oracle = Oracle(
            In("a", null, 0) with { Channel = "email" },
            In("b", null, 0) with { Channel = "phone", Abandoned = true },
            In("c", null, 0) with { Channel = "chat", Abandoned = false },
            In("d", null, 0));
        long N(params OracleSlice[] slices) => oracle.Ask("interactions", OracleBucket.All, slices).N;
        Assert.Equal(3, N(OracleSlice.But("channel", "email")));
        Assert.Equal(2, N(OracleSlice.But("channel", "email"), OracleSlice.But("channel", "phone")));
        Assert.Equal(3, N(OracleSlice.But("channel", "")));
        Assert.Equal(3, N(OracleSlice.But("channel", null)));
        Assert.Equal(1, N(("channel", "email"), ("channel", "phone"), OracleSlice.But("channel", "email")));
        Assert.Equal(0, N(("channel", "email"), OracleSlice.But("channel", "email")));
        Assert.Equal(1, N(("abandoned", "yes")));
        Assert.Equal(3, N(OracleSlice.But("abandoned", "yes")));
        Assert.Equal(2, N(("abandoned", "no"), OracleSlice.But("channel", "email")));
    }

    private static OracleCustomers Who((string Alias, string Customer)[] aliases, params string[] shared) =>
        new(aliases.ToDictionary(a => a.Alias, a => a.Customer, StringComparer.Ordinal), shared.ToHashSet(StringComparer.Ordinal));
}
