using CxDashboard.Domain.Time;

namespace CxDashboard.Features.Ingest.Connectors;

/// <summary>What was said of one system that records are fetched from.</summary>
public sealed record ConnectorSettings
{
    /// <summary>Its name, which is the source of its records.</summary>
    public required string Name { get; init; }

    /// <summary>The <see cref="ConnectorKind"/>.</summary>
    public required string Kind { get; init; }

    /// <summary>The answers to the kind's fields that are no secrets, by the field's name.</summary>
    public IReadOnlyDictionary<string, string> Answers { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The secret as Data Protection encrypted it.</summary>
    public string Secret { get; init; } = "";

    /// <summary>What changed since then is fetched.</summary>
    public required Instant From { get; init; }

    /// <summary>Whether customers are stored by a keyed hash.</summary>
    public bool Pseudonymises { get; init; }

    /// <summary>Whether nothing is fetched for now.</summary>
    public bool IsPaused { get; init; }
}

/// <summary>How far the fetching from one system is. Stored in the transaction of the records that it tells of.</summary>
public sealed record ConnectorState
{
    private const int MostShown = 20;

    /// <summary>Where the next page begins; null before the first.</summary>
    public string? Cursor { get; init; }

    /// <summary>When it was last asked, and when it last had nothing more.</summary>
    public Instant? AskedAt { get; init; }
    public Instant? CompleteAt { get; init; }

    /// <summary>Records and deletions taken, and what was refused, since it was added.</summary>
    public long Records { get; init; }
    public long Deleted { get; init; }
    public long Refused { get; init; }

    /// <summary>What was refused last, newest first.</summary>
    public IReadOnlyList<string> LastRefused { get; init; } = [];

    /// <summary>Why the last try failed, in a sentence; null when it went well.</summary>
    public string? Fault { get; init; }

    /// <summary>How often in a row it failed.</summary>
    public int Failures { get; init; }

    /// <summary>It is not asked again before.</summary>
    public Instant? NotBefore { get; init; }

    /// <summary>The state after a page.</summary>
    public ConnectorState After(ConnectorPage page, Instant now) => this with
    {
        Cursor = page.Cursor,
        AskedAt = now,
        CompleteAt = page.IsLast ? now : CompleteAt,
        Records = Records + page.Records.Count,
        Deleted = Deleted + page.Deleted.Count,
        Refused = Refused + page.Refused.Count,
        LastRefused = [.. page.Refused.Reverse().Concat(LastRefused).Take(MostShown)],
        Fault = null,
        Failures = 0,
        NotBefore = page.Pause > TimeSpan.Zero ? now + page.Pause : null,
    };

    /// <summary>The state after a failure: it is asked again when the system says, else after a minute, two, four, up to half an hour.</summary>
    public ConnectorState After(ConnectorFaultException fault, Instant now) => this with
    {
        AskedAt = now,
        Fault = fault.Message,
        Failures = Failures + 1,
        NotBefore = now + (fault.Wait ?? TimeSpan.FromMinutes(Math.Min(30, 1 << Math.Min(Failures, 5)))),
    };
}
