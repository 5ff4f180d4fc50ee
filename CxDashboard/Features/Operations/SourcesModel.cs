using CxDashboard.Data;

namespace CxDashboard.Features.Operations;

/// <summary>One import as it is told: a row of the table, and why rows were set aside.</summary>
public sealed record ImportTold(ImportRow Import, DateTimeOffset Started, DateTimeOffset? Finished, IReadOnlyList<(string Reason, long Count)> Reasons)
{
    // The same import told anew is the same row: a page that loads again keeps its elements, and with them the focus.
    public bool Equals(ImportTold? other) => other?.Import.Id == Import.Id;

    public override int GetHashCode() => Import.Id.GetHashCode();
}

/// <summary>One source as it is told.</summary>
/// <param name="Name">Its name.</param>
/// <param name="IsLive">Whether it is known until now.</param>
/// <param name="KnownUntil">Until when its records tell everything.</param>
/// <param name="Records">How many it has.</param>
/// <param name="LastDay">The last day on which one of its contacts opened, of the last 400; null where there is none.</param>
/// <param name="PerDay">Contacts a day over the 28 days before it is known until.</param>
/// <param name="Identified">The share of its issues whose customer is known; null where there is no issue.</param>
public sealed record SourceTold(string Name, bool IsLive, DateTimeOffset KnownUntil, long Records, DateOnly? LastDay, double PerDay, double? Identified)
{
    /// <summary>That nothing comes from it although much did at such hours; null where that is not so.</summary>
    public Silence? Silence { get; init; }
}

/// <summary>One run of a job.</summary>
public sealed record RunTold(RunRow Run, DateTimeOffset Started, DateTimeOffset? Ended)
{
    /// <summary>How long it took, or null where it was cut off.</summary>
    public TimeSpan? Took => Ended - Started;
}

/// <summary>Where the data comes from and what the jobs did with it, finished.</summary>
public sealed record SourcesModel
{
    /// <summary>The present moment in the workspace's zone, from which times are told.</summary>
    public required DateTimeOffset Now { get; init; }
    public required TimeZoneInfo Zone { get; init; }
    public required bool IsSample { get; init; }
    public required int Records { get; init; }
    public required IReadOnlyList<SourceTold> Sources { get; init; }

    /// <summary>What was told of records that are not there yet.</summary>
    public required WaitingParts Waiting { get; init; }

    /// <summary>The newest imports, newest first.</summary>
    public required IReadOnlyList<ImportTold> Imports { get; init; }

    /// <summary>The newest runs of each job, the newest of all first.</summary>
    public required IReadOnlyList<RunTold> Runs { get; init; }
}
