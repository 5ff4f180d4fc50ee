using System.Globalization;

namespace CxDashboard.Domain.Time;

/// <summary>
/// A point in time, in whole milliseconds since 1970-01-01T00:00:00Z. It has no zone: zones are applied once, when a
/// person reads it. Finer fractions of a received time are dropped, so two equal instants are equal everywhere.
/// </summary>
public readonly record struct Instant(long UnixMilliseconds) : IComparable<Instant>
{
    /// <summary>The instant of a <see cref="DateTimeOffset"/>, rounded down to the millisecond.</summary>
    public static Instant From(DateTimeOffset time) => new(time.ToUnixTimeMilliseconds());

    /// <summary>The clock's present instant.</summary>
    public static Instant Now(TimeProvider clock) => From(clock.GetUtcNow());

    /// <summary>The same instant as the framework's type, with offset zero.</summary>
    public DateTimeOffset ToDateTimeOffset() => DateTimeOffset.FromUnixTimeMilliseconds(UnixMilliseconds);

    /// <inheritdoc/>
    public int CompareTo(Instant other) => UnixMilliseconds.CompareTo(other.UnixMilliseconds);

    /// <summary>ISO 8601 in UTC; milliseconds only where there are any.</summary>
    public override string ToString() => ToDateTimeOffset().ToString(
        UnixMilliseconds % 1000 == 0 ? "yyyy-MM-dd'T'HH:mm:ss'Z'" : "yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    public static bool operator <(Instant a, Instant b) => a.UnixMilliseconds < b.UnixMilliseconds;
    public static bool operator >(Instant a, Instant b) => a.UnixMilliseconds > b.UnixMilliseconds;
    public static bool operator <=(Instant a, Instant b) => a.UnixMilliseconds <= b.UnixMilliseconds;
    public static bool operator >=(Instant a, Instant b) => a.UnixMilliseconds >= b.UnixMilliseconds;
    public static Instant operator +(Instant a, TimeSpan b) => new(a.UnixMilliseconds + (long)b.TotalMilliseconds);
    public static Instant operator -(Instant a, TimeSpan b) => new(a.UnixMilliseconds - (long)b.TotalMilliseconds);
    public static TimeSpan operator -(Instant a, Instant b) => TimeSpan.FromMilliseconds(a.UnixMilliseconds - b.UnixMilliseconds);
}
