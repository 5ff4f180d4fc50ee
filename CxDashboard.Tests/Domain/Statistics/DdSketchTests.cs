using CxDashboard.Domain.Statistics;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace CxDashboard.Tests.Domain.Statistics;

public sealed class DdSketchTests
{
    private static readonly double[] Accuracies = [0.001, 0.01, 0.02, 0.05, 0.2, 1.0 / 3, 0.5];

    [Fact]
    public void ValueOnAnEdge_HasTheKeyOfItsEdge()
    {
        // γ is 2: powers of two are edges exactly. Then 3/2, whose powers are doubles though γ may not be.
        var (two, half) = (new DdSketchMapping(1.0 / 3), new DdSketchMapping(0.2));
        for (var k = -1000; k <= 1000; k++) Assert.Equal(k, two.Key(Math.Pow(2, k)));
        for (var k = 0; k <= 30; k++) Assert.Equal(k, half.Key(Math.Pow(1.5, k)));
        foreach (var accuracy in Accuracies)
        {
            var mapping = new DdSketchMapping(accuracy);
            Assert.Equal(0, mapping.Key(1));
            for (var k = -600; k <= 600; k++)
            {
                var edge = Math.Pow(mapping.Gamma, k);
                Assert.Equal((k, k + 1, k), (mapping.Key(edge), mapping.Key(edge * (1 + 1e-8)), mapping.Key(edge * (1 - 1e-8))));
            }
        }
    }

    [Fact]
    public void SmallestAndLargestValues_AreStillWithinTheAccuracy()
    {
        foreach (var accuracy in Accuracies)
        {
            var mapping = new DdSketchMapping(accuracy);
            foreach (var value in new[] { mapping.Least * 1.0000001, 1e-100, 1e7, 1e200, mapping.Most })
                Assert.InRange(mapping.Value(mapping.Key(value)) / value, 1 - accuracy - 1e-9, 1 + accuracy + 1e-9);
            Assert.Throws<ArgumentOutOfRangeException>(() => mapping.Key(0));
            Assert.Throws<ArgumentOutOfRangeException>(() => mapping.Key(mapping.Least));
            Assert.Throws<ArgumentOutOfRangeException>(() => mapping.Key(double.MaxValue));
        }
    }

    [Fact]
    public void NoValues_HaveNoQuantile()
    {
        Assert.Null(DdSketch.Of(0.01, []).Quantile(0.5));
        Assert.Equal(0, DdSketch.Of(0.01, []).Count);
    }

    [Fact]
    public void Zeros_AreCountedApart()
    {
        var sketch = DdSketch.Of(0.01, [0, 0, 0, 5]);
        Assert.Equal((4, 3, 1), (sketch.Count, sketch.Zeros, sketch.Buckets.Count));
        Assert.Equal(0, sketch.Quantile(0.99));
        Assert.Equal(5, sketch.Quantile(1)!.Value, 0.05);
        Assert.Equal(1, DdSketch.Of(0.01, [double.Epsilon]).Zeros);
    }

    [Fact]
    public void WhatHasNoPlace_IsRefused()
    {
        foreach (var value in new[] { -1, double.NaN, double.PositiveInfinity, double.MaxValue })
            Assert.Throws<ArgumentOutOfRangeException>(() => DdSketch.Of(0.01, [value]));
        foreach (var accuracy in new[] { 0, 1, -0.1, double.NaN }) Assert.Throws<ArgumentOutOfRangeException>(() => DdSketch.Of(accuracy, []));
        var sketch = DdSketch.Of(0.01, [1, 2]);
        foreach (var q in new[] { -0.1, 1.1, double.NaN }) Assert.Throws<ArgumentOutOfRangeException>(() => sketch.Quantile(q));
        Assert.Throws<ArgumentException>(() => sketch.Merge(DdSketch.Of(0.02, [1])));
        Assert.Throws<ArgumentException>(() => sketch.Subtract(DdSketch.Of(0.01, [3])));
        Assert.Throws<ArgumentException>(() => sketch.Subtract(DdSketch.Of(0.01, [0])));
        Assert.Throws<ArgumentOutOfRangeException>(() => DdSketch.FromBuckets(0.01, 0, [new(1, -1)], 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => DdSketch.FromBuckets(0.01, -1, [], 0));
    }

    [Fact]
    public void TenMillionValues_AreOnlyCounters()
    {
        var sketch = DdSketch.FromBuckets(0.01, 5_000_000_000, [new(7, 2_000_000_000), new(3, 3_000_000_000), new(7, 1_000_000_000)], 0);
        Assert.Equal(11_000_000_000, sketch.Count);
        Assert.Equal([new(3, 3_000_000_000), new(7, 3_000_000_000)], sketch.Buckets);
        Assert.Equal(sketch.Mapping.Value(3), sketch.Quantile(0.5));
        Assert.Equal(sketch.Mapping.Value(7), sketch.Quantile(0.9));
    }

    [Fact]
    public void EveryQuantile_IsWithinTheAccuracyOfTheValueOfItsRank() =>
        Prop.ForAll(Values(), Gen.Elements(Accuracies).ToArbitrary(), Gen.Choose(0, 1000).ToArbitrary(), (values, accuracy, thousandths) =>
        {
            var sketch = DdSketch.Of(accuracy, values);
            foreach (var q in new[] { thousandths / 1000.0, 0, 0.5, 1 })
            {
                if (values.Length == 0)
                {
                    Assert.Null(sketch.Quantile(q));
                    continue;
                }

                var exact = values.Order().ElementAt((int)Math.Floor(q * (values.Length - 1)));
                Assert.InRange(sketch.Quantile(q)!.Value, exact * (1 - accuracy - 1e-9), exact * (1 + accuracy + 1e-9));
            }
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void PartsInAnyOrder_MergeToTheWhole() =>
        Prop.ForAll(Values(), Values(), Values(), (a, b, c) =>
        {
            DdSketch x = DdSketch.Of(0.01, a), y = DdSketch.Of(0.01, b), z = DdSketch.Of(0.01, c);
            var whole = DdSketch.Of(0.01, [.. a, .. b, .. c]);
            Assert.Equal(whole.Count, a.Length + b.Length + c.Length);
            var summed = DdSketch.FromBuckets(0.01, whole.Zeros, x.Buckets.Concat(z.Buckets).Concat(y.Buckets), 0);
            foreach (var merged in new[] { x.Merge(y).Merge(z), z.Merge(x.Merge(y)), y.Merge(z).Merge(x), summed })
            {
                Assert.Equal(whole, merged);
                Assert.Equal(whole.GetHashCode(), merged.GetHashCode());
                Assert.Equal(whole.Quantile(0.9), merged.Quantile(0.9));
            }

            Assert.Equal(a.Concat(b).Concat(c).Sum(), z.Merge(y).Merge(x).Sum, 1e-9 * (1 + whole.Sum));
            Assert.Equal(y, whole.Subtract(x).Subtract(z));
            if (a.Length > 0) Assert.NotEqual(whole, whole.Merge(x));
        }).QuickCheckThrowOnFailure();

    // Durations from milliseconds to months, with zeros and equal ones among them.
    private static Arbitrary<double[]> Values() =>
        (from n in Gen.Choose(0, 60)
         from values in (from kind in Gen.Choose(0, 9) from x in Gen.Choose(-3000, 7000) select kind == 0 ? 0 : kind == 1 ? 3600 : Math.Pow(10, x / 1000.0)).ListOf(n)
         select values.ToArray()).ToArbitrary();
}
