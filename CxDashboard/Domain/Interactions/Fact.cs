using CxDashboard.Domain.Time;

namespace CxDashboard.Domain.Interactions;

/// <summary>What a message of another system may say of an interaction, as it stood then.</summary>
public enum FactField
{
    Customer, Segment, Channel, Topic, Product, Region, Team, Direction,
    OpenedAt, FirstReplyAt, FirstUsefulReplyAt, ClaimedAt, Claimed, ReopenedCount, ReopenedAt, LastClaimedAt, Abandoned,
    Transfers, WaitingSeconds, Asked, Cost, Cause, Policy, Gesture,

    /// <summary>Whether it is there no more.</summary>
    Deleted,

    /// <summary>What was odd about the local times of a record that came by itself.</summary>
    TimeFlags,
}

/// <summary>Something that was so at an instant.</summary>
/// <param name="Value">Text as it is, numbers as they are written, instants in Unix milliseconds, flags as 1 and 0; null where the system says that nothing is there.</param>
/// <param name="At">When it was so, by the clock of the system that says it.</param>
public readonly record struct Fact(string? Value, Instant At)
{
    /// <summary>What holds of two: the later one; of two at one instant the larger, for whatever comes first, both must end alike.</summary>
    public static Fact Later(Fact a, Fact b)
    {
        var byTime = a.At.CompareTo(b.At);
        return byTime > 0 || (byTime == 0 && string.CompareOrdinal(a.Value, b.Value) >= 0) ? a : b;
    }
}

/// <summary>How a case stood.</summary>
public enum CaseState
{
    /// <summary>Somebody is to do something.</summary>
    Open,

    /// <summary>It had been claimed, since when nobody says.</summary>
    WasClaimed,

    /// <summary>It was claimed then.</summary>
    Claimed,
}

/// <summary>How a case stood at an instant.</summary>
public readonly record struct StateAt(Instant At, CaseState State) : IComparable<StateAt>
{
    /// <inheritdoc/>
    public int CompareTo(StateAt other) => At == other.At ? State.CompareTo(other.State) : At.CompareTo(other.At);
}

/// <summary>In whose hands a case was at an instant: an id that is only compared.</summary>
public readonly record struct HandAt(Instant At, string Hand) : IComparable<HandAt>
{
    /// <inheritdoc/>
    public int CompareTo(HandAt other) => At == other.At ? string.CompareOrdinal(Hand, other.Hand) : At.CompareTo(other.At);
}

/// <summary>A customer's rating as it stood at an instant: given then, or before.</summary>
public readonly record struct AnswerAt(Instant At, ScaledRating Rating, string? Comment) : IComparable<AnswerAt>
{
    /// <inheritdoc/>
    public int CompareTo(AnswerAt other)
    {
        if (At != other.At) return At.CompareTo(other.At);
        var byRating = Rating.CompareTo(other.Rating);
        return byRating != 0 ? byRating : string.CompareOrdinal(Comment, other.Comment);
    }
}

/// <summary>What a record said that came by itself; messages lie over it.</summary>
/// <param name="Told">What it said.</param>
/// <param name="Import">The import that it came by; null of any other way, and where it was there before the first message.</param>
/// <param name="Seed">Where it was there before the first message.</param>
/// <param name="Over">When the deletion was that it came after, so that the case is there again; null where it was not deleted.</param>
public sealed record Ground(Story Told, long? Import, Seed? Seed = null, Instant? Over = null);

/// <summary>A record that was there before the first message.</summary>
/// <param name="Id">Its dense id.</param>
/// <param name="Sequence">The journal's sequence then.</param>
/// <param name="IsNewVoid">Whether the import that first brought it was taken back.</param>
public readonly record struct Seed(long Id, long Sequence, bool IsNewVoid = false);
