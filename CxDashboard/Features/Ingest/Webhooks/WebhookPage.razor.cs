using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using CxDashboard.Data;
using CxDashboard.Domain.Time;
using CxDashboard.Kit;
using CxDashboard.Live;
using CxDashboard.Measuring;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Options;

namespace CxDashboard.Features.Ingest.Webhooks;

/// <summary>One webhook: what came by it, what of it nobody understood, and what its fields mean.</summary>
public partial class WebhookPage
{
    private const int Shown = 25;

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly DeliveryKind[] KeptKinds = [DeliveryKind.Unmapped, DeliveryKind.SetAside, DeliveryKind.Unknown, DeliveryKind.Taken];

    private bool _isBusy, _isRemoving, _isRenewing;
    private string? _said, _fault;
    private string _secret = "";
    private MadeWebhook? _made;

    /// <summary>The webhook.</summary>
    [Parameter] public string Name { get; set; } = "";

    [Inject] private WebhookShelf Shelf { get; set; } = null!;
    [Inject] private DeliveriesQuery Deliveries { get; set; } = null!;
    [Inject] private MessageRereading Rereading { get; set; } = null!;
    [Inject] private KeptMessages Messages { get; set; } = null!;
    [Inject] private IOptions<WorkspaceOptions> Workspace { get; set; } = null!;
    [Inject] private NavigationManager Addresses { get; set; } = null!;
    [Inject] private TimeProvider Now { get; set; } = null!;

    private string Address => new MadeWebhook(Name, Addresses.BaseUri, null).Address;

    /// <inheritdoc/>
    protected override IReadOnlyCollection<Topic> Topics => [Topic.Webhooks];

    /// <inheritdoc/>
    protected override Task<WebhookModel> LoadAsync(CancellationToken ct) => Task.Run(Load, ct);

    private WebhookModel Load()
    {
        if (Shelf.Find(Name) is not { } hook) return new WebhookModel { Now = Local(Instant.Now(Now)) };
        var counts = Deliveries.Counts(Name);
        var kept = KeptKinds.Select(kind => (kind, Deliveries.Latest(Name, kind, Shown))).Where(k => k.Item2.Count > 0).ToList();
        return new WebhookModel
        {
            Hook = hook,
            Counts = counts,
            Kinds = [.. Enum.GetValues<DeliveryKind>().Where(kind => counts.Any(c => c.Counts.ContainsKey(kind)))],
            Kept = kept,
            Waiting = Deliveries.Waiting(Name),
            Unread = Deliveries.Kept(Name) is var all ? all.GetValueOrDefault(DeliveryKind.SetAside) + all.GetValueOrDefault(DeliveryKind.Unmapped) : 0,
            Times = hook.Kind.IsMapped ? MessageTimes.Of(kept.SelectMany(k => k.Item2).Where(m => m.IsWhole).Select(m => m.Body), hook.Settings.AsOf) : [],
            Now = Local(Instant.Now(Now)),
        };
    }

    private static string Strong(WebhookModel model) => model.Counts.Count == 0 ? "No message has come yet." : model.Counts.Sum(c => c.Counts.Values.Sum()) is 1 ? "One message has come." : $"{Figures.Count(model.Counts.Sum(c => c.Counts.Values.Sum()))} messages have come.";

    private static string Rest(WebhookModel model)
    {
        if (model.Counts.Count == 0) return "Give the sender its address, and let it send a test.";
        var waiting = model.Waiting switch
        {
            0 => "",
            1 => " One contact is known by a later message only, and waits for the one of its opening.",
            _ => $" {Figures.Count(model.Waiting)} contacts are known by later messages only, and wait for those of their opening.",
        };
        return model.Unread switch { 0 => "All that tell of contacts are read.", 1 => "One is kept until it can be read.", _ => $"{Figures.Count(model.Unread)} are kept until they can be read." } + waiting;
    }

    private static string Title(DeliveryKind kind) => kind == DeliveryKind.Unmapped ? "waiting" : WebhookWords.Of(kind);

    private static string Pretty(KeptMessage message)
    {
        if (!message.IsWhole) return $"{Encoding.UTF8.GetString(message.Body)} … ({Figures.Count(message.Length)} bytes in all)";
        using var json = JsonDocument.Parse(message.Body);
        try
        {
            return JsonSerializer.Serialize(json.RootElement, Indented);
        }
        catch (JsonException)
        {
            // Half of a Unicode pair cannot be written anew.
            return json.RootElement.GetRawText();
        }
    }

    private Task SayAsync() => DoAsync(async () =>
    {
        if (Model is { HasAny: true }) Addresses.NavigateTo($"/import/{await Messages.DraftAsync(Name, CancellationToken.None)}");
    });

    private Task AsOfAsync(ChangeEventArgs chosen) => DoAsync(async () =>
    {
        var field = chosen.Value as string is { Length: > 0 } named ? named : null;
        await Shelf.ChangeAsync(Name, s => s with { AsOf = field }, CancellationToken.None);
        _said = field is null ? "From now on a message holds from its arrival on." : $"From now on a message holds from what its field “{field}” says on.";
    });

    private Task ReadAgainAsync() => DoAsync(async () => _said = await Rereading.RunAsync(Name, CancellationToken.None));

    // A new token is asked for twice: the sender is turned away until it has it.
    private Task RenewAsync()
    {
        if (!_isRenewing && string.IsNullOrWhiteSpace(_secret) && Model?.Hook?.Settings.TokenHash is not null)
        {
            (_isRenewing, _isRemoving) = (true, false);
            return Task.CompletedTask;
        }

        return DoAsync(async () =>
        {
            var token = await Shelf.RenewAsync(Name, _secret, CancellationToken.None);
            _secret = "";
            if (token is null) _said = "From now on messages must be signed with this secret.";
            else _made = new MadeWebhook(Name, Addresses.BaseUri, token);
        });
    }

    // Asked twice: the secret cannot be had back.
    private Task RemoveAsync()
    {
        if (!_isRemoving)
        {
            (_isRemoving, _isRenewing) = (true, false);
            return Task.CompletedTask;
        }

        return DoAsync(async () =>
        {
            await Shelf.RemoveAsync(Name, CancellationToken.None);
            Addresses.NavigateTo("/webhooks");
        });
    }

    private async Task DoAsync(Func<Task> work)
    {
        if (_isBusy) return;
        (_isBusy, _fault, _said, _isRemoving, _isRenewing, _made) = (true, null, null, false, false, null);
        try
        {
            await work();
            await ReloadAsync();
        }
        catch (Exception e) when (e is WebhookRefusedException or ImportRefusedException)
        {
            _fault = e.Message;
        }
        finally
        {
            _isBusy = false;
        }
    }

    private DateTimeOffset Local(Instant at) => TimeZoneInfo.ConvertTime(at.ToDateTimeOffset(), Workspace.Value.ZoneInfo);

    /// <summary>What is known of the webhook; nothing where there is none.</summary>
    public sealed record WebhookModel
    {
        internal Webhook? Hook { get; init; }
        internal IReadOnlyList<TypeCount> Counts { get; init; } = [];
        internal IReadOnlyList<DeliveryKind> Kinds { get; init; } = [];
        internal IReadOnlyList<(DeliveryKind Kind, IReadOnlyList<KeptMessage> Messages)> Kept { get; init; } = [];
        internal long Waiting { get; init; }

        /// <summary>How many messages are kept until they can be read.</summary>
        internal long Unread { get; init; }

        /// <summary>The fields that may say when a message was so.</summary>
        internal IReadOnlyList<string> Times { get; init; } = [];
        /// <summary>The moment from which times are told.</summary>
        public required DateTimeOffset Now { get; init; }

        internal bool HasAny => Kept.Any(k => k.Kind != DeliveryKind.Unknown);
    }
}
