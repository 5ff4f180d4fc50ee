using CxDashboard.Data;
using CxDashboard.Domain.Interactions;
using CxDashboard.Domain.Time;
using Xunit;
using static CxDashboard.Tests.Data.TemporaryStore;

namespace CxDashboard.Tests.Data;

public sealed class StoreWriterTests
{
    [Fact]
    public async Task NewRecords_GetDenseIdsAndJournalRows()
    {
        await using var store = await TemporaryStore.OpenedAsync();

        var result = await store.WriteAsync(Record("a"), Record("b"));

        Assert.Equal([new(WriteKind.New, 1), new(WriteKind.New, 2)], result.Outcomes);
        Assert.Equal((2, 2L, 0L, 0L), (result.Sequence, result.New, result.Changed, result.Unchanged));
        Assert.Equal(["1|1|1", "2|2|1"], store.Ask("SELECT sequence, interaction_id, kind FROM journal"));
    }

    [Fact]
    public async Task TheSameRecordAgain_IsUnchangedAndLeavesNoTrace()
    {
        await using var store = await TemporaryStore.OpenedAsync();
        await store.WriteAsync(Full);

        var result = await store.WriteAsync(Full);

        Assert.Equal([new(WriteKind.Unchanged, 1)], result.Outcomes);
        Assert.Equal(["1"], store.Ask("SELECT count(*) FROM journal"));
        Assert.Empty(store.Ask("SELECT * FROM interaction_version"));
    }

    [Fact]
    public async Task AChangedRecord_ReplacesTheOldOneAndKeepsItsVersion()
    {
        await using var store = await TemporaryStore.OpenedAsync();
        await store.WriteAsync(Record("a", "billing"), Record("b"));

        var result = await store.WriteAsync(Record("a", "delivery"));

        Assert.Equal([new(WriteKind.Changed, 1)], result.Outcomes);
        Assert.Equal(["1|delivery", "2|billing"], store.Ask("SELECT id, topic FROM interaction ORDER BY id"));
        Assert.Equal(["3|1|billing|a"], store.Ask("SELECT replaced_sequence, interaction_id, topic, external_id FROM interaction_version"));
        Assert.Equal(["3|1|2"], store.Ask("SELECT sequence, interaction_id, kind FROM journal WHERE sequence > 2"));
    }

    public static TheoryData<string> Fields => [.. Changes.Keys];

    [Theory]
    [MemberData(nameof(Fields))]
    public async Task AnyOneFieldThatDiffers_IsAChange(string field)
    {
        await using var store = await TemporaryStore.OpenedAsync();
        await store.WriteAsync(Full);

        var there = await store.WriteAsync(Changes[field](Full));
        var back = await store.WriteAsync(Full);

        Assert.Equal(WriteKind.Changed, there.Outcomes[0].Kind);
        Assert.Equal(WriteKind.Changed, back.Outcomes[0].Kind);
    }

    [Fact]
    public void TheFieldsThatAreTried_AreAllOfTheRecord()
    {
        var fields = typeof(Interaction).GetProperties().Select(p => p.Name).Except(["Source", "ExternalId", "EqualityContract"]);

        Assert.Equal(fields.Order(), Changes.Keys.Order());
    }

    [Fact]
    public async Task EveryField_IsStoredAsItCame()
    {
        await using var store = await TemporaryStore.OpenedAsync();
        await store.WriteAsync(Full);

        await using var context = new QueryContextFactory(store.Path).CreateDbContext();
        var row = Assert.Single(context.Interactions);

        foreach (var property in typeof(Interaction).GetProperties().Where(p => p.Name is not "Source" and not "Cost"))
            Assert.Equal(property.GetValue(Full), typeof(InteractionRow).GetProperty(property.Name)!.GetValue(row));
        Assert.Equal(123_456L, row.Cost);
        Assert.Equal("mail", context.Sources.Single(s => s.Id == row.SourceId).Name);
    }

    [Fact]
    public async Task TextThatIsEmptyOrOddOrNotValid_IsTheSameTheNextTime()
    {
        await using var store = await TemporaryStore.OpenedAsync();
        var odd = Record("a\0b") with { Comment = "", Customer = "Zoë 𝄞", Cause = "\ud83d broken", Rating = double.NaN, RatingScale = 5 };
        await store.WriteAsync(odd);

        var again = await store.WriteAsync(odd);

        Assert.Equal(WriteKind.Unchanged, again.Outcomes[0].Kind);
        Assert.Equal(["text|Zoë 𝄞|-"], store.Ask("SELECT typeof(comment), customer, rating FROM interaction"));
    }

    [Fact]
    public async Task ARecordTwiceInOneBatch_IsWrittenInOrder()
    {
        await using var store = await TemporaryStore.OpenedAsync();

        var result = await store.WriteAsync(Record("a", "one"), Record("a", "two"), Record("a", "two"));

        Assert.Equal([WriteKind.New, WriteKind.Changed, WriteKind.Unchanged], result.Outcomes.Select(o => o.Kind));
        Assert.Equal(["two"], store.Ask("SELECT topic FROM interaction"));
    }

    [Fact]
    public async Task TheSameIdInAnotherSource_IsAnotherRecord()
    {
        await using var store = await TemporaryStore.OpenedAsync();

        var result = await store.WriteAsync(Record("a"), Record("a") with { Source = "phone" });

        Assert.Equal([1, 2], result.Outcomes.Select(o => o.Id));
        Assert.Equal(["1|mail", "2|phone"], store.Ask("SELECT id, name FROM source ORDER BY id"));
    }

    private static readonly Interaction Full = Record("full") with
    {
        Segment = "s",
        Product = "p",
        Region = "r",
        Team = "t",
        FirstReplyAt = new Instant(1),
        FirstUsefulReplyAt = new Instant(2),
        ClaimedAt = new Instant(3),
        Claimed = true,
        ReopenedCount = 1,
        ReopenedAt = new Instant(4),
        LastClaimedAt = new Instant(5),
        Abandoned = false,
        Transfers = 2,
        WaitingSeconds = 60,
        Asked = true,
        Rating = 4.5,
        RatingScale = 5,
        RatedAt = new Instant(6),
        Effort = 7,
        Recommend = 10,
        WouldBuyAgain = true,
        Confirmed = false,
        Comment = "fine",
        Cost = 12.3456m,
        Cause = "process",
        Policy = "refunds",
        Gesture = "flowers",
        Extra = """{"a":"b"}""",
        TimeFlags = TimeFlags.HappenedTwice,
    };

    private static readonly Dictionary<string, Func<Interaction, Interaction>> Changes = new()
    {
        ["ExternalIdIsHash"] = r => r with { ExternalIdIsHash = true },
        ["Customer"] = r => r with { Customer = null },
        ["Segment"] = r => r with { Segment = "S" },
        ["Channel"] = r => r with { Channel = "" },
        ["Topic"] = r => r with { Topic = "x" },
        ["Product"] = r => r with { Product = null },
        ["Region"] = r => r with { Region = "x" },
        ["Team"] = r => r with { Team = "x" },
        ["Direction"] = r => r with { Direction = Direction.Out },
        ["OpenedAt"] = r => r with { OpenedAt = new Instant(0) },
        ["FirstReplyAt"] = r => r with { FirstReplyAt = null },
        ["FirstUsefulReplyAt"] = r => r with { FirstUsefulReplyAt = new Instant(9) },
        ["ClaimedAt"] = r => r with { ClaimedAt = new Instant(9) },
        ["Claimed"] = r => r with { Claimed = null },
        ["ReopenedCount"] = r => r with { ReopenedCount = 2 },
        ["ReopenedAt"] = r => r with { ReopenedAt = null },
        ["LastClaimedAt"] = r => r with { LastClaimedAt = new Instant(9) },
        ["Abandoned"] = r => r with { Abandoned = true },
        ["Transfers"] = r => r with { Transfers = 0 },
        ["WaitingSeconds"] = r => r with { WaitingSeconds = null },
        ["Asked"] = r => r with { Asked = false },
        ["Rating"] = r => r with { Rating = 4 },
        ["RatingScale"] = r => r with { RatingScale = 7 },
        ["RatedAt"] = r => r with { RatedAt = new Instant(9) },
        ["Effort"] = r => r with { Effort = 1 },
        ["Recommend"] = r => r with { Recommend = 0 },
        ["WouldBuyAgain"] = r => r with { WouldBuyAgain = null },
        ["Confirmed"] = r => r with { Confirmed = null },
        ["Comment"] = r => r with { Comment = "fine " },
        ["Cost"] = r => r with { Cost = 12.3457m },
        ["Cause"] = r => r with { Cause = "tool" },
        ["Policy"] = r => r with { Policy = null },
        ["Gesture"] = r => r with { Gesture = null },
        ["Extra"] = r => r with { Extra = """{"a":"c"}""" },
        ["TimeFlags"] = r => r with { TimeFlags = TimeFlags.None },
    };
}
