using CxDashboard.Domain.Time;
using CxDashboard.Measuring.Passes;
using Xunit;

namespace CxDashboard.Tests.Measuring;

public sealed class BucketIndexTests
{
    private static readonly IReadOnlyList<Bucket> _days = Buckets.Cut(
        new DateOnly(2026, 3, 20), new DateOnly(2026, 4, 20), BucketSize.Day, TimeZoneInfo.FindSystemTimeZoneById("Europe/London"), DayOfWeek.Monday);

    [Theory]
    [InlineData(0)]
    [InlineData(40_000)]
    [InlineData(100_000_000)]
    public void ManyInstants_AreFoundAsOneByOne_InOrderOrNot(int untidy)
    {
        var (random, index) = (new Random(20261130), new BucketIndex(_days, 0, 0));
        for (var length = 0; length < 300; length++)
        {
            // From before the first day to after the last; edges among them.
            var instants = new long[length];
            for (var i = 0; i < length; i++) instants[i] = index.From + ((index.To - index.From) * (i - 20) / Math.Max(1, length - 40)) + random.Next(-untidy, untidy + 1);
            for (var n = 0; n < length / 10; n++) instants[random.Next(length)] = index.StartOf(random.Next(index.Count)) + random.Next(-1, 1);
            foreach (var wanted in (bool[]?[])[null, [.. _days.Select((_, day) => day % 3 != 0)]])
            {
                var found = new int[length];
                var count = index.Find(instants, found, wanted);
                int[] expected = [.. instants.Select(t => index.Find(t) is >= 0 and var day && wanted?[day] != false ? day : -1)];
                Assert.Equal(expected, found);
                Assert.Equal(expected.Count(day => day >= 0), count);
            }
        }
    }
}
