using CxDashboard.Domain.Metrics;
using CxDashboard.Domain.Time;
using CxDashboard.Readings;
using CxDashboard.Measuring;
using Xunit;

namespace CxDashboard.Tests.Readings;

public sealed class ChartKindsTests
{
    private static readonly DateOnly Day = new(2026, 4, 1);

    [Theory]
    [InlineData("behaviour", "held-rate-7d", "channel", "takes no --split")]
    [InlineData("heat", "interactions", "channel", "takes no --split")]
    [InlineData("distribution", "first-reply-median", "channel", "takes no --split")]
    [InlineData("lines", "held-rate-7d", "", "needs one --split FIELD")]
    [InlineData("pareto", "interactions", "", "needs one --split FIELD")]
    [InlineData("comparison", "held-rate-7d", "channel topic", "needs one --split FIELD")]
    [InlineData("pareto", "held-rate-7d", "channel", "is of counts that add up")]
    [InlineData("pareto", "customers-served", "channel", "is of counts that add up")]
    [InlineData("heat", "mean-rating", "", "is neither")]
    [InlineData("comparison", "interactions", "channel", "is a plain number")]
    [InlineData("waterfall", "first-reply-median", "channel", "is neither")]
    [InlineData("distribution", "held-rate-7d", "", "is of durations")]
    public void WrongCombination_IsOneSentence(string kind, string metric, string split, string says)
    {
        var fault = Fault(kind, Question(metric, split));
        Assert.Contains(says, fault, StringComparison.Ordinal);
        Assert.EndsWith(".", fault, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("behaviour", "held-rate-7d", "")]
    [InlineData("small", "oldest-open", "")]
    [InlineData("lines", "held-rate-7d", "channel")]
    [InlineData("pareto", "issues-opened", "topic")]
    [InlineData("comparison", "resolution-time-median", "team")]
    [InlineData("waterfall", "contacts-per-issue", "channel")]
    [InlineData("distribution", "resolution-time-median", "")]
    [InlineData("heat", "held-rate-7d", "")]
    public void RightCombination_IsDrawn(string kind, string metric, string split) => Assert.Null(Fault(kind, Question(metric, split)));

    [Fact]
    public void StepsPeriodsAndWithheldCells_AreRefusedWhereTheyMeanNothing()
    {
        var held = Question("held-rate-7d", "channel");
        Assert.Contains("takes no --by", ChartKinds.Fault("comparison", Metric(held), held, saysBy: true, saysBefore: false), StringComparison.Ordinal);
        Assert.Contains("--before names", ChartKinds.Fault("lines", Metric(held), held, saysBy: true, saysBefore: true), StringComparison.Ordinal);
        Assert.Contains("give --from and --to", Fault("waterfall", held with { To = null }), StringComparison.Ordinal);
        Assert.Contains("takes no --top", Fault("waterfall", held with { Top = 3 }), StringComparison.Ordinal);
        Assert.Contains("which --restricted withholds", Fault("waterfall", held with { Restricted = true }), StringComparison.Ordinal);
        Assert.Contains("needs steps", Fault("lines", held with { By = BucketSize.All }), StringComparison.Ordinal);
    }

    private static string? Fault(string kind, MetricQuestion question) => ChartKinds.Fault(kind, Metric(question), question, saysBy: false, saysBefore: false);

    private static MetricDefinition Metric(MetricQuestion question) => MetricCatalogue.Find(question.Metric)!;

    private static MetricQuestion Question(string metric, string split) => new() { Metric = metric, By = BucketSize.Week, From = Day, To = Day.AddDays(30), Split = split.Split(' ', StringSplitOptions.RemoveEmptyEntries) };
}
