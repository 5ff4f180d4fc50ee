using CxDashboard.Domain.Interactions;
using Xunit;

namespace CxDashboard.Tests.Oracle;

/// <summary>Answers, gestures and recovery.</summary>
public sealed partial class NaiveOracleTests
{
    [Fact]
    public void Answers_CountInBothDirections_FromTheInstantTheyWereGiven()
    {
        var oracle = Oracle(
            In("a", null, 0) with { Effort = 4, Recommend = 10, WouldBuyAgain = true },
            In("b", null, 0) with { Effort = 5, Recommend = 8, WouldBuyAgain = false, Direction = Direction.Out },
            In("c", null, 0) with { Effort = 7, Recommend = 9, WouldBuyAgain = true, RatedAt = Day(200) },
            In("d", null, 0) with { Effort = 7, Recommend = 6, WouldBuyAgain = true, RatedAt = Day(201) },
            In("e", null, 0) with { Recommend = 0 });
        Is(oracle, "easy-share", 2, 3);
        Is(oracle, "would-buy-again-share", 2, 3);
        Assert.Equal((null, 4, 100 * (2 - 1) / 4.0), Figure(oracle, "nps"));
    }

    [Fact]
    public void Intervals_AreWilsonsAndAdjustedWald()
    {
        // Two of four: 1 ± z·√(4·¼ + z²/4)·… around ½ is 0.15004 to 0.84996. Without any of four the interval begins at 0.
        var half = Oracle(In("a", null, 0), In("b", null, 0), In("c", null, 0) with { ClaimedAt = Day(1) }, In("d", null, 0) with { ClaimedAt = Day(1) });
        var share = half.Ask("claimed-rate", OracleBucket.All);
        Assert.Equal((0.15004, 0.84996), (Math.Round(share.Low!.Value, 5), Math.Round(share.High!.Value, 5)));
        Assert.Equal(0, half.Ask("confirmed-rate", OracleBucket.All).Low!.Value, 1e-15);

        // Two for, one between, one against: s = (2.75 − 1.75) / 7 = 1/7; variance (4.5/7 − 1/49) / 7 = 30.5/343; ± 1.959964 · 0.298198.
        var nps = Oracle(
            In("a", null, 0) with { Recommend = 10 }, In("b", null, 0) with { Recommend = 9 }, In("c", null, 0) with { Recommend = 7 }, In("d", null, 0) with { Recommend = 6 })
            .Ask("nps", OracleBucket.All);
        Assert.Equal(100 * ((1 / 7.0) - (1.959963984540054 * Math.Sqrt(30.5 / 343))), nps.Low!.Value, 1e-9);
        Assert.Equal(100 * ((1 / 7.0) + (1.959963984540054 * Math.Sqrt(30.5 / 343))), nps.High!.Value, 1e-9);

        // One issue of two with a gesture: a share times 100, and its interval too.
        var gestures = Oracle(In("a", null, 0) with { Gesture = "no" }, In("b", null, 0)).Ask("gestures-per-100-issues", OracleBucket.All);
        Assert.Equal((1, 2, 50, 9.4531), (gestures.Count, gestures.N, gestures.Value, Math.Round(gestures.Low!.Value, 4)));
    }

    [Fact]
    public void Comments_CountWhereTheInteractionIsRated()
    {
        Is(
            Oracle(
                Rated("a", 5, 4) with { Comment = "thanks" },
                Rated("b", 5, 1),
                Rated("c", 5, 1) with { Comment = "late", RatedAt = Day(201) },
                In("d", null, 0) with { Comment = "not rated" }),
            "with-words-share", 1, 2);
    }

    [Fact]
    public void Recovered_IsASatisfiedRatingStrictlyWithin90Days_OnAnyContact()
    {
        Interaction Unhappy(string id, string? customer) => Rated(id, 5, 2) with { Customer = customer, RatedAt = Day(1) };
        Interaction Later(string id, string customer, double day) => Rated(id, 5, 4) with { Customer = customer, OpenedAt = Day(20), RatedAt = Day(day), Channel = "phone" };
        var oracle = Oracle(
            Unhappy("a", "ann"), Later("a2", "ann", 90),
            Unhappy("b", "bob"), Later("b2", "bob", 91),
            Unhappy("c", "cid"), Later("c2", "cid", 1),
            In("d", "dan", 0) with { Confirmed = false, Topic = null }, Later("d2", "dan", 89) with { Direction = Direction.Out },
            Unhappy("e", null),
            In("f", "fay", 0));
        Is(oracle, "recovered-share", 2, 4, ("channel", ""));
        Assert.Equal(0, oracle.Ask("recovered-share", OracleBucket.All, ("channel", "phone")).N);
    }

    [Fact]
    public void WonBack_IsABuyAgainWithinAYear_AfterTheLastUnhappyMomentInTheBucket()
    {
        Interaction Buys(string id, string customer, double day) => In(id, customer, 30) with { WouldBuyAgain = true, RatedAt = Day(day), Topic = id };
        Interaction[] records =
        [
            In("a", "ann", 0) with { Confirmed = false }, Buys("a2", "ann", 40),
            In("b", "bob", 0) with { Confirmed = false }, Buys("b2", "bob", 40), In("b3", "bob", 50) with { Confirmed = false },
            In("c", "cid", 0) with { Confirmed = false }, Buys("c2", "cid", 365),
        ];
        var oracle = new NaiveOracle(records, [Live], Day(500));
        Is(oracle, "won-back-share", 1, 3);

        // In the bucket of the first days bob's last unhappy moment is the first one, and he did come back after it.
        Assert.Equal((2, 3, 2 / 3.0), Figure(oracle, "won-back-share", OracleBucket.Of(Day(0), Day(1))));
        Assert.Equal(TimeSpan.FromDays(365), NaiveOracle.Window("won-back-share"));
    }

    [Fact]
    public void Recovery_MaturesWithItsEndAndWithItsCustomers()
    {
        var file = new OracleSource("f", Live: false, KnownUntil: Day(150), ContactsKnownUntil: Day(60));
        Interaction[] records =
        [
            In("a", "ann", 0) with { Confirmed = false }, Rated("a2", 5, 5) with { Customer = "ann", OpenedAt = Day(2) },
            In("b", "bob", 0) with { Confirmed = false },
        ];
        NaiveOracle At(double day) => new(records, [Live, file], Day(day));

        // bob may still come until day 90; of two customers that is one.
        Assert.Equal((true, 0.5), Maturing(At(89), OracleBucket.All, "recovered-share"));
        Assert.Equal((false, 0), Maturing(At(90), OracleBucket.All, "recovered-share"));
        Assert.Equal((true, 0), Maturing(At(90), OracleBucket.Of(Day(0), Day(1)), "recovered-share"));
        Assert.Equal((false, 0), Maturing(At(91), OracleBucket.Of(Day(0), Day(1)), "recovered-share"));
        Assert.Equal((true, 1), Maturing(At(364), OracleBucket.All, "won-back-share"));
        Assert.Equal((false, null), Maturing(At(364), OracleBucket.All, "won-back-share", ("customer", "cid")));

        // The moment of a file that is known to day 60 decides; of two at one instant the earlier K.
        records[2] = records[2] with { Source = "f" };
        Assert.Equal((true, 0.5), Maturing(At(200), OracleBucket.All, "recovered-share"));
        records = [.. records, In("b2", "bob", 0) with { Confirmed = false }];
        Assert.Equal((true, 0.5), Maturing(At(200), OracleBucket.All, "recovered-share"));
        records[3] = records[3] with { OpenedAt = Day(1) };
        Assert.Equal((false, 0), Maturing(At(200), OracleBucket.All, "recovered-share"));
    }
}
