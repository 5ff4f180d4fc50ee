using System.Text;
using System.Text.RegularExpressions;
using CxDashboard.Features.Ingest.Webhooks;
using CxDashboard.Tests.Ingest.Wire;
using CxDashboard.Tests.Support;
using Xunit;

namespace CxDashboard.Tests.Documents;

/// <summary>What the guide to webhooks says to send is answered as it says, and its content for Freshdesk is read.</summary>
public sealed partial class WebhookGuideTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task EveryMessageOfTheGuide_IsAnsweredAsItSays()
    {
        var page = await File.ReadAllTextAsync(Path.Combine(SourceTree.Root, "docs", "webhooks.md"), Token);
        await using var server = await WireServer.StartAsync();
        var token = await server.Hooks.AddAsync("desk", WebhookKind.Find("freshdesk")!, "", pseudonymises: false, Token);
        var answers = new StringBuilder();
        foreach (Match line in Calls().Matches(page))
        {
            using var call = new HttpRequestMessage(HttpMethod.Post, "/hooks/desk") { Content = new StringContent(line.Groups["body"].Value), Headers = { { "Authorization", "Bearer " + token } } };
            using var answer = await server.Client.SendAsync(call, Token);
            answers.Append(await answer.Content.ReadAsStringAsync(Token)).Append('\n');
        }

        Assert.Equal(Answers().Match(page).Groups["answers"].Value, answers.ToString());
        Assert.Equal(["7|ann@example.org|Phone|1772364600000|0"], server.Store.Ask("SELECT external_id, customer, channel, claimed_at, reopened_count FROM interaction"));
    }

    [Fact]
    public async Task ContentForFreshdesk_IsRead_OnceItsPlaceholdersAreFilled()
    {
        var page = await File.ReadAllTextAsync(Path.Combine(SourceTree.Root, "docs", "webhooks.md"), Token);
        var content = Content().Match(page).Groups["content"].Value;
        foreach (var (name, value) in new[] { ("id", "8"), ("status", "Pending"), ("source", "Email"), ("ticket_type", "Refund"), ("priority", "High"), ("subject", "Too late"), ("tags", "late"), ("group.name", "Desk"), ("requester.email", "bob@example.org"), ("created_at", "2026-03-01T09:00:00Z"), ("updated_at", "2026-03-01T10:00:00Z") })
            content = content.Replace($"{{{{ticket.{name}}}}}", value, StringComparison.Ordinal);
        Assert.DoesNotContain("{{", content, StringComparison.Ordinal);
        await using var server = await WireServer.StartAsync();
        var token = await server.Hooks.AddAsync("desk", WebhookKind.Find("freshdesk")!, "", pseudonymises: false, Token);
        using var answer = await server.Client.PostAsync(new Uri("/hooks/desk/" + token, UriKind.Relative), new StringContent(content), Token);
        Assert.True(answer.IsSuccessStatusCode);
        Assert.Equal(["""8|bob@example.org|Email|Refund|Desk|0|{"priority":"High","subject":"Too late","tags":"late"}"""], server.Store.Ask("SELECT external_id, customer, channel, topic, team, claimed, extra FROM interaction"));
    }

    [GeneratedRegex("""^curl http\S+/hooks/desk -H "Authorization: Bearer \$TOKEN" -d '(?<body>[^']+)'$""", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Calls();

    [GeneratedRegex("""```json\n(?<answers>\{"type":"ticket"[^`]+)```""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Answers();

    [GeneratedRegex("""```json\n(?<content>\{\s+"ticket_id": "\{\{[^`]+)```""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Content();
}
