using CxDashboard.Domain.Interactions;
using CxDashboard.Domain.Time;

namespace CxDashboard.Tests.Documents;

/// <summary>What an agent did at an instant; a rule that closes a ticket is nobody.</summary>
internal sealed record WorkedAct(Instant At, string? By);

/// <summary>One ticket of docs/worked-issues.md, and whether each help desk calls it solved with the first contact.</summary>
internal sealed record WorkedTicket
{
    private static readonly TimeSpan ZammadsLimit = TimeSpan.FromMinutes(15);

    public required string Id { get; init; }

    /// <summary>Null where unknown.</summary>
    public required string? Customer { get; init; }
    public required string Topic { get; init; }
    public required string Channel { get; init; }
    public required Instant Opened { get; init; }
    public required IReadOnlyList<WorkedAct> Replies { get; init; }
    public required WorkedAct? Closed { get; init; }
    public required Instant? Reopened { get; init; }
    public required WorkedAct? ClosedAgain { get; init; }

    private bool IsSolved => Reopened is null ? Closed is not null : ClosedAgain is not null;

    private IEnumerable<WorkedAct> Closings => new[] { Closed, ClosedAgain }.OfType<WorkedAct>();

    /// <summary>The help desks in the order of the page's columns.</summary>
    public static IReadOnlyList<(string Name, Func<WorkedTicket, bool> Solved)> HelpDesks { get; } =
    [
        ("Zendesk", t => t.IsSolved && t.Replies.Count < 2),
        ("Freshdesk", t => t.IsSolved && t.Replies.Count == 1 && t.Replies[0].At <= t.Closed!.At),
        ("Intercom", t => t.IsSolved && t.Closings.Count() == 1 && t.Replies.Concat(t.Closings).Select(a => a.By).OfType<string>().Distinct(StringComparer.Ordinal).Count() == 1),
        ("Zammad", t => t.Closed is { } first && first.At - t.Opened < ZammadsLimit),
    ];

    /// <summary>The same ticket as a record of the desk's.</summary>
    public Interaction Record(string source) => new()
    {
        Source = source,
        ExternalId = Id,
        Customer = Customer,
        Topic = Topic,
        Channel = Channel,
        OpenedAt = Opened,
        FirstReplyAt = Replies.Count == 0 ? null : Replies[0].At,
        ClaimedAt = Closed?.At,
        ReopenedAt = Reopened,
        ReopenedCount = Reopened is null ? 0 : 1,
        LastClaimedAt = ClosedAgain?.At,
    };
}
