using CxDashboard.Domain.Time;

namespace CxDashboard.Measuring.Behind;

/// <summary>
/// Rows at random that are the same for everybody: each row has a place of its own by the seed, whatever other rows there
/// are, and those with the first places are shown. A row that comes in later may take a place; it moves no other.
/// </summary>
public static class SampleSeed
{
    /// <summary>The seed of the week that holds an instant.</summary>
    public static int OfWeek(Instant now, TimeZoneInfo zone, DayOfWeek weekStart) =>
        Buckets.Floor(Buckets.DayOf(now, zone), BucketSize.Week, weekStart).DayNumber;

    /// <summary>The place of a row: both numbers mixed until each of their bits moves all others (SplitMix64; Steele, Lea and Flood, 2014).</summary>
    internal static long PlaceOf(int id, int seed)
    {
        var mixed = (((ulong)(uint)seed << 32) | (uint)id) + 0x9E37_79B9_7F4A_7C15;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58_476D_1CE4_E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D0_49BB_1331_11EB;
        return (long)((mixed ^ (mixed >> 31)) >> 1);
    }
}
