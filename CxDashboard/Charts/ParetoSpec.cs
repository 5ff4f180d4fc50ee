namespace CxDashboard.Charts;

/// <summary>One kind and how many there were of it; each thing is of one kind only.</summary>
public sealed record ParetoPart(string Name, long Count);

/// <summary>
/// Which kinds make up most of the whole: shares from zero in falling order, and what they make together, on one axis of shares. What is
/// not named, and what is not known, is part of the whole and drawn as such.
/// </summary>
public sealed record ParetoSpec : ChartPicture
{
    /// <summary>Below so many things there are no shares.</summary>
    public const long Enough = 30;

    /// <summary>In any order; drawn by falling count, equal ones as given.</summary>
    public required IReadOnlyList<ParetoPart> Parts { get; init; }

    /// <summary>How many things are of kinds that are not named one by one.</summary>
    public long Others { get; init; }

    /// <summary>How many kinds those are.</summary>
    public int OtherKinds { get; init; }

    /// <summary>How many things are of no known kind.</summary>
    public long Unknown { get; init; }

    /// <summary>Everything that the shares are of.</summary>
    public long Whole => Parts.Sum(p => p.Count) + Others + Unknown;

    /// <summary>The named kinds that there are any of, the most frequent first.</summary>
    public IReadOnlyList<ParetoPart> InOrder() => [.. Parts.Where(p => p.Count > 0).OrderByDescending(p => p.Count)];
}
