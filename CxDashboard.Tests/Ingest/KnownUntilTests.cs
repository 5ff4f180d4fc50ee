using System.Globalization;
using System.Text;
using CxDashboard.Domain.Time;
using CxDashboard.Features.Ingest;
using CxDashboard.Tests.Support;
using Xunit;

namespace CxDashboard.Tests.Ingest;

/// <summary>What is warned of at the end of a file, and what does not raise until when its source is known.</summary>
public sealed class KnownUntilTests
{
    [Fact]
    public async Task AFileWhoseEndIsThin_IsWarnedOf_AndTheOfferedInstantHelps()
    {
        await using var folder = await ImportFolder.OpenAsync();
        var path = folder.Write("desk.csv", Weeks(30, 30, 30, 30, 30, 30, 30, 30, 1, 1));

        var first = await folder.ImportAsync(path);
        var second = await folder.ImportAsync(new ImportRequest { File = path, KnownUntil = new Instant(1_772_409_600_000) });

        Assert.Equal(
            ["After 2026-03-02T00:00:00Z the openings in desk.csv thin out below a tenth of its busiest week, so its last weeks would look too good, because contacts of them are missing: import it again with --known-until 2026-03-02T00:00:00Z."],
            first.Warnings);
        Assert.Empty(second.Warnings);
        Assert.Equal(("2026-03-02T00:00:00Z", "2026-03-02T00:00:00Z", 242L), (second.KnownUntil.ToString(), second.ContactsKnownUntil.ToString(), second.Unchanged));
    }

    [Fact]
    public async Task AMapThatSaysNothingOfWhatIsKnown_IsNotWarnedOf()
    {
        await using var folder = await ImportFolder.OpenAsync();
        folder.Write("maps/live.json", """{ "known_until": "none", "fields": { "opened_at": "opened_at" } }""");

        Assert.Empty((await folder.ImportAsync(folder.Write("desk.csv", Weeks(30, 30, 30, 30, 30, 30, 30, 30, 1, 1)), "live")).Warnings);
    }

    [Fact]
    public async Task AnIdThatReturns_IsOneOpening()
    {
        await using var folder = await ImportFolder.OpenAsync();
        var rows = string.Concat(Enumerable.Range(0, 100).Select(i => $"again,2026-03-12T00:00:{i % 60:00}Z\n"));

        Assert.Single((await folder.ImportTextAsync(Weeks(30, 30, 30, 30, 30, 30, 30, 30, 1, 0) + rows)).Warnings);
    }

    [Fact]
    public async Task ServiceNowLog_IsWarnedOf()
    {
        await using var folder = await ImportFolder.OpenAsync();

        var answer = await folder.ImportAsync(SharedData.Find("data/uci-incident-event-log/incident_event_log_141712.csv.gz"), "servicenow-log");

        // It was taken by the day of the opening, March to May: 1,177 and then 673 openings in the last two weeks of May,
        // of a usual 1,975; from June 2016 to February 2017 at most 31 a week.
        Assert.Contains("--known-until 2016-05-30T00:00:00Z.", Assert.Single(answer.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Comcast_IsNotWarnedOf()
    {
        await using var folder = await ImportFolder.OpenAsync();

        var answer = await folder.ImportAsync(SharedData.Find("data/comcast-complaints/Comcast_telecom_complaints_data.csv"), "comcast");

        // 657 complaints in the busiest week, 104 in the two days of the last one: 366 a week.
        Assert.Empty(answer.Warnings);
    }

    [Fact]
    public async Task AnInstantMoreThanADayAfterTheClock_IsStoredAndRaisesNothing()
    {
        await using var folder = await ImportFolder.OpenAsync();
        folder.Clock = new ManualClock(new Instant(1_767_225_600_000)); // 2026-01-01T00:00:00Z

        var answer = await folder.ImportTextAsync("""
            external_id,opened_at,claimed_at
            a,2025-12-01T00:00:00Z,2026-01-02T00:00:00Z
            b,2025-12-02T00:00:00Z,2026-01-02T00:00:00.001Z
            c,2099-01-01T00:00:00Z,

            """);

        // Exactly a day after the clock still counts: files may come from a zone that is ahead.
        Assert.Equal(("2026-01-02T00:00:00Z", "2025-12-02T00:00:00Z"), (answer.KnownUntil.ToString(), answer.ContactsKnownUntil.ToString()));
        Assert.Equal(["a|2026-01-02 00:00:00", "b|2026-01-02 00:00:00", "c|-"], folder.Ask("SELECT external_id, datetime(claimed_at / 1000, 'unixepoch') FROM interaction ORDER BY 1"));
        Assert.Equal("2099", folder.AskOne("SELECT strftime('%Y', opened_at / 1000, 'unixepoch') FROM interaction WHERE external_id = 'c'"));
    }

    [Fact]
    public async Task AFileOfNothingButSuchInstants_LeavesTheSourceUnknown()
    {
        await using var folder = await ImportFolder.OpenAsync();

        var answer = await folder.ImportTextAsync("opened_at\n2099-01-01T00:00:00Z\n");

        Assert.Equal((1L, null, null), (answer.New, answer.KnownUntil, answer.ContactsKnownUntil));
    }

    [Fact]
    public async Task AnInstantOfLongAgo_IsTheLatestWhereThereIsNoOther()
    {
        await using var folder = await ImportFolder.OpenAsync();

        var answer = await folder.ImportTextAsync("opened_at\n1981-01-01T00:00:00Z\n1980-01-01T00:00:00Z\n");

        Assert.Equal("1981-01-01T00:00:00Z", answer.KnownUntil.ToString());
    }

    [Fact]
    public async Task AnEventBeyondTheClock_RaisesNothingEither()
    {
        await using var folder = await ImportFolder.OpenAsync();
        folder.Write("maps/log.json", """
            { "events": { "group": "id", "time": "at", "state": "state", "claimed": ["done"] }, "fields": { "opened_at": "opened" } }
            """);

        var answer = await folder.ImportAsync(folder.Write("log.csv", """
            id,state,at,opened
            a,new,2026-01-02T00:00:00Z,2026-01-01T00:00:00Z
            a,done,9000-01-01T00:00:00Z,2026-01-01T00:00:00Z

            """), "log");

        Assert.Equal(("2026-01-02T00:00:00Z", "2026-01-01T00:00:00Z"), (answer.KnownUntil.ToString(), answer.ContactsKnownUntil.ToString()));
    }

    // Each number is how many open in a week, one an hour, from Monday, 2026-01-05, on; those of one opening open on Thursday.
    private static string Weeks(params int[] weeks)
    {
        var text = new StringBuilder("external_id,opened_at\n");
        foreach (var (week, count) in weeks.Index())
        {
            for (var i = 0; i < count; i++)
                text.Append(CultureInfo.InvariantCulture, $"{week}-{i},{new Instant(1_767_571_200_000) + TimeSpan.FromDays(7 * week) + TimeSpan.FromHours(count == 1 ? 72 : i * 5)}\n");
        }

        return text.ToString();
    }
}
