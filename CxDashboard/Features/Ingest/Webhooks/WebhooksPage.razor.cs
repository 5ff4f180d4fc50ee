using CxDashboard.Data;
using CxDashboard.Live;
using CxDashboard.Measuring;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Options;

namespace CxDashboard.Features.Ingest.Webhooks;

/// <summary>The systems that send messages here, and the form that makes an address for another one.</summary>
public partial class WebhooksPage
{
    private string _kind = WebhookKind.All[0].Name, _name = "", _offered = "", _secret = "";
    private bool _pseudonymise, _isBusy;
    private string? _fault;
    private MadeWebhook? _made;

    [Inject] private WebhookShelf Shelf { get; set; } = null!;
    [Inject] private DeliveriesQuery Deliveries { get; set; } = null!;
    [Inject] private IOptions<WorkspaceOptions> Workspace { get; set; } = null!;
    [Inject] private NavigationManager Addresses { get; set; } = null!;
    [Inject] private TimeProvider Now { get; set; } = null!;

    private WebhookKind Kind => WebhookKind.Find(_kind)!;

    /// <inheritdoc/>
    protected override IReadOnlyCollection<Topic> Topics => [Topic.Webhooks];

    /// <inheritdoc/>
    protected override Task<WebhooksModel> LoadAsync(CancellationToken ct) => Task.Run(() => new WebhooksModel([.. Shelf.All.Select(Line)], Local(Now.GetUtcNow())), ct);

    private WebhookLine Line(Webhook hook)
    {
        var counts = Deliveries.Counts(hook.Settings.Name);
        var kept = Deliveries.Kept(hook.Settings.Name);
        return new WebhookLine(hook.Settings.Name, hook.Kind.Label, counts.Count == 0 ? null : Local(counts.Max(c => c.LastAt).ToDateTimeOffset()), counts.Sum(c => c.Counts.Values.Sum()), kept.GetValueOrDefault(DeliveryKind.SetAside) + kept.GetValueOrDefault(DeliveryKind.Unmapped), hook.Fault);
    }

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        base.OnInitialized();
        Renamed();
    }

    // The name follows the kind as long as nobody wrote another one.
    private void Renamed()
    {
        if (_name.Trim() is { Length: > 0 } name && name != _offered) return;
        _name = _offered = Shelf.NameFor(Kind);
    }

    private async Task AddAsync()
    {
        if (_isBusy) return;
        (_isBusy, _fault, _made) = (true, null, null);
        try
        {
            var token = await Shelf.AddAsync(_name, Kind, Kind.SecretLabel is null ? "" : _secret, _pseudonymise, CancellationToken.None);
            _made = new MadeWebhook(_name.Trim(), Addresses.BaseUri, token);
            _name = "";
            Renamed();

            // A secret is not kept in the page either.
            _secret = "";
            await ReloadAsync();
        }
        catch (WebhookRefusedException e)
        {
            _fault = e.Message;
        }
        finally
        {
            _isBusy = false;
        }
    }

    private DateTimeOffset Local(DateTimeOffset instant) => TimeZoneInfo.ConvertTime(instant, Workspace.Value.ZoneInfo);

    /// <summary>A webhook as the page shows it.</summary>
    /// <param name="Name">Its name.</param>
    /// <param name="Kind">Whose messages it takes.</param>
    /// <param name="LastAt">When the last one came.</param>
    /// <param name="Messages">How many came.</param>
    /// <param name="ToLookAt">How many are kept because they could not be read.</param>
    /// <param name="Fault">Why none can be read just now.</param>
    public sealed record WebhookLine(string Name, string Kind, DateTimeOffset? LastAt, long Messages, long ToLookAt, string? Fault);

    /// <summary>Every webhook, and the moment from which times are told.</summary>
    public sealed record WebhooksModel(IReadOnlyList<WebhookLine> Lines, DateTimeOffset Now);
}
