using CxDashboard.Features.Ingest.Drafts;
using CxDashboard.Features.Ingest.Guessing;
using CxDashboard.Kit;
using Xunit;

namespace CxDashboard.Tests.Ingest.Guessing;

/// <summary>A file with several sheets, tables or arrays: each is offered with what is in it, the best is guessed, and the map names the one that is taken.</summary>
public sealed class PartsTests
{
    private static readonly string?[][] Tickets = [["Ticket", "Created", "Status"], ["1", "2026-03-02 10:00", "Closed"], ["2", "2026-03-03 10:00", "Open"]];

    [Fact]
    public async Task SheetThatSoundsLikeContacts_IsGuessed_AndAnotherCanBeTaken()
    {
        await using var folder = await ImportFolder.OpenAsync();
        var path = folder.Write("book.xlsx", new WorkbookBuilder()
            .Sheet("Read me", WorkbookBuilder.Rows([["About this export"], ["made"], ["by"], ["Ann"], ["in"], ["March"]]))
            .Sheet("Tickets", WorkbookBuilder.Rows(Tickets)).Sheet("Older", WorkbookBuilder.Rows(Tickets), state: "hidden").Sheet("Blank", "").ToBytes());

        var file = new GuessedFile(path);
        var choice = Assert.Single(file.Parts);
        Assert.Equal((PartKind.Sheet, "Tickets", "Tickets", "It alone has a column that says when something was opened."), (choice.Kind, choice.Taken, choice.Guess, choice.Evidence));
        Assert.Equal(["Read me: five rows, one column: About this export", "Tickets: two rows, three columns: Ticket, Created, Status", "Older (hidden): two rows, three columns: Ticket, Created, Status"], choice.Parts.Select(p => $"{p.Name}: {p.Told}"));
        Assert.Contains("\"sheet\": \"Tickets\"", file.Map(), StringComparison.Ordinal);
        Assert.Equal(2, (await folder.ImportAsync(path, folder.Write("guessed.json", file.Map()))).New);

        var other = new GuessedFile(path, new MapChoices { Sheet = "Read me" });
        Assert.Equal(["About this export"], other.Guess.Columns.Select(c => c.Name));
        Assert.Equal(("Read me", "Tickets"), (other.Parts[0].Taken, other.Parts[0].Guess));
    }

    [Fact]
    public async Task ArchiveOfSeveralTables_OffersEach_AlsoWhatCannotBeRead()
    {
        await using var folder = await ImportFolder.OpenAsync();
        var path = folder.Write("export.zip", WorkbookBuilder.Zip(
            ("a/agents.csv", "name,since\nAnn,2020\nBob,2021\nEve,2022\n"u8.ToArray()),
            ("b/tickets.csv", "Ticket,Created,Status\n1,2026-03-02 10:00,Closed\n"u8.ToArray()),
            ("c/broken.json", "{\"a\": [{]"u8.ToArray())), pack: false);

        var file = new GuessedFile(path);
        var choice = Assert.Single(file.Parts);
        Assert.Equal((PartKind.Entry, "b/tickets.csv"), (choice.Kind, choice.Taken));
        Assert.Equal([true, true, false], choice.Parts.Select(p => p.IsTable));
        Assert.Equal("one row, three columns: Ticket, Created, Status", choice.Parts[1].Told);
        Assert.Equal(1, (await folder.ImportAsync(path, folder.Write("guessed.json", file.Map()))).New);

        // The command line, where nobody can be asked, lists them.
        Assert.Contains("has 3 files in it: \"a/agents.csv\"", await folder.RefusedAsync(path), StringComparison.Ordinal);
    }

    [Fact]
    public async Task JsonWithSeveralArrays_IsReadByTheOneThatSoundsLikeContacts()
    {
        await using var folder = await ImportFolder.OpenAsync();
        var path = folder.Write("page.json", """{"users":[{"name":"a"},{"name":"b"},{"name":"c"}],"side":{"tickets":[{"id":1,"created_at":"2026-03-02T10:00:00Z","status":"open"}]}}""");

        var file = new GuessedFile(path);
        var choice = Assert.Single(file.Parts);
        Assert.Equal((PartKind.Records, "side.tickets"), (choice.Kind, choice.Taken));
        Assert.Equal([".", "users", "side.tickets"], choice.Parts.Select(p => p.Key));
        Assert.Equal("one row, three columns: id, created_at, status", choice.Parts[2].Told);
        Assert.Equal(1, (await folder.ImportAsync(path, folder.Write("guessed.json", file.Map()))).New);
        Assert.Equal(["users", "side.tickets"], new GuessedFile(path, new MapChoices { Records = "." }).Guess.Columns.Select(c => c.Name));
        Assert.Contains("has several arrays of objects: \"users\", \"side.tickets\"", await folder.RefusedAsync(path), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("data/zendesk/spec_zendesk/ticket_audit.json", ".", "audit.events", 10)]
    [InlineData("data/intercom/SCHEMA_EXAMPLE_conversation.json", ".", "conversation_parts.conversation_parts", 1)]
    [InlineData("data/zendesk/incremental_tickets_page.json", "tickets", ".", 1)]
    [InlineData("data/intercom/get_conversations__successful.json", "conversations", ".", 1)]
    public void VendorsDocument_IsReadAsWhatItTellsOf_AndTheOtherReadingIsOffered(string path, string taken, string other, int rows)
    {
        var choice = Assert.Single(GuessedFile.OfShared(path).Parts);
        Assert.Equal(taken, choice.Taken);
        Assert.StartsWith(Figures.Of(rows, "row", "rows"), Assert.Single(choice.Parts, p => p.Key == other).Told, StringComparison.Ordinal);

        var by = GuessedFile.OfShared(path, new MapChoices { Records = other });
        Assert.Equal((other, (long)rows), (by.Parts[0].Taken, by.Guess.Rows));
    }

    [Fact]
    public void OneAuditInAnObject_IsOneRecord()
    {
        var audit = GuessedFile.OfShared("data/zendesk/spec_zendesk/ticket_audit.json");
        Assert.Equal(1, audit.Guess.Rows);
        Assert.Contains("audit.created_at", audit.Guess.Columns.Select(c => c.Name));
    }
}
