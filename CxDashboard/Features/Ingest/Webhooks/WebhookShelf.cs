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
    private const string Prefix = "webhook:";
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
        if (Find(name) is not null) throw new WebhookRefusedException($"There is a webhook “{name}” already. Take another name, or remove that one.");
        var settings = new WebhookSettings { Name = name, Kind = kind.Name, Pseudonymises = pseudonymises, MadeAt = Instant.Now(clock) };
        try
        {
            if (pseudonymises) CustomerNamings.Of(true, folder);
        }
        catch (ImportRefusedException e)
        {
            throw new WebhookRefusedException(e.Message, e);
        }

        return await SaveSecretAsync(settings, kind, secret, ct);
    }

    /// <summary>Whether a name can stand in an address.</summary>
    public static bool CanBeName(string name) => name.Length is > 0 and <= LongestName && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');

    /// <summary>Gives one another secret; the former opens nothing any more.</summary>
    /// <inheritdoc cref="AddAsync"/>
    public Task<string?> RenewAsync(string name, string secret, CancellationToken ct) =>
        Find(name) is { } hook ? SaveSecretAsync(hook.Settings, hook.Kind, secret, ct) : throw new WebhookRefusedException($"There is no webhook “{name}” any more.");

    /// <summary>Changes what is said of one.</summary>
    /// <exception cref="WebhookRefusedException">It is not there, or could not be stored.</exception>
    public Task ChangeAsync(string name, Func<WebhookSettings, WebhookSettings> change, CancellationToken ct) =>
        Find(name) is { } hook ? SaveAsync(change(hook.Settings), ct) : throw new WebhookRefusedException($"There is no webhook “{name}” any more.");

    /// <summary>Forgets one with its secret and its kept messages; its records stay.</summary>
    public Task RemoveAsync(string name, CancellationToken ct) => WriteAsync(new WriteBatch { Settings = [(Prefix + name, null)], ForgottenWebhooks = [name] }, ct);

    private async Task<string?> SaveSecretAsync(WebhookSettings settings, WebhookKind kind, string secret, CancellationToken ct)
    {
        secret = secret.Trim();
        if (kind.Signing == Signing.Always && secret.Length == 0) throw new WebhookRefusedException($"{kind.SecretLabel} is missing: {kind.Label} signs every message with it.");
        if (kind.Signing == Signing.Never || secret.Length == 0)
        {
            var token = WebhookToken.Make();
            await SaveAsync(settings with { Secret = null, TokenHash = WebhookToken.Hash(token) }, ct);
            return token;
        }

        await SaveAsync(settings with { Secret = _protector.Protect(secret), TokenHash = null }, ct);
        return null;
    }

    private Task SaveAsync(WebhookSettings settings, CancellationToken ct) =>
        WriteAsync(new WriteBatch { Settings = [(Prefix + settings.Name, JsonSerializer.Serialize(settings))] }, ct);

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
            var settings = JsonSerializer.Deserialize<WebhookSettings>(rows.Utf8(0))!;

            // One of a later version is left alone: it is not known here, and its sender is told so.
            if (WebhookKind.Find(settings.Kind) is { } kind) hooks[settings.Name] = Make(settings, kind);
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
}
