using CxDashboard.Domain.Interactions;
using CxDashboard.Domain.Time;

namespace CxDashboard.Features.Ingest.Connectors;

/// <summary>A way of fetching records from one system, page by page. It remembers nothing: where it stands is in the cursor.</summary>
public interface IConnector
{
    /// <summary>Fetches the page after a cursor. The same cursor may be asked for again: what it brings is stored once.</summary>
    /// <param name="cursor">Where the page before ended; null for the first one.</param>
    /// <param name="ct">Ends the fetching.</param>
    /// <exception cref="ConnectorFaultException">The system refused or could not be reached, or its answer cannot be read; says so in a sentence.</exception>
    Task<ConnectorPage> ReadAsync(string? cursor, CancellationToken ct);
}

/// <summary>What one page brought.</summary>
/// <param name="Records">As they stand in the system now.</param>
/// <param name="Cursor">Where the next page begins.</param>
/// <param name="IsLast">Whether nothing more is there now.</param>
public sealed record ConnectorPage(IReadOnlyList<Interaction> Records, string Cursor, bool IsLast)
{
    /// <summary>External ids of records that are there no more.</summary>
    public IReadOnlyList<string> Deleted { get; init; } = [];

    /// <summary>What could not be taken, each with its id and why.</summary>
    public IReadOnlyList<string> Refused { get; init; } = [];

    /// <summary>Until when the source is complete with this page.</summary>
    public Instant? KnownUntil { get; init; }

    /// <summary>How long the system wants to be left alone before the next page; zero where it does not say.</summary>
    public TimeSpan Pause { get; init; }
}

/// <summary>A system that refused, could not be reached, or answered what cannot be read.</summary>
/// <param name="message">What happened and what to do, in a sentence.</param>
/// <param name="wait">How long the system asks to wait, where it says so.</param>
/// <param name="inner">What was caught.</param>
public sealed class ConnectorFaultException(string message, TimeSpan? wait = null, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>How long the system asks to wait; null where it does not say.</summary>
    public TimeSpan? Wait { get; } = wait;
}
