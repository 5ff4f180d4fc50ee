using System.Text.RegularExpressions;
using CxDashboard.Domain.Interactions;
using CxDashboard.Domain.Metrics;
using CxDashboard.Domain.Time;
using CxDashboard.Features.Metrics;
using CxDashboard.Measuring;
using CxDashboard.Measuring.Columns;
using CxDashboard.Tests.Data;
using CxDashboard.Tests.Measuring;
using CxDashboard.Tests.Oracle;
using CxDashboard.Tests.Support;
using Microsoft.Data.Sqlite;
using Xunit;

namespace CxDashboard.Tests.Documents;

/// <summary>docs/published-numbers.md says what the table is, and its statements are run here as another tool would.</summary>
public sealed partial class PublishedNumbersTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(SourceTree.Root, "docs", "published-numbers.md"));
    private static readonly Instant Start = Instant.From(new DateTimeOffset(2026, 1, 31, 9, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task Statements_AnswerWhatThePageSays_WhileTheServerHasTheStoreOpen()
    {
        await using var engine = await EngineUnderTest.StartAsync(Start + TimeSpan.FromDays(60), [new OracleSource("desk", Live: true)]);

        // Six on the last of January, of whom three are not closed; and six on the first of February, all closed.
        await engine.WriteAsync([.. Enumerable.Range(0, 12).Select(i => new Interaction
        {
            Source = "desk",
            ExternalId = $"{i}",
            Customer = $"c{i}",
            Channel = i < 6 ? "email" : null,
            OpenedAt = Start + TimeSpan.FromDays(i / 6),
            FirstReplyAt = Start + TimeSpan.FromDays(i / 6) + TimeSpan.FromMinutes(i < 6 ? 90 : 10),
            ClaimedAt = i < 3 ? null : Start + TimeSpan.FromDays(i / 6) + TimeSpan.FromHours(2),
        })]);
        await engine.Measure.FollowAsync(TestContext.Current.CancellationToken);
        await new DailyMetrics(engine.Writer, engine.Measure, engine.Clock).WriteAsync(TestContext.Current.CancellationToken);

        using var reader = new SqliteConnection($"Data Source=file:{engine.Path}?mode=ro;Pooling=False");
        reader.Open();
        var statements = Statements().Matches(Page).Select(m => m.Groups["sql"].Value).ToList();
        Assert.Equal(2, statements.Count);
        Assert.Equal(["2026-01|1|3|6|0.5", "2026-02|1|6|6|1"], TemporaryStore.Ask(reader, statements[0]));
        Assert.Equal(["2026-01-31|email|6|90|90|90", "2026-02-01|(unknown)|6|10|10|10"], TemporaryStore.Ask(reader, statements[1]));
        Assert.Throws<SqliteException>(() => TemporaryStore.Ask(reader, "DELETE FROM daily_metrics"));
    }

    [Fact]
    public async Task Columns_AreThoseOfTheTable()
    {
        await using var store = await TemporaryStore.OpenedAsync();
        var named = Table("column").SelectMany(row => Names(row[0])).ToList();
        Assert.Equal(store.Ask("SELECT name FROM pragma_table_info('daily_metrics')"), named);
        Assert.Equal(
            store.Ask("SELECT name FROM pragma_table_info('daily_metrics') WHERE pk > 0 ORDER BY pk"),
            Names(Page.Split('\n').Single(line => line.StartsWith("Its key is", StringComparison.Ordinal))));
    }

    [Fact]
    public void Units_AreThoseOfTheDefinitions()
    {
        var units = Table("unit").SelectMany(row => Names(row[1]).Select(metric => $"{metric}: {row[0].Split(',')[0]}"));
        Assert.Equal(MetricCatalogue.All.Select(m => $"{m.Id}: {MetricRows.UnitName(m.Unit)}").Order(StringComparer.Ordinal), units.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Dimensions_AreThoseThatArePublished() =>
        Assert.Equal(CoreDimensions.All, Names(Table("column").Single(row => row[0] == "`dimension`")[2]));

    private static IEnumerable<string[]> Table(string firstHead) => Page.Split("\n\n").Single(block => block.StartsWith($"| {firstHead} |", StringComparison.Ordinal))
        .Trim().Split('\n').Skip(2).Select(line => line.Trim('|').Split('|').Select(cell => cell.Trim()).ToArray());

    private static IEnumerable<string> Names(string text) => Quoted().Matches(text).Select(m => m.Groups["name"].Value);

    [GeneratedRegex(@"^```sql\n(?<sql>.*?)^```", RegexOptions.Singleline | RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Statements();

    [GeneratedRegex("`(?<name>[^`]+)`", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Quoted();
}
