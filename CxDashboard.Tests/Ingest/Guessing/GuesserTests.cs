using CxDashboard.Features.Ingest;
using CxDashboard.Features.Ingest.Guessing;
using Xunit;

namespace CxDashboard.Tests.Ingest.Guessing;

/// <summary>Real files, without the maps that were made for them: what is guessed of them, imported, gives the figures that were published.</summary>
public sealed class GuesserTests
{
    private const string Comcast = "data/comcast-complaints/Comcast_telecom_complaints_data.csv", Calls = "data/pwc-call-center/Call-Center-Dataset.derived.csv",
        Tickets = "data/support-tickets-synthetic/customer_support_tickets.csv.gz", Log = "data/uci-incident-event-log/incident_event_log_141712.csv.gz";

    [Fact]
    public async Task Complaints_AreGuessedWhole()
    {
        var file = GuessedFile.OfShared(Comcast);
        Assert.Equal(("external_id", "comment", "opened_at/day-first", "keep"), (file.KeyOf("Ticket #"), file.KeyOf("Customer Complaint"), file.KeyOf("Date"), file.KeyOf("Date_month_year")));
        Assert.Equal(("time-of/2", "channel", "region", "claimed/status"), (file.KeyOf("Time"), file.KeyOf("Received Via"), file.KeyOf("State"), file.KeyOf("Status")));
        Assert.Equal((Certainty.Sure, "1,615 dates only fit day first, none only month first. Written in 2 ways: 1,615 like 22-04-15, 609 like 2015-04-08."), (file.Column("Date").Option(null).Certainty, file.Column("Date").Option(null).Evidence));

        var tried = file.Try();
        Assert.Equal((2224, 0, 2224, 1707, 2224), (tried.Rows, tried.Rejected, tried.Records, tried.Claimed, tried.SayClaimed));

        await using var folder = await ImportFolder.OpenAsync();
        await ImportAsync(folder, file);
        Assert.Equal(["Customer Care Call|864|1119", "Internet|843|1105"], folder.Ask("SELECT channel, sum(claimed), count(*) FROM interaction GROUP BY channel ORDER BY channel"));
        Assert.Equal("208|288", folder.AskOne("SELECT sum(claimed), count(*) FROM interaction WHERE region = 'Georgia'"));
        Assert.Equal(["2015-04|545", "2015-05|399", "2015-06|1280"], folder.Ask("SELECT strftime('%Y-%m', opened_at / 1000, 'unixepoch'), count(*) FROM interaction GROUP BY 1"));
        Assert.Equal(["Closed|734", "Open|363", "Pending|154", "Solved|973"], folder.Ask("SELECT extra ->> 'Status', count(*) FROM interaction GROUP BY 1 ORDER BY 1"));
        Assert.Equal("2015-04-22 15:53:50", folder.AskOne("SELECT datetime(opened_at / 1000, 'unixepoch') FROM interaction WHERE external_id = '250635'"));
    }

    [Fact]
    public void Complaints_WarnOfWhatASpreadsheetDid()
    {
        var warnings = GuessedFile.OfShared(Comcast).Warnings();
        Assert.Contains("One value of 2,224 in “Ticket #” is no number: comcas. Kept as it is.", warnings);
        Assert.Contains("170 values of “Zip code” have 4 digits where the others have 5: a spreadsheet has cut a leading zero. Kept as they are.", warnings);
        Assert.Contains(warnings, w => w.StartsWith("“Date” and “Date_month_year” are the same day on 1,652 rows and disagree on 572, on 572 with day and month swapped. “Date” fits", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Calls_HaveAnswersTalksAndRatings()
    {
        var file = GuessedFile.OfShared(Calls);
        Assert.Equal(("colleague", "abandoned/reversed", "claimed", "first_reply_at/after-opening/seconds", "claimed_at/after-7", "rating/5"),
            (file.KeyOf("Agent"), file.KeyOf("Answered (Y/N)"), file.KeyOf("Resolved"), file.KeyOf("Speed of answer in seconds"), file.KeyOf("AvgTalkDuration"), file.KeyOf("Satisfaction rating")));

        await using var folder = await ImportFolder.OpenAsync();
        var answer = await ImportAsync(folder, file);
        Assert.Equal((5000, 5000, 0), (answer.Read, answer.New, answer.Rejected));
        Assert.Equal("946|4054|3646", folder.AskOne("SELECT sum(abandoned), sum(1 - abandoned), sum(claimed) FROM interaction"));
        Assert.Equal("4054|3.4036", folder.AskOne("SELECT count(rating), round(avg(rating), 4) FROM interaction"));
        Assert.Equal("4054|67.52", folder.AskOne("SELECT count(first_reply_at), round(avg(first_reply_at - opened_at) / 1000, 2) FROM interaction"));
        Assert.Equal("3646", folder.AskOne("SELECT count(claimed_at) FROM interaction WHERE claimed = 1"));
        Assert.Equal("0", folder.AskOne("SELECT count(claimed_at) FROM interaction WHERE claimed = 0"));
    }

    [Fact]
    public async Task TicketsWithoutAnOpening_AskForALook()
    {
        var file = GuessedFile.OfShared(Tickets);
        var opening = file.Column("Date of Purchase").Option(null);
        Assert.Equal(("opened_at/day-first", Certainty.Look), (opening.Key, opening.Certainty));
        Assert.EndsWith("Nothing says that it is when the contact began.", opening.Evidence, StringComparison.Ordinal);
        Assert.Equal(("customer", "topic", "product", "comment", "channel"), (file.KeyOf("Customer Email"), file.KeyOf("Ticket Type"), file.KeyOf("Product Purchased"), file.KeyOf("Ticket Description"), file.KeyOf("Ticket Channel")));
        Assert.Contains("On 1,365 records of 5,650 the first reply comes after the claim: one of the two columns may be another one.", file.Try().Warnings);

        await using var folder = await ImportFolder.OpenAsync();
        var answer = await ImportAsync(folder, file);
        Assert.Equal((8469, 0), (answer.New, answer.Rejected));
        Assert.Equal(["Closed|2769", "Open|2819", "Pending Customer Response|2881"], folder.Ask("SELECT extra ->> 'Ticket Status', count(*) FROM interaction GROUP BY 1 ORDER BY 1"));
        Assert.Equal("2769|2.991333", folder.AskOne("SELECT count(rating), round(avg(rating), 6) FROM interaction"));
        Assert.Equal("2769", folder.AskOne("SELECT sum(claimed) FROM interaction"));
    }

    [Fact]
    public async Task Log_IsSeenToHoldEvents()
    {
        var file = GuessedFile.OfShared(Log);
        Assert.Equal("24,918 different in “number” on 141,712 rows, and “ident_state” says how each stood.", file.Guess.Events!.Evidence);
        Assert.Contains(("?", 894597L, true), file.Guess.Missing);
        Assert.Equal(("topic", "keep"), (file.KeyOf("category"), file.KeyOf("category", 2)));
        var warnings = file.Warnings();
        Assert.Contains(warnings, w => w.StartsWith("“resolved_at” and “closed_at” stand on events that came before", StringComparison.Ordinal));
        Assert.Contains(warnings, w => w.StartsWith("“made_sla” is yes on 93.5% of the rows and on 63.4% of the records", StringComparison.Ordinal));

        await using var folder = await ImportFolder.OpenAsync();
        var answer = await ImportAsync(folder, file);
        Assert.Equal((141712, 24918, 0), (answer.Read, answer.New, answer.Rejected));
        Assert.Equal(["0|24643", "1|245", "2|19", "3|4", "4|4", "6|2", "8|1"], folder.Ask("SELECT reopened_count, count(*) FROM interaction GROUP BY 1 ORDER BY 1"));
        Assert.Equal("15803", folder.AskOne("SELECT count(*) FROM interaction WHERE extra ->> 'made_sla' = 'true'"));
        Assert.Equal("13487", folder.AskOne("SELECT count(*) FROM interaction WHERE transfers = 0 AND reopened_count = 0"));
        Assert.Equal(["Direct opening|4", "Email|59", "IVR|9", "Phone|24688", "Self service|158"], folder.Ask("SELECT channel, count(*) FROM interaction GROUP BY 1 ORDER BY 1"));
    }

    [Theory]
    [InlineData("data/pwc-call-center/Call-Center-Dataset.xlsx")]
    [InlineData("data/pwc-call-center/Call-Center-Dataset_NA-strings.xlsx")]
    public async Task Workbooks_AreGuessedAsTheirTextIs(string path)
    {
        var (file, text) = (GuessedFile.OfShared(path), GuessedFile.OfShared(Calls));
        Assert.Equal(text.Guess.Columns.Select(c => (c.Name, c.Guess)), file.Guess.Columns.Select(c => (c.Name, c.Guess)));
        await using var folder = await ImportFolder.OpenAsync();
        Assert.Equal(5000, (await ImportAsync(folder, file)).New);
        Assert.Equal("946|3646|4054|3.4036", folder.AskOne("SELECT sum(abandoned), sum(claimed), count(rating), round(avg(rating), 4) FROM interaction"));
    }

    [Theory]
    [InlineData("data/zendesk/agent_engagement_data.jsonl", 1261, 1248)]
    [InlineData("data/zendesk/incremental_tickets_page.json", 87, 0)]
    [InlineData("data/uci-incident-event-log/incident_event_log_198_sample.csv", 32, 31)]
    [InlineData("data/uci-incident-event-log/incident_event_log_5998_dd-mm-yyyy.csv.gz", 890, 890)]
    [InlineData("data/intercom/SCHEMA_EXAMPLE_conversation.json", 1, 0)]
    [InlineData("data/zendesk/spec_zendesk/ticket.json", 1, 0)]
    public async Task OtherExports_AreGuessedToo(string path, int records, int claimed)
    {
        var file = GuessedFile.OfShared(path);
        var tried = file.Try();
        Assert.Equal((records, 0, claimed), (tried.Records, tried.Rejected, tried.Claimed));
        await using var folder = await ImportFolder.OpenAsync();
        Assert.Equal(records, (await ImportAsync(folder, file)).New);
        Assert.Equal($"{records}", folder.AskOne("SELECT count(*) FROM interaction"));
    }

    private static Task<ImportAnswer> ImportAsync(ImportFolder folder, GuessedFile file) => folder.ImportAsync(file.Path, folder.Write("guessed.json", file.Map()));
}
