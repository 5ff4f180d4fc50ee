using CxDashboard.Domain.Statistics;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace CxDashboard.Tests.Domain.Statistics;

public sealed class MultipleTestingTests
{
    private delegate double[] Adjustment(ReadOnlySpan<double> chances);

    private static readonly Dictionary<string, Adjustment> Adjustments = new()
    {
        ["Benjamini and Hochberg"] = MultipleTesting.BenjaminiHochberg,
        ["Benjamini and Yekutieli"] = MultipleTesting.BenjaminiYekutieli,
        ["Holm"] = MultipleTesting.Holm,
        ["Bonferroni"] = MultipleTesting.Bonferroni,
    };

    private static readonly Arbitrary<double[]> Chances =
        Gen.OneOf(Gen.Choose(0, 1000).Select(i => i / 1000.0), Gen.Choose(0, 40).Select(i => i / 1000.0)).ListOf().Select(p => p.ToArray()).ToArbitrary();

    public static TheoryData<string> Names() => [.. Adjustments.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Adjusted_AreAtLeastWhatTheyWereAndInTheSameOrder(string name) => Prop.ForAll(Chances, p =>
    {
        var adjusted = Adjustments[name](p);
        var order = Enumerable.Range(0, p.Length).OrderBy(i => p[i]).ThenBy(i => adjusted[i]).ToArray();
        return adjusted.Length == p.Length && adjusted.Zip(p).All(a => a.First >= a.Second && a.First <= 1)
            && order.Zip(order.Skip(1)).All(i => adjusted[i.First] <= adjusted[i.Second] && (p[i.First] < p[i.Second] || adjusted[i.First] == adjusted[i.Second]));
    }).QuickCheckThrowOnFailure();

    [Theory]
    [MemberData(nameof(Names))]
    public void OrderOfChances_ChangesNothing(string name) => Prop.ForAll(Chances, p =>
        Adjustments[name](p).Reverse().SequenceEqual(Adjustments[name]([.. p.Reverse()]))).QuickCheckThrowOnFailure();

    [Fact]
    public void Adjustments_AreOrderedByWhatTheyPromise() => Prop.ForAll(Chances, p =>
    {
        var (hochberg, yekutieli) = (MultipleTesting.BenjaminiHochberg(p), MultipleTesting.BenjaminiYekutieli(p));
        var (holm, bonferroni) = (MultipleTesting.Holm(p), MultipleTesting.Bonferroni(p));
        return Enumerable.Range(0, p.Length).All(i => hochberg[i] <= holm[i] + 1e-12 && holm[i] <= bonferroni[i] && hochberg[i] <= yekutieli[i] + 1e-12);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Findings_AreThoseOfTheStepUpProcedure() => Prop.ForAll(Chances, p =>
    {
        // As Benjamini and Hochberg put it: the largest k with p₍ₖ₎ ≤ k·q/m, and all up to it.
        const double Q = 0.0999;
        var sorted = p.Order().ToArray();
        var k = Enumerable.Range(1, p.Length).LastOrDefault(i => sorted[i - 1] <= i * Q / p.Length);
        return MultipleTesting.BenjaminiHochberg(p).Count(a => a <= Q) == k;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void OneChance_StaysAsItIs()
    {
        foreach (var adjustment in Adjustments.Values)
        {
            Assert.Equal([0.03], adjustment([0.03]));
            Assert.Empty(adjustment([]));
        }
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1.1)]
    [InlineData(double.NaN)]
    public void NoChance_IsRefused(double p)
    {
        foreach (var adjustment in Adjustments.Values) Assert.Throws<ArgumentOutOfRangeException>(() => adjustment([0.5, p]));
    }
}
