using System.Text.Json;
using CxDashboard.Data;
using CxDashboard.Data.Writing;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Data.Sqlite;

namespace CxDashboard.Features.Ingest.Connectors;

/// <summary>
/// The systems that records are fetched from, as the store keeps them among its settings: what was said of each, with its secret
/// encrypted by a key that lies beside the store, and how far each is.
/// </summary>
public sealed class ConnectorShelf(StoreWriter writer, DataFolder folder, IDataProtectionProvider protection)
{
    private const string Prefix = "connector:", StatePrefix = "connector-state:", WebhookPrefix = "webhook:";

    private readonly IDataProtector _protector = protection.CreateProtector("connectors");

    /// <summary>All of them with their state, by name.</summary>
    public IReadOnlyList<StoredConnector> All()
    {
        using var connection = Store.OpenReader(folder.StorePath);
        using var rows = new Statement(connection, """
            SELECT c.value, s.value FROM setting c LEFT JOIN setting s ON s.name = 'connector-state:' || substr(c.name, 11)
            WHERE c.name >= 'connector:' AND c.name < 'connector;' ORDER BY c.name
            """);
        var all = new List<StoredConnector>();
        while (rows.Step()) all.Add(new StoredConnector(rows.Text(0), rows.IsNull(1) ? null : rows.Text(1)));
        return all;
    }

    /// <summary>One of them, or null.</summary>
    public StoredConnector? Find(string name) => All().FirstOrDefault(c => c.Settings.Name == name);

    /// <summary>
    /// Adds one, or changes what was said of it. Without a secret it keeps the one that it has; of another system, or from another day on, it
    /// begins anew.
    /// </summary>
    /// <param name="settings">What is said.</param>
    /// <param name="secret">The secret, plain.</param>
    /// <param name="ct">Given up before the writer takes it.</param>
    /// <exception cref="ConnectorFaultException">It cannot be; says why.</exception>
    public async Task SaveAsync(ConnectorSettings settings, string? secret, CancellationToken ct)
    {
        for (var isSaved = false; !isSaved;)
        {
            var found = Find(settings.Name);
            var kept = secret is { Length: > 0 } ? _protector.Protect(secret) : found?.Settings.Secret ?? "";
            List<(string, string?)> changes = [(Prefix + settings.Name, JsonSerializer.Serialize(settings with { Secret = kept }))];
            if (found is not null && IsOther(found.Settings, settings)) changes.Add((StatePrefix + settings.Name, null));
            isSaved = await TryWriteAsync(changes, [(Prefix + settings.Name, found?.StoredSettings), (WebhookPrefix + settings.Name, null)], ct);
        }
    }

    /// <summary>Lets one rest, or go on.</summary>
    public async Task PauseAsync(string name, CancellationToken ct)
    {
        while (Find(name) is { } found && !await TryWriteAsync([(Prefix + name, JsonSerializer.Serialize(found.Settings with { IsPaused = !found.Settings.IsPaused }))], [(Prefix + name, found.StoredSettings)], ct))
        {
            // Somebody else changed it meanwhile.
        }
    }

    /// <summary>Forgets one with its secret; its records stay.</summary>
    public Task RemoveAsync(string name, CancellationToken ct) => TryWriteAsync([(Prefix + name, null), (StatePrefix + name, null)], [], ct);

    /// <summary>Begins anew from where it was first said to begin.</summary>
    public Task StartAgainAsync(string name, CancellationToken ct) => TryWriteAsync([(StatePrefix + name, null)], [], ct);

    /// <summary>Notes how far one is; false where it was changed, removed or begun anew meanwhile.</summary>
    public Task<bool> TrySaveStateAsync(StoredConnector connector, ConnectorState state, CancellationToken ct) => TryWriteAsync([StateSetting(connector.Settings.Name, state)], StandingOf(connector), ct);

    /// <summary>The state as a setting, to be written with the records that it tells of.</summary>
    public static (string Name, string? Value) StateSetting(string name, ConnectorState state) => (StatePrefix + name, JsonSerializer.Serialize(state));

    /// <summary>What must stand as it was when a page was asked for: of one that was changed, removed or begun anew meanwhile the page is not taken.</summary>
    public static IReadOnlyList<(string Name, string? Value)> StandingOf(StoredConnector connector) =>
        [(Prefix + connector.Settings.Name, connector.StoredSettings), (StatePrefix + connector.Settings.Name, connector.StoredState)];

    /// <summary>The secret of one, plain.</summary>
    /// <exception cref="ConnectorFaultException">The key that it was encrypted with is gone.</exception>
    public string SecretOf(ConnectorSettings settings)
    {
        try
        {
            return settings.Secret.Length == 0 ? "" : _protector.Unprotect(settings.Secret);
        }
        catch (System.Security.Cryptography.CryptographicException e)
        {
            throw new ConnectorFaultException($"The secret of {settings.Name} cannot be read any more, because the keys beside the store are others now. Give it again.", inner: e);
        }
    }

    private static bool IsOther(ConnectorSettings before, ConnectorSettings after) =>
        before.Kind != after.Kind || before.From != after.From
        || (ConnectorKind.Find(after.Kind)?.Fields.Any(f => f.NamesSystem && before.Answers.GetValueOrDefault(f.Name) != after.Answers.GetValueOrDefault(f.Name)) ?? true);

    // False where what it was decided upon does not stand any more.
    private async Task<bool> TryWriteAsync(IReadOnlyList<(string Name, string? Value)> settings, IReadOnlyList<(string Name, string? Value)> standing, CancellationToken ct)
    {
        try
        {
            await writer.WriteAsync(new WriteBatch { Settings = settings, Standing = standing }, ct);
            return true;
        }
        catch (SettingsChangedException e) when (e.Name.StartsWith(WebhookPrefix, StringComparison.Ordinal))
        {
            throw new ConnectorFaultException($"“{e.Name[WebhookPrefix.Length..]}” is the name of a webhook. Take another name for what is fetched, and see that the same contacts do not come both ways.", inner: e);
        }
        catch (SettingsChangedException)
        {
            return false;
        }
        catch (SqliteException e)
        {
            throw new ConnectorFaultException($"It could not be stored, because {StoreFaults.Why(e)}.", inner: e);
        }
    }
}

/// <summary>One system as the store keeps it.</summary>
/// <param name="storedSettings">What was said of it, as it stands there.</param>
/// <param name="storedState">How far it is, as it stands there; null before the first page.</param>
public sealed class StoredConnector(string storedSettings, string? storedState)
{
    /// <summary>What was said of it.</summary>
    public ConnectorSettings Settings { get; } = JsonSerializer.Deserialize<ConnectorSettings>(storedSettings)!;

    /// <summary>How far it is.</summary>
    public ConnectorState State { get; } = storedState is null ? new() : JsonSerializer.Deserialize<ConnectorState>(storedState)!;

    /// <inheritdoc cref="StoredConnector(string, string?)" path="/param[@name='storedSettings']"/>
    public string StoredSettings { get; } = storedSettings;

    /// <inheritdoc cref="StoredConnector(string, string?)" path="/param[@name='storedState']"/>
    public string? StoredState { get; } = storedState;
}
