using CxDashboard.Domain.Interactions;
using CxDashboard.Domain.Time;
using Xunit;

namespace CxDashboard.Tests.Oracle;

/// <summary>Figures worked out by hand, so that the oracle itself has something to be measured by.</summary>
public sealed partial class NaiveOracleTests
{
    private static readonly OracleSource Live = new("s", Live: true);
    private static readonly Instant AsOf = Day(200);

    [Fact]
    public void Rates_AreSharesOfTheirOwnPopulation()
    {
        // One claim that held, one that broke by a reopening, one of an unknown customer, one never claimed.
        var oracle = Oracle(
            In("a", "ann", 0) with { ClaimedAt = Day(1), Confirmed = true },
            In("b", "bob", 0) with { ClaimedAt = Day(1), ReopenedAt = Day(3), Confirmed = false },
            In("c", null, 0) with { ClaimedAt = Day(2) },
            In("d", "dan", 0));
        Is(oracle, "claimed-rate", 3, 4);
        Is(oracle, "held-rate-7d", 1, 3);
        Is(oracle, "claimed-held-gap", 1, 3);
        Is(oracle, "first-contact-resolution", 1, 3);
        Is(oracle, "reopen-rate-7d", 1, 3);
        Is(oracle, "repeat-contact-rate-7d", 0, 2);
        Is(oracle, "confirmed-rate", 1, 3);
        Is(oracle, "refuted-rate", 1, 3);
        Is(oracle, "silent-share", 1, 3);
        Is(oracle, "abandoned-share", 1, 4);
        Is(oracle, "identified-share", 3, 4);
        Is(oracle, "contacts-per-issue", 4, 4);
    }

    [Fact]
    public void LatestAnswer_Counts_AndNoWinsAtOneInstant()
    {
        var asked = In("a", "ann", 0) with { ClaimedAt = Day(1), Confirmed = true, RatedAt = Day(5) };
        var again = In("b", "ann", 2) with { ClaimedAt = Day(3) };
        Is(Oracle(asked, again with { Confirmed = false }), "confirmed-rate", 1, 1);
        Is(Oracle(asked, again with { Confirmed = false, RatedAt = Day(5) }), "refuted-rate", 1, 1);
        Is(Oracle(asked, again with { Confirmed = false, RatedAt = Day(201) }), "confirmed-rate", 1, 1);
    }

    [Fact]
    public void TimeToResolution_CountsOpenIssuesAndLeavesOutUnknownClaims()
    {
        var oracle = Oracle(
            In("a", "ann", 0) with { ClaimedAt = Day(1) },
            In("b", "bob", 0) with { ClaimedAt = Day(4) },
            In("c", "cid", 0),
            In("d", "dan", 0) with { Claimed = true });
        Assert.Equal((null, 3, 4 * 86_400), Figure(oracle, "resolution-time-median"));
        Assert.Equal((null, 3, null), Figure(oracle, "resolution-time-p90"));
        Assert.Equal((null, 2, 2.5 * 86_400), Figure(oracle, "resolution-time-closed-median"));
    }

    [Fact]
    public void Interactions_CountBothDirections_ButRepliesOnlyOurs()
    {
        var oracle = Oracle(
            In("a", "ann", 0) with { FirstReplyAt = Day(1), ClaimedAt = Day(1), ReopenedCount = 2 },
            In("b", "ann", 0) with { FirstReplyAt = Day(-1) },
            In("c", null, 0) with { FirstReplyAt = Day(3) },
            In("d", "bob", 0) with { FirstReplyAt = Day(9), Direction = Direction.Out },
            In("e", "bob", 0) with { FirstReplyAt = Day(201) });
        Assert.Equal((null, 5, 5), Figure(oracle, "interactions"));
        Assert.Equal((null, 5, 1), Figure(oracle, "interactions-reopened"));
        Assert.Equal((null, 5, 2), Figure(oracle, "customers-served"));
        Assert.Equal((null, 2, 2 * 86_400), Figure(oracle, "first-reply-median"));
    }

    [Fact]
    public void Ratings_KeepTheirScale()
    {
        var oracle = Oracle(
            Rated("a", 5, 4),
            Rated("b", 10, 9),
            Rated("c", 7, 3) with { Asked = true },
            Rated("d", 5, 5) with { RatedAt = Day(201) },
            Rated("e", 5, 1) with { Asked = false },
            In("f", "ann", 0) with { Asked = true });
        Is(oracle, "delighted-share", 1, 4);
        Is(oracle, "satisfied-share", 2, 4);
        Is(oracle, "unhappy-share", 2, 4);
        Is(oracle, "response-rate", 3, 5);
        Is(oracle, "asked-share", 5, 6);
        Assert.Equal((4 + 4.6 + (1 + (4 * 2 / 6.0)) + 1) / 4, oracle.Ask("mean-rating", OracleBucket.All).Value!.Value, 1e-12);
    }

    [Fact]
    public void Bucket_MaturesWithItsEndAndWithItsClaims()
    {
        NaiveOracle At(double day) => new([In("a", "ann", 0) with { ClaimedAt = Day(1) }], [Live], Day(day));
        var week = OracleBucket.Of(Day(-3), Day(4));
        Assert.Equal((true, 1), Maturing(At(7), week));
        Assert.Equal((true, 0), Maturing(At(8), week));
        Assert.Equal((true, 0), Maturing(At(10.9), week));
        Assert.Equal((false, 0), Maturing(At(11), week));
        Assert.Equal((true, 1), Maturing(At(7), OracleBucket.All));
        Assert.Equal((false, 0), Maturing(At(8), OracleBucket.All));
        Assert.Equal((false, null), Maturing(At(8), OracleBucket.Of(Day(20), Day(21))));
    }

    [Fact]
    public void KnownUntil_CutsEachSourceByItself()
    {
        var file = new OracleSource("f", Live: false, KnownUntil: Day(10), ContactsKnownUntil: Day(5));
        var oracle = new NaiveOracle(
            [
                In("a", "ann", 0) with { Source = "f", ClaimedAt = Day(1) },
                In("b", "bob", 0) with { Source = "f", ClaimedAt = Day(11) },
                In("c", "cid", 11) with { Source = "f" },
                In("d", "dan", 11) with { ClaimedAt = Day(12) },
            ],
            [Live, file],
            AsOf);
        Is(oracle, "claimed-rate", 2, 3);
        Is(oracle, "held-rate-7d", 1, 3);
        Assert.Equal((true, 0.5), Maturing(oracle, OracleBucket.All));
        Assert.Equal(Day(5), oracle.Ask("interactions", OracleBucket.All).K);
        Assert.Equal(AsOf, oracle.Ask("interactions", OracleBucket.All, ("source", "s")).K);
    }

    [Fact]
    public void SlicesOfAnIssue_AreThoseOfItsFirstContact()
    {
        var oracle = Oracle(
            In("a", "ann", 0) with { ClaimedAt = Day(1), Channel = "email", Extra = "{\"tier\":\"gold\"}" },
            In("b", "ann", 2) with { ClaimedAt = Day(3), Channel = "phone", ReopenedCount = 1 });
        Is(oracle, "claimed-rate", 1, 1, ("channel", "email"));
        Is(oracle, "claimed-rate", 0, 0, ("channel", "phone"));
        Is(oracle, "claimed-rate", 1, 1, ("channel", "phone"), ("channel", "email"), ("extra.tier", "gold"));
        Is(oracle, "claimed-rate", 1, 1, ("reopened_count", ""));
        Assert.Equal(1, oracle.Ask("interactions", OracleBucket.All, ("reopened_count", "1")).N);
        Assert.Equal(1, oracle.Ask("interactions", OracleBucket.All, ("channel", "Phone"), ("channel", "phone")).N);
    }

    [Fact]
    public void RecordsWithoutAnId_KeepTheirOrderAmongEquals()
    {
        Interaction Blank(string id, string channel) => In(id, "ann", 0) with { ExternalIdIsHash = true, Channel = channel };
        Is(Oracle(In("a", "ann", 0), Blank("z", "phone"), Blank("y", "email")), "claimed-rate", 0, 1, ("channel", "phone"));
        Is(Oracle(In("a", "ann", 0), Blank("y", "email"), Blank("z", "phone")), "claimed-rate", 0, 1, ("channel", "email"));
    }

    private static Instant Day(double day) => Instant.From(new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero).AddDays(day));

    private static Interaction In(string id, string? customer, double day) => new()
    {
        Source = "s",
        ExternalId = id,
        Customer = customer,
        Topic = "billing",
        OpenedAt = Day(day),
    };

    private static Interaction Rated(string id, int scale, double rating) => In(id, null, 0) with { RatingScale = scale, Rating = rating };

    private static NaiveOracle Oracle(params Interaction[] records) => new(records, [Live], AsOf);

    private static void Is(NaiveOracle oracle, string metric, int count, int n, params OracleSlice[] slices) =>
        Assert.Equal((metric, count, n, n == 0 ? null : (double?)count / n), Named(metric, oracle.Ask(metric, OracleBucket.All, slices)));

    private static (string, double?, long, double?) Named(string metric, OracleAnswer a) => (metric, a.Count, a.N, a.Value);

    private static (double? Count, long N, double? Value) Figure(NaiveOracle oracle, string metric, OracleBucket? bucket = null) =>
        oracle.Ask(metric, bucket ?? OracleBucket.All) is var a ? (a.Count, a.N, a.Value) : default;

    private static (bool Maturing, double? Share) Maturing(NaiveOracle oracle, OracleBucket bucket, string metric = "held-rate-7d", params OracleSlice[] slices) =>
        oracle.Ask(metric, bucket, slices) is var a ? (a.Maturing, a.MaturingShare) : default;
}
