using CxDashboard.Domain.Time;
using CxDashboard.Features.Ingest;
using Xunit;

namespace CxDashboard.Tests.Ingest;

public sealed class ImporterTests
{
    private const string Two = "external_id,opened_at,topic\na,2026-01-01T00:00:00Z,billing\nb,2026-01-02T00:00:00Z,delivery\n";

    [Fact]
    public async Task TheSameFileTwice_ChangesNothing()
    {
        await using var folder = await ImportFolder.OpenAsync();
        await folder.ImportTextAsync(Two);

        var answer = await folder.ImportTextAsync(Two);

        Assert.Equal((2, 0, 0, 2, 0), (answer.Read, answer.New, answer.Changed, answer.Unchanged, answer.Rejected));
        Assert.Equal("2", folder.AskOne("SELECT count(*) FROM journal"));
    }

    [Fact]
    public async Task EveryField_IsReadAsItsKind()
    {
        await using var folder = await ImportFolder.OpenAsync();
        var answer = await folder.ImportTextAsync(
            """
            source,external_id,customer,segment,channel,topic,product,region,team,direction,opened_at,first_reply_at,first_useful_reply_at,claimed_at,claimed,reopened_count,reopened_at,last_claimed_at,abandoned,transfers,waiting_seconds,asked,rating,rating_scale,rated_at,effort,recommend,would_buy_again,confirmed,comment,cost,cause,policy,gesture,plan
            desk, T-1 ,c1,retail,phone,billing,router,north,blue,OUT,2026-03-01 10:00,2026-03-01T10:00:30.250Z,2026-03-01T12:00:00+01:00,2026-03-01,YES,2.0,2026-03-02T00:00:00,2026-03-03,False,3,90,1,4.5,5,2026-03-04,7,10,no,TRUE,"Thanks, ""all"" well",12.3456,Policy,30 days,voucher,gold
            """);

        Assert.Equal((1, 0), (answer.New, answer.Rejected));
        Assert.Equal("desk|T-1|c1|retail|phone|billing|router|north|blue|1|0|30250|3600000|-36000000", folder.AskOne(
            "SELECT s.name, external_id, customer, segment, channel, topic, product, region, team, direction, opened_at - 1772359200000, first_reply_at - opened_at, first_useful_reply_at - opened_at, claimed_at - opened_at FROM interaction JOIN source s ON s.id = source_id"));
        Assert.Equal("""1|2|0|3|90|1|4.5|5|7|10|0|1|Thanks, "all" well|123456|policy|30 days|voucher|{"plan":"gold"}""", folder.AskOne(
            "SELECT claimed, reopened_count, abandoned, transfers, waiting_seconds, asked, rating, rating_scale, effort, recommend, would_buy_again, confirmed, comment, cost, cause, policy, gesture, extra FROM interaction"));
    }

    [Fact]
    public async Task BlankFields_AreUnknownAndNeverZero()
    {
        await using var folder = await ImportFolder.OpenAsync();
        await folder.ImportTextAsync("opened_at,customer,claimed,reopened_count,rating,cost,note\n2026-01-01T00:00:00Z,  ,,,,,\n");

        Assert.Equal("-|-|-|-|-|-", folder.AskOne("SELECT customer, claimed, reopened_count, rating, cost, extra FROM interaction"));
    }

    [Fact]
    public async Task RowsThatCannotBeRead_AreKeptWithLineAndReasonAndTheRestGoesIn()
    {
        await using var folder = await ImportFolder.OpenAsync();
        var path = folder.Write("records.csv",
            "external_id,opened_at,claimed,comment\n" +
            "a,2026-01-01T00:00:00Z,yes,\"two\nlines\"\n" +
            "b,,yes,\n" +
            "c,31/12/2025,yes,\n" +
            "d,2026-01-01T00:00:00Z,perhaps,\n" +
            "e,2026-01-01T00:00:00Z\n" +
            "f,2026-01-01T00:00:00Z,yes,x,y\n" +
            "g,2026-01-01T00:00:00Z,no,\"it\"s\n" +
            "h,2026-01-01T00:00:00Z,no,5\" pipe\n");

        var answer = await folder.ImportAsync(new ImportRequest { File = path, Rejects = folder.PathOf("rejects.csv") });

        Assert.Equal((8, 2, 6), (answer.Read, answer.New, answer.Rejected));
        Assert.Equal(["a", "h"], folder.Ask("SELECT external_id FROM interaction ORDER BY id"));
        Assert.Equal(
            [
                "4|opened_at is blank.",
                "5|Column \"opened_at\" is not a date and time: \"31/12/2025\".",
                "6|Column \"claimed\" is neither yes nor no: \"perhaps\".",
                "7|The row has 2 fields, the header 4.",
                "8|The row has 5 fields, the header 4.",
                "9|Text stands behind a closing quote.",
            ],
            folder.Ask("SELECT line, reason FROM rejected_row ORDER BY line"));
        Assert.Equal(("Column \"claimed\" is neither yes nor no.", 1L, 6L), answer.Reasons.Where(r => r.FirstLine == 6).Select(r => (r.Reason, r.Count, r.FirstLine)).Single());
        var rejects = await File.ReadAllLinesAsync(folder.PathOf("rejects.csv"), TestContext.Current.CancellationToken);
        Assert.Equal("line,reason,external_id,opened_at,claimed,comment", rejects[0]);
        Assert.Equal("4,opened_at is blank.,b,,yes,", rejects[1]);
        Assert.Equal(7, rejects.Length);
    }

    [Theory]
    [InlineData("6,5", "The rating is outside its scale, so only the rating was left out.")]
    [InlineData("4,", "The rating has no scale, so only the rating was left out.")]
    [InlineData("4,6", "The rating is on an unknown scale, so only the rating was left out.")]
    [InlineData("great,5", "Column \"rating\" is not a number, so only the rating was left out.")]
    public async Task ARatingOffItsScale_IsLeftOutAndTheInteractionStays(string ratingAndScale, string reason)
    {
        await using var folder = await ImportFolder.OpenAsync();

        var answer = await folder.ImportTextAsync($"external_id,opened_at,rating,rating_scale\na,2026-01-01T00:00:00Z,{ratingAndScale}\nb,2026-01-01T00:00:00Z,5,5\n");

        Assert.Equal((2, 0), (answer.New, answer.Rejected));
        Assert.Equal([(reason, 1L, 2L)], answer.Reasons.Select(r => (r.Reason, r.Count, r.FirstLine)));
        Assert.Equal(["a|-|-", "b|5|5"], folder.Ask("SELECT external_id, rating, rating_scale FROM interaction"));
    }

    [Fact]
    public async Task DateThatStandsForAnUnknownOne_IsNoOpening_AndIsLeftOutElsewhere()
    {
        await using var folder = await ImportFolder.OpenAsync();

        var answer = await folder.ImportTextAsync("external_id,opened_at,claimed_at\na,0001-01-01T00:00:00Z,2026-01-01T00:00:00Z\nb,1970-01-01,\nc,2026-01-01T00:00:00Z,9999-12-31T23:59:59Z\nd,1980-01-01T00:00:00Z,2099-12-31T23:59:59Z\n");

        Assert.Equal((2, 2), (answer.New, answer.Rejected));
        Assert.Equal(
            [
                ("Column \"opened_at\" is before 1980 or after 2100, as a date is that stands for an unknown one.", 2L, 2L),
                ("Column \"claimed_at\" is before 1980 or after 2100, as a date is that stands for an unknown one, so only it was left out.", 1L, 4L),
            ],
            answer.Reasons.Select(r => (r.Reason, r.Count, r.FirstLine)).OrderBy(r => r.FirstLine));
        Assert.Equal(["c|-", "d|4102444799000"], folder.Ask("SELECT external_id, claimed_at FROM interaction ORDER BY external_id"));
    }

    [Fact]
    public async Task AnswersOffTheirScale_AreLeftOutAlone()
    {
        await using var folder = await ImportFolder.OpenAsync();

        var answer = await folder.ImportTextAsync("opened_at,effort,recommend\n2026-01-01T00:00:00Z,8,11\n2026-01-02T00:00:00Z,7,0\n");

        Assert.Equal((2, 0, 2), (answer.New, answer.Rejected, answer.Reasons.Count));
        Assert.Equal(["-|-", "7|0"], folder.Ask("SELECT effort, recommend FROM interaction ORDER BY opened_at"));
    }

    [Fact]
    public async Task BlankIds_AreHashesOfTheRowWhateverTheOrderOfItsColumns()
    {
        await using var folder = await ImportFolder.OpenAsync();
        await folder.ImportTextAsync("opened_at,topic,external_id,plan\n2026-01-01T00:00:00Z,billing,,gold\n2026-01-01T00:00:00Z, billing ,,gold\n2026-01-01T00:00:00Z,billing,,blue\n");

        var answer = await folder.ImportTextAsync("plan,external_id,topic,opened_at\ngold,,billing,2026-01-01T00:00:00Z\n");

        Assert.Equal((0, 0, 1), (answer.New, answer.Changed, answer.Unchanged));
        Assert.Equal(["64|1", "64|1"], folder.Ask("SELECT length(external_id), external_id_is_hash FROM interaction"));
    }

    [Fact]
    public async Task AnIdThatReturnsInTheFile_KeepsItsVersionsAndTheSameFileAgainChangesNothing()
    {
        await using var folder = await ImportFolder.OpenAsync();
        const string Text = "external_id,opened_at,topic\na,2026-01-09T00:00:00Z,one\nb,2026-01-02T00:00:00Z,x\na,2026-01-01T00:00:00Z,two\n";

        var first = await folder.ImportTextAsync(Text);
        var second = await folder.ImportTextAsync(Text);

        Assert.Equal((3, 2, 1, 0), (first.Read, first.New, first.Changed, first.Unchanged));
        Assert.Equal((3, 0, 0, 3), (second.Read, second.New, second.Changed, second.Unchanged));
        Assert.Equal(["a|two", "b|x"], folder.Ask("SELECT external_id, topic FROM interaction ORDER BY external_id"));
        Assert.Equal(["one"], folder.Ask("SELECT topic FROM interaction_version"));

        // Only the last version of "a" tells until when the source is known.
        Assert.Equal("2026-01-02T00:00:00Z", first.ContactsKnownUntil.ToString());
    }

    [Theory]
    [InlineData("--source wins", "named", "named")]
    [InlineData("else the row", null, "desk, shop")]
    public async Task TheSource_IsThePersonsThenTheRows(string _, string? source, string expected)
    {
        await using var folder = await ImportFolder.OpenAsync();
        var path = folder.Write("rows.csv", "source,external_id,opened_at\ndesk,a,2026-01-01T00:00:00Z\nshop,b,2026-01-01T00:00:00Z\n");

        Assert.Equal(expected, (await folder.ImportAsync(path, source: source)).Source);
    }

    [Theory]
    [InlineData("complaints.csv", "complaints")]
    [InlineData("complaints.2026.tsv.gz", "complaints.2026")]
    public async Task TheSource_IsElseTheFilesName(string file, string expected)
    {
        await using var folder = await ImportFolder.OpenAsync();

        Assert.Equal(expected, (await folder.ImportAsync(folder.Write(file, "opened_at\tcustomer\n2026-01-01\tc\n"))).Source);
    }

    [Fact]
    public async Task KnownUntil_IsTheLatestInstantAndIsRaisedButNeverLowered()
    {
        await using var folder = await ImportFolder.OpenAsync();
        const string Header = "external_id,opened_at,claimed_at,rated_at,rating\n";
        var late = folder.Write("late.csv", Header + "a,2026-02-01T00:00:00Z,2026-02-03T00:00:00Z,2026-02-09T00:00:00Z,99\nx,not a date,,,\n");
        var early = folder.Write("early.csv", Header + "b,2026-01-01T00:00:00Z,,,\n");

        var first = await folder.ImportAsync(late, source: "desk");
        var second = await folder.ImportAsync(early, source: "desk");

        // The rating was left out, yet its time is a time of the record.
        Assert.Equal("2026-02-09T00:00:00Z|2026-02-01T00:00:00Z", $"{first.KnownUntil}|{first.ContactsKnownUntil}");
        Assert.Equal((first.KnownUntil, first.ContactsKnownUntil), (second.KnownUntil, second.ContactsKnownUntil));
    }

    [Fact]
    public async Task KnownUntil_IsWhatThePersonSays()
    {
        await using var folder = await ImportFolder.OpenAsync();
        var path = folder.Write("desk.csv", Two);
        await folder.ImportAsync(path);

        var answer = await folder.ImportAsync(new ImportRequest { File = path, KnownUntil = new Instant(0) });

        Assert.Equal("1970-01-01T00:00:00Z|1970-01-01T00:00:00Z", $"{answer.KnownUntil}|{answer.ContactsKnownUntil}");
    }

    [Fact]
    public async Task LocalTimes_FollowTheZoneAndItsChangesOfClockAreFlagged()
    {
        await using var folder = await ImportFolder.OpenAsync();
        folder.Zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");
        await folder.ImportTextAsync("external_id,opened_at\nplain,2026-01-01T12:00:00\ntwice,2025-10-26T02:30\nnever,2026-03-29T02:30:00\nutc,2026-03-29T02:30:00Z\n");

        Assert.Equal(
            ["never|2026-03-29 01:30:00|2", "plain|2026-01-01 11:00:00|0", "twice|2025-10-26 00:30:00|1", "utc|2026-03-29 02:30:00|0"],
            folder.Ask("SELECT external_id, datetime(opened_at / 1000, 'unixepoch'), time_flags FROM interaction ORDER BY 1"));
    }

    [Fact]
    public async Task ExtraFields_AreKeptAsTextInOneOrder()
    {
        await using var folder = await ImportFolder.OpenAsync();
        await folder.ImportTextAsync("zip,opened_at,note,Änderung\n00123,2026-01-01,\"a \"\"b\"\"\\\tc\",ü\n");

        Assert.Equal("""{"note":"a \"b\"\\\tc","zip":"00123","Änderung":"ü"}""", folder.AskOne("SELECT extra FROM interaction"));
    }
}
