using System.Text.Json.Nodes;
using CxDashboard.Domain.Time;
using CxDashboard.Features.Ingest;
using CxDashboard.Features.Ingest.Connectors;
using CxDashboard.Live;
using CxDashboard.Tests.Data;
using CxDashboard.Tests.Support;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace CxDashboard.Tests.Ingest.Connectors;

public sealed class PullerTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Opened = new(2026, 11, 1, 10, 0, 0, TimeSpan.Zero);

    private readonly ManualClock _clock = new(Instant.From(new DateTimeOffset(2026, 12, 1, 12, 0, 0, TimeSpan.Zero)));
    private readonly ServiceProvider _services;
    private FakeZendesk _zendesk = null!;
    private TemporaryStore _store = null!;

    public PullerTests()
    {
        var services = new ServiceCollection();
        IngestServices.AddClient(services);
        _services = services.BuildServiceProvider();
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private ConnectorShelf Shelf => new(_store.Writer, _store.Folder, DataProtectionProvider.Create(new DirectoryInfo(_store.Folder.KeysPath)));

    private Puller Puller => new(Shelf, _store.Writer, _store.Folder, _services.GetRequiredService<IHttpClientFactory>(), new LiveFeed(), _clock, NullLogger<Puller>.Instance);

    public async ValueTask InitializeAsync()
    {
        _zendesk = await FakeZendesk.StartAsync();
        _store = await TemporaryStore.OpenedByAsync(_clock);
        await Shelf.SaveAsync(Settings(), FakeZendesk.Token, Token);
    }

    public async ValueTask DisposeAsync()
    {
        await _zendesk.DisposeAsync();
        await _store.DisposeAsync();
        await _services.DisposeAsync();
    }

    [Fact]
    public async Task Tickets_ComeInPagesAndOnlyWhatChangedComesAgain()
    {
        _zendesk.PerPage = 3;
        for (var id = 1; id <= 8; id++) _zendesk.Put(Ticket(id, "open"));

        Assert.Equal(8, await Puller.PullAsync("help desk", Token));
        Assert.Equal(3, _zendesk.Asked.Count);
        Assert.Equal(["8|0"], _store.Ask("SELECT count(*), sum(claimed) FROM interaction"));

        _zendesk.Put(Ticket(2, "solved"), Metrics(2, reopens: 0, reply: 12, first: 60, solved: Opened.AddHours(1).AddSeconds(20)));
        _zendesk.Put(Ticket(9, "new"));
        _clock.Now += TimeSpan.FromMinutes(1);
        Assert.Equal((1, 2L), await Puller.PullAllAsync(Token));

        Assert.Equal(["1|" + Milliseconds(Opened.AddMinutes(12)) + "|" + Milliseconds(Opened.AddHours(1).AddSeconds(20))],
            _store.Ask("SELECT claimed, first_reply_at, claimed_at FROM interaction WHERE external_id = '2'"));
        Assert.Equal(["9|10"], _store.Ask("SELECT (SELECT count(*) FROM interaction), (SELECT count(*) FROM journal)"));

        // The export leaves the last minute out.
        Assert.Equal([Milliseconds(new DateTimeOffset(2026, 12, 1, 12, 0, 0, TimeSpan.Zero)) + "|0"], _store.Ask("SELECT known_until, live FROM source WHERE name = 'help desk'"));
    }

    [Fact]
    public async Task ATicketsStory_IsReadFromItsMetrics()
    {
        var ticket = Ticket(7, "closed");
        ticket["requester_id"] = 42;
        ticket["type"] = "incident";
        ticket["via"] = new JsonObject { ["channel"] = "email" };
        ticket["satisfaction_rating"] = new JsonObject { ["score"] = "bad", ["comment"] = "Too late." };
        ticket["tags"] = new JsonArray("vip", "parcel");
        _zendesk.Put(ticket, Metrics(7, reopens: 2, reply: 5, first: 90, solved: Opened.AddDays(3)), new JsonObject { ["id"] = 42, ["email"] = "Bea@Example.com" });

        await Puller.PullAsync("help desk", Token);

        Assert.Equal([$"bea@example.com|email|incident|1|{Milliseconds(Opened.AddMinutes(90))}|2|{Milliseconds(Opened.AddDays(3))}|1|0|2|Too late."], _store.Ask(
            "SELECT customer, channel, topic, claimed, claimed_at, reopened_count, last_claimed_at, asked, rating, rating_scale, comment FROM interaction"));
        Assert.Equal(["vip, parcel"], _store.Ask("SELECT extra ->> 'tags' FROM interaction"));
    }

    [Fact]
    public async Task DeletedTickets_GoAndUnreadableOnesAreToldOf()
    {
        _zendesk.Put(Ticket(1, "open"));
        _zendesk.Put(Ticket(2, "open"));
        var broken = Ticket(3, "open");
        broken["created_at"] = "yesterday";
        _zendesk.Put(broken);
        await Puller.PullAsync("help desk", Token);
        _zendesk.Put(Ticket(1, "deleted"));

        await Puller.PullAsync("help desk", Token);

        Assert.Equal(["2"], _store.Ask("SELECT external_id FROM interaction"));
        var state = Shelf.Find("help desk")!.State;
        Assert.Equal((2, 1, 1), (state.Records, state.Deleted, state.Refused));
        Assert.Equal(["Ticket 3 has no readable created_at."], state.LastRefused);
    }

    [Theory]
    [InlineData(429, "wants to be left alone for 37 seconds", 37)]
    [InlineData(503, "answered 503. It is tried again.", 60)]
    [InlineData(401, "does not accept the e-mail address and the token", 60)]
    [InlineData(302, "sends on to another address, which is not followed", 60)]
    public async Task ARefusal_IsASentenceAndIsWaitedOut(int status, string sentence, int seconds)
    {
        _zendesk.Put(Ticket(1, "open"));
        _zendesk.Next(status, status == 429 ? [("Retry-After", "37")] : [("Location", "http://127.0.0.1:1/elsewhere")]);

        Assert.Equal((1, 0L), await Puller.PullAllAsync(Token));
        Assert.Contains(sentence, Shelf.Find("help desk")!.State.Fault, StringComparison.Ordinal);

        _clock.Now += TimeSpan.FromSeconds(seconds - 1);
        Assert.Equal((0, 0L), await Puller.PullAllAsync(Token));
        _clock.Now += TimeSpan.FromSeconds(1);
        Assert.Equal((1, 1L), await Puller.PullAllAsync(Token));
        Assert.Null(Shelf.Find("help desk")!.State.Fault);
        Assert.Equal(2, _zendesk.Asked.Count);
    }

    [Fact]
    public async Task APageThatBreaksOff_LeavesNothingAndComesAgain()
    {
        _zendesk.PerPage = 2;
        for (var id = 1; id <= 4; id++) _zendesk.Put(Ticket(id, "open"));
        _zendesk.NextWith("X-Anything", "fine");
        _zendesk.Next(async context =>
        {
            context.Response.ContentLength = 5_000;
            await context.Response.WriteAsync("{\"tickets\":[{\"id\":3,", Token);
            context.Abort();
        });
        _zendesk.Next(context => context.Response.WriteAsync("<html>Down for maintenance</html>", Token));

        Assert.Equal(2, await Puller.PullAsync("help desk", Token));
        Assert.Equal(0, await Puller.PullAsync("help desk", Token));
        Assert.Contains("is no page of the incremental export", Shelf.Find("help desk")!.State.Fault, StringComparison.Ordinal);
        Assert.Equal(2, await Puller.PullAsync("help desk", Token));

        Assert.Equal(["4|4"], _store.Ask("SELECT count(*), (SELECT count(*) FROM journal) FROM interaction"));
    }

    [Fact]
    public async Task ALimitThatIsSpent_IsWaitedOutBeforeItRefuses()
    {
        _zendesk.PerPage = 1;
        _zendesk.Put(Ticket(1, "open"));
        _zendesk.Put(Ticket(2, "open"));
        _zendesk.NextWith("Zendesk-RateLimit-incremental-exports-cursor", "total=10; remaining=0; resets=41");

        Assert.Equal((1, 1L), await Puller.PullAllAsync(Token));
        _clock.Now += TimeSpan.FromSeconds(41);
        Assert.Equal((0, 0L), await Puller.PullAllAsync(Token));
        _clock.Now += TimeSpan.FromSeconds(1);
        Assert.Equal((1, 1L), await Puller.PullAllAsync(Token));
    }

    [Fact]
    public async Task AServerThatStops_GoesOnWhereItWas()
    {
        _zendesk.PerPage = 2;
        for (var id = 1; id <= 6; id++) _zendesk.Put(Ticket(id, "open"));
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        _zendesk.NextWith("X-Anything", "fine");
        _zendesk.Next(async _ => await stop.CancelAsync());
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Puller.PullAsync("help desk", stop.Token));
        await _store.CloseAsync();
        await _store.OpenAsync();

        Assert.Equal(4, await Puller.PullAsync("help desk", Token));

        Assert.Equal(["6|6"], _store.Ask("SELECT count(*), (SELECT count(*) FROM journal) FROM interaction"));
    }

    [Fact]
    public async Task TheSecret_IsEncryptedAndNeverInTheStore()
    {
        await _store.CloseAsync();
        foreach (var file in Directory.EnumerateFiles(_store.Folder.Path, "store.db*"))
            Assert.DoesNotContain(FakeZendesk.Token, System.Text.Encoding.Latin1.GetString(await File.ReadAllBytesAsync(file, Token)), StringComparison.Ordinal);
        await _store.OpenAsync();

        // Without another one it keeps the one that it has; with the keys gone it says so.
        await Shelf.SaveAsync(Settings() with { IsPaused = true }, secret: null, Token);
        Assert.Equal(FakeZendesk.Token, Shelf.SecretOf(Shelf.Find("help desk")!.Settings));
        Directory.Delete(_store.Folder.KeysPath, recursive: true);
        await Shelf.SaveAsync(Settings(), secret: null, Token);
        await Puller.PullAsync("help desk", Token);
        Assert.Contains("cannot be read any more", Shelf.Find("help desk")!.State.Fault, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pseudonymous_StoresNoAddress()
    {
        await Shelf.SaveAsync(Settings() with { Pseudonymises = true }, secret: null, Token);
        var ticket = Ticket(1, "open");
        ticket["requester_id"] = 42;
        _zendesk.Put(ticket, user: new JsonObject { ["id"] = 42, ["email"] = "bea@example.com" });

        await Puller.PullAsync("help desk", Token);

        Assert.StartsWith("h:", Assert.Single(_store.Ask("SELECT customer FROM interaction")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task PausedOrRemoved_IsNotAsked_AndAnewBeginsAtItsDay()
    {
        _zendesk.Put(Ticket(1, "open"));
        await Shelf.SaveAsync(Settings() with { IsPaused = true }, secret: null, Token);
        Assert.Equal((0, 0L), await Puller.PullAllAsync(Token));
        await Shelf.SaveAsync(Settings(), secret: null, Token);
        await Puller.PullAsync("help desk", Token);
        await Shelf.StartAgainAsync("help desk", Token);
        await Puller.PullAsync("help desk", Token);

        Assert.All(_zendesk.Asked, asked => Assert.Contains($"start_time={Opened.AddDays(-1).ToUnixTimeSeconds()}", asked, StringComparison.Ordinal));
        Assert.Equal(["1"], _store.Ask("SELECT count(*) FROM journal"));
        await Shelf.RemoveAsync("help desk", Token);
        Assert.Equal((0, 0L), await Puller.PullAllAsync(Token));
        Assert.Equal(["0"], _store.Ask("SELECT count(*) FROM setting WHERE name LIKE 'connector%'"));
    }

    [Theory]
    [InlineData("removed")]
    [InlineData("begun anew")]
    [InlineData("another account")]
    [InlineData("paused")]
    public async Task WhatIsSaidWhileAPageIsUnderWay_Holds(string what)
    {
        _zendesk.PerPage = 1;
        for (var id = 1; id <= 3; id++) _zendesk.Put(Ticket(id, "open"));
        _zendesk.NextWith("X-Anything", "fine");
        var saidNow = 0;
        _zendesk.Meanwhile(async () =>
        {
            if (Interlocked.Increment(ref saidNow) > 1) return;
            await (what switch
            {
                "removed" => Shelf.RemoveAsync("help desk", Token),
                "begun anew" => Shelf.StartAgainAsync("help desk", Token),
                "another account" => Shelf.SaveAsync(Settings() with { From = Instant.From(Opened.AddDays(-9)) }, secret: null, Token),
                _ => Shelf.PauseAsync("help desk", Token),
            });
        });

        var came = await Puller.PullAsync("help desk", Token);

        var found = Shelf.Find("help desk");
        switch (what)
        {
            case "removed":
                Assert.Equal((1, null), (came, found));
                Assert.Equal(["0"], _store.Ask("SELECT count(*) FROM setting WHERE name LIKE 'connector%'"));
                break;
            case "paused":
                Assert.Equal((1, true, 1), (came, found!.Settings.IsPaused, found.State.Records));
                break;
            default:
                // The page that was under way is not taken; all of them come from the beginning.
                Assert.Equal((4, 3), (came, found!.State.Records));
                Assert.Equal(2, _zendesk.Asked.Count(a => a.Contains("start_time", StringComparison.Ordinal)));
                break;
        }
    }

    [Fact]
    public async Task AnotherAccount_BeginsAnew_AndAnotherTokenDoesNot()
    {
        _zendesk.Put(Ticket(1, "open"));
        await Puller.PullAsync("help desk", Token);
        await Shelf.SaveAsync(Settings(), "another token", Token);
        Assert.NotNull(Shelf.Find("help desk")!.State.Cursor);
        var other = Settings().Answers.ToDictionary(StringComparer.Ordinal);
        other["account"] = "acme";
        await Shelf.SaveAsync(Settings() with { Answers = other }, secret: null, Token);
        Assert.Null(Shelf.Find("help desk")!.State.Cursor);
    }

    [Fact]
    public async Task NameOfAWebhook_IsRefused()
    {
        await _store.Writer.WriteAsync(new CxDashboard.Data.WriteBatch { Settings = [("webhook:desk", "{}")] }, Token);
        var refused = await Assert.ThrowsAsync<ConnectorFaultException>(() => Shelf.SaveAsync(Settings() with { Name = "desk" }, FakeZendesk.Token, Token));
        Assert.Equal("“desk” is the name of a webhook. Take another name for what is fetched, and see that the same contacts do not come both ways.", refused.Message);
    }

    [Fact]
    public async Task AnAnswerThatIsDamaged_EndsNothingForOtherSystems()
    {
        await Shelf.SaveAsync(Settings() with { Name = "a desk before" }, FakeZendesk.Token, Token);
        _zendesk.Put(Ticket(1, "open"));
        _zendesk.Next(async context =>
        {
            context.Response.Headers.ContentEncoding = "gzip";
            await context.Response.WriteAsync("this is no gzip at all", Token);
        });

        Assert.Equal((2, 1L), await Puller.PullAllAsync(Token));
        Assert.Contains("could not be asked", Shelf.Find("a desk before")!.State.Fault, StringComparison.Ordinal);
        Assert.Null(Shelf.Find("help desk")!.State.Fault);
    }

    [Fact]
    public async Task TheVendorsOwnPage_IsRead()
    {
        var page = JsonNode.Parse(await File.ReadAllTextAsync(SharedData.Find("data/zendesk/incremental_tickets_page.json"), Token))!;
        foreach (var ticket in page["tickets"]!.AsArray()) _zendesk.Put(ticket!.DeepClone().AsObject());

        await Puller.PullAsync("help desk", Token);

        var expected = page["tickets"]!.AsArray().GroupBy(t => t!["id"]!.GetValue<long>()).Select(g => g.Last()!).ToList();
        Assert.Equal([$"{expected.Count(t => t["status"]!.GetValue<string>() != "deleted")}|{expected.Count(t => t["status"]!.GetValue<string>() is "solved" or "closed")}"],
            _store.Ask("SELECT count(*), sum(claimed) FROM interaction"));
    }

    private ConnectorSettings Settings() => new()
    {
        Name = "help desk",
        Kind = "zendesk",
        Answers = new Dictionary<string, string>(StringComparer.Ordinal) { ["account"] = _zendesk.Address, ["mail"] = FakeZendesk.Mail },
        From = Instant.From(Opened.AddDays(-1)),
    };

    private static JsonObject Ticket(long id, string status) => new()
    {
        ["id"] = id,
        ["status"] = status,
        ["created_at"] = Opened.ToString("yyyy-MM-ddTHH:mm:ssZ", System.Globalization.CultureInfo.InvariantCulture),
        ["generated_timestamp"] = Opened.ToUnixTimeSeconds() + id,
    };

    private static JsonObject Metrics(long id, int reopens, int reply, int first, DateTimeOffset solved) => new()
    {
        ["ticket_id"] = id,
        ["reopens"] = reopens,
        ["solved_at"] = solved.ToString("yyyy-MM-ddTHH:mm:ssZ", System.Globalization.CultureInfo.InvariantCulture),
        ["reply_time_in_minutes"] = new JsonObject { ["calendar"] = reply },
        ["first_resolution_time_in_minutes"] = new JsonObject { ["calendar"] = first },
    };

    private static string Milliseconds(DateTimeOffset moment) => Instant.From(moment).UnixMilliseconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
