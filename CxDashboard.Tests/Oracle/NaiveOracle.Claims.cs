using CxDashboard.Domain.Time;

namespace CxDashboard.Tests.Oracle;

/// <summary>What was claimed on one local day, and what of it is known to have held; no claims where the day is not known.</summary>
public readonly record struct OracleClaimDay(int? Claims, int Judged, int Held);

/// <summary>Claims by the local day of an issue's first claim.</summary>
public sealed partial class NaiveOracle
{
    /// <summary>The first local day that anything is known of, and the last; null where nothing is.</summary>
    public (DateOnly First, DateOnly Last)? KnownDays(TimeZoneInfo zone) => Contacts.Count == 0 ? null
        : (Day(Contacts.Min(c => c.Opened), zone), Later(Day(Contacts.Max(c => c.Opened), zone), DayBefore(_ends.Max(e => e.K), zone)));

    /// <summary>Says of a day what was claimed on it, judged within <paramref name="w"/>.</summary>
    public Func<DateOnly, OracleClaimDay> ClaimDays(TimeZoneInfo zone, TimeSpan w, params IReadOnlyList<OracleSlice> slices)
    {
        List<OracleSlice> asked = [.. slices.Select(s => s.Field == "customer" ? s with { Value = _customers.Follow(s.Value) } : s)];
        var claimed = Issues.Where(i => OracleSlices.Hold(i.First, asked) && i.FirstClaim is not null && !i.HasUnknownClaimAtF).ToLookup(i => Day(i.FirstClaim!.Value, zone));
        var (first, ends) = (KnownDays(zone)?.First, _ends.Select(e => (K: Day(e.K, zone), Last: DayBefore(e.T, zone))).ToList());
        return day =>
        {
            // Of a source that ends within the day, or whose contacts end before its claims do, something is missing.
            if (!(first <= day) || ends.TrueForAll(e => e.K <= day) || ends.Exists(e => e.K <= day && day <= e.Last)) return new OracleClaimDay(null, 0, 0);
            var judged = claimed[day].Where(i => i.HasCustomer && i.FirstClaim!.Value + w <= i.K).ToList();
            return new OracleClaimDay(claimed[day].Count(), judged.Count, judged.Count(i => i.State(w) == OracleState.Held));
        };
    }

    private static DateOnly Day(Instant at, TimeZoneInfo zone) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at.ToDateTimeOffset(), zone).DateTime);

    // Until midnight sharp is not one moment of the day that begins there.
    private static DateOnly DayBefore(Instant at, TimeZoneInfo zone) => Day(new Instant(at.UnixMilliseconds - 1), zone);

    private static DateOnly Later(DateOnly a, DateOnly b) => a > b ? a : b;
}
