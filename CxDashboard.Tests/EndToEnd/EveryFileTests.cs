using System.Text.RegularExpressions;
using CxDashboard.Tests.Support;
using Microsoft.Data.Sqlite;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace CxDashboard.Tests.EndToEnd;

/// <summary>
/// Every file of the reference data goes through the page as a person would give it: dropped, looked at, another offer chosen where the
/// figures need it, imported. No map is shipped to the page; it has what it guesses. CXDASHBOARD_EVERY_FILE=yes walks all of them, two minutes
/// long; else of files with one record, which are alike, every fifth.
/// </summary>
public sealed class EveryFileTests(EmptyServer server, Browser browser) : IClassFixture<EmptyServer>, IClassFixture<Browser>
{
    private const string Said = "[data-trial=ready] [data-import], [data-fault], [data-lede]:has-text('cannot be read')";

    // Rows and records of what has more than one; everything else is one row and one record.
    private static readonly Dictionary<string, (string Rows, int Records)> Several = new(StringComparer.Ordinal)
    {
        ["Comcast_telecom_complaints_data.csv"] = ("2,224 rows", 2_224),
        ["Call-Center-Dataset.derived.csv"] = ("5,000 rows", 5_000),
        ["Call-Center-Dataset.xlsx"] = ("5,000 rows", 5_000),
        ["Call-Center-Dataset_NA-strings.xlsx"] = ("5,000 rows", 5_000),
        ["customer_support_tickets.csv.gz"] = ("8,469 rows", 8_469),
        ["incident_event_log_141712.csv.gz"] = ("141,712 rows", 24_918),
        ["incident_event_log_198_sample.csv"] = ("198 rows", 32),
        ["incident_event_log_5998_dd-mm-yyyy.csv.gz"] = ("5,998 rows", 890),
        ["agent_engagement_data.jsonl"] = ("1,261 rows", 1_261),
        ["airbyte_ticket_metrics.TRANSCRIBED.jsonl"] = ("three rows", 3),
        ["engagements_response_page.json"] = ("ten rows", 10),
        ["incremental_tickets_page.json"] = ("87 rows", 87),
        ["ticket_audits_page.json"] = ("100 rows", 100),
    };

    // A list of codes, a description of fields, and two events without a time.
    private static readonly string[] NoContacts = ["enumerations.TRANSCRIBED.json", "SCHEMA_fin_csat.json", "satisfaction_rating_event.json", "ticket_event.json"];

    // What data/README.md publishes of the files, asked of the store afterwards.
    private static readonly (string Source, string Question, string Answer)[] Published =
    [
        ("Comcast_telecom_complaints_data", "sum(claimed), count(*), sum(channel = 'Customer Care Call'), sum(channel = 'Internet' AND claimed), sum(region = 'Georgia' AND claimed), sum(region = 'Georgia')", "1707|2224|1119|843|208|288"),
        ("Call-Center-Dataset.derived", "sum(NOT abandoned), sum(abandoned), sum(claimed), round(avg(rating), 4), round(avg(first_reply_at - opened_at) / 1000, 2)", "4054|946|3646|3.4036|67.52"),
        ("Call-Center-Dataset", "sum(NOT abandoned), sum(abandoned), sum(claimed), round(avg(rating), 4), round(avg(first_reply_at - opened_at) / 1000, 2)", "4054|946|3646|3.4036|67.52"),

        // In this one a speed less is given, 4,053 of them: their mean is 67.525.
        ("Call-Center-Dataset_NA-strings", "sum(NOT abandoned), sum(abandoned), sum(claimed), round(avg(rating), 4), count(first_reply_at), round(avg(first_reply_at - opened_at) / 1000, 2)", "4054|946|3646|3.4036|4053|67.53"),
        ("customer_support_tickets", "sum(claimed), count(rating), round(avg(rating), 6)", "2769|2769|2.991333"),
        ("incident_event_log_141712", "sum(reopened_count = 0), sum(reopened_count = 1), max(reopened_count), sum(channel = 'Phone'), sum(transfers = 0 AND reopened_count = 0), sum(extra ->> 'made_sla' = 'true')", "24643|245|8|24688|13487|15803"),
        ("agent_engagement_data", "sum(claimed), count(*)", "1248|1261"),
    ];

    [Fact]
    public async Task EveryFile_GetsInByConfirmingGuesses_OrSaysWhyItIsNoListOfContacts()
    {
        var data = SharedData.Find("data");
        var page = await browser.OpenAsync(1280);
        var isWhole = Environment.GetEnvironmentVariable("CXDASHBOARD_EVERY_FILE") == "yes";
        var (came, refused, single) = (0, new List<string>(), 0);
        foreach (var file in Directory.EnumerateFiles(data, "*", SearchOption.AllDirectories).Where(f => Path.GetExtension(f) is not (".md" or ".yml")).Order(StringComparer.Ordinal))
        {
            var name = Path.GetFileName(file);
            if (!isWhole && !Several.ContainsKey(name) && !NoContacts.Contains(name) && single++ % 5 > 0) continue;
            await page.GotoAsync(server.BaseUrl + "/import");
            await Expect(page.Locator("[data-interactive=true]")).ToBeAttachedAsync();
            await page.Locator("[data-upload]").SetInputFilesAsync(file);
            await Expect(page).ToHaveURLAsync(new Regex("/import/[0-9a-f]{32}$", RegexOptions.None, TimeSpan.FromSeconds(1)));
            await Expect(page.Locator("[data-interactive=true]")).ToBeAttachedAsync();
            await Expect(page.Locator(Said).First).ToBeVisibleAsync();
            if (NoContacts.Contains(name))
            {
                await Expect(page.Locator("[data-lede]")).ToContainTextAsync("No list of contacts is in this file.");
                await Expect(page.Locator("[data-import]")).ToHaveAttributeAsync("aria-disabled", "true");
                refused.Add(name);
                continue;
            }

            var (rows, records) = Several.GetValueOrDefault(name, ("one row", 1));
            await page.Locator("[data-import]").ClickAsync();
            await Expect(page.Locator("[data-answer]")).ToContainTextAsync($"{rows}: {records:N0} new, 0 changed, 0 unchanged, 0 set aside.");
            came++;
        }

        Assert.Equal((isWhole ? 43 : 19, 4), (came, refused.Count));
        foreach (var (source, question, answer) in Published)
            Assert.Equal((source, answer), (source, Ask($"SELECT {question} FROM interaction WHERE source_id = (SELECT id FROM source WHERE name = '{source}')")));
        await page.CloseAsync();
    }

    private string Ask(string sql)
    {
        using var connection = CxDashboard.Data.Store.OpenReader(new CxDashboard.Data.DataFolder(server.DataFolder).StorePath);
        using var command = new SqliteCommand(sql, connection);
        using var row = command.ExecuteReader();
        row.Read();
        return string.Join('|', Enumerable.Range(0, row.FieldCount).Select(row.GetValue));
    }
}
