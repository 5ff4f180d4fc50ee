namespace CxDashboard.Features.Sample;

/// <summary>Which year is wanted; null is the year that ends yesterday, and the seed of the first start.</summary>
public sealed record SampleRequest(DateOnly? Until = null, ulong? Seed = null)
{
    /// <summary>The last day of the wanted year: yesterday in the workspace's zone, unless another was named.</summary>
    public DateOnly UntilIn(TimeZoneInfo zone, TimeProvider clock) =>
        Until ?? DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(clock.GetUtcNow(), zone).DateTime).AddDays(-1);
}

/// <summary>What the sample store holds after it was written.</summary>
/// <param name="Written">False where it held this very year already.</param>
public sealed record SampleAnswer(DateOnly From, DateOnly Until, ulong Seed, long Records, bool Written);

/// <summary>How many records of the year are on disk.</summary>
public sealed record SampleProgress(long Records);
