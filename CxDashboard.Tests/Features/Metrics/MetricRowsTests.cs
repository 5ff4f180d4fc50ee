using CxDashboard.Domain.Metrics;
using CxDashboard.Features.Metrics;
using CxDashboard.Measuring;
using Xunit;

namespace CxDashboard.Tests.Features.Metrics;

public sealed class MetricRowsTests
{
    [Theory]
    [InlineData("{}")]
    [InlineData("""{"channel":"chat"}""", "channel=chat")]
    [InlineData("""{"channel":null}""", "channel=")]
    [InlineData("""{"channel":["chat",null],"topic":"billing"}""", "channel=chat", "topic=billing", "channel=")]
    [InlineData("""{"channel":{"not":["chat"]}}""", "channel!=chat")]
    [InlineData("""{"channel":{"not":["chat","phone",null]}}""", "channel!=chat", "channel!=phone", "channel!=")]
    [InlineData("""{"channel":{"any":["chat"],"not":["phone"]}}""", "channel!=phone", "channel=chat")]
    public void Conditions_AreOneNodeAField(string json, params string[] slices) =>
        Assert.Equal(json, MetricRows.SliceNode([.. slices.Select(Read)]).ToJsonString());

    [Theory]
    [InlineData("claimed-rate", "share", "issues")]
    [InlineData("first-reply-median", "seconds", "interactions")]
    [InlineData("open-now", "count", "issues")]
    [InlineData("mean-rating", "of five", "interactions")]
    [InlineData("transfers-per-issue", "per issue", "issues")]
    [InlineData("cost-per-held-issue", "money", "issues")]
    [InlineData("nps", "points", "interactions")]
    [InlineData("gestures-per-100-issues", "per 100 issues", "issues")]
    public void Definition_NamesItsUnitAndPopulation(string id, string unit, string population)
    {
        var fields = MetricRows.Of(MetricCatalogue.Find(id)!).Fields.ToDictionary(f => f.Name, f => f.Value?.ToString(), StringComparer.Ordinal);
        Assert.Equal((unit, population, "2026-11-23"), (fields["unit"], fields["population"], fields["since"]));
        Assert.Equal(MetricRows.DefinitionColumns, fields.Keys);
    }

    private static Slice Read(string text) =>
        text.Split("!=") is [var field, var value] ? new Slice(field, value, Not: true) : new Slice(text.Split('=')[0], text.Split('=')[1]);
}
