using CxDashboard.Domain.Time;

namespace CxDashboard.Domain.Interactions;

/// <summary>Something that a customer said, and when; null where nobody knows when, which is before every known time.</summary>
public readonly record struct Told<T>(T Value, Instant? At)
    where T : notnull
{
    /// <summary>
    /// What holds of two sayings: the later one; of two at one time the larger by <paramref name="order"/>, for whatever comes
    /// first, both must end alike.
    /// </summary>
    public static Told<T>? Later(Told<T>? a, Told<T>? b, IComparer<T> order)
    {
        if (a is not { } one) return b;
        if (b is not { } other) return a;
        var byTime = Nullable.Compare(one.At, other.At);
        return byTime > 0 || (byTime == 0 && order.Compare(one.Value, other.Value) >= 0) ? a : b;
    }
}

/// <summary>A rating on its own scale; the two stand or fall together.</summary>
public readonly record struct ScaledRating(double Rating, int Scale) : IComparable<ScaledRating>
{
    /// <inheritdoc/>
    public int CompareTo(ScaledRating other) => Scale == other.Scale ? Rating.CompareTo(other.Rating) : Scale.CompareTo(other.Scale);
}
