using System.Globalization;

namespace CxDashboard.Domain.Time;

/// <summary>The step in which a span is cut.</summary>
public enum BucketSize { All, Hour, Day, Week, Month, Quarter }

/// <summary>
/// A half-open span [<see cref="Start"/>, <see cref="End"/>) of instants, with the local times at which it begins and ends.
/// A day has 23, 24 or 25 hours, as its zone has it.
/// </summary>
/// <param name="From">Local time of the first instant.</param>
/// <param name="To">Local time of the first instant after it.</param>
public sealed record Bucket(BucketSize Size, Instant Start, Instant End, DateTimeOffset From, DateTimeOffset To)
{
    /// <summary>"2026-03-01", or "2026-03-01T13:00+01:00" for hours.</summary>
    public string FromText => Text(From);

    /// <summary>The exclusive end, written like <see cref="FromText"/>.</summary>
    public string ToText => Text(To);

    private string Text(DateTimeOffset time) =>
        time.ToString(Size == BucketSize.Hour ? "yyyy-MM-dd'T'HH:mmzzz" : "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
