using System.Text.Json;
using CxDashboard.Data;
using CxDashboard.Data.Writing;
using CxDashboard.Domain.Time;
using CxDashboard.Measuring;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;

namespace CxDashboard.Features.Ingest.Webhooks;

/// <summary>Something of a webhook cannot be; the message is one sentence.</summary>
public sealed class WebhookRefusedException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>The webhooks as the store keeps them among its settings, each with what reads its messages.</summary>
internal sealed class WebhookShelf(StoreWriter writer, DataFolder folder, IDataProtectionProvider protection, IOptions<WorkspaceOptions> workspace, TimeProvider clock, ILogger<WebhookShelf> log)
{
    private const string Prefix = "webhook:", FormerPrefix = "webhook-was:", ConnectorPrefix = "connector:";
    private const int LongestName = 60;

    private readonly IDataProtector _protector = protection.CreateProtector("webhooks");
    private readonly Lock _gate = new();

    // Asked for each message; null after any change.
    private volatile IReadOnlyDictionary<string, Webhook>? _all;

    /// <summary>All of them, by name.</summary>
    public IReadOnlyList<Webhook> All => [.. Hooks().Values.OrderBy(w => w.Settings.Name, StringComparer.Ordinal)];

    /// <summary>One of them, or null.</summary>
    public Webhook? Find(string name) => Hooks().GetValueOrDefault(name);

    /// <summary>Adds one.</summary>
    /// <param name="name">Its name, the source of its records.</param>
    /// <param name="kind">Its kind.</param>
    /// <param name="secret">What the sender signs with; blank where it does not sign.</param>
    /// <param name="pseudonymises">Whether customers are stored by a keyed hash.</param>
    /// <param name="ct">Given up before the writer takes it.</param>
    /// <returns>The token that the sender is to show, this once; null where it signs.</returns>
    /// <exception cref="WebhookRefusedException">It cannot be.</exception>
    public async Task<string?> AddAsync(string name, WebhookKind kind, string secret, bool pseudonymises, CancellationToken ct)
    {
        name = name.Trim();
        if (!CanBeName(name)) throw new WebhookRefusedException($"The name is part of the address: up to {LongestName} letters, digits, hyphens and underscores.");
        if (Find(name) is not null) throw IsThere(name);
        if (Former(name) is { } former && former != kind.Name) throw new WebhookRefusedException($"“{name}” had messages of {WebhookKind.Find(former)?.Label ?? former}, whose contacts are still here: those of {kind.Label} would be mixed with them. Take another name.");
        var settings = new WebhookSettings { Name = name, Kind = kind.Name, Pseudonymises = pseudonymises, MadeAt = Instant.Now(clock) };
        try
        {
            if (pseudonymises) CustomerNamings.Of(true, folder);
        }
        catch (ImportRefusedException e)
        {
            throw new WebhookRefusedException(e.Message, e);
        }

        var (complete, token) = WithSecret(settings, kind, secret);
        try
        {
            // Records of one name that come in two ways would be the same ones, told differently.
            await WriteAsync(new WriteBatch { Settings = [Setting(complete), (FormerPrefix + name, null)], Standing = [(Prefix + name, null), (ConnectorPrefix + name, null)] }, ct);
        }
        catch (SettingsChangedException e)
        {
            throw e.Name == Prefix + name ? IsThere(name) : new WebhookRefusedException($"“{name}” is the name of a system that records are fetched from. Take another name for what it sends itself, and see that the same contacts do not come both ways.", e);
        }

        return token;
    }

    /// <summary>A name for a webhook of a kind that nothing else has.</summary>
    public string NameFor(WebhookKind kind)
    {
        foreach (var name in (string[])[kind.Name, kind.Name + "-events"])
        {
            if (Find(name) is null && Setting(ConnectorPrefix + name) is null && (Former(name) is not { } former || former == kind.Name)) return name;
        }

        return "";
    }

    /// <summary>Whether a name can stand in an address.</summary>
    public static bool CanBeName(string name) => name.Length is > 0 and <= LongestName && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');

    /// <summary>Gives one another secret; the former opens nothing any more.</summary>
    /// <inheritdoc cref="AddAsync"/>
    public async Task<string?> RenewAsync(string name, string secret, CancellationToken ct)
    {
        string? token = null;
        await ChangeAsync(name, hook =>
        {
            if (hook.Settings.Secret is not null && string.IsNullOrWhiteSpace(secret)) throw new WebhookRefusedException($"{hook.Kind.SecretLabel} is missing: messages are signed with it. Without one they would be refused from now on.");
            (var settings, token) = WithSecret(hook.Settings, hook.Kind, secret);
            return settings;
        }, ct);
        return token;
    }

    /// <summary>Changes what is said of one.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="change">Gives what is to be said, of what is said now; asked again where somebody else changed it meanwhile.</param>
    /// <param name="ct">Given up before the writer takes it.</param>
    /// <exception cref="WebhookRefusedException">It is not there, or could not be stored.</exception>
    public Task ChangeAsync(string name, Func<WebhookSettings, WebhookSettings> change, CancellationToken ct) => ChangeAsync(name, (Webhook hook) => change(hook.Settings), ct);

    /// <summary>Forgets one with its secret and its kept messages; its records stay.</summary>
    public async Task RemoveAsync(string name, CancellationToken ct)
    {
        // Removed already, and then its kind is remembered already.
        if (Find(name) is { } hook) await WriteAsync(new WriteBatch { Settings = [(Prefix + name, null), (FormerPrefix + name, hook.Kind.Name)], ForgottenWebhooks = [name] }, ct);
    }

    /// <summary>What must stand while a message is written that was read by a webhook: by other settings it would be read otherwise.</summary>
    public static IReadOnlyList<(string Name, string? Value)> StandingOf(Webhook hook) => [(Prefix + hook.Settings.Name, hook.Stored)];

    /// <summary>One of them as it is now, or null, where it was changed a moment ago.</summary>
    public Webhook? FindAnew(string name)
    {
        lock (_gate) _all = null;
        return Find(name);
    }

    private async Task ChangeAsync(string name, Func<Webhook, WebhookSettings> change, CancellationToken ct)
    {
        while (true)
        {
            var hook = Find(name) ?? throw new WebhookRefusedException($"There is no webhook “{name}” any more.");
            var settings = change(hook);
            try
            {
                await WriteAsync(new WriteBatch
                {
                    Settings = [Setting(settings)],
                    Standing = [(Prefix + name, hook.Stored)],

                    // Customers in those that were understood are not to be seen any more.
                    ForgottenBodies = settings.Pseudonymises && !hook.Settings.Pseudonymises ? [name] : [],
                }, ct);
                return;
            }
            catch (SettingsChangedException)
            {
                lock (_gate) _all = null;
            }
        }
    }

    private (WebhookSettings Settings, string? Token) WithSecret(WebhookSettings settings, WebhookKind kind, string secret)
    {
        secret = secret.Trim();
        if (kind.Signing == Signing.Always && secret.Length == 0) throw new WebhookRefusedException($"{kind.SecretLabel} is missing: {kind.Label} signs every message with it.");
        if (kind.Signing != Signing.Never && secret.Length > 0) return (settings with { Secret = _protector.Protect(secret), TokenHash = null }, null);
        var token = WebhookToken.Make();
        return (settings with { Secret = null, TokenHash = WebhookToken.Hash(token) }, token);
    }

    private static WebhookRefusedException IsThere(string name) => new($"There is a webhook “{name}” already. Take another name, or remove that one.");

    private static (string Name, string? Value) Setting(WebhookSettings settings) => (Prefix + settings.Name, JsonSerializer.Serialize(settings));

    // Of which kind a webhook of that name was, where contacts of it are still here.
    private string? Former(string name)
    {
        if (Setting(FormerPrefix + name) is not { } kind) return null;
        using var connection = Store.OpenReader(folder.StorePath);
        using var any = new Statement(connection, "SELECT 1 FROM story WHERE source = ?1 LIMIT 1");
        any.Bind(1, name);
        return any.Step() ? kind : null;
    }

    private string? Setting(string name)
    {
        using var connection = Store.OpenReader(folder.StorePath);
        using var found = new Statement(connection, "SELECT value FROM setting WHERE name = ?1");
        found.Bind(1, name);
        return found.Step() ? found.Text(0) : null;
    }

    private async Task WriteAsync(WriteBatch batch, CancellationToken ct)
    {
        try
        {
            await writer.WriteAsync(batch, ct);
            lock (_gate) _all = null;
        }
        catch (SqliteException e)
        {
            throw new WebhookRefusedException($"It could not be stored, because {StoreFaults.Why(e)}.", e);
        }
    }

    private IReadOnlyDictionary<string, Webhook> Hooks()
    {
        if (_all is { } all) return all;
        lock (_gate) return _all ??= Read();
    }

    private Dictionary<string, Webhook> Read()
    {
        using var connection = Store.OpenReader(folder.StorePath);
        using var rows = new Statement(connection, "SELECT value FROM setting WHERE name >= 'webhook:' AND name < 'webhook;' ORDER BY name");
        var hooks = new Dictionary<string, Webhook>(StringComparer.Ordinal);
        while (rows.Step())
        {
            var stored = rows.Text(0);
            var settings = JsonSerializer.Deserialize<WebhookSettings>(stored)!;

            // One of a later version is left alone: it is not known here, and its sender is answered as if there were none.
            if (WebhookKind.Find(settings.Kind) is { } kind) hooks[settings.Name] = Make(settings, kind) with { Stored = stored };
        }

        return hooks;
    }

    private Webhook Make(WebhookSettings settings, WebhookKind kind)
    {
        try
        {
            var secret = settings.Secret is { } kept ? _protector.Unprotect(kept) : null;
            return new Webhook(settings, kind) { Secret = secret, Reader = kind.Reader(new MessageParts(settings, CustomerNamings.Of(settings.Pseudonymises, folder), workspace.Value.ZoneInfo)) };
        }
        catch (System.Security.Cryptography.CryptographicException e)
        {
            log.LogError(e, "The secret of the webhook {Name} cannot be read.", settings.Name);
            return new Webhook(settings, kind) { Fault = "Its secret cannot be read any more, because the keys beside the store are others now. Give it again." };
        }
        catch (ImportRefusedException e)
        {
            log.LogError(e, "The webhook {Name} cannot be read.", settings.Name);
            return new Webhook(settings, kind) { Fault = e.Message };
        }
    }
}

/// <summary>A webhook with what reads its messages.</summary>
internal sealed record Webhook(WebhookSettings Settings, WebhookKind Kind)
{
    /// <summary>What the sender signs with, plain; null where it does not sign.</summary>
    public string? Secret { get; init; }

    /// <summary>Why no message can be read, as a sentence; null where they can.</summary>
    public string? Fault { get; init; }

    public IMessageReader? Reader { get; init; }

    /// <summary>The settings as they stand in the store.</summary>
    public string Stored { get; init; } = "";
}
