using CxDashboard.Domain.Time;

namespace CxDashboard.Measuring.Behind;

/// <summary>How an issue stands within a window after it was claimed.</summary>
public enum IssueStanding
{
    NeverClaimed,

    /// <summary>Claimed and quiet for the whole window.</summary>
    Held,

    /// <summary>Claimed, and opened again or asked about again within the window.</summary>
    DidNotHold,

    /// <summary>Claimed and quiet so far.</summary>
    Maturing,

    /// <summary>Claimed, and nobody can say whether it held, because the customer is not known.</summary>
    NobodyKnows,
}

/// <summary>A contact of an issue.</summary>
/// <param name="Id">The interaction's id in the store.</param>
public sealed record StoryMember(int Id, Instant Opened, string? Channel);

/// <summary>What became of one issue, as known by T: enough to tell it in a sentence.</summary>
public sealed record IssueStory
{
    /// <summary>More contacts are counted, not named: an id that stands for many people has thousands.</summary>
    public const int MostMembers = 100;

    /// <summary>Its first contacts in their order; the very first one opened it.</summary>
    public required IReadOnlyList<StoryMember> Members { get; init; }

    /// <summary>How many contacts it has.</summary>
    public required int Contacts { get; init; }

    /// <summary>How many of them had come when it was claimed; all of them where it was not.</summary>
    public required int ContactsUntilClaim { get; init; }
    public required IssueStanding Standing { get; init; }

    /// <summary>The window in days within which it is told whether it held: 7 or 30.</summary>
    public required int WindowDays { get; init; }

    /// <summary>When it was first claimed with nothing of it open; null where it was not.</summary>
    public Instant? ClaimedAt { get; init; }

    /// <summary>Claimed, but nobody knows when.</summary>
    public bool ClaimInstantUnknown { get; init; }

    /// <summary>Contacts of that customer about that topic after the claim and within the window, in their order.</summary>
    public IReadOnlyList<Instant> CameBackAt { get; init; } = [];

    /// <summary>The first known reopening after the claim and within the window.</summary>
    public Instant? ReopenedAt { get; init; }

    /// <summary>Opened again, but nobody knows when.</summary>
    public bool ReopenedAtUnknownTime { get; init; }

    /// <summary>What the customer last said to "was it resolved?"; null for silence.</summary>
    public bool? Answer { get; init; }
    public Instant? AnsweredAt { get; init; }

    /// <summary>A contact of it is open at T.</summary>
    public bool IsOpen { get; init; }

    /// <summary>Never claimed, and the customer gave up: a contact was dropped.</summary>
    public bool WasDropped { get; init; }

    /// <summary>Never claimed, and nobody touched it for so long that it counts as abandoned.</summary>
    public bool IsQuiet { get; init; }

    public Instant Opened => Members[0].Opened;
}
