using CxDashboard.Features.Ingest.Maps;
using CxDashboard.Tests.Support;
using Xunit;

namespace CxDashboard.Tests.Ingest;

/// <summary>Every map that comes with the program, against the real file it was made for.</summary>
public sealed class ShippedMapsTests
{
    [Fact]
    public void TheProgram_BringsFiveMapsAndEachIsRight()
    {
        Assert.Equal(["call-centre", "comcast", "servicenow-log", "standard", "support-tickets"], MapFinder.Shipped);
        var finder = new MapFinder("/nowhere");
        foreach (var name in MapFinder.Shipped) Assert.Equal(name, finder.Find(name).Name);
        Assert.Equal(RecordFields.Count, finder.Find("standard").Fields.Count);
    }

    [Fact]
    public async Task Comcast_HasItsPublishedFigures()
    {
        await using var folder = await ImportFolder.OpenAsync();

        var answer = await folder.ImportAsync(SharedData.Find("data/comcast-complaints/Comcast_telecom_complaints_data.csv"), "comcast");

        Assert.Equal((2224, 2224, 0, 0, 0), (answer.Read, answer.New, answer.Changed, answer.Unchanged, answer.Rejected));
        Assert.Equal("1707", folder.AskOne("SELECT count(*) FROM interaction WHERE claimed = 1"));
        Assert.Equal(["Customer Care Call|864|1119", "Internet|843|1105"], folder.Ask("SELECT channel, sum(claimed), count(*) FROM interaction GROUP BY channel ORDER BY channel"));
        Assert.Equal("208|288", folder.AskOne("SELECT sum(claimed), count(*) FROM interaction WHERE region = 'Georgia'"));
        Assert.Equal(["2015-04|545", "2015-05|399", "2015-06|1280"],
            folder.Ask("SELECT strftime('%Y-%m', opened_at / 1000, 'unixepoch'), count(*) FROM interaction GROUP BY 1"));
        Assert.Equal("Closed|21009|Abingdon|2015-04-22 15:53:50", folder.AskOne(
            "SELECT extra ->> 'Status', extra ->> 'Zip code', extra ->> 'City', datetime(opened_at / 1000, 'unixepoch') FROM interaction WHERE external_id = '250635'"));
        Assert.Equal("0", folder.AskOne("SELECT count(*) FROM interaction WHERE extra LIKE '%Date_month_year%'"));
    }

    [Fact]
    public async Task ServiceNowLog_FoldsItsEventsIntoIncidents()
    {
        await using var folder = await ImportFolder.OpenAsync();

        var answer = await folder.ImportAsync(SharedData.Find("data/uci-incident-event-log/incident_event_log_141712.csv.gz"), "servicenow-log");

        Assert.Equal((141712, 24918, 0), (answer.Read, answer.New, answer.Rejected));
        Assert.Equal(["0|24643", "1|245", "2|19", "3|4", "4|4", "6|2", "8|1"],
            folder.Ask("SELECT reopened_count, count(*) FROM interaction GROUP BY 1 ORDER BY 1"));
        Assert.Equal(["Direct opening|4", "Email|59", "IVR|9", "Phone|24688", "Self service|158"], folder.Ask("SELECT channel, count(*) FROM interaction GROUP BY 1 ORDER BY 1"));
        Assert.Equal("15803", folder.AskOne("SELECT count(*) FROM interaction WHERE extra ->> 'made_sla' = 'true'"));
        Assert.Equal("13487", folder.AskOne("SELECT count(*) FROM interaction WHERE transfers = 0 AND reopened_count = 0"));
        Assert.Equal("3", folder.AskOne("SELECT count(*) FROM interaction WHERE customer IS NULL"));
        Assert.Equal("2016-02-29 01:16:00|2016-02-29 08:53:00|55|170", folder.AskOne(
            "SELECT datetime(opened_at / 1000, 'unixepoch'), datetime(claimed_at / 1000, 'unixepoch'), topic, extra ->> 'category (2)' FROM interaction WHERE external_id = '0000045'"));
        Assert.Equal("""["assigned_to","opened_by","resolved_by","sys_created_by","sys_updated_by"]""", folder.AskOne("SELECT colleague_fields FROM source"));

        // The last event of all, not the last claim: until then the log is known.
        Assert.Equal("2017-02-18T15:00:00Z|2017-02-16T14:17:00Z", $"{answer.KnownUntil}|{answer.ContactsKnownUntil}");
    }

    [Theory]
    [InlineData("incident_event_log_5998_dd-mm-yyyy.csv.gz", 890)]
    [InlineData("incident_event_log_198_sample.csv", 32)]
    public async Task ServiceNowLog_ReadsTheOtherExportsOfIt(string file, int incidents)
    {
        await using var folder = await ImportFolder.OpenAsync();

        var answer = await folder.ImportAsync(SharedData.Find($"data/uci-incident-event-log/{file}"), "servicenow-log");

        Assert.Equal((incidents, 0), (answer.New, answer.Rejected));
        Assert.Empty(answer.Notes);
        Assert.Equal("2016-02-29 01:16:00|Category 55", folder.AskOne("SELECT datetime(opened_at / 1000, 'unixepoch'), topic FROM interaction WHERE external_id = 'INC0000045'"));
    }

    [Fact]
    public async Task CallCentre_KeepsUnknownApartFromZero()
    {
        await using var folder = await ImportFolder.OpenAsync();

        var answer = await folder.ImportAsync(SharedData.Find("data/pwc-call-center/Call-Center-Dataset.derived.csv"), "call-centre");

        Assert.Equal((5000, 0), (answer.New, answer.Rejected));
        Assert.Equal("3646|946|4054|4054|3.4036|3646", folder.AskOne(
            "SELECT sum(claimed), sum(abandoned), count(first_reply_at), count(rating), round(avg(rating), 4), count(claimed_at) FROM interaction"));
        Assert.Equal("67.52", folder.AskOne("SELECT round(avg((first_reply_at - opened_at) / 1000.0), 2) FROM interaction"));
        Assert.Equal("109|252|Phone|5|Diane", folder.AskOne(
            "SELECT (first_reply_at - opened_at) / 1000, (claimed_at - opened_at) / 1000, channel, rating_scale, extra ->> 'Agent' FROM interaction WHERE external_id = 'ID0001'"));
        Assert.Equal("""["Agent"]""", folder.AskOne("SELECT colleague_fields FROM source"));
    }

    [Fact]
    public async Task SupportTickets_AreReadWithLineBreaksInTheirTexts()
    {
        await using var folder = await ImportFolder.OpenAsync();

        var answer = await folder.ImportAsync(SharedData.Find("data/support-tickets-synthetic/customer_support_tickets.csv.gz"), "support-tickets");

        Assert.Equal((8469, 0), (answer.New, answer.Rejected));
        Assert.Equal("2769|2769|2.991333", folder.AskOne("SELECT sum(claimed), count(rating), round(avg(rating), 6) FROM interaction"));
        Assert.Equal("6150", folder.AskOne("SELECT count(*) FROM interaction WHERE instr(comment, char(10)) > 0"));
    }
}
