using CxDashboard.Data;
using CxDashboard.Features.Ingest;
using CxDashboard.Live;
using CxDashboard.Tests.Support;
using Xunit;

namespace CxDashboard.Tests.Ingest.Queue;

public sealed class ImportQueueTests
{
    private const int Rows = 5000;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Files_GoInOneAfterTheOther_AndEachTellsWhatCameOfIt()
    {
        await using var server = await QueueUnderTest.StartAsync();
        var (first, second, none) = (server.Enqueue(server.File("a.csv", 300)), server.Enqueue(server.File("b.csv", 400, "shop")), server.Enqueue(server.Folder.PathOf("none.csv")));
        Assert.Equal([none.Id, second.Id, first.Id], server.Queue.Tickets.Select(t => t.Id));

        var (one, two, three) = (await EndAsync(server, first), await EndAsync(server, second), await EndAsync(server, none));

        Assert.Equal((ImportPhase.Finished, 300L, 1L), (one.Phase, one.Answer!.New, one.ImportId));
        Assert.Equal((ImportPhase.Finished, 400L, 2L, "shop"), (two.Phase, two.Answer!.New, two.ImportId, two.Answer.Source));
        Assert.Equal((ImportPhase.Refused, $"There is no file {server.Folder.PathOf("none.csv")}."), (three.Phase, three.Sentence));
        Assert.Equal((400, 400), (two.Progress!.Rows, two.Progress.RowsTotal));
        Assert.True(one.EndedAt <= two.EndedAt);
        Assert.Equal(["a test", "a test"], server.Folder.Ask("SELECT asked_by FROM import"));
    }

    [Fact]
    public async Task TheSameFileTwiceAtOnce_ChangesNothingTheSecondTime()
    {
        await using var server = await QueueUnderTest.StartAsync();
        var file = server.File("a.csv", Rows);
        var (first, second) = (server.Enqueue(file), server.Enqueue(file));

        Assert.Equal((Rows, 0), ((await EndAsync(server, first)).Answer!.New, (await EndAsync(server, first)).Answer!.Unchanged));
        Assert.Equal((0, Rows), ((await EndAsync(server, second)).Answer!.New, (await EndAsync(server, second)).Answer!.Unchanged));
    }

    [Fact]
    public async Task News_IsToldWhileItRuns_AndTheEndAlways()
    {
        await using var server = await QueueUnderTest.StartAsync();
        var file = server.File("a.csv", Rows);
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var (runs, imports) = (0, 0);
        using var listening = server.Feed.Subscribe([Topic.Imports, Topic.Runs], topic =>
        {
            if (topic == Topic.Runs) runs++;
            else imports++;
            if (server.Queue.Tickets is [{ HasEnded: true }] && runs > 0 && imports > 0) ended.TrySetResult();
        });

        var ticket = server.Enqueue(file);
        await ended.Task.WaitAsync(TimeSpan.FromMinutes(1), TimeProvider.System, Token);

        Assert.Equal(ImportPhase.Finished, server.Queue.Find(ticket.Id)!.Phase);
    }

    [Fact]
    public async Task Cancelled_NothingOfItStays()
    {
        await using var server = await QueueUnderTest.StartAsync(batch: 50);
        await EndAsync(server, server.Enqueue(server.File("before.csv", 200, topic: "before")));
        var (records, sources) = (server.Folder.Ask("SELECT * FROM interaction ORDER BY id"), server.Folder.Ask("SELECT * FROM source"));
        using var cut = new AfterCommits(server.Folder.Store, 20);
        var ticket = server.Enqueue(server.File("a.csv", Rows));
        await cut.Reached;

        var cancelling = server.Queue.CancelAsync(ticket.Id);
        Assert.Equal(ImportPhase.Cancelling, server.Queue.Find(ticket.Id)!.Phase);
        cut.GoOn();
        var end = await cancelling;

        Assert.Equal((ImportPhase.Cancelled, "It was cancelled, and nothing of it stays."), (end.Phase, end.Sentence));
        Assert.Equal(records, server.Folder.Ask("SELECT * FROM interaction ORDER BY id"));
        Assert.Equal(sources, server.Folder.Ask("SELECT * FROM source"));
        Assert.Equal(["1"], server.Folder.Ask("SELECT undone_at IS NOT NULL FROM import WHERE id = 2"));
        Assert.Empty(await server.Queue.CutOffAsync(Token));
    }

    [Fact]
    public async Task CancelledWhileItWaits_ItNeverBegins()
    {
        await using var server = await QueueUnderTest.StartAsync();
        await using var hold = new HeldWriter(server.Folder.Store);
        var (first, second) = (server.Enqueue(server.File("a.csv", 300)), server.Enqueue(server.File("b.csv", 300)));

        var end = await server.Queue.CancelAsync(second.Id);
        hold.Release();

        Assert.Equal((ImportPhase.Cancelled, null), (end.Phase, end.ImportId));
        Assert.Equal(ImportPhase.Finished, (await EndAsync(server, first)).Phase);
        Assert.Equal(ImportPhase.Finished, (await EndAsync(server, server.Enqueue(server.File("c.csv", 300)))).Phase);
        Assert.Equal(["a.csv", "c.csv"], server.Folder.Ask("SELECT file_name FROM import"));
    }

    [Fact]
    public async Task AServerThatStops_CutsItOff_AndTheNextOneGoesOnOrTakesItBack()
    {
        await using var server = await QueueUnderTest.StartAsync(batch: 50);
        var file = server.File("a.csv", Rows);
        using var cut = new AfterCommits(server.Folder.Store, 20);
        var ticket = server.Enqueue(file);
        var waiting = server.Enqueue(server.File("b.csv", 10, "shop"));
        await cut.Reached;

        var stopping = server.StopAsync();
        cut.GoOn();
        await stopping;
        var next = await server.NextAsync();
        Assert.Equal(ImportPhase.CutOff, (await EndAsync(server, ticket)).Phase);
        Assert.Equal("The server stopped before this import began; ask for it again.", (await EndAsync(server, waiting)).Sentence);
        Assert.Equal([1], (await next.Queue.CutOffAsync(Token)).Select(i => i.Id));
        await Condition.HoldsAsync(() => next.Log.Said.Count > 0);
        Assert.Matches("^Import 1 \\(a.csv\\) was cut off after [0-9,]+ rows. Import the file again to go on, or take it back with `undo 1`.$", Assert.Single(next.Log.Said));

        var gone = await EndAsync(next, await next.Queue.GoOnAsync(1, "a test", Token));
        Assert.Equal((ImportPhase.Finished, Rows, 1L), (gone.Phase, gone.Answer!.New, gone.ImportId));
        Assert.Empty(await next.Queue.CutOffAsync(Token));

        var undone = await next.Queue.UndoAsync(1, "M. Okafor", Token);
        Assert.Equal(Rows, undone.Deleted);
        Assert.Empty(server.Folder.Ask("SELECT * FROM source"));
        var refused = await Assert.ThrowsAsync<ImportRefusedException>(() => next.Queue.GoOnAsync(1, "a test", Token));
        Assert.Equal("Import 1 (a.csv) was taken back; import the file anew.", refused.Message);
        await next.StopAsync();
    }

    [Fact]
    public async Task WhatRuns_IsNotTakenBackUnderneath()
    {
        await using var server = await QueueUnderTest.StartAsync(batch: 50);
        using var cut = new AfterCommits(server.Folder.Store, 5);
        var ticket = server.Enqueue(server.File("a.csv", Rows));
        await cut.Reached;

        var refused = await Assert.ThrowsAsync<UndoRefusedException>(() => server.Queue.UndoAsync(1, "a test", Token));

        Assert.Equal("Import 1 runs still; cancel it, or wait until it has ended.", refused.Message);
        cut.GoOn();
        Assert.Equal(ImportPhase.Finished, (await EndAsync(server, ticket)).Phase);
    }

    [Fact]
    public async Task WhoeverWaitsAndGoes_CutsItOff()
    {
        await using var server = await QueueUnderTest.StartAsync(batch: 50);
        using var cut = new AfterCommits(server.Folder.Store, 5);
        using var gone = new CancellationTokenSource();
        var waiting = server.Queue.RunAsync(new ImportRequest { File = server.File("a.csv", Rows) }, "a test", progress: null, gone.Token);
        await cut.Reached;

        await gone.CancelAsync();
        cut.GoOn();

        await Assert.ThrowsAsync<OperationCanceledException>(() => waiting);
        Assert.Equal(ImportPhase.CutOff, Assert.Single(server.Queue.Tickets).Phase);
    }

    private static Task<ImportTicket> EndAsync(QueueUnderTest server, ImportTicket ticket) => server.Queue.EndOfAsync(ticket.Id, Token).WaitAsync(TimeSpan.FromMinutes(1), TimeProvider.System, Token);
}
