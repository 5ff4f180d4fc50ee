using CxDashboard.Domain.Statistics;
using Xunit;

namespace CxDashboard.Tests.Domain.Statistics;

public sealed class SmallCellsTests
{
    [Fact]
    public void SmallCount_IsHidden() => Assert.Equal([false, true, true, false], SmallCells.Hidden([120, 1, 4, 5]));

    [Fact]
    public void SmallRest_HidesTheLargeCount() => Assert.Equal([true, true], SmallCells.Hidden([3, 97]));

    [Fact]
    public void Zero_IsHiddenOnlyWhereTheWholeIsSmall()
    {
        Assert.Equal([false, false], SmallCells.Hidden([0, 100]));
        Assert.Equal([true, true], SmallCells.Hidden([0, 3]));
        Assert.Equal([false], SmallCells.Hidden([0]));
        Assert.Empty(SmallCells.Hidden([]));
    }

    [Fact]
    public void Threshold_IsTheLeastThatIsShown()
    {
        Assert.Equal([true, false, false], SmallCells.Hidden([9, 10, 500], 10));
        Assert.Equal([false, false], SmallCells.Hidden([1, 2], 1));
    }

    [Fact]
    public void ImpossibleCounts_AreRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => SmallCells.Hidden([1, -1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => SmallCells.Hidden([1], 0));
    }
}
