using CxDashboard.Domain.Interactions;
using Xunit;

namespace CxDashboard.Tests.Oracle;

/// <summary>Flow and money.</summary>
public sealed partial class NaiveOracleTests
{
    [Fact]
    public void Issues_AreCountedWhereTheyStand()
    {
        // Held, broken, of an unknown customer, never claimed.
        var oracle = Oracle(
            In("a", "ann", 0) with { ClaimedAt = Day(1) },
            In("b", "bob", 0) with { ClaimedAt = Day(1), ReopenedAt = Day(3) },
            In("c", null, 0) with { ClaimedAt = Day(2) },
            In("d", "dan", 0));
        Assert.Equal((null, 4, 4), Figure(oracle, "issues-opened"));
        Assert.Equal((null, 4, 3), Figure(oracle, "issues-claimed"));
        Assert.Equal((null, 3, 1), Figure(oracle, "issues-held"));
        Assert.Equal((null, 0, null), Figure(Oracle(In("c", null, 0)), "issues-held"));
        Assert.Equal((null, 0, null), Figure(Oracle(), "issues-opened"));
    }

    [Fact]
    public void OpenNow_IsJudgedAtTheEndOfTheBucket_AndItsEndBelongsToIt()
    {
        var oracle = Oracle(
            In("a", "ann", 0) with { ClaimedAt = Day(6) },
            In("b", "bob", 4),
            In("c", "cid", 5),
            In("d", "dan", 6) with { Abandoned = true });

        // At the end of day 4 ann, bob and cid, who came that instant; from the beginning, though the bucket has bob alone.
        Assert.Equal((null, 3, 3), Figure(oracle, "open-now", OracleBucket.Of(Day(4), Day(5))));
        Assert.Equal((null, 3, 5 * 86_400), Figure(oracle, "oldest-open", OracleBucket.Of(Day(4), Day(5))));

        // At the instant of her claim ann waits no more; dan has gone.
        Assert.Equal((null, 4, 2), Figure(oracle, "open-now", OracleBucket.Of(Day(5), Day(6))));
        Assert.Equal((null, 2, 2 * 86_400), Figure(oracle, "oldest-open", OracleBucket.Of(Day(5), Day(6))));

        // "All", and a bucket that ends after T: at T, day 200.
        Assert.Equal((null, 4, 2), Figure(oracle, "open-now"));
        Assert.Equal((null, 2, 196 * 86_400), Figure(oracle, "oldest-open"));
        Assert.Equal((null, 2, 196 * 86_400), Figure(oracle, "oldest-open", OracleBucket.Of(Day(190), Day(220))));
        Assert.Equal((null, 2, 196 * 86_400), Figure(oracle, "oldest-open", OracleBucket.All with { Start = Day(4), End = Day(5) }));

        // Nobody yet, and nobody any more.
        Assert.Equal((null, 0, null), Figure(oracle, "open-now", OracleBucket.Of(Day(-2), Day(-1))));
        Assert.Equal((null, 1, 0), Figure(Oracle(In("a", "ann", 0) with { ClaimedAt = Day(6) }), "open-now"));
        Assert.Equal((null, 0, null), Figure(Oracle(In("a", "ann", 0) with { ClaimedAt = Day(6) }), "oldest-open"));
    }

    [Fact]
    public void OldestOpen_WaitsUntilItsOwnT()
    {
        var file = new OracleSource("f", Live: false, KnownUntil: Day(10), ContactsKnownUntil: Day(10));
        var oracle = new NaiveOracle([In("a", "ann", 2) with { Source = "f" }, In("b", "bob", 3)], [Live, file], AsOf);
        Assert.Equal((null, 2, 8 * 86_400), Figure(oracle, "oldest-open"));
        Assert.Equal((null, 2, 7 * 86_400), Figure(oracle, "oldest-open", OracleBucket.Of(Day(8), Day(9))));
    }

    [Fact]
    public void FailureDemand_IsRepetition_ACause_APolicy_OrAMarkedTopic()
    {
        // The second joins; the fourth is an issue of its own 29 days after the claim of the first; the fifth 30 days after the fourth's.
        Interaction[] contacts =
        [
            In("a", "ann", 0) with { ClaimedAt = Day(1) },
            In("b", "ann", 1) with { ClaimedAt = Day(1) },
            In("d", "ann", 30) with { ClaimedAt = Day(30) },
            In("e", "ann", 60) with { ClaimedAt = Day(60) },
        ];
        Is(Oracle(contacts), "failure-demand-share", 2, 4);
        // It stays what it is in a slice that holds it alone.
        Is(Oracle([contacts[0], contacts[1] with { Channel = "phone" }]), "failure-demand-share", 1, 1, ("channel", "phone"));
        Is(Oracle([.. contacts.Select(c => c with { Customer = null })]), "failure-demand-share", 0, 4);

        Interaction[] said =
        [
            In("a", null, 0) with { Cause = "product" },
            In("b", null, 0) with { Policy = "no refunds" },
            In("c", null, 0) with { Topic = "chase" },
            In("d", null, 0) with { Topic = "Chase" },
            In("e", null, 0) with { Direction = Direction.Out, Cause = "product" },
        ];
        Is(Oracle(said), "failure-demand-share", 2, 4);
        Is(new NaiveOracle(said, [Live], AsOf, new OracleSettings { FailureTopics = ["chase"] }), "failure-demand-share", 3, 4);
    }

    [Fact]
    public void TransfersAndWaiting_AreOfTheIssuesThatKnowThem()
    {
        var oracle = Oracle(
            In("a", "ann", 0) with { Transfers = 2, WaitingSeconds = 100 },
            In("b", "ann", 1) with { WaitingSeconds = 50 },
            In("c", "bob", 0) with { Transfers = -1, WaitingSeconds = 70 },
            In("d", "cid", 0) with { WaitingSeconds = 1000 },
            In("e", "cid", 1));
        Assert.Equal((1, 2, 0.5), Figure(oracle, "transfers-per-issue"));
        Assert.Equal((null, 2, (150 + 70) / 2.0), Figure(oracle, "waiting-on-us-median"));
    }

    [Fact]
    public void CostPerHeldIssue_IsAllThatWasSpent_OnWhatHeld()
    {
        // ann's first contact is still open, bob's broke, of the fourth nobody can say: 1.5 + 2.25 + 3 + 4.0001 for nothing.
        var oracle = Oracle(
            In("a", "ann", 0) with { Cost = 1.5m },
            In("b", "ann", 1) with { Cost = 2.25m, ClaimedAt = Day(2) },
            In("c", "bob", 0) with { Cost = 3m, ClaimedAt = Day(1), ReopenedAt = Day(2) },
            In("d", null, 0) with { Cost = 4.0001m, ClaimedAt = Day(1) });
        Assert.Equal((10.7501, 0, null), Figure(oracle, "cost-per-held-issue"));
        var held = Oracle(
            In("a", "ann", 0) with { Cost = 1.5m, ClaimedAt = Day(1) },
            In("c", "bob", 0) with { Cost = 3m, ClaimedAt = Day(1), ReopenedAt = Day(2) },
            In("d", null, 0) with { Cost = 4.0001m, ClaimedAt = Day(1) },
            In("e", "eve", 0) with { ClaimedAt = Day(1) });
        Assert.Equal((8.5001, 2, 8.5001 / 2), Figure(held, "cost-per-held-issue"));
        Assert.Equal((null, 0, null), Figure(Oracle(In("e", "eve", 0) with { ClaimedAt = Day(1) }), "cost-per-held-issue"));
        Assert.Equal(TimeSpan.FromDays(7), NaiveOracle.Window("cost-per-held-issue"));
    }

    [Fact]
    public void CostsOfFailureDemandAndOfPolicies_AreSumsOfWhatIsKnown()
    {
        var oracle = Oracle(
            In("a", null, 0) with { Cause = "product", Cost = 2.5m },
            In("b", null, 0) with { Policy = "no refunds" },
            In("c", null, 0) with { Policy = "no refunds", Cost = -0.5m },
            In("d", null, 0) with { Direction = Direction.Out, Policy = "no refunds", Cost = 10m },
            In("e", null, 0) with { Cost = 100m });
        Assert.Equal((null, 3, 2.5 - 0.5), Figure(oracle, "cost-of-failure-demand"));
        Assert.Equal((null, 3, 10 - 0.5), Figure(oracle, "cost-of-policy-contacts"));
        Assert.Equal((null, 1, null), Figure(Oracle(In("b", null, 0) with { Policy = "no refunds" }), "cost-of-policy-contacts"));
    }
}
