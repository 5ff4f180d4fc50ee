using System.Globalization;
using CxDashboard.Domain.Interactions;
using CxDashboard.Domain.Time;

namespace CxDashboard.Tests.Oracle;

/// <summary>Makes the records of one random history; their instants gather around each other and around window edges.</summary>
public sealed class RandomRecords(Random random)
{
    private static readonly long[] Deltas =
    [
        .. new[] { 0, 1.0 / 24, 0.5, 3, 7, 14, 30, 90 }.SelectMany(days => new[] { -1, 0, 1 }.Select(ms => (long)(days * 86_400_000) + ms)),
    ];

    // By UTF-16 code units the second comes before the third, by code points and by UTF-8 after it.
    private static readonly string[] OddIds = ["10", "9", "\U0001F600", "\uFB00", "a", "A", "Ä", "a b"];

    /// <summary>Clocks of Europe/London, America/New_York and Australia/Lord_Howe change at these instants of 2026; the last three are far behind the others.</summary>
    public static IReadOnlyList<Instant> ClockChanges { get; } =
    [
        .. new[] { "2026-03-29T01:00Z", "2026-03-08T07:00Z", "2026-04-04T15:00Z", "2026-10-25T01:00Z", "2026-11-01T06:00Z", "2026-10-03T15:30Z" }
            .Select(t => Instant.From(DateTimeOffset.Parse(t, CultureInfo.InvariantCulture))),
    ];

    private readonly List<Instant> _instants = [];
    private readonly List<Instant> _answers = [];
    private int _hashes;

    /// <summary>The ids that customers come under.</summary>
    public static IReadOnlyList<string> Customers { get; } = ["ann", "Ann", "ann@home", "bob", "kiosk"];

    public static Instant Origin { get; } = Instant.From(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    /// <summary>Ways to make a record plainer, for shrinking.</summary>
    public static IReadOnlyList<Func<Interaction, Interaction>> Blanks { get; } =
    [
        r => r with { Segment = null }, r => r with { Channel = null }, r => r with { Topic = null }, r => r with { Customer = null },
        r => r with { Product = null }, r => r with { Region = null }, r => r with { Team = null }, r => r with { Direction = Direction.In },
        r => r with { FirstReplyAt = null }, r => r with { FirstUsefulReplyAt = null }, r => r with { ClaimedAt = null },
        r => r with { Claimed = null }, r => r with { ReopenedCount = null }, r => r with { ReopenedAt = null },
        r => r with { LastClaimedAt = null }, r => r with { Abandoned = null }, r => r with { Asked = null },
        r => r with { Rating = null, RatingScale = null }, r => r with { RatedAt = null }, r => r with { Confirmed = null },
        r => r with { Extra = null }, r => r with { Transfers = null }, r => r with { WaitingSeconds = null }, r => r with { Effort = null },
        r => r with { Recommend = null }, r => r with { WouldBuyAgain = null }, r => r with { Comment = null }, r => r with { Cost = null },
        r => r with { Cause = null }, r => r with { Policy = null }, r => r with { Gesture = null },
    ];

    /// <summary>The latest instant given so far.</summary>
    public Instant Latest => _instants.DefaultIfEmpty(Origin).Max();

    /// <summary>Every instant of a record, as received.</summary>
    public static IEnumerable<Instant> Instants(Interaction r) =>
        new Instant?[] { r.OpenedAt, r.FirstReplyAt, r.FirstUsefulReplyAt, r.ClaimedAt, r.ReopenedAt, r.LastClaimedAt, r.RatedAt }
            .Where(i => i is not null).Select(i => i!.Value);

    /// <summary>An instant in some 100 days, often at, or at a window's length from, one that was given before.</summary>
    public Instant NextInstant()
    {
        if (Chance(0.07))
        {
            var change = Pick(ClockChanges);
            return Chance(0.5) ? Given(change) : Near(change, Chance(0.5));
        }

        // Steps from instant to instant would wander off for years, and nothing would meet; far ones are left alone.
        var anchors = _instants.Where(i => i < Origin + TimeSpan.FromDays(120)).ToList();
        var instant = anchors.Count > 0 && Chance(0.7)
            ? Near(Pick(anchors), Chance(0.3))
            : Origin + TimeSpan.FromHours(random.Next(0, 60 * 24));
        return Given(instant);
    }

    /// <summary>A new record, now and then under an identity that was used before.</summary>
    public Interaction Next()
    {
        var hash = Chance(0.15);
        return Fill(new Interaction
        {
            Source = Pick(["live", "live", "file", "cut"]),
            ExternalId = hash ? $"hash-{random.Next(1_000_000):x}-{_hashes++}" : Chance(0.3) ? Pick(OddIds) : $"{random.Next(1, 80)}",
            ExternalIdIsHash = hash,
            OpenedAt = NextInstant(),
        });
    }

    /// <summary>The same identity, said differently. A record without an id of its own is the same only while it is equal.</summary>
    public Interaction Correct(Interaction record) => record.ExternalIdIsHash ? record : random.Next(6) switch
    {
        0 => record with { Customer = Customer() },
        1 => record with { Topic = Topic() },
        2 => record with { OpenedAt = NextInstant() },
        3 => Fill(record with { OpenedAt = NextInstant() }),
        _ => Fill(record),
    };

    private Interaction Fill(Interaction r)
    {
        var opened = r.OpenedAt;
        var claimed = Maybe(0.65, () => Near(opened, Chance(0.12)));
        var reopened = Maybe(0.3, () => Near(claimed ?? opened, Chance(0.2)));
        var scale = Pick([2, 3, 5, 5, 7, 10, 100]);
        var rating = Maybe(0.45, () => Rating(scale));
        return r with
        {
            Customer = Customer(),
            Topic = Topic(),
            Channel = Pick(["email", "phone", "Phone", null]),
            Segment = Pick(["home", null]),
            Region = Pick(["north", "south", "South", null]),
            Product = Pick(["modem", "router", null]),
            Team = Pick(["first line", null]),
            Direction = Chance(0.12) ? Direction.Out : Direction.In,
            FirstReplyAt = Maybe(0.5, () => Near(opened, Chance(0.15))),
            FirstUsefulReplyAt = Maybe(0.5, () => Near(opened, Chance(0.15))),
            ClaimedAt = claimed,
            Claimed = Pick<bool?>([null, null, true, false]),
            ReopenedCount = Pick<int?>([null, null, null, 0, 1, 2, -1]),
            ReopenedAt = reopened,
            LastClaimedAt = Maybe(0.35, () => Near(reopened ?? claimed ?? opened, Chance(0.2))),
            Abandoned = Pick<bool?>([null, null, null, false, true]),
            Transfers = Pick<int?>([null, null, 0, 1, 3, -1]),
            WaitingSeconds = Chance(0.25) ? null : Pick<long?>([0, 1, 90, 3600, 3_000_000_000, -60]),
            Asked = Pick<bool?>([null, true, false]),
            Rating = rating,
            RatingScale = rating is null ? null : scale,
            RatedAt = Maybe(0.6, () => Answered(opened)),
            Effort = Chance(0.6) ? null : random.Next(1, 8),
            Recommend = Chance(0.5) ? null : random.Next(0, 11),
            WouldBuyAgain = Pick<bool?>([null, null, true, false]),
            Confirmed = Pick<bool?>([null, true, false]),
            Comment = Pick([null, null, "still broken"]),
            Cost = Chance(0.4) ? null : random.Next(-30_000, 2_000_000) / 10_000m,
            Cause = Pick([null, null, null, null, "product", "policy"]),
            Policy = Pick([null, null, null, null, "no refunds"]),
            Gesture = Pick([null, null, null, "flowers"]),
            Extra = Pick([null, "{\"tier\":\"gold\"}", "{\"tier\":\"Gold\",\"plan\":\"\"}"]),
        };
    }

    private string? Customer() => Chance(0.1) ? null : Chance(0.6) ? Pick(["ann", "ann@home"]) : Pick(Customers);

    private string? Topic() => Pick(["billing", "billing", "billing", "billing", "Billing", null]);

    // Answers meet at one instant, so that a yes and a no can.
    private Instant Answered(Instant opened)
    {
        var answered = _answers.Count > 0 && Chance(0.4) ? Pick(_answers) : Near(opened, Chance(0.1));
        _answers.Add(answered);
        return answered;
    }

    private double Rating(int scale)
    {
        var table = OracleRating.Find(scale)!;
        return Chance(0.2)
            ? table.Low + (Math.Round(random.NextDouble() * 8) / 8 * (table.High - table.Low))
            : random.Next((int)table.Low, (int)table.High + 1);
    }

    private Instant Near(Instant instant, bool before)
    {
        var delta = TimeSpan.FromMilliseconds(Pick(Deltas));
        return Given(before ? instant - delta : instant + delta);
    }

    private Instant Given(Instant instant)
    {
        _instants.Add(instant);
        return instant;
    }

    private T? Maybe<T>(double chance, Func<T> value)
        where T : struct => Chance(chance) ? value() : null;

    private bool Chance(double chance) => random.NextDouble() < chance;

    private T Pick<T>(IReadOnlyList<T> of) => of[random.Next(of.Count)];
}
