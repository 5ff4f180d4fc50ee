using CxDashboard.Domain.Time;

namespace CxDashboard.Features.Ingest.Webhooks;

/// <summary>
/// Gives each record that arrives an instant of its own, later than all before: what says no time of its own holds in the order in
/// which it comes, also of two within one millisecond.
/// </summary>
internal sealed class ArrivalClock(TimeProvider clock)
{
    private long _last;

    /// <summary>The instant of the first of <paramref name="count"/> records; each further one is a millisecond later.</summary>
    public Instant Next(int count)
    {
        while (true)
        {
            var last = Volatile.Read(ref _last);
            var first = Math.Max(Instant.Now(clock).UnixMilliseconds, last + 1);
            if (Interlocked.CompareExchange(ref _last, first + count - 1, last) == last) return new Instant(first);
        }
    }
}
