using CxDashboard.Data;
using CxDashboard.Features.Sample;
using CxDashboard.Tests.Data;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace CxDashboard.Tests.Sample;

public sealed class SampleWriterTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task EmptyStore_HoldsTheYearAndIsKnownUntilItsEnd()
    {
        await using var folder = new TemporaryStore();
        await using var store = await OpenAsync(folder);

        var answer = await WriteAsync(store, SampleYears.Until);

        Assert.True(answer.Written);
        Assert.Equal(SampleYears.One.Records.Count, answer.Records);
        Assert.Equal([$"{answer.Records}"], folder.Ask("SELECT COUNT(*) FROM interaction"));
        var end = SampleYear.End(SampleYears.Until, SampleYears.Zone).UnixMilliseconds;
        Assert.Equal([$"helpdesk|{end}|{end}|0", $"phone|{end}|{end}|0"], folder.Ask("SELECT name, known_until, contacts_known_until, live FROM source ORDER BY name"));
    }

    [Fact]
    public async Task SameYearAgain_ChangesNothing()
    {
        await using var folder = new TemporaryStore();
        await using var store = await OpenAsync(folder);
        await WriteAsync(store, SampleYears.Until);
        var before = folder.Ask("SELECT MAX(sequence) FROM journal");

        var answer = await WriteAsync(store, SampleYears.Until);

        Assert.False(answer.Written);
        Assert.Equal(SampleYears.One.Records.Count, answer.Records);
        Assert.Equal(before, folder.Ask("SELECT MAX(sequence) FROM journal"));
    }

    [Fact]
    public async Task EarlierYear_TakesThePlaceOfTheLaterOne()
    {
        await using var folder = new TemporaryStore();
        await using var store = await OpenAsync(folder);
        await WriteAsync(store, SampleYears.Until);
        var until = SampleYears.Until.AddDays(-200);

        var answer = await WriteAsync(store, until);

        var expected = SampleYear.Make(until, 1, SampleYears.Zone).Select(r => $"{r.ExternalId}|{r.OpenedAt.UnixMilliseconds}").Order(StringComparer.Ordinal);
        Assert.Equal(expected, folder.Ask("SELECT external_id, opened_at FROM interaction ORDER BY external_id"));
        Assert.Equal([$"{SampleYear.End(until, SampleYears.Zone).UnixMilliseconds}"], folder.Ask("SELECT DISTINCT known_until FROM source"));
        Assert.Equal(["0"], folder.Ask("SELECT COUNT(*) FROM interaction_version"));
        Assert.True(answer.Written);
    }

    private static Task<Store> OpenAsync(TemporaryStore folder) => Store.OpenAsync(folder.Path, TimeProvider.System, NullLogger.Instance, Token);

    private static Task<SampleAnswer> WriteAsync(Store store, DateOnly until) =>
        new SampleWriter(store).WriteAsync(until, 1, SampleYears.Zone, null, Token);
}
