using CxDashboard.Domain.Time;

namespace CxDashboard.Features.Ingest.Reading;

/// <summary>
/// Programs that do not know a date write one that cannot be: the first day of their calendar (0001, 1899, 1900, 1970) or the last
/// one (9999). Taken as it stands, one such contact would stretch every chart over two thousand years.
/// </summary>
internal static class PlausibleTime
{
    /// <summary>What is wrong with one outside, after the name of the field.</summary>
    public const string Reason = "is before 1980 or after 2100, as a date is that stands for an unknown one";

    private static readonly Instant First = Instant.From(new DateTimeOffset(1980, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private static readonly Instant End = Instant.From(new DateTimeOffset(2100, 1, 1, 0, 0, 0, TimeSpan.Zero));

    /// <summary>Whether anything of a contact can have been then.</summary>
    public static bool Holds(Instant time) => First <= time && time < End;
}
