using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using CxDashboard.Domain.Interactions;
using CxDashboard.Domain.Time;

namespace CxDashboard.Features.Ingest.Connectors.Zendesk;

/// <summary>
/// Fetches tickets by Zendesk's incremental export with a cursor: every ticket that changed since, as it stands, with its metrics
/// and its people. https://developer.zendesk.com/api-reference/ticketing/ticket-management/incremental_exports/
/// </summary>
internal sealed partial class ZendeskConnector(ConnectorParts parts) : IConnector
{
    private const string Account = "account", Mail = "mail", Token = "token";
    private const int PerPage = 500;

    // The export leaves the last minute out, because it may still change.
    private static readonly TimeSpan LeftOut = TimeSpan.FromMinutes(1);

    /// <summary>What the page asks for.</summary>
    public static readonly ConnectorKind Kind = new("zendesk", "Zendesk",
    [
        new(Account, "Account", "The first part of the address at which your team works: acme of acme.zendesk.com.", AccountFault) { NamesSystem = true },
        new(Mail, "E-mail address", "Of an administrator of the account, to whom the token belongs.", answer => answer.Contains('@', StringComparison.Ordinal) ? null : "The e-mail address has no @."),
        new(Token, "API token", "From the admin centre: Apps and integrations, APIs, Zendesk API.", answer => answer.Length > 0 ? null : "The API token is missing.") { IsSecret = true },
    ], parts => new ZendeskConnector(parts));

    private readonly string _name = parts.Settings.Name;
    private readonly Uri _address = AddressOf(parts.Settings.Answers[Account]);

    /// <inheritdoc/>
    public async Task<ConnectorPage> ReadAsync(string? cursor, CancellationToken ct)
    {
        var now = Instant.Now(parts.Clock);
        var earliest = Math.Min(parts.Settings.From.UnixMilliseconds, (now - LeftOut - LeftOut).UnixMilliseconds) / 1000;
        var from = cursor is null ? string.Create(CultureInfo.InvariantCulture, $"start_time={earliest}") : $"cursor={Uri.EscapeDataString(cursor)}";
        using var response = await SendAsync(new Uri(_address, $"api/v2/incremental/tickets/cursor.json?{from}&per_page={PerPage}&include=users,metric_sets"), ct);
        try
        {
            await using var body = await response.Content.ReadAsStreamAsync(ct);
            using var answer = await JsonDocument.ParseAsync(body, cancellationToken: ct);
            return Read(answer.RootElement, now) with { Pause = Pause(response) };
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new ConnectorFaultException($"What {_address.Host} answered is no page of the incremental export ({e.Message.TrimEnd('.')}). Nothing of it was taken; it is asked again.", inner: e);
        }
    }

    private ConnectorPage Read(JsonElement page, Instant now)
    {
        var reader = new ZendeskTickets(_name, parts.Customers, page);
        var (records, deleted, refused) = (new List<Interaction>(), new List<string>(), new List<string>());
        long latest = 0;
        foreach (var ticket in page.GetProperty("tickets").EnumerateArray())
        {
            if (ticket.TryGetProperty("generated_timestamp", out var generated) && generated.TryGetInt64(out var seconds)) latest = Math.Max(latest, seconds);
            if (ZendeskTickets.IsDeleted(ticket, out var id)) deleted.Add(id);
            else if (reader.TryRead(ticket, out var record, out var fault)) records.Add(record);
            else refused.Add(fault);
        }

        var isLast = page.GetProperty("end_of_stream").GetBoolean();
        var next = page.TryGetProperty("after_cursor", out var after) && after.ValueKind == JsonValueKind.String ? after.GetString()! : throw new FormatException("it has no after_cursor");
        return new ConnectorPage(records, next, isLast)
        {
            Deleted = deleted,
            Refused = refused,
            KnownUntil = isLast ? now - LeftOut : latest > 0 ? new Instant(latest * 1000) : null,
        };
    }

    private async Task<HttpResponseMessage> SendAsync(Uri address, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{parts.Settings.Answers[Mail]}/token:{parts.Secret}")));
        try
        {
            var response = await parts.Http.SendAsync(request, ct);
            if (response.IsSuccessStatusCode) return response;
            using (response) throw Refusal(response);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or InvalidDataException || (e is OperationCanceledException && !ct.IsCancellationRequested))
        {
            var why = e is OperationCanceledException ? "it did not answer in time" : e.Message.TrimEnd('.');
            throw new ConnectorFaultException($"{_address.Host} could not be asked: {why}. It is tried again.", inner: e);
        }
    }

    private ConnectorFaultException Refusal(HttpResponseMessage response)
    {
        var wait = response.Headers.RetryAfter is { } after ? after.Delta ?? after.Date - parts.Clock.GetUtcNow() : null;
        if (wait < TimeSpan.Zero) wait = null;
        return new ConnectorFaultException(response.StatusCode switch
        {
            HttpStatusCode.TooManyRequests => $"{_address.Host} was asked too often and wants to be left alone for {(wait ?? TimeSpan.FromMinutes(1)).TotalSeconds:0} seconds. It is asked again then.",
            HttpStatusCode.Unauthorized => $"{_address.Host} does not accept the e-mail address and the token. Give others.",
            HttpStatusCode.Forbidden => $"{_address.Host} does not let this person export tickets. Give the token of an administrator, and see that access by token is on.",
            HttpStatusCode.NotFound => $"There is no account at {_address.Host}. Check its name.",
            HttpStatusCode.BadRequest or HttpStatusCode.UnprocessableEntity => $"{_address.Host} does not know where the last page ended any more ({(int)response.StatusCode}). Start again from the beginning: nothing comes twice.",
            >= HttpStatusCode.MultipleChoices and < HttpStatusCode.BadRequest => $"{_address.Host} sends on to another address, which is not followed. Check the account's name.",
            var status => $"{_address.Host} answered {(int)status}. It is tried again.",
        }, wait ?? (response.StatusCode == HttpStatusCode.TooManyRequests ? TimeSpan.FromMinutes(1) : null));
    }

    // "total=10; remaining=0; resets=41" of the export itself, else of the account as a whole.
    private static TimeSpan Pause(HttpResponseMessage response)
    {
        foreach (var (header, values) in response.Headers)
        {
            if (!header.StartsWith("Zendesk-RateLimit-incremental-exports", StringComparison.OrdinalIgnoreCase)) continue;
            var limit = Limit().Match(string.Join(';', values));
            if (limit.Success && limit.Groups["left"].Value == "0") return TimeSpan.FromSeconds(1 + int.Parse(limit.Groups["resets"].ValueSpan, CultureInfo.InvariantCulture));
        }

        var spent = response.Headers.TryGetValues("X-Rate-Limit-Remaining", out var left) && left.First().Trim() == "0";
        return !spent ? TimeSpan.Zero
            : response.Headers.TryGetValues("ratelimit-reset", out var reset) && int.TryParse(reset.First(), CultureInfo.InvariantCulture, out var seconds) && seconds is >= 0 and < 3600 ? TimeSpan.FromSeconds(1 + seconds)
            : TimeSpan.FromMinutes(1);
    }

    // "acme", "acme.zendesk.com", or a server on this machine, to try things out.
    private static string? AccountFault(string answer) =>
        Name().IsMatch(answer) || (Uri.TryCreate(answer, UriKind.Absolute, out var address) && address.IsLoopback) ? null
            : "The account is a name of letters, digits and hyphens, as in acme.zendesk.com.";

    private static Uri AddressOf(string account) => account.Contains("://", StringComparison.Ordinal) ? new Uri(account.TrimEnd('/') + "/")
        : new Uri($"https://{(account.EndsWith(".zendesk.com", StringComparison.OrdinalIgnoreCase) ? account : account + ".zendesk.com")}/");

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9-]{0,62}(\.zendesk\.com)?$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Name();

    [GeneratedRegex(@"remaining=(?<left>\d{1,6})\b.*\bresets=(?<resets>\d{1,4})\b", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Limit();
}
