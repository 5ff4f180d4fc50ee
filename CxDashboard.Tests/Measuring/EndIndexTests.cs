using CxDashboard.Domain.Interactions;
using CxDashboard.Domain.Time;
using CxDashboard.Measuring.Passes;
using Xunit;

namespace CxDashboard.Tests.Measuring;

public sealed class EndIndexTests
{
    [Theory]
    [InlineData(BucketSize.Hour, 30)]
    [InlineData(BucketSize.Day, 800)]
    [InlineData(BucketSize.Week, 800)]
    [InlineData(BucketSize.Month, 2000)]
    [InlineData(BucketSize.Quarter, 4000)]
    public void EndsOfBuckets_AreFoundFromAnywhere(BucketSize size, int days)
    {
        var first = new DateOnly(2025, 3, 5);
        foreach (var zone in (string[])["Europe/London", "America/New_York", "Australia/Lord_Howe"])
        {
            var buckets = Buckets.Cut(first, first.AddDays(days), size, TimeZoneInfo.FindSystemTimeZoneById(zone), DayOfWeek.Monday);
            AssertFinds([.. buckets.Select(b => b.End.UnixMilliseconds)]);
        }
    }

    [Fact]
    public void EndsThatLieManyInAStep_AreFoundToo()
    {
        // Two a millisecond apart, and the last so far away that the steps are wide.
        AssertFinds([-5, 1_000, 1_001, 1_002, 90_000, 40_000_000_000_000]);
    }

    [Fact]
    public void OneEnd_IsFound()
    {
        AssertFinds([1_700_000_000_000]);
        AssertFinds([-1_700_000_000_000]);
    }

    [Fact]
    public void EndThatNeverComes_HoldsEverybody_AlsoBefore1970()
    {
        var index = new EndIndex([Lifeline.Never]);
        foreach (var instant in (long[])[-62_000_000_000_000, -1, 0, 1, 253_000_000_000_000, EndIndex.Latest]) Assert.Equal(0, index.After(instant));
    }

    private static void AssertFinds(long[] ends)
    {
        var index = new EndIndex(ends);
        Assert.Equal(ends.Length, index.Count);
        var random = new Random(20261130);
        foreach (var end in ends)
        {
            foreach (var near in (long[])[-1, 0, 1]) AssertFind(end + near);
        }

        var width = ends[^1] - ends[0];
        for (var n = 0; n < 20_000; n++) AssertFind(random.NextInt64(ends[0] - width - 10, ends[^1] + width + 10));
        foreach (var far in (long[])[-62_000_000_000_000, 253_000_000_000_000, EndIndex.Latest]) AssertFind(far);

        void AssertFind(long instant)
        {
            var found = index.After(instant);
            if (found < ends.Length) Assert.True(instant <= ends[found], $"{instant} is after the end {found} of {ends.Length}");
            if (found > 0) Assert.True(ends[found - 1] < instant, $"{instant} is not after the end {found - 1} of {ends.Length}");
        }
    }
}
