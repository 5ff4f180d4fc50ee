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
    private const string Prefix = "connector:", StatePrefix = "connector-state:";

    private readonly IDataProtector _protector = protection.CreateProtector("connectors");

    /// <summary>All of them with their state, by name.</summary>
    public IReadOnlyList<(ConnectorSettings Settings, ConnectorState State)> All()
    {
        using var connection = Store.OpenReader(folder.StorePath);
        using var rows = new Statement(connection, """
            SELECT c.value, s.value FROM setting c LEFT JOIN setting s ON s.name = 'connector-state:' || substr(c.name, 11)
            WHERE c.name >= 'connector:' AND c.name < 'connector;' ORDER BY c.name
            """);
        var all = new List<(ConnectorSettings, ConnectorState)>();
        while (rows.Step()) all.Add((JsonSerializer.Deserialize<ConnectorSettings>(rows.Utf8(0))!, rows.IsNull(1) ? new() : JsonSerializer.Deserialize<ConnectorState>(rows.Utf8(1))!));
        return all;
    }

    /// <summary>One of them, or null.</summary>
    public (ConnectorSettings Settings, ConnectorState State)? Find(string name) =>
        All().Where(c => c.Settings.Name == name).Select(c => ((ConnectorSettings, ConnectorState)?)c).FirstOrDefault();

    /// <summary>Adds one, or changes what was said of it. Without a secret it keeps the one that it has.</summary>
    /// <param name="settings">What is said.</param>
    /// <param name="secret">The secret, plain.</param>
    /// <param name="ct">Given up before the writer takes it.</param>
    public async Task SaveAsync(ConnectorSettings settings, string? secret, CancellationToken ct)
    {
        var kept = secret is { Length: > 0 } ? _protector.Protect(secret) : Find(settings.Name)?.Settings.Secret ?? "";
        await WriteAsync([(Prefix + settings.Name, JsonSerializer.Serialize(settings with { Secret = kept }))], ct);
    }

    /// <summary>Forgets one with its secret; its records stay.</summary>
    public Task RemoveAsync(string name, CancellationToken ct) => WriteAsync([(Prefix + name, null), (StatePrefix + name, null)], ct);

    /// <summary>Begins anew from where it was first said to begin.</summary>
    public Task StartAgainAsync(string name, CancellationToken ct) => WriteAsync([(StatePrefix + name, null)], ct);

    /// <summary>Notes how far one is.</summary>
    public Task SaveStateAsync(string name, ConnectorState state, CancellationToken ct) => WriteAsync([StateSetting(name, state)], ct);

    /// <summary>The state as a setting, to be written with the records that it tells of.</summary>
    public static (string Name, string? Value) StateSetting(string name, ConnectorState state) => (StatePrefix + name, JsonSerializer.Serialize(state));

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

    private async Task WriteAsync(IReadOnlyList<(string Name, string? Value)> settings, CancellationToken ct)
    {
        try
        {
            await writer.WriteAsync(new WriteBatch { Settings = settings }, ct);
        }
        catch (SqliteException e)
        {
            throw new ConnectorFaultException($"It could not be stored, because {StoreFaults.Why(e)}.", inner: e);
        }
    }
}
