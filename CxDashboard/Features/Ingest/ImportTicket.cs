using CxDashboard.Domain.Time;

namespace CxDashboard.Features.Ingest;

/// <summary>Where an import of the queue is.</summary>
public enum ImportPhase
{
    /// <summary>Others come first.</summary>
    Waiting,
    Running,

    /// <summary>It was cancelled, and what it stored is being taken back.</summary>
    Cancelling,

    /// <summary>It is in; <see cref="ImportTicket.Answer"/> says what came of it.</summary>
    Finished,

    /// <summary>It could not be done, or not to its end; <see cref="ImportTicket.Sentence"/> says why.</summary>
    Refused,

    /// <summary>It was stopped, perhaps before it began; what it stored is in, and it can be gone on with or taken back.</summary>
    CutOff,

    /// <summary>It was cancelled, and nothing of it stays.</summary>
    Cancelled,
}

/// <summary>One import of the queue as it stands at a moment; never changed, so that it can be rendered as it is.</summary>
public sealed record ImportTicket
{
    /// <summary>Counts the imports since the server's start.</summary>
    public required long Id { get; init; }

    public required ImportRequest Request { get; init; }
    public required Instant AskedAt { get; init; }
    public Instant? EndedAt { get; init; }
    public ImportPhase Phase { get; init; }

    /// <summary>The import's number in the store, as soon as it has one.</summary>
    public long? ImportId { get; init; }

    /// <summary>How far it is; null before anything was read.</summary>
    public ImportProgress? Progress { get; init; }

    /// <summary>What came of it, where it finished.</summary>
    public ImportAnswer? Answer { get; init; }

    /// <summary>What a person should know of its end, where it did not finish.</summary>
    public string? Sentence { get; init; }

    /// <summary>Nothing more comes of it.</summary>
    public bool HasEnded => Phase >= ImportPhase.Finished;
}
