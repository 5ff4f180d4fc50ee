using System.Collections.Concurrent;
using CxDashboard.Data;
using CxDashboard.Domain.Time;
using CxDashboard.Live;
using Microsoft.Data.Sqlite;

namespace CxDashboard.Features.Ingest.Connectors;

/// <summary>
/// Fetches what is new from the systems that were named. Each page is stored in one transaction with where the next one begins: cut
/// off anywhere, nothing is lost and nothing comes twice.
/// </summary>
public sealed class Puller(ConnectorShelf shelf, StoreWriter writer, DataFolder folder, IHttpClientFactory clients, LiveFeed feed, TimeProvider clock, ILogger<Puller> log)
{
    /// <summary>The name of the client that connectors are given.</summary>
    public const string Client = "connectors";

    private const int MostPagesAtOnce = 1000;

    // A person may ask a system while the job does.
    private readonly ConcurrentDictionary<string, SemaphoreSlim> _turns = new(StringComparer.Ordinal);

    /// <summary>Asks every system whose time has come. Tells how many were asked and how many records came.</summary>
    public async Task<(int Systems, long Records)> PullAllAsync(CancellationToken ct)
    {
        var (systems, records) = (0, 0L);
        foreach (var system in shelf.All())
        {
            if (system.Settings.IsPaused || system.State.NotBefore > Instant.Now(clock)) continue;
            records += await PullAsync(system.Settings.Name, ct);
            systems++;
        }

        return (systems, records);
    }

    /// <summary>Fetches from one system until it has nothing more, asks to be left alone, or fails. Tells how many records came.</summary>
    public async Task<long> PullAsync(string name, CancellationToken ct)
    {
        var turn = _turns.GetOrAdd(name, _ => new SemaphoreSlim(1));
        await turn.WaitAsync(ct);
        try
        {
            return await PullInTurnAsync(name, ct);
        }
        finally
        {
            turn.Release();
        }
    }

    private async Task<long> PullInTurnAsync(string name, CancellationToken ct)
    {
        var records = 0L;
        for (var pages = 0; pages < MostPagesAtOnce; pages++)
        {
            // Asked for each page: it may have been paused, changed or removed meanwhile.
            if (shelf.Find(name) is not { } found || found.Settings.IsPaused) break;
            try
            {
                var page = await Make(found.Settings).ReadAsync(found.State.Cursor, ct);
                await StoreAsync(found, found.State.After(page, Instant.Now(clock)), page, ct);
                records += page.Records.Count + page.Deleted.Count;
                feed.Publish(Topic.Imports);
                if (page.IsLast || page.Pause > TimeSpan.Zero) break;
            }
            catch (SettingsChangedException)
            {
                // It was changed, removed or begun anew while the page was under way: what it is now is asked, if anything.
            }
            catch (ConnectorFaultException fault)
            {
                log.LogWarning(fault.InnerException, "Fetching from {Name} failed: {Sentence}", name, fault.Message);
                if (await NoteAsync(found, fault, ct)) break;
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                // Of one system; the others are asked all the same.
                log.LogError(fault, "Fetching from {Name} failed in a way that nobody foresaw.", name);
                if (await NoteAsync(found, new ConnectorFaultException("It failed in a way that is our fault; the log has all of it.", inner: fault), ct)) break;
            }
        }

        return records;
    }

    // False where it is another by now, so that the failure is nobody's.
    private async Task<bool> NoteAsync(StoredConnector connector, ConnectorFaultException fault, CancellationToken ct)
    {
        try
        {
            return await shelf.TrySaveStateAsync(connector, connector.State.After(fault, Instant.Now(clock)), ct);
        }
        catch (ConnectorFaultException unnoted)
        {
            // The store cannot be written just now; the others are asked all the same.
            log.LogError(unnoted.InnerException, "That fetching from {Name} failed could not be noted: {Sentence}", connector.Settings.Name, unnoted.Message);
            return true;
        }
        finally
        {
            feed.Publish(Topic.Imports);
        }
    }

    /// <summary>Asks a system for its first page and stores nothing.</summary>
    /// <returns>What it said, in a sentence.</returns>
    /// <exception cref="ConnectorFaultException">It refused or could not be reached.</exception>
    public async Task<string> TryAsync(ConnectorSettings settings, string secret, CancellationToken ct)
    {
        var page = await Make(settings, secret.Length > 0 ? secret : shelf.Find(settings.Name) is { } found ? shelf.SecretOf(found.Settings) : "").ReadAsync(null, ct);
        return page.Records.Count == 0 ? "It answers, and has no records since then."
            : $"It answers: {page.Records.Count:N0} {(page.Records.Count == 1 ? "record" : "records")} on the first page, the first opened at {page.Records.Min(r => r.OpenedAt).ToDateTimeOffset():yyyy-MM-dd}.";
    }

    private IConnector Make(ConnectorSettings settings, string? secret = null)
    {
        var kind = ConnectorKind.Find(settings.Kind) ?? throw new ConnectorFaultException($"{settings.Name} is of a kind that this program does not know (\"{settings.Kind}\"). Use the version that made it, or a later one.");
        return kind.Make(new ConnectorParts(settings, secret ?? shelf.SecretOf(settings), clients.CreateClient(Client), Naming(settings), clock));
    }

    private CustomerNaming Naming(ConnectorSettings settings)
    {
        try
        {
            return CustomerNamings.Of(settings.Pseudonymises, folder);
        }
        catch (ImportRefusedException e)
        {
            throw new ConnectorFaultException(e.Message, inner: e);
        }
    }

    private async Task StoreAsync(StoredConnector connector, ConnectorState state, ConnectorPage page, CancellationToken ct)
    {
        var settings = connector.Settings;
        try
        {
            await writer.WriteAsync(new WriteBatch
            {
                Records = page.Records,
                Deletions = [.. page.Deleted.Select(id => (settings.Name, id))],
                KnownUntil = page.KnownUntil is { } known ? [new SourceKnownUntil(settings.Name, known, known)] : [],
                Settings = [ConnectorShelf.StateSetting(settings.Name, state)],
                Standing = ConnectorShelf.StandingOf(connector),
            }, ct);
        }
        catch (SqliteException e)
        {
            throw new ConnectorFaultException($"What {settings.Name} sent could not be stored, because {StoreFaults.Why(e)}. It is fetched again when that is mended.", inner: e);
        }
    }
}
