using CxDashboard.Domain.Time;

namespace CxDashboard.Measuring;

/// <summary>An interaction that waits on us.</summary>
/// <param name="Id">The record's id in the store.</param>
/// <param name="Since">When it opened, or was opened again.</param>
/// <param name="Until">The moment until which its source is known: it waits at least until then.</param>
public readonly record struct OpenInteraction(int Id, Instant Since, Instant Until);

/// <summary>What waits on us, with the store whose ids they are: another one may be shown a moment later.</summary>
public sealed record OpenInteractions(ReadStore Store, IReadOnlyList<OpenInteraction> Items);
