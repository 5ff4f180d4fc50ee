using CxDashboard.Domain.Time;
using CxDashboard.Measuring;
using CxDashboard.Tests.Oracle;
using Xunit;

namespace CxDashboard.Tests.Measuring.Claims;

/// <summary>What the days of random histories add up to. That each day is the oracle's, whatever is asked, is shown where all histories are gone through.</summary>
public sealed class ClaimDayHistoriesTests
{
    [Fact]
    public async Task AllDaysTogether_AreTheIssuesOfTheOracle()
    {
        var (claims, judged, held) = (0, 0, 0);
        foreach (var seed in AskedHistory.Seeds(12))
        {
            // Known wholly until the clock, so that no day is left out but the last.
            var made = RandomHistory.Make(seed);
            await using var history = await AskedHistory.OfAsync(made with { Changes = [.. made.Changes.Where(c => c is not SourceKnown)], Sources = [.. made.Sources.Select(s => new OracleSource(s.Name, Live: true))] });
            foreach (var window in (int[])[7, 30])
            {
                var days = await history.Engine.Measure.ClaimDaysAsync(new MetricQuestion { Metric = $"held-rate-{window}d" }, TestContext.Current.CancellationToken);
                var (w, lastDay) = (TimeSpan.FromDays(window), Buckets.StartOfDay(Buckets.DayOf(history.History.AsOf, TimeZoneInfo.Utc), TimeZoneInfo.Utc));
                List<OracleIssue> claimed = [.. history.Oracle.Issues.Where(i => i.FirstClaim < lastDay && !i.HasUnknownClaimAtF)];
                List<OracleIssue> old = [.. claimed.Where(i => i.HasCustomer && i.FirstClaim + w <= i.K)];
                Assert.Equal((claimed.Count, old.Count, old.Count(i => i.State(w) == OracleState.Held)), (days.Sum(d => d.Claims ?? 0), days.Sum(d => d.Judged), days.Sum(d => d.Held)));
                Assert.All(days, d => Assert.True(d.Held <= d.Judged && d.Judged <= (d.Claims ?? 0)));
                (claims, judged, held) = (claims + days.Sum(d => d.Claims ?? 0), judged + days.Sum(d => d.Judged), held + days.Sum(d => d.Held));
            }
        }

        Assert.True(claims > judged && judged > held && held > 20, $"{claims} claims, {judged} judged and {held} held are too few to tell.");
    }
}
