using CxDashboard.Domain.Interactions;
using CxDashboard.Domain.Time;
using CxDashboard.Features.Sample;

namespace CxDashboard.Tests.Sample;

/// <summary>A sample year with what the tests count in it, in UTC and ending on a Wednesday in May.</summary>
internal sealed class SampleYears
{
    public static readonly DateOnly Until = new(2026, 5, 13);
    public static readonly TimeZoneInfo Zone = TimeZoneInfo.Utc;
    private static readonly Lazy<SampleYears> Shown = new(() => new SampleYears(1));

    public SampleYears(ulong seed, Planted planted = Planted.All)
    {
        Records = [.. SampleYear.Make(Until, seed, Zone, planted)];
        Issues = SampleIssues.Chain(Records);
    }

    /// <summary>One year for all tests that only look at one.</summary>
    public static SampleYears One => Shown.Value;

    public IReadOnlyList<Interaction> Records { get; }
    public List<SampleIssue> Issues { get; }
    public static double End => SampleIssues.Seconds(SampleYear.End(Until, Zone).UnixMilliseconds);

    /// <summary>Incoming contacts opened in [from, to).</summary>
    public IEnumerable<Interaction> Contacts(DateOnly from, DateOnly to) =>
        Records.Where(r => r.Direction == Direction.In && DayOf(r) >= from && DayOf(r) < to);

    /// <summary>Issues opened in [from, to), old enough that each could have held for seven days.</summary>
    public IEnumerable<SampleIssue> Cohort(DateOnly from, DateOnly to) => Issues.Where(i => DayOf(i.First) >= from && DayOf(i.First) < to);

    public static DateOnly DayOf(Interaction record) => Buckets.DayOf(record.OpenedAt, Zone);

    public static double Share<T>(IEnumerable<T> all, Func<T, bool> counted) => all.Average(x => counted(x) ? 1.0 : 0.0);

    public static double Held(IEnumerable<SampleIssue> issues) => Share(issues.Where(i => i.Named), i => i.Held(7, End));

    public static double Claimed(IEnumerable<SampleIssue> issues) => Share(issues, i => i.Claimed);

    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    /// <summary>Median seconds to a reply, of the contacts that have one.</summary>
    public static double Reply(IEnumerable<Interaction> records, Func<Interaction, Instant?> reply) =>
        Median(records.Where(r => reply(r) is not null).Select(r => (reply(r)!.Value - r.OpenedAt).TotalSeconds));
}
