using CxDashboard.Domain.Statistics;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace CxDashboard.Tests.Domain.Statistics;

public sealed class MiddleValuesTests
{
    [Fact]
    public void OddNumber_HasTheMedianTwice() => Check(half => (2 * half) + 1, (sorted, upper, lower) => upper == sorted[sorted.Length / 2] && lower == upper);

    [Fact]
    public void EvenNumber_HasOneOfTheMiddleValuesAtLeast() =>
        Check(half => 2 * half, (sorted, upper, lower) => upper == sorted[sorted.Length / 2] || lower == sorted[(sorted.Length / 2) - 1]);

    // By hand: the median 4 of 6, 4 and 2 parts 2, 3, 1 from 5, 4, 6; the former are sorted, the latter are not.
    [Fact]
    public void SplitBetweenTheMiddleValues_LeavesOneOfThemUnsorted() => Assert.Equal((5, 3), MiddleValues.Of([6, 3, 4, 5, 1, 2]));

    private static void Check(Func<int, int> length, Func<double[], double, double, bool> holds) =>
        Prop.ForAll((from half in Gen.Choose(1, 60) from values in Gen.Choose(0, 500).ListOf(length(half)) select values.Select(v => (double)v).ToArray()).ToArbitrary(), values =>
        {
            var (upper, lower) = MiddleValues.Of([.. values]);
            return holds([.. values.Order()], upper, lower);
        }).QuickCheckThrowOnFailure();
}
