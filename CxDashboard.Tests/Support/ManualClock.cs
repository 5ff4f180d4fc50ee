using CxDashboard.Domain.Time;

namespace CxDashboard.Tests.Support;

/// <summary>A clock that stands still until it is set.</summary>
internal sealed class ManualClock(Instant now) : TimeProvider
{
    public Instant Now { get; set; } = now;

    public override DateTimeOffset GetUtcNow() => Now.ToDateTimeOffset();
}
