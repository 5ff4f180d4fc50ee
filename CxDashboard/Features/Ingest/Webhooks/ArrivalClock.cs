using CxDashboard.Domain.Time;

namespace CxDashboard.Features.Ingest.Webhooks;

/// <summary>
/// Gives each message that arrives an instant of its own, later than all before: what says no time of its own holds in the order in
/// which it comes, also of two within one millisecond.
/// </summary>
internal sealed class ArrivalClock(TimeProvider clock)
{
    private long _last;

    /// <summary>Now, or a millisecond after the message before.</summary>
    public Instant Next()
    {
        while (true)
        {
            var last = Volatile.Read(ref _last);
            var next = Math.Max(Instant.Now(clock).UnixMilliseconds, last + 1);
            if (Interlocked.CompareExchange(ref _last, next, last) == last) return new Instant(next);
        }
    }
}
