using CxDashboard.Data;
using CxDashboard.Domain.Metrics;
using CxDashboard.Domain.Time;
using CxDashboard.Tests.Support;
using Xunit;
using static CxDashboard.Domain.Metrics.PhaseKind;

namespace CxDashboard.Tests.Data;

/// <summary>Phases as they are said, kept and taken back.</summary>
public sealed class PhasesTests
{
    private static readonly DateOnly October = new(2025, 10, 6), March = new(2026, 3, 16);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task PhasesOfAMetricAndASlice_AreOfThisOneOnly_Ascending()
    {
        await using var store = await TemporaryStore.OpenedAsync();
        var chats = PhaseBook.KeyOf([("channel", "Chat", false)]);
        await SayAsync(store, Begin(March), Begin(October), Begin(October) with { Slices = chats, Why = "chats open at eight" }, Begin(October) with { Metric = "claimed-rate" });

        var book = Read(store);

        Assert.Equal([October, March], book.PhasesOf("held-rate-7d", "").Select(p => p.Starts));
        Assert.Equal(new Phase(October, "M. Okafor", "chats open at eight"), Assert.Single(book.PhasesOf("held-rate-7d", chats)));
        Assert.Empty(book.PhasesOf("held-rate-7d", PhaseBook.KeyOf([("channel", "Chat", true)])));
        Assert.Equal(("claimed-rate", ""), book.Keys[0]);
    }

    [Fact]
    public async Task WhatIsTakenBack_IsAsItWasBefore_AndTheLogKeepsBoth()
    {
        await using var store = await TemporaryStore.OpenedAsync();
        Assert.Equal(1, await SayAsync(store, Begin(October)));
        Assert.Equal(0, await SayAsync(store, Begin(October) with { SetBy = " M. Okafor " }));
        Assert.Equal(1, await SayAsync(store, Begin(October) with { Why = "a label in the first reply" }));
        Assert.Equal("a label in the first reply", Assert.Single(Read(store).PhasesOf("held-rate-7d", "")).Why);
        Assert.Equal(1, await SayAsync(store, Begin(October) with { Kind = TakenBack, SetBy = "", Why = "" }));
        Assert.Equal(0, await SayAsync(store, Begin(October) with { Kind = TakenBack }));

        Assert.Empty(Read(store).PhasesOf("held-rate-7d", ""));
        Assert.Equal(["1|1|2025-10-06|M. Okafor", "2|1|2025-10-06|M. Okafor", "3|2|2025-10-06|"], store.Ask("SELECT sequence, kind, starts, set_by FROM phase"));
    }

    [Fact]
    public async Task PhasesOfAMoment_AreThoseSaidByThen()
    {
        var clock = new ManualClock(new Instant(1_000));
        await using var store = await TemporaryStore.OpenedByAsync(clock);
        await SayAsync(store, Begin(October));
        clock.Now = new Instant(2_000);
        await SayAsync(store, Begin(October) with { Kind = TakenBack });

        Assert.Equal([0, 1, 1, 0], ((long[])[999, 1_000, 1_999, 2_000]).Select(at => Read(store).PhasesOf("held-rate-7d", "", new Instant(at)).Count));
    }

    [Theory]
    [InlineData(" ", "a new desk", "say who sets it")]
    [InlineData("M. Okafor", " ", "say what changed")]
    [InlineData("M. Okafor", null, "more than 500 characters")]
    public async Task WhatCannotBe_IsRefusedInOneSentence_WithItsWholeBatch(string name, string? why, string says)
    {
        await using var store = await TemporaryStore.OpenedAsync();
        var refused = await Assert.ThrowsAsync<PhaseRefusedException>(() => SayAsync(store, Begin(March), Begin(October) with { SetBy = name, Why = why ?? new string('x', 501) }));

        Assert.Contains(says, refused.Message, StringComparison.Ordinal);
        Assert.Empty(Read(store).Keys);
    }

    [Fact]
    public void SameConditions_HaveOneKey_WhateverTheirOrder()
    {
        (string Field, string? Value, bool Not)[] slices = [("topic", "Billing, \"new\"", false), ("channel", "Chat", true), ("channel", " ", false)];
        var key = PhaseBook.KeyOf(slices);

        Assert.Equal(key, PhaseBook.KeyOf(slices.Reverse().Append(slices[0])));
        Assert.Equal(key, PhaseBook.KeyOf(PhaseBook.SlicesOf(key)));
        Assert.Equal([("channel", null, false), ("channel", "Chat", true), ("topic", "Billing, \"new\"", false)], PhaseBook.SlicesOf(key));
        Assert.Equal("", PhaseBook.KeyOf([]));
    }

    private static PhaseChange Begin(DateOnly starts) => new(Begun, "held-rate-7d", "", starts, "M. Okafor", "return label in the first reply");

    private static async Task<long> SayAsync(TemporaryStore store, params PhaseChange[] changes) => (await store.Writer.WriteAsync(new WriteBatch { Phases = changes }, Token)).PhasesWritten;

    private static PhaseBook Read(TemporaryStore store)
    {
        using var reader = Store.OpenReader(store.Path);
        return PhaseLog.Read(reader);
    }
}
