using CxDashboard.Domain.Interactions;
using CxDashboard.Domain.Metrics;
using CxDashboard.Domain.Time;
using CxDashboard.Features.Metric;
using CxDashboard.Measuring;
using CxDashboard.Tests.Measuring;
using CxDashboard.Tests.Oracle;
using Xunit;

namespace CxDashboard.Tests.Features.Metric;

/// <summary>Forty weeks of two hundred chats and calls each, on the real engine: of the chats one in two is closed until week 24, three in four since.</summary>
public sealed class ChangeQueryTests : IAsyncLifetime
{
    private const int Weeks = 40, EachWeek = 200, Changed = 24;
    private static readonly DateOnly First = new(2026, 1, 5);
    private static readonly Instant Start = Instant.From(new DateTimeOffset(2026, 1, 5, 0, 0, 0, TimeSpan.Zero));
    private static readonly IReadOnlyList<Slice> Chats = [new("channel", "Chat")];
    private EngineUnderTest _engine = null!;
    private ChangeQuery _query = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _engine = await EngineUnderTest.StartAsync(Start + TimeSpan.FromDays((7 * Weeks) + 10), [new OracleSource("desk", Live: true)]);
        var random = new Random(7);
        await _engine.WriteAsync([.. Enumerable.Range(0, Weeks * EachWeek).Select(i =>
        {
            var (opened, isChat) = (Start + TimeSpan.FromDays((7 * (i / EachWeek)) + (i % 5)), i % 2 == 0);
            var claimed = random.NextDouble() < (isChat && i / EachWeek >= Changed ? 0.75 : 0.5);
            return new Interaction
            {
                Source = "desk",
                ExternalId = $"{i:0000}",
                Customer = $"customer {i}",
                Channel = isChat ? "Chat" : "Phone",
                Topic = "Billing",
                OpenedAt = opened,
                ClaimedAt = claimed ? opened + TimeSpan.FromDays(1) : null,
            };
        })]);
        var measure = _engine.NewMeasure(workspace: new WorkspaceOptions());
        await measure.FollowAsync(Token);
        _query = new ChangeQuery(measure);
    }

    public ValueTask DisposeAsync() => _engine.DisposeAsync();

    [Fact]
    public async Task ChangeAgainstThoseWhoDidNotChange_IsFound_WithWhatWasExpected()
    {
        var model = await AskAsync(new() { Metric = "claimed-rate", View = new(), Since = Day(Changed), Control = "channel", Expect = "25" });

        Assert.Null(model.Fault);
        Assert.Equal(["nobody", "channel not Chat"], model.Controls.Select(c => c.Text));
        Assert.Matches(@"^Claimed, channel Chat, against channel not Chat since 22 June 2026: \+2\d\.\d points \[\+\d+\.\d, \+\d+\.\d\], about 9 in 10\.$", model.Says[0]);
        Assert.Contains(model.Says, s => s.Contains("shows in 8 of 10 cases", StringComparison.Ordinal));
        Assert.Equal("the change", ChangeQuery.Flag(new() { Metric = "claimed-rate", View = new(), Since = Day(Changed) }, TimeZoneInfo.Utc)!.Words);
    }

    [Theory]
    [InlineData("3 March", null, "“3 March” is no day. Write it as 2026-03-01.")]
    [InlineData("2026-06-22", "much", "“much” is no number of points.")]
    [InlineData("2030-01-01", null, "there is nothing to compare")]
    public async Task WhatCannotBeAsked_IsOneSentence(string since, string? expect, string says)
    {
        var model = await AskAsync(new() { Metric = "claimed-rate", View = new(), Since = since, Expect = expect });

        Assert.Contains(says, model.Fault, StringComparison.Ordinal);
        Assert.Empty(model.Says);
    }

    [Fact]
    public async Task WithoutADay_ThereIsTheFormAlone_AndOfOneCustomersWaitNothing()
    {
        var model = await AskAsync(new() { Metric = "claimed-rate", View = new(), Control = "team" });

        Assert.Equal(("", "", 0), (model.Since, model.Control, model.Says.Count));
        Assert.Null(await _query.RunAsync(new() { Metric = "oldest-open", View = new() }, MetricCatalogue.Find("oldest-open")!, [], Token));
    }

    private async Task<ChangeModel> AskAsync(MetricAddress address) => (await _query.RunAsync(address, MetricCatalogue.Find(address.Metric)!, Chats, Token))!;

    private static string Day(int week) => First.AddDays(7 * week).ToString("O", System.Globalization.CultureInfo.InvariantCulture);
}
